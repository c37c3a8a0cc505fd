// What a draft keeps and fills in by itself.
import { draft } from '../../fixtures/arrange.ts';
import { signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a tick made just before the tab is closed is saved', async ({ page, context, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration } = await draft(member, `架空すぐ閉じる医院 ${Date.now() % 100000}`);
  await page.goto(`/institution/registrations/${registration}/edit?part=2`);
  const tick = page.getByRole('checkbox', { name: '指導医がいる' });
  await expect(tick).not.toBeChecked();
  await tick.check();
  await page.close({ runBeforeUnload: true });

  const again = await context.newPage();
  await expect(async () => {
    await again.goto(`/institution/registrations/${registration}/edit?part=2`);
    await expect(again.getByRole('checkbox', { name: '指導医がいる' })).toBeChecked({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
});

test('the postal code fills in the address and leaves what was typed', async ({ page, mailbox }) => {
  await signUp(page, mailbox, 'institution', '架空 係');
  await page.goto('/institution');
  await page.getByLabel('法人の名称').fill('医療法人 架空郵便会');
  await page.getByRole('button', { name: '法人を登録する' }).click();
  await page.getByRole('link', { name: '医療機関の登録を始める' }).first().click();
  await page.getByRole('button', { name: '一覧を使わずに始める' }).click();
  await page.getByLabel('郵便番号').fill('９８０ー０８０３');
  await expect(page.getByText('郵便番号から「仙台市青葉区国分町」を入力しました。')).toBeVisible();
  await expect(page.getByLabel('都道府県')).toHaveValue('04');
  await expect(page.getByLabel('市区町村')).toHaveValue('04101');
  await expect(page.getByLabel('町名・番地・建物名')).toHaveValue('国分町');

  await page.getByLabel('町名・番地・建物名').fill('国分町1-2-3');
  await page.getByLabel('郵便番号').fill('989-0229');
  await expect(page.getByLabel('市区町村')).toHaveValue('04206');
  await expect(page.getByLabel('町名・番地・建物名')).toHaveValue('国分町1-2-3');

  // The person who starts the registration is its contact until another is named.
  await page.getByRole('link', { name: /医師向けの詳細/ }).click();
  await expect(page.getByLabel('担当者の氏名')).toHaveValue('架空 係');
});
