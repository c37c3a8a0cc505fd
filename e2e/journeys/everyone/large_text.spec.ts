// Text at twice its size on a phone (WCAG 1.4.4): everything is there and nothing has to be moved sideways.
import { expectNoSidewaysScroll } from '../../fixtures/a11y.ts';
import { expect, test } from '../../fixtures/test.ts';

const PATHS = [
  '/',
  '/institutions',
  '/map',
  '/support',
  '/support/areas/04',
  '/support/calculator',
  '/support/tables/04/2026',
  '/faq',
  '/sign-up',
  '/sign-in',
  '/contact',
];

test.use({ viewport: { width: 390, height: 844 } });

for (const locale of ['ja', 'en']) {
  test(`public pages can be read with text at twice its size (${locale})`, async ({ page, request }) => {
    const { items } = (await (await request.get('/api/v1/institutions')).json()) as { items: { institution_id: string }[] };
    for (const path of [...PATHS, `/institutions/${items[0]?.institution_id}`]) {
      await page.goto(`${path}?lang=${locale}`);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await expect(page.locator('h1')).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      await expectNoSidewaysScroll(page);
    }
  });
}
