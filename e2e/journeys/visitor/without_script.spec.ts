// Public pages without the client say what they say with it.
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

interface Said {
  heading: string;
  /** Names of cards, facts and rows. */
  names: string[];
  yen: string[];
  links: string[];
}

/** What only the client draws: maps, the panel of support beside an institution, and suggestions. */
const BESIDES = 'figure.map, .support-panel, .combobox__list';

async function said(page: Page): Promise<Said> {
  return page.locator('main').evaluate((main, besides) => {
    const all = (selectors: string) => [...main.querySelectorAll<HTMLElement>(selectors)].filter((one) => !one.closest(besides));
    const tidy = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();
    const link = (one: HTMLElement) => {
      const address = new URL(one.getAttribute('href') ?? '', document.baseURI);
      address.searchParams.delete('lang');
      return address.origin === location.origin ? address.pathname + address.search : address.href;
    };
    const text = all('p, li, dd, td, strong, summary').map((one) => one.textContent ?? '').join('\n');
    return {
      heading: tidy(main.querySelector('h1')?.textContent ?? ''),
      names: all('.card__title, .data-list dt, tbody th').map((one) => tidy(one.textContent)),
      yen: [...new Set(text.match(/[\d,]+円|¥[\d,]+/g) ?? [])].sort(),
      links: [...new Set(all('a[href]').map(link))].sort(),
    };
  }, BESIDES);
}

async function open(browser: Browser, baseURL: string, address: string, javaScriptEnabled: boolean): Promise<Said> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled, locale: 'ja-JP' });
  const page = await context.newPage();
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(200);
  if (javaScriptEnabled) {
    await page.locator('#app[data-written]').waitFor({ state: 'detached' });
    await expect(page.locator('main .skeleton')).toHaveCount(0);
  }
  const found = await said(page);
  await context.close();
  return found;
}

async function first(request: APIRequestContext, address: string, pick: (answer: any) => string): Promise<string> {
  return pick(await (await request.get(address)).json());
}

const FIXED = [
  '/',
  '/institutions',
  '/institutions?prefecture=04&kind=hospital',
  '/institutions?q=%E3%81%BF%E3%82%84%E3%81%8E',
  '/openings',
  '/openings?prefectures=04&pay_unit=year',
  '/programme',
  '/faq',
  '/terms',
  '/privacy',
  '/accessibility',
  '/credits',
  '/support',
  '/support/schemes',
  '/support/package',
  '/support/package/doctors-allowance',
  '/support/areas',
  '/support/areas/04',
  '/support/meetings/04',
  '/support/tables/04/2025',
  '/support/tables/04/2026',
];

for (const language of ['ja', 'en']) {
  test(`public pages say the same without the client (${language})`, async ({ browser, request, baseURL }) => {
    test.slow();
    const institution = await first(request, '/api/v1/institutions', (page) => `/institutions/${page.items[0].institution_id}`);
    const scheme = await first(request, '/api/v1/subsidy-rules', (rules) => `/support/schemes/${rules.items[0].scheme}`);
    const opening = await first(request, '/api/v1/openings', (page) => `/openings/${page.items[0].id}`);
    for (const path of [...FIXED, scheme, institution, opening]) {
      await test.step(path, async () => {
        const address = language === 'ja' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=en`;
        const written = await open(browser, baseURL!, address, false);
        const drawn = await open(browser, baseURL!, address, true);
        expect(written.heading).toBe(drawn.heading);
        expect(written.names).toEqual(drawn.names);
        expect(written.yen).toEqual(drawn.yen);
        // The calculator is the client's: nothing that is written leads into its form.
        const readable = drawn.links.filter((link) => !link.startsWith('/support/calculator?'));
        expect(readable.filter((link) => !written.links.includes(link))).toEqual([]);
      });
    }
  });
}

test('somebody without the client searches, reads on and opens an institution', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto('/institutions');
  await page.getByLabel('キーワード').fill('みやぎ');
  await page.getByRole('button', { name: '検索' }).first().click();
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator('.listing-card').first()).toContainText('みやぎ');
  await page.getByRole('link', { name: '架空みやぎ南病院' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '架空みやぎ南病院' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '基本情報' })).toBeVisible();
  await context.close();
});

test('the client takes the page over without moving anything', async ({ page }) => {
  await page.addInitScript(() => {
    (window as any).shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) if (!entry.hadRecentInput) (window as any).shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/', '/institutions', '/support/schemes']) {
    await page.goto(path);
    expect(await page.evaluate(() => (window as any).shifted), path).toBeLessThanOrEqual(0.02);
  }
});
