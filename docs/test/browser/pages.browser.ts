/// <reference lib="dom" />
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepPicture, openPage, openSite, type Site } from './browser.js';

const docs = fileURLToPath(new URL('../..', import.meta.url));
const pages = ['', 'guide', 'recipes', 'design'].flatMap((folder) =>
  readdirSync(`${docs}/${folder}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder === '' ? '' : `${folder}/`}${file.replace(/\.md$/, '.html')}`),
);

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test('under a path of a server, without other servers, every page loads, and is no wider than a phone', async () => {
  const left = [...pages, 'api/index.html', 'api/functions/grad.html'];
  const wrong: Record<string, readonly string[]> = {};
  const visit = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const { page, problems } = await openPage(site, path);
      const title = await page.locator('h1').first().innerText();
      if (title === '' || problems.length > 0) wrong[path] = [`title: ${title}`, ...problems];
      await page.setViewportSize({ width: 390, height: 844 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 390) wrong[path] = [...(wrong[path] ?? []), `${width} pixels wide on a phone of 390`];
      await page.context().close();
    }
  };
  // Most of the time goes by in waiting, so several pages wait together.
  await Promise.all(Array.from({ length: 4 }, visit));
  expect(wrong).toEqual({});
});

describe('live examples', () => {
  test('the landing page differentiates what is typed', async () => {
    const { page, problems } = await openPage(site, 'index.html');
    await page.getByLabel('f =').fill('a*b^2');
    expect(await page.locator('.live-trace tbody tr').first().innerText()).toMatch(/a\s+input\s+2\s+.*\s9/);
    await page.getByLabel('f =').fill('a*');
    expect(await page.getByRole('alert').innerText()).toContain('1:3');
    await keepPicture(page, 'landing-page-with-error');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the chart of truncation and round-off is drawn for the function of the reader', async () => {
    const { page, problems } = await openPage(site, 'guide/three-ways.html');
    await page.locator('.live-chart svg [aria-label="line"] path').first().waitFor();
    const best = page.locator('.live-chart .note');
    const before = await best.innerText();
    await page.getByLabel('f =').fill('exp(x)');
    expect(await best.innerText()).not.toBe(before);
    expect(await best.innerText()).toContain('central difference');
    await keepPicture(page, 'three-ways');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the crossover is measured on request', async () => {
    const { page, problems } = await openPage(site, 'guide/which-mode.html');
    await page.getByRole('button', { name: 'Measure on this machine' }).click();
    await page.getByRole('button', { name: 'Measure again' }).waitFor();
    expect(
      await page.locator('.live-chart svg circle, .live-chart svg [marker-mid], .live-chart svg path').count(),
    ).toBeGreaterThan(1);
    await keepPicture(page, 'which-mode');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the search knows the guide', async () => {
    const { page, problems } = await openPage(site, 'guide/quick-start.html');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.locator('#localsearch-input').fill('perturbation confusion');
    await page.locator('.VPLocalSearchBox a.result').first().waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
