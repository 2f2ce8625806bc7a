// `node --import @wengert/syntax/register program.mjs` loads modules with their marked functions rewritten.
import * as nodeModule from 'node:module';
import { rewrittenModule, type LoadContext, type LoadedModule } from './loaded-module.js';

type Load = (
  url: string,
  context: LoadContext,
  nextLoad: (url: string, context: LoadContext) => LoadedModule,
) => LoadedModule;

const load: Load = (url, context, nextLoad) => rewrittenModule(url, nextLoad(url, context));

// From Node 22.15 on, hooks run in the thread of the program, and see what is required as well.
const registerHooks = Reflect.get(nodeModule, 'registerHooks') as
  ((hooks: { readonly load: Load }) => void) | undefined;
if (registerHooks === undefined) nodeModule.register('@wengert/syntax/hooks', import.meta.url);
else registerHooks({ load });

process.setSourceMapsEnabled(true);
