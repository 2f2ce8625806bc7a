// Runs a module that was typed, apart from the page: it cannot touch the page, and can be stopped.
import { parse } from 'es-module-lexer/js';
import * as wengert from 'wengert';
import { answer, subjectOfFunction, type Answer, type Place } from './answer.js';

/** What the page asks of the worker. */
export interface ModuleRequest {
  readonly text: string;
  readonly place: Place;
}

/** What the worker answers. */
export type ModuleReply = { readonly answer: Answer } | { readonly error: string };

const handOver = '__wengertForModules';
Object.assign(globalThis, { [handOver]: wengert });

/** A module with the exports of the library, for the import of a module that was typed. */
const library = moduleUrl(
  Object.keys(wengert)
    .map((name) => `export const ${name} = globalThis.${handOver}.${name};`)
    .join('\n'),
);

self.addEventListener('message', (event: MessageEvent<ModuleRequest>) => {
  run(event.data).then(
    (found) => reply({ answer: found }),
    (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }),
  );
});

function reply(message: ModuleReply): void {
  self.postMessage(message);
}

async function run({ text, place }: ModuleRequest): Promise<Answer> {
  const url = moduleUrl(withLibrary(text));
  try {
    const module = (await import(/* @vite-ignore */ url)) as { readonly default?: unknown };
    return answer(subjectOfFunction(module.default, place.point), place);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The text with the address of the library in the place of its name. */
function withLibrary(text: string): string {
  const [imports] = parse(text);
  return imports.reduceRight((rest, { type, specifier, start, end }) => {
    if (type === 'import-meta') return rest;
    if (type === 'static' && specifier === 'wengert') return `${rest.slice(0, start)}${library}${rest.slice(end)}`;
    throw new Error(
      `A module here can import from 'wengert' and nowhere else, but imports from '${specifier ?? '…'}'.`,
    );
  }, text);
}

function moduleUrl(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
