// An officer finds applications of the own prefecture by the reading of the institution and by its organization.
import { expectAccessibleEverywhere } from '../../fixtures/a11y.ts';
import { demo, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test('an officer finds applications by reading and by organization', async ({ page }) => {
  await signIn(page, demo('officer'));
  await page.goto('/prefecture/applications');
  const words = page.getByLabel('医療機関・よみ・法人・番号');
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') });
  // The answer is awaited: the rows of the search before stay until it comes.
  const search = async (typed: string) => {
    await words.fill(typed);
    const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get('q') === typed);
    await page.getByRole('button', { name: '絞り込む' }).click();
    expect((await answered).ok()).toBe(true);
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === typed);
  };
  const ofAnother = rows.filter({ hasNotText: '架空くりはら診療所' });
  await expect(ofAnother.first()).toBeVisible();
  for (const typed of ['くりはら', 'kurihara']) {
    await search(typed);
    await expect(ofAnother).toHaveCount(0);
    await expect(rows.first()).toContainText('架空くりはら診療所');
  }
  await search('医療法人社団 架空会');
  await expect(ofAnother.first()).toBeVisible();
  await expect(rows.filter({ hasText: '架空くりはら診療所' }).first()).toBeVisible();
  await search('どこにもない名前');
  await expect(page.getByText('当てはまる申請はありません')).toBeVisible();
  await expectAccessibleEverywhere(page, '/prefecture/applications?q=kurihara', async (shown) => expect(shown.locator('table')).toBeVisible());
});
