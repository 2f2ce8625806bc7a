// The browsers of this machine, and the tests that run in them: the library's bundle, the documentation, the playground.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './workspace.mjs';

/** What to do on a machine without Chromium. */
export const howToGetChromium =
  'No Chromium was found. On Debian and Ubuntu: apt-get install chromium. ' +
  'Elsewhere, say where Chromium or Chrome is: CHROMIUM_PATH=/path/to/chromium';

/** The path of Chromium or Chrome, if there is one. */
export function findChromium() {
  return find(process.env.CHROMIUM_PATH, [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]);
}

/**
 * Runs tests in Chromium, and those of the bundle in Firefox, too, if there is one.
 *
 * @param files - The names of their files, or parts of these; those of all others need the documentation to be built.
 * @returns The exit code.
 */
export function testInBrowsers(chromium, ...files) {
  const firefox = find(process.env.FIREFOX_PATH, [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ]);
  if (firefox === undefined) {
    console.log('No Firefox was found (apt-get install firefox-esr, or FIREFOX_PATH=…): its tests are left out.');
  }
  process.env.CHROMIUM_PATH = chromium;
  if (firefox !== undefined) process.env.FIREFOX_PATH = firefox;
  const config = join('docs', 'test', 'browser', 'jest.config.mjs');
  return run('npm', ['run', '--silent', 'test:unit', '--', '--config', config, ...files]).code;
}

function find(given, places) {
  if (given !== undefined && given !== '') return given;
  return places.find((place) => existsSync(place));
}
