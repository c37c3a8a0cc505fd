// From "interesting" to "sent": a visitor signs up from an institution's page, returns to it by the link of the mail, and asks on one page.
import { randomInt } from 'node:crypto';
import { freshAddress } from '../../fixtures/actors.ts';
import { published } from '../../fixtures/arrange.ts';
import { anotherPerson, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Locator } from '@playwright/test';

test.describe.configure({ timeout: 180_000 });

/** What a hand does: every press of a button, a link or a box, and every field that is gone into. */
class Taps {
  count = 0;

  async on(target: Locator): Promise<void> {
    this.count += 1;
    await target.click();
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.on(field);
    await field.pressSequentially(text.slice(0, 1));
    await field.fill(text);
  }
}

test('a visitor has asked an institution within 15 taps, and the link of the mail is good once', async ({ page, browser, mailbox }) => {
  const member = await anotherPerson(browser);
  const { institution, name } = await published(await signUp(member, mailbox, 'institution', '架空 窓口'), `架空早道医院 ${Date.now() % 100000}`);
  const email = freshAddress('doctor');
  const taps = new Taps();

  await page.goto(`/institutions/${institution}`);
  await taps.on(page.getByRole('link', { name: '医師アカウントを登録する' }));
  await taps.write(page.getByLabel('メールアドレス'), email);
  await taps.on(page.getByRole('button', { name: '登録用のメールを受け取る' }));
  await expect(page.getByText('メールをご確認ください')).toBeVisible();

  const link = await mailbox.link(email, '/complete-sign-up');
  expect(link, 'where the person came from stands in no mail').not.toContain(institution);
  taps.count += 1;
  await page.goto(link);
  await taps.write(page.getByLabel('お名前'), '山﨑 𠮷子');
  await taps.write(page.getByLabel('パスワード').first(), 'とても長い合言葉 kikyo-2026');
  await taps.on(page.getByLabel('利用規約とプライバシーポリシーに同意します'));
  await taps.on(page.getByRole('button', { name: '登録する' }));

  await expect(page).toHaveURL(new RegExp(`/inquiries/new\\?institution=${institution}`));
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expect(page.getByLabel('氏名', { exact: false }).first()).toHaveValue('山﨑 𠮷子');
  await taps.write(page.getByLabel('氏名のよみ'), 'やまざき よしこ');
  await taps.write(page.getByLabel('医籍登録番号'), String(randomInt(100_000, 1_000_000)));
  await taps.write(page.getByLabel('医籍登録年').first(), '1998');
  await taps.on(page.getByRole('checkbox', { name: '外科', exact: true }));
  await taps.write(page.getByLabel('メッセージ'), '外科から総合医へ移りたいと考えています。見学はできますか。');
  await taps.on(page.getByRole('button', { name: '相談を送る' }));
  await expect(page).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  await expect(page.getByText('外科から総合医へ移りたい').first()).toBeVisible();
  expect(taps.count).toBeLessThanOrEqual(15);

  await test.step('the years of practice were counted, and the name went into the profile', async () => {
    await page.goto('/doctor/profile');
    await expect(page.getByLabel('氏名', { exact: false }).first()).toHaveValue('山﨑 𠮷子');
    await expect(page.getByLabel('臨床経験の年数').first()).not.toHaveValue('');
  });

  await test.step('a second click says that the link was used, and leads to signing in', async () => {
    const elsewhere = await anotherPerson(browser);
    await elsewhere.goto(link);
    await expect(elsewhere.getByText('このリンクは使用済みです').first()).toBeVisible();
    await elsewhere.getByRole('main').getByRole('link', { name: 'ログイン' }).click();
    await expect(elsewhere.getByRole('heading', { level: 1, name: 'ログイン' })).toBeVisible();
  });
});

test('specialties are narrowed down by their reading, and what is missing is said on the one page', async ({ page, browser, mailbox }) => {
  const member = await anotherPerson(browser);
  const { institution } = await published(await signUp(member, mailbox, 'institution', '架空 窓口'), `架空確認医院 ${Date.now() % 100000}`);
  await signUp(page, mailbox, 'doctor', '架空 医師');
  await page.goto(`/inquiries/new?institution=${institution}`);
  await page.getByRole('button', { name: '相談を送る' }).click();
  for (const field of ['氏名のよみ', '医籍登録番号', '医籍登録年', '診療科', 'メッセージ']) {
    await expect(page.locator('.error-summary').getByRole('link', { name: new RegExp(field) })).toBeVisible();
  }
  await page.getByLabel('診療科を絞り込む').fill('ひふか');
  await expect(page.getByRole('checkbox', { name: '皮膚科' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: '外科', exact: true })).toBeHidden();
  await page.getByRole('checkbox', { name: '皮膚科' }).check();
  await page.getByLabel('診療科を絞り込む').fill('');
  await expect(page.getByRole('checkbox', { name: '皮膚科' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: '外科', exact: true })).toBeVisible();
});
