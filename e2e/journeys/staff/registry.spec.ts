// An edition of an official list: looked at, applied or discarded, and what it says about institutions that are registered.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../../fixtures/a11y.ts';
import { submitted } from '../../fixtures/arrange.ts';
import { demo, signIn, signUp } from '../../fixtures/people.ts';
import { edition } from '../../fixtures/registry.ts';
import { expect, test } from '../../fixtures/test.ts';

test.describe.configure({ timeout: 240_000 });

const stays = { code: '90001', name: '架空ふやす病院', beds: '120' };
const closes = { code: '90002', name: '架空しまう病院', beds: '80' };
const same = { code: '90003', name: '架空かわらぬ病院', beds: '50' };
const opens = { code: '90004', name: '架空ひらく病院', beds: '60' };
const wrong = { code: '90005', name: '架空あやまる病院', beds: '八十' };
const june = [stays, closes, same];
const july = [{ ...stays, beds: '110' }, same, opens, wrong];

const file = (page: Page) => page.getByLabel(/^ファイル/);
const editionField = (page: Page) => page.getByRole('textbox', { name: /^版/ });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const fact = (page: Page, term: string) => page.locator('.data-list__row').filter({ has: page.getByText(term, { exact: true }) }).locator('dd');
const card = (page: Page, name: string) => page.locator('li.card').filter({ has: page.getByRole('link', { name, exact: true }) });

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await file(page).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

async function look(page: Page): Promise<void> {
  await page.getByRole('button', { name: '変わる内容を確認する' }).click();
}

/** Looks at an edition, which has a page of its own then. */
async function lookAt(page: Page, name: string, content: string): Promise<void> {
  await page.goto('/staff/registry');
  await choose(page, name, content);
  await look(page);
  await expect(page.getByRole('heading', { level: 1, name: '版の確認' })).toBeVisible();
  await expect(page.getByText('この版を反映すると、次のように変わります。')).toBeVisible();
}

/** Decides, and is told what became of it where the buttons were. */
async function decide(page: Page, act: string, question: string, outcome: string): Promise<void> {
  await page.getByRole('button', { name: act, exact: true }).click();
  await page.getByRole('dialog', { name: question }).getByRole('button', { name: act, exact: true }).click();
  await expect(page.getByText(outcome)).toBeFocused();
  await expect(page.getByRole('button', { name: act, exact: true })).toHaveCount(0);
}

