// Searching all of Japan: from a place, while typing, on the map; and whoever gets the link sees the same.
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

const cards = (page: Page) => page.locator('.listing-card');

/** Copies the page's link as a person would, and opens it where nothing is known of the first visit. */
async function forward(page: Page, context: BrowserContext): Promise<Page> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'このページのリンクをコピー' }).click();
  await expect(page.getByText('リンクをコピーしました。').first()).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toBe(page.url());
  const browser = context.browser();
  if (!browser) throw new Error('no browser');
  const other = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await other.goto(address);
  return other;
}

test('a hospital near a postal code is found, opened and passed on', async ({ page, context }) => {
  await page.goto('/institutions?prefecture=04');
  await page.getByLabel('郵便番号').fill('９８９−１２００');
  await page.getByRole('button', { name: 'この場所から' }).click();
  await expect(page.getByRole('button', { name: /条件を外す：〒989-1200 .*大河原町（.+）から/ })).toBeVisible();
  await expect(page).toHaveURL(/near=.*sort=distance|sort=distance.*near=/);
  await expect(cards(page).first()).toContainText('架空みやぎ南病院');
  await expect(cards(page).first()).toContainText(/指定した場所から[\d.]+ (km|m)（市区町村の中央まで）/);
  await expect(page.getByLabel('並び順')).toHaveValue('distance');

  const shared = await forward(page, context);
  await expect(cards(shared).first()).toContainText('架空みやぎ南病院');
  await expect(shared.getByRole('button', { name: /条件を外す：〒989-1200/ })).toBeVisible();
  await expect(shared.getByLabel('都道府県')).toHaveValue('04');

  await page.getByRole('link', { name: '架空みやぎ南病院' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '架空みやぎ南病院' })).toBeVisible();
  const opened = await forward(page, context);
  await expect(opened.getByRole('heading', { level: 1, name: '架空みやぎ南病院' })).toBeVisible();

  await page.goBack();
  await expect(page.getByLabel('並び順')).toHaveValue('distance');
  await page.getByRole('button', { name: /条件を外す：〒989-1200/ }).click();
  await expect(page).not.toHaveURL(/near|place|distance/);
});

test('a postal code that is none is said at its field', async ({ page }) => {
  await page.goto('/institutions');
  await page.getByLabel('郵便番号').fill('98');
  await page.getByRole('button', { name: 'この場所から' }).click();
  await expect(page.getByText('郵便番号を7桁の数字で入力してください。')).toBeVisible();
  await page.getByLabel('郵便番号').fill('000-0000');
  await page.getByRole('button', { name: 'この場所から' }).click();
  await expect(page.getByText('この郵便番号は見つかりませんでした。', { exact: false })).toBeVisible();
});

test('a position that comes late changes nothing any more', async ({ page }) => {
  // The browser asks, and nobody answers.
  await page.addInitScript(() => {
    const waiting: PositionCallback[] = [];
    navigator.geolocation.getCurrentPosition = (found) => void waiting.push(found);
    Object.assign(window, { answerLate: () => waiting.forEach((found) => found({ coords: { latitude: 26.2, longitude: 127.7 } } as GeolocationPosition)) });
  });
  const answerLate = () => page.evaluate(() => (window as unknown as { answerLate: () => void }).answerLate());
  await page.route('**/api/v1/postal-codes/*', (route) =>
    route.fulfill({
      json: {
        postal_code: '989-1200', prefecture_code: '04', municipality_code: '04321', municipality_name: '大河原町', municipality_name_en: 'Ogawara-machi',
        town: '', latitude: 38.05, longitude: 140.73, precision: 'municipality',
      },
    }),
  );
  await page.clock.install();
  await page.goto('/institutions');
  await expect(cards(page).first()).toBeVisible();
  const here = page.getByRole('button', { name: '現在地から' });
  await here.click();
  await expect(here).toHaveAttribute('aria-busy', 'true');
  await page.clock.fastForward(31_000);
  await expect(page.getByText('現在地が一定の時間内にわかりませんでした。', { exact: false })).toBeVisible();
  await expect(here).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.getByLabel('郵便番号')).not.toHaveAttribute('aria-invalid', 'true');

  await here.click();
  await page.getByLabel('郵便番号').fill('989-1200');
  await page.getByRole('button', { name: 'この場所から' }).click();
  await expect(page).toHaveURL(/near=38\.05%2C140\.73/);
  await answerLate();
  await expect(page.getByRole('button', { name: /条件を外す：〒989-1200/ })).toBeVisible();
  await expect(page).toHaveURL(/near=38\.05%2C140\.73/);
});

