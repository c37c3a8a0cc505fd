// The main path of a doctor: ask without a name, be answered, share identity; and what is refused on the way.
import { published, revoke } from '../../fixtures/arrange.ts';
import { fillProfile, signUp, type Person } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';
import type { Mailbox } from '../../fixtures/mail.ts';

test.describe.configure({ timeout: 180_000 });

async function place(page: Page, mailbox: Mailbox, name: string): Promise<{ member: Person; institution: string; registration: string; name: string }> {
  const member = await signUp(page, mailbox, 'institution', '架空 窓口');
  const registered = await published(member, `${name} ${Date.now() % 100000}`);
  return { member, ...registered };
}

test('a doctor asks without a name, is answered, and shares name and contact', async ({ page, browser, mailbox }) => {
  const { member, institution, name } = await place(page, mailbox, '架空相談医院');

  const doctor = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  const person = await signUp(doctor, mailbox, 'doctor', '山﨑 𠮷子');
  await fillProfile(doctor, '山﨑 𠮷子');
  await doctor.goto(`/institutions/${institution}`);
  await expect(doctor.getByText('外来週6単位').first()).toBeVisible();
  await doctor.getByRole('link', { name: '相談を書く' }).click();
  await doctor.getByLabel('メッセージ').fill('外科から総合医へ移りたいと考えています。見学はできますか。');
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  const thread = new URL(doctor.url()).pathname;

  // The institution learns that somebody asks, not who.
  const letter = await mailbox.latest(member.email, '相談');
  for (const secret of ['山﨑', '架空大学病院', person.email, '外科から総合医へ']) expect(`${letter.subject}${letter.text}`).not.toContain(secret);
  await page.goto('/inquiries');
  await page.getByRole('link', { name: /相談/ }).filter({ hasText: '外科から総合医へ' }).or(page.locator(`a[href="${thread}"]`)).first().click();
  await expect(page.getByText('外科から総合医へ移りたい').first()).toBeVisible();
  for (const secret of ['山﨑', '架空大学病院', '090-0000-0000', person.email]) await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByLabel('メッセージ').fill('ぜひ一度お越しください。');
  await page.getByRole('button', { name: '送信する' }).click();
  await expect(page.getByText('ぜひ一度お越しください。').first()).toBeVisible();

  // The answer reaches the doctor, who now says who they are.
  await mailbox.latest(person.email, name);
  await doctor.goto(thread);
  await expect(doctor.getByText('ぜひ一度お越しください。').first()).toBeVisible();
  await doctor.getByRole('button', { name: '氏名と連絡先を伝える' }).click();
  await doctor.getByRole('dialog').getByRole('button', { name: '伝える' }).click();
  await expect(doctor.getByText('氏名と連絡先を伝えました。').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('山﨑 𠮷子').first()).toBeVisible();
  await expect(page.getByText(person.email).first()).toBeVisible();
  await doctor.goto('/doctor/privacy');
  await expect(doctor.getByText(name).first()).toBeVisible();
});

test('a second inquiry, a blocked and a revoked institution are refused, and what was typed stays', async ({ page, browser, mailbox }) => {
  const first = await place(page, mailbox, '架空一度医院');
  const doctor = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signUp(doctor, mailbox, 'doctor', '架空 医師');
  await fillProfile(doctor, '架空 医師');

  // Two tabs; the second is sent after the first.
  const second = await doctor.context().newPage();
  for (const tab of [doctor, second]) {
    await tab.goto(`/inquiries/new?institution=${first.institution}`);
    await tab.getByLabel('メッセージ').fill('一通目と同じ相談です。');
  }
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  await second.getByRole('button', { name: '相談を送る' }).click();
  await expect(second.getByText('すでに相談中です').first()).toBeVisible();
  await expect(second.getByLabel('メッセージ')).toHaveValue('一通目と同じ相談です。');

  // Blocking takes the inquiry back and hides it from the institution.
  await doctor.goto(`/institutions/${first.institution}`);
  await doctor.getByRole('button', { name: 'この医療機関をブロックする' }).click();
  await doctor.getByRole('dialog').getByRole('button', { name: 'ブロックする' }).click();
  await expect(doctor.getByText('ブロック中の医療機関です').first()).toBeVisible();
  await second.getByRole('button', { name: '相談を送る' }).click();
  await expect(second.getByText('ブロックしている医療機関です').first()).toBeVisible();
  await page.goto('/inquiries');
  await expect(page.getByText('届いた相談はまだありません')).toBeVisible();

  // Revoked while the doctor writes.
  const other = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  const gone = await place(other, mailbox, '架空消滅医院');
  await doctor.goto(`/inquiries/new?institution=${gone.institution}`);
  await doctor.getByLabel('メッセージ').fill('これから送る相談です。');
  await revoke(gone.registration, '事実と異なるため');
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor.getByText('現在掲載されていないため').first()).toBeVisible();
  await expect(doctor.getByLabel('メッセージ')).toHaveValue('これから送る相談です。');
});

test('a doctor deletes the account and takes the data along', async ({ page, mailbox }) => {
  const person = await signUp(page, mailbox, 'doctor', '架空 退会');
  const number = await fillProfile(page, '架空 退会');
  await page.goto('/account');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'データを書き出す' }).click();
  const stream = await (await file).createReadStream();
  let exported = '';
  for await (const part of stream) exported += String(part);
  expect(exported).toContain('架空 退会');
  expect(exported).toContain(number);
  await page.getByRole('button', { name: 'アカウントを削除する' }).click();
  await page.getByRole('dialog').getByLabel('パスワード').first().fill(person.password);
  await page.getByRole('dialog').getByRole('button', { name: '完全に削除する' }).click();
  await expect(page).toHaveURL(/\/account-deleted$/);
  await expect(page.getByRole('heading', { level: 1, name: 'アカウントを削除しました' })).toBeVisible();
  await expect(page.getByRole('banner').getByRole('link', { name: 'ログイン' })).toBeVisible();
  await page.goto('/sign-in');
  await page.getByLabel('メールアドレス').fill(person.email);
  await page.getByLabel('パスワード').first().fill(person.password);
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByText('メールアドレスまたはパスワードが正しくありません').first()).toBeVisible();
  await signUp(page, mailbox, 'doctor', '架空 別人');
});
