// `npm run test:browser`: the documentation, the playground and the bundle of the library in real browsers.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './workspace.mjs';

const chromium = find(process.env.CHROMIUM_PATH, [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]);
const firefox = find(process.env.FIREFOX_PATH, [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]);
if (chromium === undefined) {
  console.error(
    'No Chromium was found. On Debian and Ubuntu: apt-get install chromium. Elsewhere, say where Chromium or Chrome is:\n' +
      'CHROMIUM_PATH=/path/to/chromium npm run test:browser',
  );
  process.exit(1);
}
if (firefox === undefined) {
  console.log('No Firefox was found (apt-get install firefox-esr, or FIREFOX_PATH=…): its tests are left out.');
}
process.env.CHROMIUM_PATH = chromium;
if (firefox !== undefined) process.env.FIREFOX_PATH = firefox;

const steps = [
  ['node', [join('.ci', 'docs.mjs'), 'build', '--base', '/wengert/', '--logLevel', 'warn']],
  ['npm', ['run', '--silent', 'test:unit', '--', '--config', join('docs', 'test', 'browser', 'jest.config.mjs')]],
];
for (const [command, args] of steps) {
  const { code } = run(command, args);
  if (code !== 0) process.exit(code);
}

function find(given, places) {
  if (given !== undefined && given !== '') return given;
  return places.find((place) => existsSync(place));
}
