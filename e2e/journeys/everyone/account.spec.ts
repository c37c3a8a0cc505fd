// What a person does with their own account: a forgotten password, a second factor, and the proof that changes of these ask for.
import { execFileSync } from 'node:child_process';
import { totpCode } from '../../fixtures/actors.ts';
import { expectAccessible } from '../../fixtures/a11y.ts';
import { anotherPerson, signIn, signUp, type Person } from '../../fixtures/people.ts';
import { server } from '../../fixtures/server.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 180_000 });

async function signOut(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByRole('button', { name: 'すべての端末からログアウトする' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'すべての端末からログアウトする' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'ログイン' })).toBeVisible();
}

/** As half an hour after the password was entered. */
function letTheProofGrowOld(person: Person): void {
  const sql = `UPDATE refresh_session s SET proven_at = proven_at - interval '31 minutes' FROM account a WHERE a.id = s.account_id AND a.email = '${person.email}'`;
  execFileSync('psql', [server().database_url, '--no-psqlrc', '--quiet', '-c', sql]);
}

const whoIsThere = (page: Page) => page.getByRole('dialog', { name: 'ご本人の確認' });

/** Enters the password where the page asks who is there. */
async function prove(page: Page, person: Person): Promise<void> {
  await whoIsThere(page).getByLabel('パスワード').first().fill(person.password);
  await whoIsThere(page).getByRole('button', { name: '確認して続ける' }).click();
  await expect(whoIsThere(page)).toBeHidden();
}

/** Reads the secret from the page and confirms it with its first code; gives the secret. */
async function enrol(page: Page): Promise<string> {
  await page.getByText('QRコードを読み取れないとき').click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('確認コード').fill(totpCode(secret));
  await page.getByRole('button', { name: '設定を完了する' }).click();
  await expect(page.getByText('二要素認証を設定しました').first()).toBeVisible();
  return secret;
}

test('a forgotten password is set anew by mail, and changed', async ({ page, mailbox }) => {
  const person = await signUp(page, mailbox, 'doctor', '架空 忘却');
  await signOut(page);
  await page.goto('/forgotten-password');
  await page.getByLabel('メールアドレス').fill(person.email);
  await page.getByRole('button', { name: 'リンクを送る' }).click();
  await expect(page.getByText('再設定のためのメールが届きます').first()).toBeVisible();
  await page.goto(await mailbox.link(person.email, '/reset-password', '再設定'));
  const renewed = { ...person, password: '思い出しやすい合言葉 kikyo-2027' };
  await page.getByLabel('新しいパスワード').first().fill(renewed.password);
  await page.getByRole('button', { name: 'パスワードを変更する' }).click();
  await expect(page.getByText('新しいパスワードでログインしてください').first()).toBeVisible();
  await signIn(page, renewed);

  await page.goto('/account');
  await page.getByLabel('現在のパスワード').fill(renewed.password);
  await page.getByLabel('新しいパスワード').first().fill(person.password);
  await page.getByRole('button', { name: 'パスワードを変更する' }).click();
  await expect(page.getByText('パスワードを変更しました').first()).toBeVisible();
  await signOut(page);
  await signIn(page, person);
});

