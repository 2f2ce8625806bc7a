// `npm run test:browser`: the documentation, the playground and the bundle of the library in real browsers.
import { join } from 'node:path';
import { findChromium, howToGetChromium, testInBrowsers } from './browsers.mjs';
import { run } from './workspace.mjs';

const chromium = findChromium();
if (chromium === undefined) {
  console.error(`${howToGetChromium} npm run test:browser`);
  process.exit(1);
}
const documentation = run('node', [join('.ci', 'docs.mjs'), 'build', '--base', '/wengert/', '--logLevel', 'warn']);
process.exit(documentation.code || testInBrowsers(chromium));
