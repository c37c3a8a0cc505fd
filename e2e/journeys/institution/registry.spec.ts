// A registration that starts from the official list instead of an empty form.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { submitted } from '../../fixtures/arrange.ts';
import { demo, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test('an institution finds itself on the official list and starts from it', async ({ page, mailbox }) => {
  await signUp(page, mailbox, 'institution', '架空 採用係');
  await page.goto('/institution');
  await page.getByLabel('法人の名称').fill('医療法人 架空山﨑会');
  await page.getByRole('button', { name: '法人を登録する' }).click();
  await page.getByRole('link', { name: '医療機関の登録を始める' }).first().click();

  // With the present form of the old character that the list has.
  const field = page.getByRole('combobox', { name: '医療機関の名称' });
  await field.fill('しろいし山崎');
  const option = page.getByRole('option', { name: /架空しろいし山﨑医院/ });
  await expect(option).toContainText('診療所');
  await expect(option).toContainText('白石市架空町');
  await expect(option.locator('mark').first()).toHaveText('しろいし山﨑');
  await field.press('ArrowDown');
  await expectAccessible(page);
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: '架空しろいし山﨑医院' })).toBeVisible();
  await page.getByRole('button', { name: 'この内容から始める' }).click();

  await expect(page.getByRole('heading', { level: 1, name: '登録内容の入力' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^名称\s*※必須/ })).toHaveValue('架空しろいし山﨑医院');
  await expect(page.getByLabel('郵便番号')).toHaveValue('989-0275');
  await expect(page.getByLabel('都道府県')).toHaveValue('04');

  // The list stands beside the form: other letters are the same, another name is not.
  await page.getByText('公的な一覧の記載と見比べる').click();
  await expect(page.getByText('すべて一致しています')).toBeVisible();
  await page.getByLabel('郵便番号').fill('９８９ー０２７５');
  await expect(page.getByText('すべて一致しています')).toBeVisible();
  await page.getByRole('textbox', { name: /^名称\s*※必須/ }).fill('架空しろいし川医院');
  await expect(page.getByText('公的な一覧と違う項目が1件あります')).toBeVisible();
  await expectAccessible(page);

  // A second start leads to the first.
  const first = page.url();
  await expect(page.getByText(/保存しました \d/)).toBeVisible();
  await page.goto('/institution');
  await page.getByRole('link', { name: '医療機関の登録を始める' }).first().click();
  await field.fill('しろいし山崎');
  await expect(option).toBeVisible();
  await field.press('ArrowDown');
  await field.press('Enter');
  await page.getByRole('button', { name: 'この内容から始める' }).click();
  await expect(page).toHaveURL(first);
  await expect(page.getByRole('textbox', { name: /^名称\s*※必須/ })).toHaveValue('架空しろいし川医院');
});

test('whoever finds the institution taken tells the secretariat, which sees both sides and frees it', async ({ page, browser, mailbox }) => {
  const someone = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  const holder = await signUp(someone, mailbox, 'institution', '架空 別人');
  const held = await submitted(holder, '架空くりはら駅前内科', '04-9900022');

  const member = await signUp(page, mailbox, 'institution', '架空 院長');
  await page.goto('/institution');
  await page.getByLabel('法人の名称').fill('医療法人 架空くりはら会');
  await page.getByRole('button', { name: '法人を登録する' }).click();
  await page.getByRole('link', { name: '医療機関の登録を始める' }).first().click();
  const field = page.getByRole('combobox', { name: '医療機関の名称' });
  await field.fill('くりはら駅前');
  await expect(page.getByRole('option', { name: /架空くりはら駅前内科/ })).toBeVisible();
  await field.press('ArrowDown');
  await field.press('Enter');
  await page.getByRole('button', { name: 'この内容から始める' }).click();
  await expect(page.getByText('この医療機関は、ほかの法人が申請中または掲載中です')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(`医療法人 ${held.name}`)).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('事務局に伝えること').fill('開設者は当法人です。');
  await page.getByRole('button', { name: '自法人の医療機関だと事務局に知らせる' }).click();
  await expect(page.getByText('事務局に届きました。')).toBeVisible();
  await mailbox.latest(member.email, 'お問い合わせを受け付けました');

  const staff = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signIn(staff, demo('secretariat'));
  await staff.goto('/staff/contact-messages');
  const message = staff.locator('li.card').filter({ hasText: '架空くりはら駅前内科' });
  await expect(message).toContainText('医療法人 架空くりはら会');
  await message.getByRole('link', { name: held.name }).click();
  await staff.getByRole('button', { name: '確認を始める' }).click();
  await staff.getByRole('button', { name: '差し戻す' }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.getByLabel('理由').fill('開設者を確認できません。');
  await dialog.getByRole('button', { name: '差し戻す' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'この内容から始める' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '登録内容の入力' })).toBeVisible();
});
