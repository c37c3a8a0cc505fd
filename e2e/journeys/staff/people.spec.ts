// The administrator: invitations of staff, the roles that people hold, and the trail of what was done.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { freshAddress, totpCode } from '../../fixtures/actors.ts';
import { joined } from '../../fixtures/arrange.ts';
import { anotherPerson, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 120_000 });

const row = (page: Page, table: string, words: string) => page.getByRole('table', { name: table, exact: true }).getByRole('row').filter({ hasText: words });
const fact = (page: Page, term: string) => page.locator('.data-list__row').filter({ has: page.getByText(term, { exact: true }) }).locator('dd');

async function invite(page: Page, email: string, role: string, prefecture?: string): Promise<void> {
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByRole('radio', { name: role }).check();
  if (prefecture) await page.getByLabel('担当する都道府県').selectOption({ label: prefecture });
  await page.getByRole('button', { name: '招待メールを送る' }).click();
  await expect(page.getByText(`${email} に招待メールを送りました。`)).toBeVisible();
}

test('an officer joins by invitation, works with a second factor only, and loses the role', async ({ page, browser, mailbox }) => {
  const name = `架空 管理${Date.now() % 100000}`;
  await signIn(page, await joined(mailbox, 'administrator', name));
  const email = freshAddress('officer');

  await test.step('who acts for a prefecture needs one', async () => {
    await page.goto('/staff/people');
    await expect(row(page, '運営側の担当者', name)).toContainText('設定済み');
    await page.getByLabel('メールアドレス').fill(email);
    await page.getByRole('radio', { name: '都道府県担当者' }).check();
    await page.getByRole('button', { name: '招待メールを送る' }).click();
    await expect(page.getByLabel('担当する都道府県')).toHaveAttribute('aria-invalid', 'true');
    await invite(page, email, '都道府県担当者', '秋田県');
    await expect(row(page, '招待', email)).toContainText('都道府県担当者（秋田県）');
    await expect(row(page, '招待', email)).toContainText('返事待ち');
  });

  const officer = await anotherPerson(browser);
  const person = { email, password: 'とても長い合言葉 fukinoto-2026' };
  await test.step('the invited reads what it is and makes an account', async () => {
    const letter = await mailbox.latest(email, '運営担当者としての招待');
    expect(letter.text).toContain(name);
    await officer.goto(letter.links.find((link) => link.includes('/invitation')) ?? '');
    await expect(fact(officer, '役割')).toHaveText('都道府県担当者');
    await officer.getByLabel('お名前').fill('架空 あきた');
    await officer.getByLabel('パスワード').first().fill(person.password);
    await officer.getByLabel('利用規約とプライバシーポリシーに同意します').check();
    await officer.getByRole('button', { name: '招待を受ける' }).click();
    await expect(officer.getByText('招待を受けました')).toBeVisible();
    await page.reload();
    await expect(row(page, '運営側の担当者', email)).toContainText('未設定');
  });

  await test.step('the password alone opens nothing but the way to a second factor', async () => {
    await signIn(officer, person);
    await expect(officer.getByRole('heading', { level: 1, name: '二要素認証の設定' })).toBeVisible();
    await officer.getByText('QRコードを読み取れないとき').click();
    const secret = (await officer.locator('code.secret').innerText()).replaceAll(/\s/g, '');
    await officer.getByLabel('確認コード').fill(totpCode(secret));
    await officer.getByRole('button', { name: '設定を完了する' }).click();
    await expect(officer.getByText('二要素認証を設定しました').first()).toBeVisible();
    await officer.getByRole('link', { name: '保管しました' }).click();
    await expect(officer.getByRole('heading', { level: 1, name: '都道府県のダッシュボード' })).toBeVisible();
    await expect(officer.getByText('秋田県の補助の申請と')).toBeVisible();
    await page.reload();
    await expect(row(page, '運営側の担当者', email)).toContainText('設定済み');
    await expectAccessible(page);
  });

  await test.step('without the role, the page that is open answers no more', async () => {
    await row(page, '運営側の担当者', email).getByRole('button', { name: `架空 あきたさん（${email}）から都道府県担当者の権限を外す` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '都道府県担当者の権限を外す' }).click();
    await expect(page.getByText('権限を外しました。')).toBeVisible();
    await expect(row(page, '運営側の担当者', email)).toHaveCount(0);
    await officer.goto('/prefecture/areas');
    await expect(officer.getByText('お使いのアカウントでは、このページをご覧いただけません。').or(officer.getByRole('heading', { level: 1, name: 'ログイン' })).first()).toBeVisible();
  });

  await test.step('an invitation that is taken back opens nothing', async () => {
    const late = freshAddress('late');
    await invite(page, late, '運営委員');
    const link = await mailbox.link(late, '/invitation');
    await page.getByRole('button', { name: `${late} への招待を取り消す` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '取り消す', exact: true }).click();
    await expect(row(page, '招待', late)).toContainText('取り消し済み');
    const stranger = await anotherPerson(browser);
    await stranger.goto(link);
    await expect(stranger.getByText('リンクの有効期限が切れているか、使用済みです').first()).toBeVisible();
  });

  await test.step('the trail says what the administrator did, and no address', async () => {
    await page.goto('/staff/audit');
    await page.getByLabel('対象の種類').selectOption({ label: '招待' });
    await page.getByRole('button', { name: '絞り込む' }).click();
    await expect(page).toHaveURL(/subject_type=invitation/);
    await row(page, '操作の記録', name).getByRole('link', { name }).first().click();
    await expect(page).toHaveURL(/actor_account_id=/);
    await expect(page.getByText('1人の操作に絞り込んでいます。')).toBeVisible();
    for (const deed of ['運営側の担当者を招待しました', '運営側の担当者への招待を取り消しました', '運営側の権限を外しました']) {
      await expect(row(page, '操作の記録', deed).first()).toContainText(name);
    }
    await expect(page.getByText(email)).toHaveCount(0);
    await expectAccessible(page);
  });
});