test('words that are not sent yet outlive other choices', async ({ page }) => {
  await page.goto('/institutions');
  const field = page.getByRole('combobox', { name: 'キーワード' });
  await field.fill('くりはら');
  await page.getByLabel('都道府県').selectOption('04');
  await expect(page).toHaveURL(/prefecture=04/);
  await expect(page.getByRole('button', { name: '条件を外す：宮城県' })).toBeVisible();
  await expect(field).toHaveValue('くりはら');

  await field.press('Enter');
  await expect(page).toHaveURL(/q=/);
  // The results, and not the keyboard of a telephone.
  await expect(page.locator('#directory-results')).toBeFocused();
  await page.getByRole('button', { name: '条件を外す：「くりはら」' }).click();
  await expect(field).toHaveValue('');
});

test('a link that is passed on says its language', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/institutions?lang=en');
  await expect(page.locator('link[rel=canonical]')).toHaveCount(1);
  await page.getByLabel('Prefecture', { exact: true }).selectOption('04');
  await expect(page).toHaveURL(/prefecture=04/);
  await page.getByRole('button', { name: 'Copy the link to this page' }).click();
  await expect(page.getByText('The link is copied.').first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/institutions\?prefecture=04&lang=en$/);
  // What the server wrote of the first question is gone, and browsers share what is asked now.
  await expect(page.locator('link[rel=canonical]')).toHaveCount(0);
});

test('where the browser is stands in the address only roughly, and a refusal is answered', async ({ page, browser, baseURL }) => {
  await page.goto('/institutions');
  await page.getByRole('button', { name: '現在地から' }).click();
  await expect(page.getByText('位置情報の利用が許可されませんでした。郵便番号で探せます。')).toBeVisible();

  const here = { latitude: 38.268215, longitude: 140.869356 };
  const allowed = await browser.newContext({ locale: 'ja-JP', permissions: ['geolocation'], geolocation: here, ...(baseURL ? { baseURL } : {}) });
  const other = await allowed.newPage();
  await other.goto('/institutions');
  await other.getByRole('button', { name: '現在地から' }).click();
  await expect(other).toHaveURL(/near=38\.27%2C140\.87(&|$)/);
  await expect(other.getByRole('button', { name: '条件を外す：北緯38.27度・東経140.87度から' })).toBeVisible();
  await allowed.close();
});

test('suggestions follow the keyboard and keep out of the way of an input method', async ({ page, context }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('institution-suggestions')) asked.push(decodeURIComponent(request.url()));
  });
  await page.goto('/institutions');
  const field = page.getByRole('combobox', { name: 'キーワード' });
  await field.focus();

  // Half a word, still being composed: nothing is asked and nothing opens.
  const keyboard = await context.newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'くりは', selectionStart: 3, selectionEnd: 3 });
  await expect(field).toHaveValue('くりは');
  await page.waitForTimeout(600);
  expect(asked).toEqual([]);
  await expect(field).toHaveAttribute('aria-expanded', 'false');

  await keyboard.send('Input.insertText', { text: 'くりはら' });
  const option = page.getByRole('option', { name: /架空くりはら診療所/ });
  await expect(option).toBeVisible();
  await expect(option.locator('mark')).toHaveText('くりはら');
  expect(asked.at(-1)).toContain('q=くりはら');

  await field.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? '');

  // Enter that ends a word is the input method's, as browsers say it and as Safari does: nothing is opened.
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    const untouched = await field.evaluate(
      (node, how) => node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how })),
      composing,
    );
    expect(untouched).toBe(true);
    await expect(option).toHaveAttribute('aria-selected', 'true');
  }
  await expect(page).toHaveURL(/\/institutions$/);
  await field.press('Escape');
  await expect(option).toBeHidden();
  await expect(field).toHaveValue('くりはら');
  await field.press('ArrowDown');
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '架空くりはら診療所' })).toBeVisible();
});

test('Latin words are asked for while the keyboard of a telephone composes them', async ({ page, context }) => {
  await page.goto('/institutions');
  await page.getByRole('combobox', { name: 'キーワード' }).focus();
  const asked = page.waitForRequest(/institution-suggestions\?q=Miyagi$/);
  const keyboard = await context.newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'Miyagi', selectionStart: 6, selectionEnd: 6 });
  await asked;
});

