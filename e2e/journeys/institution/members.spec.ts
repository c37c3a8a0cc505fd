// Who acts for an organization: a colleague is invited, joins, and is taken out again.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { freshAddress } from '../../fixtures/actors.ts';
import { draft } from '../../fixtures/arrange.ts';
import { anotherPerson, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 120_000 });

async function invite(page: Page, email: string): Promise<void> {
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByRole('button', { name: '招待メールを送る' }).click();
  await expect(page.getByText(`${email} に招待メールを送りました。`).last()).toBeVisible();
  await expect(row(page, '招待', email).first()).toContainText('返事待ち');
}

const row = (page: Page, table: string, words: string) => page.getByRole('table', { name: table, exact: true }).getByRole('row').filter({ hasText: words });
const fact = (page: Page, term: string) => page.locator('.data-list__row').filter({ has: page.getByText(term, { exact: true }) }).locator('dd');

test('a colleague joins by invitation, works on the same registration, and is taken out', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 院長');
  const { organization, registration, name } = await draft(member, `架空同僚医院 ${Date.now() % 100000}`);
  const email = freshAddress('colleague');
  await page.goto(`/institution/organizations/${organization}`);
  await invite(page, email);

  const colleague = await anotherPerson(browser);
  await test.step('the mail leads to what the invitation is to', async () => {
    const letter = await mailbox.latest(email, 'ご招待');
    expect(letter.subject).toContain(`医療法人 ${name}からのご招待`);
    await colleague.goto(letter.links.find((link) => link.includes('/invitation')) ?? '');
    await expect(fact(colleague, '法人')).toHaveText(`医療法人 ${name}`);
    await expect(fact(colleague, 'メールアドレス')).toHaveText(email);
    await expect(fact(colleague, '役割')).toHaveText('医療機関の担当者');
    // The link alone tells nobody who looks at the screen later.
    expect(colleague.url()).not.toContain('token');
    await expectAccessible(colleague);
  });

  const person = { email, password: 'とても長い合言葉 nadeshiko-2026' };
  await test.step('name, password and consent make the account', async () => {
    await colleague.getByRole('button', { name: '招待を受ける' }).click();
    await expect(colleague.getByLabel('お名前')).toHaveAttribute('aria-invalid', 'true');
    await colleague.getByLabel('お名前').fill('架空 同僚');
    await colleague.getByLabel('パスワード').first().fill(person.password);
    await colleague.getByLabel('利用規約とプライバシーポリシーに同意します').check();
    await colleague.getByRole('button', { name: '招待を受ける' }).click();
    await expect(colleague.getByText('招待を受けました')).toBeVisible();
    await mailbox.latest(member.email, '招待した方が参加しました');
  });

  await test.step('both work on the same registration', async () => {
    await signIn(colleague, person);
    await colleague.goto('/institution');
    await colleague.getByRole('link', { name }).first().click();
    await expect(colleague).toHaveURL(new RegExp(`/institution/registrations/${registration}`));
    await page.reload();
    await expect(row(page, '招待', email)).toContainText('参加済み');
    await expect(row(page, '医療機関の担当者', email)).toContainText('架空 同僚');
  });

  await test.step('taken out, the colleague finds nothing of it any more', async () => {
    await page.getByRole('button', { name: '架空 同僚さんを担当者から外す' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '外す', exact: true }).click();
    await expect(page.getByText('担当者から外しました。')).toBeVisible();
    await expect(row(page, '医療機関の担当者', email)).toHaveCount(0);
    await colleague.reload();
    await expect(colleague.getByText('見つかりませんでした').first()).toBeVisible();
    await expect(colleague.getByText(name)).toHaveCount(0);
  });
});

test('an invitation that was taken back says so, and the next one is accepted with the account that is there', async ({ page, browser, mailbox }) => {
  const other = await anotherPerson(browser);
  const person = await signUp(other, mailbox, 'institution', '架空 掛け持ち');
  const member = await signUp(page, mailbox, 'institution', '架空 院長');
  const { organization, name } = await draft(member, `架空掛持医院 ${Date.now() % 100000}`);
  await page.goto(`/institution/organizations/${organization}`);
  await invite(page, person.email);
  const first = await mailbox.link(person.email, '/invitation', 'ご招待');

  await page.getByRole('button', { name: `${person.email} への招待を取り消す` }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取り消す', exact: true }).click();
  await expect(row(page, '招待', person.email)).toContainText('取り消し済み');
  await other.goto(first);
  await expect(other.getByText('リンクの有効期限が切れているか、使用済みです').first()).toBeVisible();

  await invite(page, person.email);
  const links = async () => (await mailbox.to(person.email)).flatMap((letter) => letter.links.filter((link) => link.includes('/invitation') && link !== first));
  await expect.poll(async () => (await links()).length).toBeGreaterThan(0);
  await other.goto((await links()).at(-1) ?? '');
  await other.getByLabel('パスワード').first().fill('まちがった合言葉です');
  await other.getByRole('button', { name: '招待を受ける' }).click();
  await expect(other.getByText('パスワードが正しくありません').first()).toBeVisible();
  await other.getByLabel('パスワード').first().fill(person.password);
  await other.getByRole('button', { name: '招待を受ける' }).click();
  await expect(other.getByText('招待を受けました')).toBeVisible();
  await other.goto('/institution');
  await expect(other.getByRole('heading', { name: `医療法人 ${name}` })).toBeVisible();
});
