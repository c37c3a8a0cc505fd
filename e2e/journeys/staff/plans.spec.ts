// A prefecture's year: the councils' meetings, the correction plan that goes through them, and the budget.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { caller, joined } from '../../fixtures/arrange.ts';
import { day, fiscalYear } from '../../fixtures/days.ts';
import { signIn, type Person } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 180_000 });

const document = { title: '架空県 地域医療対策協議会 資料1', section: '3ページ' };

async function source(page: Page): Promise<void> {
  await page.getByLabel('資料の名称').fill(document.title);
  await page.getByLabel('該当箇所').fill(document.section);
}

const save = (page: Page) => page.getByRole('button', { name: '保存する' }).click();

/** A candidate that the officer's plan can name. */
async function candidate(officer: Person, name: string, municipality: string): Promise<void> {
  const version = { status: 'candidate', shape: { kind: 'municipalities', codes: [municipality] }, valid_from: day(-30), source: document };
  const area = { name, name_en: 'Kakuu', version };
  await (await caller(officer)).call('POST', '/priority-areas', area, { 'idempotency-key': randomUUID() });
}

/** A meeting of the regional medical council that was held today. */
async function held(officer: Person, round: string, point: string): Promise<void> {
  const agenda = [{ ja: point, en: 'Correction plan', schemes: [] }];
  const meeting = { council: 'regional_medical', fiscal_year: fiscalYear(), round, held_on: day(), agenda, source: document };
  await (await caller(officer)).call('POST', '/council-meetings', meeting, { 'idempotency-key': randomUUID() });
}

