// A registration that starts from the official list instead of an empty form.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { signUp } from '../../fixtures/people.ts';
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
});
