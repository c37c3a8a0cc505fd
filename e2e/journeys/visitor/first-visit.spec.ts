// What a first visit of each public page costs: requests, bytes as transferred, and how far the page jumps. None of it depends on the machine.
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

interface Cost {
  /** Addresses asked for, the page's own included. */
  requests: string[];
  /** Transferred: compressed, with headers. */
  bytes: number;
}

/** The most that a page may cost, its data included. */
const REQUESTS = 12;
/** In KB of 1024 bytes, with headers; the front page may cost less. */
const KILOBYTES = 420;
const KILOBYTES_OF_HOME = 300;

const PAGES: [path: string, heading: RegExp][] = [
  ['/', /その経験を/],
  ['/institutions', /医療機関を探す/],
  ['/openings', /募集を探す/],
  ['/map', /医療機関の地図/],
  ['/how-it-works', /しくみ/],
  ['/programme', /総合医育成プログラム/],
  ['/faq', /よくある質問/],
  ['/support', /重点医師偏在対策支援区域と補助/],
  ['/support/areas', /重点医師偏在対策支援区域/],
  ['/support/areas/04', /宮城県の重点区域/],
  ['/support/schemes', /補助事業と算定ルール/],
  ['/support/calculator', /補助額の試算/],
  ['/support/package', /総合的な対策パッケージ/],
  ['/support/package/doctors-allowance', /医師手当事業/],
  ['/support/meetings/04', /宮城県の協議会の予定/],
  ['/support/tables/04/2026', /宮城県の支援対象医療機関/],
  ['/contact', /お問い合わせ/],
  ['/terms', /利用規約/],
  ['/privacy', /プライバシーポリシー/],
  ['/credits', /データの出典/],
];
/** Layout shift that nobody sees. */
const JUMP = 0.02;

/** Counts what a page asks for from now on. */
async function counted(page: Page): Promise<Cost> {
  const cost: Cost = { requests: [], bytes: 0 };
  const network = await page.context().newCDPSession(page);
  const counts = new Set<string>();
  network.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const { pathname, protocol, search } = new URL(request.url);
    if (protocol === 'data:') return;
    counts.add(requestId);
    cost.requests.push(pathname + search);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (counts.has(requestId)) cost.bytes += encodedDataLength;
  });
  await network.send('Network.enable');
  await page.addInitScript(() => {
    const shifts = window as unknown as { jump: number };
    shifts.jump = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shifts.jump += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return cost;
}

/** Opens an address for the first time and checks what it costs. */
async function visit(page: Page, path: string, heading: RegExp): Promise<void> {
  const cost = await counted(page);
  await page.goto(path, { waitUntil: 'networkidle' });
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  expect(cost.requests.length, cost.requests.join('\n')).toBeLessThanOrEqual(REQUESTS);
  expect(new Set(cost.requests).size, 'something was asked for twice').toBe(cost.requests.length);
  expect(cost.bytes / 1024).toBeLessThanOrEqual(path === '/' ? KILOBYTES_OF_HOME : KILOBYTES);
  expect(await page.evaluate(() => (window as unknown as { jump: number }).jump)).toBeLessThanOrEqual(JUMP);
  // Whatever module the page needs is named in it, and what is named is needed.
  const html = await (await page.request.get(path, { headers: { accept: 'text/html' } })).text();
  const named = [...html.matchAll(/<link rel="preload" href="([^"]+\.wasm)"/g)].map(([, href]) => href);
  expect(named.sort()).toEqual(cost.requests.filter((address) => address.endsWith('.wasm')).sort());
}

test.use({ viewport: { width: 412, height: 823 } });

for (const [path, heading] of PAGES) {
  test(`a first visit of ${path} is light and stands still`, async ({ page }) => {
    await visit(page, path, heading);
  });
}

test("a first visit of an institution's page is light and stands still", async ({ page, request }) => {
  const { items } = (await (await request.get('/api/v1/institutions')).json()) as { items: { institution_id: string }[] };
  await visit(page, `/institutions/${items[0]?.institution_id}`, /./);
});

test('a second page asks for at most two more files', async ({ page }) => {
  const cost = await counted(page);
  await page.goto('/institutions', { waitUntil: 'networkidle' });
  for (const [address, heading] of [
    ['/support', '重点医師偏在対策支援区域と補助'],
    ['/faq', 'よくある質問'],
  ] as const) {
    const before = cost.requests.length;
    await page.locator(`.footer a[href="${address}"]`).click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    const further = cost.requests.slice(before).filter((address) => address.startsWith('/assets/'));
    expect(further.length, further.join('\n')).toBeLessThanOrEqual(2);
  }
});
