// Where the subsidies apply, who pays what, and what a plan would be paid, to the yen.
import { expect, test } from '../../fixtures/test.ts';

/** A day on which the rules of these sums held. */
const RULES_HELD = '2026-10-01';

test('a plan is worked out while it is typed, and its address shows it to others', async ({ page, context }) => {
  await page.goto('/support');
  await page.getByRole('link', { name: '試算', exact: true }).click();
  await page.getByLabel('いつの算定ルールで計算するか').fill(RULES_HELD);
  await page.getByLabel('承継', { exact: true }).check();
  await page.getByLabel('診療所の承継・開業支援（定着支援）').check();
  await page.getByLabel('年度内に実際に診療する日数').fill('21');
  // 7,691,000 × 2/3, cut to the thousand: the settlement that Miyagi decided in fiscal 2025.
  await expect(page.locator('.statement__sum')).toContainText('5,127,000円');
  await expect(page.getByText('6,200,000円 + 71,000円 × 21日 = 7,691,000円')).toBeVisible();

  await page.getByLabel('代替医師確保支援').check();
  await page.getByLabel('日直・宿直の代替医師の回数').fill('2');
  await expect(page.getByText('1か月2回 × 12か月 = 1年24回として計算します。')).toBeVisible();
  await expect(page.locator('.statement__sum')).toContainText('5,847,000円');

  await expect(page).toHaveURL(/days=21/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('.statement__sum')).toContainText('5,847,000円');
});

test('what no document says is undetermined, and wrong numbers are said at their field', async ({ page }) => {
  await page.goto(`/support/calculator?kind=clinic&opening=opening&facility=true&beds=0&settlement=true&days=130&on=${RULES_HELD}`);
  await expect(page.locator('.statement__line').filter({ hasText: '施設整備' })).toContainText('未定');
  await expect(page.locator('.statement__line').filter({ hasText: '定着支援' })).toContainText('未定');
  await page.getByLabel('年度内に実際に診療する日数').fill('367');
  await expect(page.getByText('0から366までで入力してください。')).toBeVisible();
});

test('an amount that cannot be read is said at its field, and nothing is worked out with it', async ({ page }) => {
  await page.goto(`/support/calculator?kind=clinic&equipment=true&on=${RULES_HELD}`);
  await page.getByLabel('対象経費（円）').locator('visible=true').fill('千八百万くらい');
  await page.getByLabel('いつの算定ルールで計算するか').focus();
  await expect(page.getByText('金額を円で入力してください')).toBeVisible();
  await expect(page.getByText('入力に誤りのある補助事業は、計算に含めていません。')).toBeVisible();
  await expect(page.locator('.calculator__result')).not.toContainText('0円');
  await expect(page.getByText('補助事業を選んでください')).toBeHidden();

  await page.getByLabel('診療所の承継・開業支援（定着支援）').check();
  await page.getByLabel('年度内に実際に診療する日数').fill('0');
  await expect(page.getByText('日数・回数が0のままです。')).toBeVisible();
});

test('on a phone an official table stays a table beneath its first column', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/support/tables/04/2025');
  const table = page.locator('.table--compare').first();
  const first = table.locator('tbody th').first();
  await expect(first).toBeVisible();
  const second = table.locator('thead tr').nth(1).locator('th').first();
  const [before, below] = [await first.boundingBox(), await second.boundingBox()];
  const moved = await table.evaluate((element) => {
    element.scrollTo({ left: 600, behavior: 'instant' });
    return element.scrollLeft;
  });
  expect(moved).toBeGreaterThan(0);
  expect((await first.boundingBox())?.x).toBe(before?.x);
  // The second row of headings begins with another column, which goes along.
  expect((await second.boundingBox())?.x).toBeCloseTo((below?.x ?? 0) - moved, 0);
  await expect(table.locator('thead').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('areas are those of the day in the address', async ({ page }) => {
  await page.goto('/support/areas/04?as_of=2025-05-28');
  await expect(page.getByText('この日に登録されている区域はありません')).toBeVisible();
  await page.getByLabel('表示する日').fill('2025-05-29');
  await page.getByRole('button', { name: 'この日を表示' }).click();
  await expect(page).toHaveURL(/as_of=2025-05-29/);
  await expect(page.getByRole('row').filter({ hasText: '仙南' }).first()).toContainText('指定区域');
});

test('the official table is shown as stated, with notes', async ({ page }) => {
  await page.goto('/support/tables/04/2025');
  const total = page.getByRole('row').filter({ hasText: '273,026' });
  await expect(total.first()).toContainText('413,651');
  await expect(page.getByText('140,625')).toBeVisible();
  await expect(page.getByRole('heading', { name: '計算と異なる数値' })).toBeVisible();
});
