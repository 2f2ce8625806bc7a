import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { serve, type StaticServer } from './static-server.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const screenshots = join(root, 'node_modules', '.cache', 'screenshots');

/** Where the pages were built to be served. */
const base = '/wengert/';

/** Chromium, and a server with the documentation. */
export interface Site {
  readonly browser: Browser;
  readonly server: StaticServer;
  close(): Promise<void>;
}

/** Debian's Chromium has no sandbox for root, and would otherwise look for updates on the network. */
export const quiet: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long to wait for what should come at once, in milliseconds. */
export const patience = 120_000;

/** Starts a browser and the server. */
export async function openSite(): Promise<Site> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (executablePath === undefined) throw new Error('CHROMIUM_PATH is not set: npm run test:browser sets it.');
  const server = await serve({ [base]: join(root, 'docs', '.vitepress', 'dist') });
  const browser = await chromium.launch({ executablePath, args: [...quiet] });
  return {
    browser,
    server,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A page, and what went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors of scripts and of the policy, and requests that failed or went elsewhere. */
  readonly problems: readonly string[];
}

/** Opens a page of the documentation, by its path below the base. */
export async function openPage(
  { browser, server }: Site,
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // A busy machine is no mistake of a page.
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !/^(data|blob):/.test(url)) problems.push(`asked elsewhere: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(`${server.url}${base}${path}`, { waitUntil: 'networkidle' });
  return { page, problems };
}

/** Keeps a picture of the page for people to look at, in node_modules/.cache/screenshots. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  // What stays at the top of a window is drawn where the window stands.
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