test('an answer that comes late does not replace a newer one', async ({ page }) => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  const slow = /institution-suggestions\?q=%E6%9E%B6%E7%A9%BA$/;
  await page.route(slow, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/institutions');
  const field = page.getByRole('combobox', { name: 'キーワード' });
  const asked = page.waitForRequest(slow);
  await field.fill('架空');
  const late = (await asked).response();
  await field.fill('くりはら');
  const options = page.getByRole('listbox', { name: '医療機関の候補' }).getByRole('option');
  await expect(options).toHaveCount(1);
  answer();
  const found = (await (await late)?.json()) as { items: unknown[] };
  expect(found.items.length).toBeGreaterThan(1);
  await page.waitForTimeout(300);
  await expect(options).toHaveCount(1);
});

test('choices say what they would give, and hits why they are there', async ({ page }) => {
  await page.goto('/institutions');
  await page.getByRole('combobox', { name: 'キーワード' }).fill('ｸﾘﾊﾗ');
  await page.getByRole('combobox', { name: 'キーワード' }).press('Enter');
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByText('全1件中1件を表示しています')).toBeVisible();
  await expect(cards(page).locator('mark').first()).toHaveText('くりはら');
  await expect(page.getByLabel('並び順')).toHaveValue('relevance');
  await expect(page.getByLabel('都道府県').locator('option', { hasText: '宮城県' })).toHaveText('宮城県（1）');
  await expect(page.getByLabel('都道府県').locator('option', { hasText: '沖縄県' })).toHaveText('沖縄県（0）');

  await page.getByLabel('並び順').selectOption('kana');
  await expect(page).toHaveURL(/sort=kana/);
  await page.getByRole('button', { name: '条件を外す：「ｸﾘﾊﾗ」' }).click();
  await expect(cards(page).nth(1)).toBeVisible();
  await page.goto(`/institutions?q=${'あ '.repeat(3)}`);
  await page.getByRole('combobox', { name: 'キーワード' }).fill(Array.from({ length: 11 }, (_, n) => String.fromCharCode(0x3042 + 2 * n)).join(' '));
  await page.getByRole('button', { name: '検索', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'キーワードは10個までにしてください。' })).toBeVisible();
});

test('the map leads from the country to an institution with the filters of the list', async ({ page }) => {
  const place = 'near=38.05%2C140.73&place=' + encodeURIComponent('大河原町');
  await page.goto(`/institutions?kind=clinic&sort=distance&${place}`);
  await page.getByRole('link', { name: '地図で見る' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '医療機関の地図' })).toBeVisible();
  await expect(page.getByText(/47都道府県のうち\d+都道府県に、登録医療機関があります。/)).toBeVisible();
  await expect(page.getByRole('button', { name: '条件を外す：診療所' })).toBeVisible();

  // Prefectures without any stand below the table, which has no rows of nothing.
  await expect(page.getByRole('heading', { name: '該当がない都道府県' })).toBeVisible();
  await expect(page.getByRole('cell', { name: /^0/ })).toHaveCount(0);
  await page.getByRole('rowheader', { name: '宮城県' }).getByRole('link').click();
  await expect(page).toHaveURL(/kind=clinic/);
  await expect(page.getByRole('heading', { level: 2, name: '宮城県' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: '大崎・栗原' });
  await expect(row).toContainText('指定区域');
  await expect(page.locator('.map__place').first()).toBeVisible();
  await expect(page.getByText('点線の点には、正確な位置がわからないため')).toBeVisible();
  // What a finger needs; circles of SVG have no other size than the one they are drawn in.
  const reach = await page.locator('.map__reach').first().boundingBox();
  expect(reach?.width).toBeGreaterThanOrEqual(24);
  await row.getByRole('rowheader').getByRole('link').click();
  await expect(page).toHaveURL(/area=0406/);
  await expect(page.getByRole('link', { name: '架空くりはら診療所' }).last()).toBeVisible();

  await page.getByRole('link', { name: '同じ条件の一覧を見る' }).click();
  await expect(page).toHaveURL(/\/institutions\?.*area=0406/);
  await expect(page.getByLabel('都道府県')).toHaveValue('04');
  await expect(page.getByLabel('並び順')).toHaveValue('distance');
  await expect(page.getByRole('button', { name: '条件を外す：大河原町から' })).toBeVisible();
  await expect(cards(page).first()).toContainText('架空くりはら診療所');
});

test('after a search on a phone the results are in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/institutions');
  await page.getByRole('combobox').first().fill('内科');
  await page.getByRole('combobox').first().press('Enter');
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator('#directory-results')).toBeFocused();
  await expect.poll(() => page.locator('.directory__status').evaluate((status) => status.getBoundingClientRect().top)).toBeLessThan(500);
});
