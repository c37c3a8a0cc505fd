// A rule of support that follows another one from a day on, and what is paid before and after that day.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { joined } from '../../fixtures/arrange.ts';
import { dayAfter } from '../../fixtures/days.ts';
import { anotherPerson, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

/** A day on which the rule held that this one follows, two duties a month: 60,000円 × 24 times × 1/2. */
const BEFORE = { day: '2026-10-01', sum: '720,000円' };

test('the secretariat enters the rule of the next year, puts it right, and sets its last day', async ({ page, browser, mailbox }) => {
  test.setTimeout(180_000);
  await signIn(page, await joined(mailbox, 'secretariat', '架空 規則'));
  const fact = (term: string) => page.locator('.data-list__row').filter({ has: page.getByText(term, { exact: true }) }).locator('dd').first();
  const perDuty = page.getByLabel('1単位当たりの額（円）');
  const visitor = await anotherPerson(browser);
  const paid = async (on: string, sum: string) => {
    await visitor.goto(`/support/calculator?kind=clinic&substitute=true&duties=2&on=${on}`);
    await expect(visitor.locator('.statement__sum')).toContainText(sum);
  };

  await page.goto('/staff/subsidy-rules');
  await page.getByRole('search', { name: '絞り込み' }).getByLabel('事業').selectOption({ label: '代替医師確保支援' });
  await page.getByRole('button', { name: '絞り込む' }).click();
  await expect(page).toHaveURL(/scheme=substitute_doctor/);
  const rules = page.getByRole('table', { name: '代替医師確保支援' }).locator('tbody').getByRole('row');
  const known = await rules.count();
  await rules.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: /^代替医師確保支援/ })).toBeVisible();

  const from = await test.step('it starts from the terms of the rule before, on the day after', async () => {
    await page.getByRole('link', { name: '次の算定ルールを登録する' }).click();
    await expect(perDuty).toHaveValue('60,000');
    const first = await page.getByLabel('適用の始まり').inputValue();
    await expect(page.getByLabel('実施年度（西暦）')).toHaveValue(first.slice(0, 4));
    return first;
  });

  await test.step('it cannot hold while another one does', async () => {
    await page.getByLabel('適用の始まり').fill(BEFORE.day);
    await perDuty.fill('8万円');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByRole('link', { name: '登録済みの算定ルールの期間を見る' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('適用の始まり').fill(from);
    await page.getByLabel('資料の名称').fill('架空の予算資料');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText('算定ルールを保存しました。')).toBeVisible();
    await expect(page.getByText('1回当たり80,000円').first()).toBeVisible();
    await expect(page.getByText('架空の予算資料')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('each day is paid by its own rule', async () => {
    await paid(BEFORE.day, BEFORE.sum);
    await paid(from, '960,000円');
    await visitor.goto('/support/schemes/substitute_doctor');
    await expect(visitor.getByText('1回当たり80,000円').first()).toBeVisible();
  });

  await test.step('nothing rests on it yet, so it can be put right', async () => {
    await page.getByRole('link', { name: '書き換える' }).click();
    await perDuty.fill('64000');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText('1回当たり64,000円').first()).toBeVisible();
    await paid(from, '768,000円');
  });

  await test.step('after its last day no rule holds', async () => {
    await page.getByRole('button', { name: '終了日を設定する' }).click();
    const dialog = page.getByRole('dialog', { name: '終了日を設定する' });
    await dialog.getByLabel('適用の終わり').fill(BEFORE.day);
    await dialog.getByRole('button', { name: '終了日を設定する' }).click();
    await expect(dialog.getByLabel('適用の終わり')).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByLabel('適用の終わり').fill(from);
    await dialog.getByRole('button', { name: '終了日を設定する' }).click();
    await expect(page.getByText('終了日を設定しました。')).toBeVisible();
    await expect(fact('適用の終わり')).not.toHaveText('定めなし');
    await visitor.goto(`/support/calculator?kind=clinic&substitute=true&duties=2&on=${dayAfter(from)}`);
    await expect(visitor.locator('.statement__line').filter({ hasText: '代替医師確保支援' })).toContainText('この日に適用されるものはありません。');
    await page.goto('/staff/subsidy-rules?scheme=substitute_doctor');
    await expect(rules).toHaveCount(known + 1);
  });
});
