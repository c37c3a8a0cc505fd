// A support area from the question what it would cost to its end, and what a clinic and its visitors read of it.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { joined, published } from '../../fixtures/arrange.ts';
import { day } from '../../fixtures/days.ts';
import { anotherPerson, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

/** 6,200,000 + 71,000 × 100 days = 13,300,000, two thirds of it, cut to the thousand. */
const SUBSIDY = '8,866,000円';
/** A day on which the rules that this rests on held. */
const RULES_HELD = '2026-10-01';

const area = '架空やまがた';

async function municipality(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '市区町村', exact: true }).check();
  await page.getByRole('checkbox', { name: '山形市', exact: true }).check();
}

async function source(page: Page): Promise<void> {
  await page.getByLabel('資料の名称').fill('架空県 地域医療対策協議会 資料1');
  await page.getByLabel('該当箇所').fill('3ページ');
}

const save = (page: Page) => page.getByRole('button', { name: '保存する' }).click();

test('an officer works out what an area would cost, designates it after both councils, and ends it', async ({ page, browser, mailbox }) => {
  test.setTimeout(180_000);
  const desk = await anotherPerson(browser);
  const place = { prefecture_code: '06', municipality_code: '06201', postal_code: '990-0039', address_line: '架空町4-5-6' };
  const { institution, name } = await published(await signUp(desk, mailbox, 'institution', '架空 院長'), `架空山形医院 ${Date.now() % 100000}`, place);
  await signIn(page, await joined(mailbox, 'prefecture_officer', '架空 やまがた', '06'));
  const row = (words: string) => page.getByRole('row').filter({ hasText: words });

  await test.step('the cost is worked out, and nothing is written', async () => {
    await page.goto('/prefecture/what-if');
    await page.getByLabel('いつの算定ルールと区域で計算するか').fill(RULES_HELD);
    await municipality(page);
    await page.getByRole('radio', { name: '承継', exact: true }).check();
    const plan = page.getByRole('group', { name: '計画している補助事業' });
    await plan.getByLabel('診療所の承継・開業支援（定着支援）').check();
    await plan.getByLabel('年度内に実際に診療する日数').fill('100');
    await page.getByRole('button', { name: '計算する' }).click();
    await expect(page.getByRole('heading', { name: '結果' })).toBeFocused();
    await expect(page.locator('.statement__sum')).toContainText(`+${SUBSIDY}`);
    await expect(row(name)).toContainText('区域外');
    await expect(row(name)).toContainText(SUBSIDY);
    await expectAccessible(page);
    await page.goto('/prefecture/areas');
    await expect(page.getByText('この日に登録されている区域はありません')).toBeVisible();
  });

  await test.step('a candidate is entered, which supports nobody yet', async () => {
    await page.getByRole('link', { name: '区域を登録する' }).click();
    await save(page);
    await expect(page.getByRole('group', { name: /入力内容を確認してください/ })).toBeFocused();
    await page.getByLabel(/^区域の名称\s*※必須/).fill(area);
    await page.getByLabel('区域の名称（ローマ字）').fill('Kakuu Yamagata');
    await page.getByRole('radio', { name: '候補（未指定）' }).check();
    await page.getByLabel('始まり').fill(day(-30));
    await municipality(page);
    await source(page);
    await save(page);
    await expect(page.getByText('区域を登録しました。')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: `${area}区域` })).toBeVisible();
    await desk.goto(`/institutions/${institution}`);
    await expect(desk.getByText('登録されている重点医師偏在対策支援区域の中にはありません。')).toBeVisible();
  });

  await test.step('a designation takes the agreement of both councils', async () => {
    await page.getByRole('link', { name: '新しい版を登録する' }).click();
    await expect(page.getByLabel(/合意日\s*任意/)).toHaveCount(2);
    await page.getByRole('radio', { name: '指定区域' }).check();
    await expect(page.getByLabel(/合意日\s*※必須/)).toHaveCount(2);
    await page.getByLabel('始まり').fill(day());
    await save(page);
    for (const council of ['地域医療対策協議会', '保険者協議会']) {
      await expect(page.getByLabel(`${council}の合意日`)).toHaveAttribute('aria-invalid', 'true');
      await page.getByLabel(`${council}の合意日`).fill(day(-1));
      await page.getByLabel(`${council}の議事録`).fill('架空の議事録 2ページ');
    }
    await expectAccessible(page);
    await save(page);
    await expect(page.getByText('区域を登録しました。')).toBeVisible();
    const versions = page.getByRole('region', { name: 'これまでの定め' }).getByRole('listitem');
    await expect(versions.filter({ hasText: '指定区域' }).first()).toContainText('架空の議事録 2ページ');
    await expect(versions.filter({ hasText: '候補（未指定）' }).first()).toBeVisible();
    await expect(page.getByRole('region', { name: '区域内の医療機関' })).toContainText(name);
  });

  await test.step('the clinic and everybody read that it is inside', async () => {
    await desk.reload();
    await expect(desk.getByText(`重点医師偏在対策支援区域「${area}」の中にあります`)).toBeVisible();
    const visitor = await anotherPerson(browser);
    await visitor.goto('/support/areas/06');
    await expect(visitor.getByRole('row').filter({ hasText: area }).first()).toContainText('指定区域');
    await visitor.goto(`/support/areas/06?as_of=${day(-10)}`);
    await expect(visitor.getByRole('row').filter({ hasText: area }).first()).toContainText('候補（未指定）');
  });

  await test.step('a version entered by mistake is taken back before it begins, and what it ended goes on', async () => {
    const versions = page.getByRole('region', { name: 'これまでの定め' });
    await page.getByRole('link', { name: '新しい版を登録する' }).click();
    await page.getByRole('radio', { name: '終了', exact: true }).check();
    await page.getByLabel('始まり').fill(day(20));
    await save(page);
    await expect(page.getByText('区域を登録しました。')).toBeVisible();
    await expect(versions.getByRole('listitem').filter({ hasText: '指定区域' }).first()).not.toContainText('定めなし');
    await page.getByRole('button', { name: /からの版を取り下げる$/ }).click();
    const dialog = page.getByRole('dialog', { name: /からの版を取り下げる$/ });
    await dialog.getByRole('button', { name: /からの版を取り下げる$/ }).click();
    await expect(dialog.getByLabel('取り下げる理由')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await dialog.getByLabel('取り下げる理由').fill('別の区域の版でした。');
    await dialog.getByRole('button', { name: /からの版を取り下げる$/ }).click();
    await expect(page.getByText('版を取り下げました。')).toBeVisible();
    await expect(versions.getByRole('listitem').filter({ hasText: '指定区域' }).first()).toContainText('定めなし');
    await expect(versions.getByRole('heading', { name: '取り下げた版' })).toBeVisible();
    await expectAccessible(page);
    const visitor = await anotherPerson(browser);
    await visitor.goto(`/support/areas/06?as_of=${day(30)}`);
    await expect(visitor.getByRole('row').filter({ hasText: area }).first()).toContainText('指定区域');
  });

  await test.step('its last day is set with a reason, and no area is there afterwards', async () => {
    await page.getByRole('button', { name: '区域を終了する' }).click();
    const dialog = page.getByRole('dialog', { name: '区域を終了する' });
    await dialog.getByLabel('終わり').fill(day(1));
    await dialog.getByRole('button', { name: '区域を終了する' }).click();
    await expect(dialog.getByLabel('終了の理由')).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByLabel('終了の理由').fill('医師数が回復したため。');
    await dialog.getByRole('button', { name: '区域を終了する' }).click();
    await expect(page.getByText('終了日を設定しました。')).toBeVisible();
    await page.goto(`/support/areas/06?as_of=${day(2)}`);
    await expect(page.getByText('この日に登録されている区域はありません').first()).toBeVisible();
    await page.goto('/support/areas/06');
    await expect(row(area).first()).toContainText('指定区域');
  });
});
