// A doctor with a stated licence searches the details for doctors in the same box; nobody else finds them.
import { expectAccessibleEverywhere } from '../../fixtures/a11y.ts';
import { demo, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

/** Stands in what the hospital shows to doctors only. */
const WORDS = '引っ越し費用';
const SCOPE = 'キーワードは、医師向けの詳しい情報からも探しています。';

async function search(page: Page, words: string): Promise<void> {
  await page.goto('/institutions');
  await page.getByRole('combobox', { name: 'キーワード' }).fill(words);
  await page.getByRole('button', { name: '検索', exact: true }).click();
}

test('a doctor finds words of the details for doctors and reads where they stand', async ({ page }) => {
  await search(page, WORDS);
  await expect(page.getByText('条件に合う医療機関が見つかりませんでした')).toBeVisible();
  await expect(page.getByText(SCOPE)).toHaveCount(0);

  await signIn(page, demo('doctor'));
  await search(page, WORDS);
  const card = page.locator('#directory-list article').filter({ hasText: '架空みやぎ南病院' });
  await expect(card).toContainText('医師向けの情報（住まい・家族への支援）');
  await expect(card.locator('mark').first()).toContainText(WORDS);
  await expect(page.getByText(SCOPE)).toBeVisible();
  await expect(page.getByText('ファイルに入るのは、公開情報にキーワードがある医療機関だけです。')).toBeVisible();
  await expect(page).not.toHaveURL(/restricted/);
  await expectAccessibleEverywhere(page, `/institutions?q=${encodeURIComponent(WORDS)}`, async (shown) => expect(shown.locator('.listing-card__excerpt--restricted').first()).toBeVisible());
});