test('a correction plan goes through three meetings until it is adopted', async ({ page, mailbox }) => {
  const officer = await joined(mailbox, 'prefecture_officer', '架空 あきた', '05');
  await candidate(officer, '架空あきた', '05201');
  await signIn(page, officer);
  const advance = async (act: string, round: string | undefined, status: string) => {
    await page.getByRole('button', { name: act, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: act });
    if (round) {
      const option = await dialog.locator('option').filter({ hasText: round }).getAttribute('value');
      await dialog.getByLabel('協議した会議').selectOption(option);
    }
    await dialog.getByRole('button', { name: act, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator('.tags').getByText(status)).toBeVisible();
  };

  const plan = await test.step('it says how many doctors an area needs', async () => {
    await page.goto('/prefecture/plans');
    await expect(page.getByText('登録されたプランはありません')).toBeVisible();
    await page.getByRole('link', { name: 'プランをつくる' }).click();
    await page.getByLabel('この区域をプランに定める').check();
    await page.getByLabel('必要な医師数').fill('１２');
    await page.getByLabel('現在の医師数').fill('9');
    await expect(page.getByText('不足：3人')).toBeVisible();
    await page.getByLabel('取組').fill('大学と協定を結び、診療所の承継を支援します。');
    await source(page);
    await save(page);
    await expect(page.getByText('プランを保存しました。')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: '架空あきた' })).toContainText('3人');
    await expectAccessible(page);
    return page.url();
  });

  await test.step('no step without a meeting that was held', async () => {
    await page.getByRole('button', { name: '素案の協議を記録する' }).click();
    await expect(page.getByText('まだ開催済みとして登録されていません')).toBeVisible();
    await page.getByRole('dialog').getByRole('link', { name: '協議会' }).click();
    await page.getByRole('link', { name: '会議を登録する' }).click();
    await save(page);
    await expect(page.getByRole('group', { name: /入力内容を確認してください/ })).toBeFocused();
    await page.getByRole('radio', { name: '地域医療対策協議会' }).check();
    await page.getByRole('radio', { name: '第1回' }).check();
    await page.getByLabel('開催日').fill(day());
    await page.getByLabel('議題（日本語）').fill('医師偏在是正プランの素案について');
    await page.getByLabel('議題（英語）').fill('The outline of the correction plan');
    await source(page);
    await save(page);
    await expect(page.getByText('会議を保存しました。')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: '素案について' })).toContainText('地域医療対策協議会');
    await expectAccessible(page);
    await page.goto(plan);
    await advance('素案の協議を記録する', '第1回', '素案協議済み');
  });

  await test.step('the minutes are added when there are some', async () => {
    await page.goto('/prefecture/meetings');
    await page.getByRole('link', { name: /^第1回/ }).click();
    await expect(page.getByLabel('議題（日本語）')).toHaveValue('医師偏在是正プランの素案について');
    await page.getByLabel('議事録').fill('架空県のサイト 第1回の議事録');
    await save(page);
    await expect(page.getByRole('row').filter({ hasText: '素案について' })).toContainText('第1回の議事録');
  });

  await test.step('the interim and the final plan, and the adoption, after which nothing is edited', async () => {
    await held(officer, 'second', '中間案について');
    await held(officer, 'third', '最終案について');
    await page.goto(plan);
    await advance('中間案の協議を記録する', '第2回', '中間案協議済み');
    await page.getByRole('link', { name: '内容を編集する' }).click();
    await page.getByLabel('必要な医師数').fill('13');
    await save(page);
    await expect(page.getByRole('row').filter({ hasText: '架空あきた' })).toContainText('4人');
    await advance('最終案の協議を記録する', '第3回', '最終案協議済み');
    await advance('策定する', undefined, '策定済み');
    await expect(page.getByRole('link', { name: '内容を編集する' })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('everybody reads the plan and the calendar', async () => {
    await page.goto('/support/areas/05');
    const shown = page.getByRole('region', { name: '医師偏在是正プラン' });
    await expect(shown.getByText('策定済み').first()).toBeVisible();
    await expect(shown.getByRole('row').filter({ hasText: '架空あきた' })).toContainText('4人');
    await page.goto('/support/meetings/05');
    await expect(page.getByRole('listitem').filter({ hasText: '医師偏在是正プランの素案について' }).first()).toContainText('第1回の議事録');
  });
});

test("the year's budget is entered, put right, and kept apart from other years'", async ({ page, mailbox }) => {
  await signIn(page, await joined(mailbox, 'prefecture_officer', '架空 ふくしま', '07'));
  const line = page.getByRole('table', { name: /の予算と執行予定$/ }).getByRole('row').filter({ hasText: '代替医師確保支援' });
  const amount = page.getByLabel('予算額（円）');
  const scheme = page.getByLabel('補助事業');
  await page.goto('/prefecture/budget');
  await expect(line).toContainText('未登録');

  await scheme.selectOption({ label: '代替医師確保支援' });
  await amount.fill('たくさん');
  await source(page);
  await save(page);
  await expect(amount).toHaveAttribute('aria-invalid', 'true');
  await amount.fill('1,650万円');
  await save(page);
  await expect(page.getByText('予算を保存しました。')).toBeVisible();
  await expect(line).toContainText('16,500,000円');
  await expect(line).toContainText(document.title);
  await expectAccessible(page);

  // What is entered is where the next edit starts.
  await scheme.selectOption({ label: '代替医師確保支援' });
  await expect(amount).toHaveValue('16,500,000');
  await expect(page.getByLabel('資料の名称')).toHaveValue(document.title);
  await amount.fill('２０００万円');
  await save(page);
  await expect(line).toContainText('20,000,000円');

  const year = page.getByRole('search', { name: '年度' });
  await year.getByLabel('年度').selectOption(String(fiscalYear() + 1));
  await year.getByRole('button', { name: 'この年度を表示する' }).click();
  await expect(page).toHaveURL(new RegExp(`fiscal_year=${fiscalYear() + 1}`));
  await expect(page.getByRole('table', { name: new RegExp(`${fiscalYear() + 1}年度） *の予算と執行予定`) })).toBeVisible();
  await expect(line).toContainText('未登録');
});
