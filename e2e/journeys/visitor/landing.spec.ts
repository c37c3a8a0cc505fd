import { expect, test } from '../../fixtures/test.ts';

test('a visitor sees what this is', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('h1')).toBeVisible();
  await expect(page).toHaveTitle(/GM/);
});