test('the secretariat sees what an edition changes, applies it, and takes note of what it says', async ({ page, browser, mailbox }) => {
  await signIn(page, demo('secretariat'));

  await test.step('the first edition goes in', async () => {
    await lookAt(page, 'hospitals_20260601.csv', edition(june));
    await expect(fact(page, '版')).toHaveText('2026-06-01');
    await expect(fact(page, '新しく載る')).toHaveText('3件');
    await decide(page, 'この版を反映する', 'この版を反映しますか', 'この版は反映済みです。');
    await expect(fact(page, '状態')).toHaveText('反映済み');
  });

  const desk = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  const member = await signUp(desk, mailbox, 'institution', '架空 係');
  await submitted(member, stays.name, stays.code);
  await submitted(member, closes.name, closes.code);

  await test.step('an edition goes with its file', async () => {
    await page.goto('/staff/registry');
    await choose(page, 'hospitals_20260701.csv', edition(july));
    await expect(editionField(page)).toHaveValue('2026-07-01');
    await choose(page, 'hospitals.csv', edition(july));
    await expect(editionField(page)).toHaveValue('');
    await look(page);
    await expect(editionField(page)).toHaveAttribute('aria-invalid', 'true');
    await page.reload();
    await expect(editionField(page)).toHaveValue('');
    await look(page);
    await expect(file(page)).toHaveAccessibleDescription(/ファイルを選んでください。/);
  });

  await test.step('the next edition says what it changes', async () => {
    await lookAt(page, 'hospitals_20260701.csv', edition(july));
    for (const [term, count] of [['採用する行', 3], ['新しく載る', 1], ['内容が変わる', 1], ['一覧からなくなる', 1], ['採用しない行', 1]] as const) {
      await expect(fact(page, term)).toHaveText(`${count}件`);
    }
    const rows = (caption: string) => page.getByRole('table', { name: caption, exact: true }).getByRole('row');
    await expect(rows('新しく載る医療機関').nth(1)).toContainText(opens.name);
    await expect(rows('内容が変わる医療機関').nth(1)).toContainText('病床数：120 → 110');
    await expect(rows('内容が変わる医療機関').nth(1)).toContainText('この一覧から登録を始めた医療機関');
    await expect(rows('一覧からなくなる医療機関').nth(1)).toContainText(closes.name);
    const refused = rows('採用しない行').nth(1);
    await expect(refused.getByRole('rowheader')).toHaveText('5');
    await expect(refused).toContainText('病床数「八十」は数ではありません');
    await decide(page, 'この版を反映する', 'この版を反映しますか', 'この版は反映済みです。');
  });

  await test.step('what it says about institutions here is taken note of, one by one', async () => {
    await page.getByRole('link', { name: '登録医療機関の変更を見る' }).click();
    await expect(tab(page, '登録医療機関の変更')).toHaveAttribute('aria-selected', 'true');
    await expect(card(page, stays.name)).toContainText('病床数：120 → 110');
    await expect(card(page, closes.name)).toContainText('一覧からなくなりました（2026-06-01の版まで掲載）');
    await expectAccessible(page);
    await page.getByRole('button', { name: `「${stays.name}」の変更を確認済みにする` }).click();
    await expect(card(page, stays.name)).toHaveCount(0);
    await expect(page.getByRole('link', { name: closes.name, exact: true })).toBeFocused();
    await page.getByRole('button', { name: `「${closes.name}」の変更を確認済みにする` }).click();
    await expect(page.getByText('未確認の変更はありません')).toBeVisible();
    await tab(page, '確認済み').click();
    await expect(card(page, stays.name)).toContainText('が確認済みにしました');
  });

  await test.step('Back and the menu lead to the right tab', async () => {
    await page.getByRole('link', { name: stays.name, exact: true }).click();
    await expect(page).toHaveURL(/\/staff\/registrations\/[^/]+$/);
    await page.goBack();
    await expect(tab(page, '登録医療機関の変更')).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('navigation', { name: '事務局のメニュー' }).getByRole('link', { name: '公的な一覧' }).click();
    await expect(tab(page, '版の取り込み')).toHaveAttribute('aria-selected', 'true');
    const known = page.getByRole('table', { name: 'いま取り込まれている版' }).getByRole('row').filter({ hasText: 'hospitals_20260701.csv' });
    await expect(known).toContainText('3件（採用しなかった行 1件）');
    await tab(page, '登録医療機関の変更').click();
    await expect(page).toHaveURL(/show=differences/);
  });

  const history = (name: string) => page.getByRole('table', { name: 'これまでにアップロードされたファイル' }).getByRole('row').filter({ hasText: name });

  await test.step('another edition is let go', async () => {
    await lookAt(page, 'hospitals_20260801.csv', edition([same, opens]));
    await expect(fact(page, '一覧からなくなる')).toHaveText('1件');
    await decide(page, '破棄する', 'この版を破棄しますか', 'この版は反映せずに破棄しました。');
    await page.goto('/staff/registry');
    await expect(history('hospitals_20260801.csv')).toContainText('破棄');
  });

  await test.step('a file that cannot be taken says why at its field', async () => {
    await choose(page, 'hospitals_20260901.csv', edition(july, '合計病床数'));
    await look(page);
    await expect(file(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(file(page)).toHaveAccessibleDescription(/「合計病床数」の列がありません/);
    const summary = page.getByRole('group', { name: '入力内容を確認してください' });
    await expect(summary).toBeFocused();
    await expectAccessible(page);
    await summary.getByRole('link', { name: /^ファイル：/ }).click();
    await expect(file(page)).toBeFocused();
    await expect(history('hospitals_20260901.csv')).toContainText('取り込めません');

    // 正式名称 as a spreadsheet program saves it.
    await choose(page, 'hospitals_20261001.csv', Buffer.concat([Buffer.from('ID,'), Buffer.from('90b38eae96bc8fcc', 'hex'), Buffer.from('\n')]));
    await expect(file(page)).not.toHaveAttribute('aria-invalid');
    await look(page);
    await expect(file(page)).toHaveAccessibleDescription(/文字コードがShift_JISです/);
    await expect(page).toHaveURL(/\/staff\/registry$/);
  });
});
