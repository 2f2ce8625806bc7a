/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { patience, quiet } from './browser.js';
import { calculations } from './plain-page/calculations.js';
import { serve, type StaticServer } from './static-server.js';

// The library in one file of ES modules, loaded by a plain page: once as it is, once where generated code is forbidden.
const strict = `default-src 'none'; script-src 'self'`;

let folder: string;
let free: StaticServer;
let guarded: StaticServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wengert-plain-page-'));
  await build({
    entryPoints: [fileURLToPath(new URL('plain-page/page.ts', import.meta.url))],
    outfile: join(folder, 'page.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    conditions: ['@wengert/source'],
    logLevel: 'error',
  });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>waiting</title><script type="module" src="page.js"></script>',
  );
  free = await serve({ '/': folder });
  guarded = await serve({ '/': folder }, { 'content-security-policy': strict });
});
afterAll(async () => {
  await free.close();
  await guarded.close();
  rmSync(folder, { recursive: true });
});

async function inChromium(url: string): Promise<string> {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '', args: [...quiet] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(url);
    await page.waitForFunction(() => document.title !== 'waiting');
    return await page.title();
  } finally {
    await browser.close();
  }
}

// Playwright drives only a Firefox of its own making; Puppeteer drives the one that people have.
async function inFirefox(url: string): Promise<string> {
  const executablePath = process.env['FIREFOX_PATH'] ?? '';
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(url);
    await page.waitForFunction(() => document.title !== 'waiting');
    return await page.title();
  } finally {
    await browser.close();
  }
}

const browsers = [
  { name: 'Chromium', open: inChromium },
  ...(process.env['FIREFOX_PATH'] === undefined ? [] : [{ name: 'Firefox', open: inFirefox }]),
];

describe.each(browsers)('$name', ({ open }) => {
  test('calculates what Node calculates', async () => {
    expect(near(JSON.parse(await open(`${free.url}/`)))).toEqual(near({ ...calculations(), generatesCode: true }));
  });

  test('does so where generated code is forbidden, compiled functions included', async () => {
    expect(near(JSON.parse(await open(`${guarded.url}/`)))).toEqual(near({ ...calculations(), generatesCode: false }));
  });
});

/** Numbers to fifteen digits: engines may round sines and exponentials differently in the last. */
function near(results: unknown): unknown {
  if (typeof results === 'number') return Number(results.toPrecision(15));
  if (Array.isArray(results)) return results.map(near);
  if (typeof results !== 'object' || results === null) return results;
  return Object.fromEntries(Object.entries(results).map(([key, value]) => [key, near(value)]));
}
