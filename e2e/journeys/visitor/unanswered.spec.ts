// What the directory and its map say when an answer fails, or comes when something else has been asked.
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

const REASON = '現在ご利用いただけません。時間をおいてもう一度お試しください。';
const FACETS = '**/api/v1/institution-facets**';
const CLUSTERS = '**/api/v1/institution-clusters**';
const LIST = /\/api\/v1\/institutions(\?|$)/;

/** Lets a part of the API be away, as it is while the index follows; gives the way to bring it back. */
async function away(page: Page, what: string | RegExp): Promise<() => Promise<void>> {
  await page.route(what, (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: REASON, status: 503, code: 'unavailable' }),
    }),
  );
  return () => page.unroute(what);
}

const failure = (page: Page) => page.getByText(REASON);
const options = (page: Page) => page.getByRole('listbox', { name: '医療機関の候補' }).getByRole('option');
const retry = (page: Page) => page.getByRole('button', { name: 'もう一度試す' });

test('the country is not said to be empty when the counts cannot be read', async ({ page }) => {
  const back = await away(page, FACETS);
  await page.goto('/map');
  await expect(failure(page)).toBeVisible();
  await expect(page.getByRole('link', { name: '北海道', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /：0件/ })).toHaveCount(0);
  // The table still leads further, without numbers.
  const row = page.getByRole('row').filter({ hasText: '宮城県' });
  await expect(row).toContainText('–');

  await back();
  await retry(page).click();
  await expect(failure(page)).toBeHidden();
  await expect(row).toContainText(/\d+件/);
  await expect(page.getByRole('link', { name: /宮城県：\d+件/ })).toBeVisible();
});

test('a prefecture tells what is missing and makes nothing of it', async ({ page }) => {
  const areasBack = await away(page, '**/api/v1/secondary-medical-areas**');
  const priorityBack = await away(page, '**/api/v1/priority-areas**');
  await page.goto('/map?prefecture=04');
  await expect(failure(page).first()).toBeVisible();
  await expect(page.getByText('医療圏がわからない')).toBeHidden();
  await areasBack();
  await retry(page).first().click();
  const row = page.getByRole('row').filter({ hasText: '大崎・栗原' });
  await expect(row).toContainText('–');
  await expect(row).not.toContainText('指定区域');
  await priorityBack();
  await retry(page).first().click();
  await expect(row).toContainText('指定区域');
  await expect(failure(page)).toHaveCount(0);
});

test('points of the map that cannot be read are said to be missing', async ({ page }) => {
  const square = [[[140.2, 37.8], [141.6, 37.8], [141.6, 39.0], [140.2, 39.0], [140.2, 37.8]]];
  const properties = {
    code: '0403', prefecture_code: '04', area_code: null, name: '仙台', name_kana: null, name_en: null, edition: '2024',
  };
  await page.route('**/api/v1/outlines**', (route) =>
    route.fulfill({
      json: {
        type: 'FeatureCollection', credit: '図形', credit_en: 'A shape',
        features: [
          { type: 'Feature', id: '0403', bbox: [140.2, 37.8, 141.6, 39.0], properties, geometry: { type: 'MultiPolygon', coordinates: [square] } },
        ],
      },
    }),
  );
  await away(page, CLUSTERS);
  await page.goto('/map?prefecture=04');
  await expect(failure(page)).toBeVisible();
  await expect(page.getByText('この地図に示していない医療機関が')).toHaveCount(0);

  const lone = { latitude: 38.3, longitude: 140.9, count: 1500, precision: 'municipality' };
  await page.unroute(CLUSTERS);
  await page.route(CLUSTERS, (route) => route.fulfill({ json: { items: [lone] } }));
  await retry(page).click();
  await expect(failure(page)).toBeHidden();
  const point = page.getByRole('link', { name: 'この付近の1,500件を近い順に見る' });
  await expect(point).toBeVisible();
  await expect(point.locator('circle')).toHaveClass(/map__point--approximate/);

  // Nothing of it on the map, and its edges are known: then the rest is elsewhere, and that is said.
  await page.unroute(CLUSTERS);
  await page.route(CLUSTERS, (route) => route.fulfill({ json: { items: [] } }));
  await page.reload();
  await expect(page.getByText(/この地図に示していない医療機関が\d+件あります/)).toBeVisible();
});

test('a list that cannot be read is not the list before', async ({ page }) => {
  await page.goto('/institutions');
  const cards = page.locator('.listing-card');
  await expect(cards.first()).toBeVisible();
  await expect(page.getByText(/全\d+件中\d+件を表示しています/)).toBeVisible();
  const back = await Promise.all([away(page, LIST), away(page, FACETS)]);
  await page.getByLabel('都道府県').selectOption('04');
  await expect(failure(page)).toBeVisible();
  await expect(cards).toHaveCount(0);
  await expect(page.getByText(/件中/)).toHaveCount(0);
  await expect(page.getByLabel('都道府県').locator('option', { hasText: '沖縄県' })).toHaveText('沖縄県');

  // What failed with the list comes back with it.
  await Promise.all(back.map((one) => one()));
  await retry(page).click();
  await expect(cards.first()).toBeVisible();
  await expect(page.getByText(/全\d+件中\d+件を表示しています/)).toBeVisible();
});

test('what continues a list is not added to another', async ({ page }) => {
  const heldBack: (() => void)[] = [];
  await page.route(LIST, async (route) => {
    const on = new URL(route.request().url()).searchParams;
    if (on.has('cursor')) await new Promise<void>((resolve) => heldBack.push(resolve));
    on.delete('cursor');
    const answer = await route.fetch({ url: `${new URL(route.request().url()).origin}/api/v1/institutions?${on}` });
    const list = (await answer.json()) as { items: unknown[] };
    await route.fulfill({ response: answer, json: { ...list, next_cursor: 'next' } });
  });
  await page.goto('/institutions');
  const cards = page.locator('.listing-card');
  await expect(cards.first()).toBeVisible();
  const late = page.waitForResponse((answer) => answer.url().includes('cursor='));
  await page.getByRole('button', { name: 'さらに読み込む' }).click();
  await page.getByRole('combobox', { name: 'キーワード' }).fill('くりはら');
  await page.getByRole('combobox', { name: 'キーワード' }).press('Enter');
  await expect(cards).toHaveCount(1);
  await expect.poll(() => heldBack.length).toBe(1);
  heldBack.forEach((go) => go());
  await (await late).finished();
  await page.waitForTimeout(300);
  await expect(cards).toHaveCount(1);
});

test('suggestions of other words do not stay below words that nothing was found for', async ({ page }) => {
  await page.goto('/institutions');
  const field = page.getByRole('combobox', { name: 'キーワード' });
  await field.fill('くりはら');
  await expect(options(page)).toHaveCount(1);
  await away(page, '**/api/v1/institution-suggestions**');
  const asked = page.waitForResponse('**/api/v1/institution-suggestions**');
  await field.fill('みやぎ');
  await asked;
  await expect(options(page)).toHaveCount(0);
  await expect(field).toHaveAttribute('aria-expanded', 'false');
});

test('Excel is no link where the list is too long for it', async ({ page }) => {
  await page.route(FACETS, async (route) => {
    const answer = await route.fetch();
    const counts = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...counts, total: 10_001 } });
  });
  await page.goto('/institutions');
  await expect(page.getByText('条件を絞り込むか、CSVをお使いください', { exact: false })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Excel' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'CSV', exact: true })).toBeVisible();
});
