import { expect, test } from '../../fixtures/test.ts';

test('a visitor sees what this is', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('h1')).toBeVisible();
  await expect(page).toHaveTitle(/GM/);
});

test('a prefecture of the map with institutions leads to them, and a shared address has a picture', async ({ page, request }) => {
  await page.goto('/');
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  expect((await request.get(new URL(picture ?? '').pathname)).headers()['content-type']).toBe('image/png');
  await page.locator('.japan a[aria-label^="宮城県"]').click();
  await expect(page).toHaveURL(/prefecture=04/);
  await expect(page.getByLabel('都道府県')).toHaveValue('04');
});