test('a suspended person is told at the sign-in, and a second factor is reset by two', async ({ page, browser, mailbox }) => {
  const name = `架空 停止${Date.now() % 100000}`;
  const person = await joined(mailbox, 'secretariat', name);
  const first = await joined(mailbox, 'administrator', `架空 依頼${Date.now() % 100000}`);
  const second = await joined(mailbox, 'administrator', `架空 承認${Date.now() % 100000}`);
  await signIn(page, first);
  await page.goto('/staff/people');

  await test.step('suspended, the person cannot sign in until the account is resumed', async () => {
    await page.getByRole('button', { name: new RegExp(`${name}さん.*のアカウントを停止する`) }).click();
    await page.getByRole('dialog').getByLabel('停止の理由').fill('端末の紛失のため。');
    await page.getByRole('dialog').getByRole('button', { name: '停止する' }).click();
    await expect(row(page, '運営側の担当者', name)).toContainText('停止中');
    const other = await anotherPerson(browser);
    await other.goto('/sign-in');
    await other.getByLabel('メールアドレス').fill(person.email);
    await other.getByLabel('パスワード').first().fill(person.password);
    await other.getByRole('button', { name: 'ログインする' }).click();
    await expect(other.getByText('このアカウントは停止されています。').first()).toBeVisible();
    await page.getByRole('button', { name: new RegExp(`${name}さん.*の停止を解除する`) }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停止を解除する' }).click();
    await expect(row(page, '運営側の担当者', name)).not.toContainText('停止中');
  });

  await test.step('one asks, the other approves, the person is told', async () => {
    await page.getByRole('button', { name: new RegExp(`${name}さん.*の二要素認証の解除を依頼する`) }).click();
    await page.getByRole('dialog').getByLabel('理由と').fill('端末の故障。電話で本人を確認。');
    await page.getByRole('dialog').getByRole('button', { name: '二要素認証の解除を依頼する' }).click();
    await expect(row(page, '二要素認証の解除', name)).toContainText('承認待ち');
    await expect(row(page, '二要素認証の解除', name).getByRole('button', { name: '承認する' })).toHaveCount(0);
    await mailbox.latest(person.email, '二要素認証を解除する依頼');
    const approver = await anotherPerson(browser);
    await signIn(approver, second);
    await approver.goto('/staff/people');
    await approver.getByRole('button', { name: new RegExp(`${name}さん.*の二要素認証の解除を承認する`) }).click();
    await approver.getByRole('dialog').getByRole('button', { name: '承認する' }).click();
    await expect(row(approver, '二要素認証の解除', name)).toContainText('解除済み');
    await expect(row(approver, '運営側の担当者', name)).toContainText('未設定');
    await approver.goto('/staff/platform');
    await expect(approver.getByRole('heading', { name: '送信を待つもの（メール）' })).toBeVisible();
    await expectAccessible(approver);
    await approver.goto('/staff/registrations');
    await expect(approver.getByRole('heading', { name: 'このページは、あなたの権限では使えません' })).toBeVisible();
  });
});
