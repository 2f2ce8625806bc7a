/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { keepPicture, openPage, openSite, type Site } from './browser.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const rows = (page: Page): Promise<string[]> => page.locator('.trace-view tbody tr').allInnerTexts();

test('shows value, gradient, trace, graph, plot and formulas, and needs no network to do so', async () => {
  const { page, problems } = await openPage(site, 'playground.html');
  await goOffline(page);

  await page.getByLabel('f =').fill('r*cos(a)');
  await page.getByLabel('at the point').fill('2, pi/3');
  await page.getByText('∂f/∂a').waitFor();
  await expectText(page, '.results', /value\s*1\s*∂f\/∂r\s*0\.5\s*∂f\/∂a\s*−1\.732051\s*along the seed\s*0\.5/);
  expect((await rows(page)).map((row) => row.split(/\s+/)[0])).toEqual(['r', 'a', 'v1', 'v2']);
  expect(await page.locator('.graph .node').count()).toBe(4);
  expect(await page.locator('.formula .katex').count()).toBe(3);
  expect(await page.locator('.plot svg path').count()).toBeGreaterThan(10);
  const code = page.locator('.listing');
  expect(await code.innerText()).toContain('export function gradient(r, a)');
  await page.getByRole('button', { name: 'TypeScript' }).click();
  expect(await code.innerText()).toContain('r: number, a: number');
  await page.getByRole('button', { name: 'Wengert list' }).click();
  expect(await code.innerText()).toContain('v1 = cos(a)');
  await expectText(page, '[aria-label="Structure"]', /3 of 4 entries of the Hessian can be other than zero/);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('fills the reverse trace step by step: values downwards, then adjoints upwards', async () => {
  const { page } = await openPage(site, 'playground.html');
  const cells = async (column: number): Promise<boolean[]> => {
    const texts = await page.locator(`.trace-view tbody tr td:nth-child(${column})`).allInnerTexts();
    return texts.map((text) => text !== '');
  };
  await page.getByRole('button', { name: 'To the start' }).click();
  expect(await cells(3)).toEqual([false, false, false, false, false]);
  const next = page.getByRole('button', { name: 'Next' });
  await next.click();
  await next.click();
  expect(await cells(3)).toEqual([true, true, false, false, false]);
  await page.keyboard.press('ArrowRight');
  expect(await cells(3)).toEqual([true, true, true, false, false]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('End');
  expect(await cells(5)).toEqual([true, true, true, true, true]);
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  expect(await cells(5)).toEqual([false, false, false, true, true]);
  expect(await page.locator('.spoken').innerText()).toBe('adjoint of v2: v3_bar = 1');
  expect(await page.locator('.edge.flows.backward').count()).toBe(1);
  await page.getByRole('button', { name: 'Forward' }).click();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByText('step 2 of 5').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.context().close();
});

test('keeps its state in the address, which somebody else can open', async () => {
  const { page } = await openPage(site, 'playground.html');
  await page.getByLabel('Example').selectOption({ label: 'polar coordinates: two outputs' });
  await page.getByRole('button', { name: 'Forward' }).click();
  await expectText(page, '.results', /y\[1\]/);
  const shared = new URL(page.url()).hash;
  const { page: other } = await openPage(site, `playground.html${shared}`);
  await expectText(other, '.results', /y\[1\]/);
  expect(await other.getByLabel('f =').inputValue()).toBe('[r*cos(a), r*sin(a)]');
  expect(await other.getByLabel('at the point').inputValue()).toBe('2, pi/6');
  expect(await rows(other)).toEqual(await rows(page));
  await other.context().close();
  await page.context().close();
});

test('differentiates the output that is chosen, by keys or by the address, and everything follows', async () => {
  const { page, problems } = await openPage(site, 'playground.html');
  await page.getByLabel('Example').selectOption({ label: 'polar coordinates: two outputs' });
  const choice = page.getByLabel('Differentiate the output');
  await expectText(page, '.results', /∂y\[0\]\/∂r\s*0\.866025/);
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await expectText(
    page,
    '.results',
    /∂y\[1\]\/∂r\s*0\.5\s*∂y\[1\]\/∂a\s*1\.732051\s*y\[1\] along the seed\s*1\.732051/,
  );
  expect(await page.locator('.trace-view tbody tr', { hasText: 'y[1]' }).innerText()).toMatch(/\s1$/);
  expect(await page.locator('.trace-view tbody tr', { hasText: '→ y[0]' }).innerText()).toMatch(/\s0$/);
  expect(await page.locator('.graph .node.chosen').count()).toBe(1);
  expect(await page.locator('.formula .katex').first().innerText()).toContain('sin');
  await expectText(page, '[aria-label="Code"] .note', /The gradient of y\[1\]/);
  await expectText(page, '.plot-section', /Contours of y\[1\]/);
  const names = await page.locator('.pattern text').allTextContents();
  expect(names).toEqual(['y[0]', 'y[1]', 'r', 'a']);
  await keepPicture(page, 'playground-second-output');
  const { page: other } = await openPage(site, `playground.html${new URL(page.url()).hash}`);
  await expectText(other, '.results', /∂y\[1\]\/∂r\s*0\.5/);
  expect(await other.getByLabel('Differentiate the output').inputValue()).toBe('1');
  expect(problems).toEqual([]);
  await other.context().close();
  await page.context().close();
});

test('says in words what is wrong, where it is wrong, and goes on with what was right', async () => {
  const { page, problems } = await openPage(site, 'playground.html');
  await page.getByLabel('f =').fill('x1*x2 + foo(x1)');
  await expectText(page, '#text-error', /There is no function foo/);
  expect(await page.getByLabel('f =').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('f =').fill('x1*x2');
  await page.locator('#text-error').waitFor({ state: 'detached' });
  await page.getByLabel('at the point').fill('1');
  await expectText(page, '#point-error', /The point needs 2 numbers, for x1, x2, but has 1\./);
  await page.getByLabel('at the point').fill('1, 2');
  await page.getByLabel('seed').fill('1, up');
  await expectText(page, '#seed-error', /up is no number/);
  await page.getByLabel('seed').fill('<img src=x onerror=alert(1)>, 1');
  await page.locator('#seed-error').waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});

test('runs a module apart from the page, under a policy that forbids generated code', async () => {
  const { page, problems } = await openPage(site, 'playground.html');
  await goOffline(page);
  await page.getByRole('button', { name: 'Module' }).click();
  await expectText(page, '.results', /value\s*1\.414214\s*∂f\/∂a\s*0\.353553/);
  await page.locator('textarea').fill(`import { nothing } from 'elsewhere';\nexport default (x) => x;`);
  await page.getByRole('button', { name: 'Run' }).click();
  await expectText(page, '#text-error', /can import from 'wengert' and nowhere else, but imports from 'elsewhere'/);
  await page.locator('textarea').fill('export default (x) => x * 2;');
  await page.getByRole('button', { name: 'Run' }).click();
  await expectText(page, '#text-error', /raw JavaScript operator/);
  // The policy is suspended while the browser evaluates what a test sends, not in what that leaves for later.
  const generated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- That is what the policy must forbid.
            resolve(typeof new Function('return 1'));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(generated).toBe('EvalError');
  expect(problems.filter((problem) => !problem.includes('unsafe-eval'))).toEqual([]);
  await page.context().close();
});

test('a module that came with an address waits until its reader says so', async () => {
  const module = encodeURIComponent(`import { mul } from 'wengert';\nexport default (u) => mul(u, u);`);
  const { page, problems } = await openPage(site, `playground.html#module=${module}&at=3&seed=1`);
  await page.getByText('Press Run when you have read the module').waitFor();
  expect(await page.locator('.results').count()).toBe(0);
  await page.getByRole('button', { name: 'Run' }).click();
  await expectText(page, '.results', /value\s*9\s*∂f\/∂u\s*6/);
  expect(problems).toEqual([]);
  await page.context().close();
});

test.each([
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'phone', options: { colorScheme: 'light', viewport: { width: 390, height: 844 } } },
] as const)('fits the window and can be read: $name', async ({ name, options }) => {
  const { page, problems } = await openPage(site, 'playground.html', options);
  await page.locator('.plot svg').waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await keepPicture(page, `playground-${name}`);
  expect(problems).toEqual([]);
  await page.context().close();
});

/** Takes the network away from a page that is loaded. */
async function goOffline(page: Page): Promise<void> {
  await page.locator('.plot svg').waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.context().setOffline(true);
}

async function expectText(page: Page, selector: string, text: RegExp): Promise<void> {
  await page.locator(selector, { hasText: text }).waitFor();
}
