// An officer finds an application of the own prefecture by reading, place and number.
import { expectAccessibleEverywhere } from '../../fixtures/a11y.ts';
import { demo, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test('an officer finds applications by reading and place', async ({ page }) => {
  await signIn(page, demo('officer'));
  await page.goto('/prefecture/applications');
  const words = page.getByLabel('医療機関・よみ・法人・番号');
  const row = page.getByRole('row').filter({ hasText: '架空くりはら診療所' }).first();
  for (const typed of ['くりはら', 'kurihara', '架空やまなみ会']) {
    await words.fill(typed);
    await page.getByRole('button', { name: '絞り込む' }).click();
    await expect(page).toHaveURL(/[?&]q=/);
    await expect(row).toBeVisible();
  }
  await words.fill('どこにもない名前');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await expect(page.getByText('当てはまる申請はありません')).toBeVisible();
  await expectAccessibleEverywhere(page, '/prefecture/applications?q=kurihara', async (shown) => expect(shown.locator('table')).toBeVisible());
});