test('a second factor is set up, used, replaced and removed, and asks for the password first', async ({ page, mailbox }) => {
  const person = await signUp(page, mailbox, 'doctor', '架空 二段');
  const dialog = whoIsThere(page);

  const secret = await test.step('setting it up asks who is there once the password is some time ago', async () => {
    letTheProofGrowOld(person);
    await page.goto('/account/second-factor');
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel('パスワード').first().fill('まちがった合言葉です');
    await dialog.getByRole('button', { name: '確認して続ける' }).click();
    await expect(dialog.getByText('パスワードが正しくありません').first()).toBeVisible();
    await prove(page, person);
    return enrol(page);
  });
  const codes = await page.locator('ul.codes code').allInnerTexts();
  expect(codes).toHaveLength(10);

  await test.step('a recovery code opens the door when the app is not at hand', async () => {
    await signOut(page);
    await page.getByLabel('メールアドレス').fill(person.email);
    await page.getByLabel('パスワード').first().fill(person.password);
    await page.getByRole('button', { name: 'ログインする' }).click();
    await page.getByLabel('確認コード').fill(codes[0] ?? '');
    await page.getByRole('button', { name: '確認してログインする' }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    await page.goto('/account');
    await expect(page.getByText('使っていないリカバリーコードは9個です。')).toBeVisible();
  });

  await test.step('another app takes its place, and then it is removed', async () => {
    await page.goto('/account');
    await page.getByRole('link', { name: '認証アプリを変更する' }).click();
    await prove(page, person);
    expect(await enrol(page)).not.toBe(secret);
    await page.goto('/account');
    await page.getByRole('button', { name: '二要素認証を解除する' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '二要素認証を解除する' }).click();
    await prove(page, person);
    await expect(page.getByText('二要素認証を解除しました').first()).toBeVisible();
    await expect(page.getByText('まだ設定されていません').first()).toBeVisible();
    await signOut(page);
    await signIn(page, person);
  });
});

test('signing out ends this browser, and signing out everywhere ends the others', async ({ page, browser, mailbox }) => {
  const person = await signUp(page, mailbox, 'doctor', '架空 退出');
  const phone = await anotherPerson(browser);
  await signIn(phone, person);
  await phone.goto('/account');
  const sessions = (at: Page) => at.getByRole('table', { name: 'ログイン中のブラウザ' }).locator('tbody').getByRole('row');
  await expect(sessions(phone)).toHaveCount(2);
  await expect(sessions(phone).filter({ hasText: 'この端末' })).toHaveCount(1);

  await test.step('the menu signs out here and nowhere else', async () => {
    await page.getByRole('banner').getByText('架空 退出').click();
    await page.getByRole('button', { name: 'ログアウト', exact: true }).click();
    await expect(page.getByRole('banner').getByRole('link', { name: 'ログイン' })).toBeVisible();
    await page.goto('/account');
    await expect(page.getByRole('heading', { level: 1, name: 'ログイン' })).toBeVisible();
    await phone.reload();
    await expect(sessions(phone)).toHaveCount(1);
  });

  await test.step('everywhere is everywhere', async () => {
    await signIn(page, person);
    await signOut(page);
    await phone.getByLabel('お名前').fill('架空 改名');
    await phone.getByRole('button', { name: '保存する' }).first().click();
    await expect(phone.getByText('もう一度ログインしてください').first()).toBeVisible();
  });
});

test('new recovery codes take the place of the old ones', async ({ page, mailbox }) => {
  const person = await signUp(page, mailbox, 'doctor', '架空 予備');
  await page.goto('/account/second-factor');
  await prove(page, person);
  const secret = await enrol(page);
  const codes = () => page.locator('ul.codes code').allInnerTexts();
  const [old] = await codes();
  await page.goto('/account');
  await page.getByRole('button', { name: 'リカバリーコードを作り直す' }).click();
  const dialog = page.getByRole('dialog', { name: 'リカバリーコードを作り直す' });
  await dialog.getByLabel('確認コード').fill(totpCode(secret, 1));
  await dialog.getByRole('button', { name: 'リカバリーコードを作り直す' }).click();
  await expect(dialog.locator('ul.codes code')).toHaveCount(10);
  const [fresh] = await codes();
  await dialog.getByRole('button', { name: '保管しました' }).click();
  await signOut(page);

  await page.getByLabel('メールアドレス').fill(person.email);
  await page.getByLabel('パスワード').first().fill(person.password);
  await page.getByRole('button', { name: 'ログインする' }).click();
  const code = page.getByLabel('確認コード');
  await code.fill(old ?? '');
  await page.getByRole('button', { name: '確認してログインする' }).click();
  await expect(page.getByText('確認コードが正しくないか').first()).toBeVisible();
  await code.fill(fresh ?? '');
  await page.getByRole('button', { name: '確認してログインする' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await mailbox.latest(person.email, 'リカバリーコード');
});
