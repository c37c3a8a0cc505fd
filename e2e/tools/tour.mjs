// Takes the README's pictures from a running demo:  node tools/tour.mjs http://127.0.0.1:8080
// The demo's password and second factor are printed by `make run`; give them as PASSWORD and SECRET.
import { chromium } from '@playwright/test';
import { resolve } from 'node:path';
import { TOTP } from 'otpauth';

const base = process.argv[2] ?? 'http://127.0.0.1:8080';
const { PASSWORD = '', SECRET = '' } = process.env;
const folder = resolve(import.meta.dirname, '../../docs/tour');
const browser = await chromium.launch({ executablePath: process.env['GM_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

async function visit(who, take) {
  const page = await (await browser.newContext({ baseURL: base, locale: 'ja-JP', viewport: { width: 1280, height: 900 } })).newPage();
  if (who) {
    await page.goto('/sign-in');
    await page.getByLabel('メールアドレス').fill(`${who}@demo.example`);
    await page.getByLabel('パスワード').first().fill(PASSWORD);
    await page.getByRole('button', { name: 'ログインする' }).click();
    if (['secretariat', 'officer'].includes(who)) {
      await page.getByLabel('確認コード').fill(new TOTP({ secret: SECRET }).generate());
      await page.getByRole('button', { name: '確認してログインする' }).click();
    }
    await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  }
  await take(page);
  await page.context().close();
}

async function picture(page, path, name) {
  if (path) await page.goto(path);
  await page.locator('h1').waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

await visit(null, (page) => picture(page, '/institutions?prefecture=04', 'directory'));
await visit(null, (page) => picture(page, '/support/areas/04', 'areas'));
await visit(null, (page) => picture(page, '/support/calculator?kind=clinic&opening=succession&equipment=true&equipment_cost=1800万&settlement=true&days=100&substitute=true&duties=2', 'calculator'));
await visit('officer', (page) => picture(page, '/prefecture', 'prefecture'));
await visit('doctor', async (page) => {
  await page.goto('/doctor/profile');
  await page.getByRole('heading', { name: '医療機関にはこう見えます' }).scrollIntoViewIfNeeded();
  await picture(page, '', 'doctor-profile');
  await page.goto('/inquiries');
  await page.locator('main a[href^="/inquiries/"]').first().click();
  await picture(page, '', 'inquiry');
});
await visit('hospital', async (page) => picture(page, '/institution', 'registration'));
await visit('secretariat', async (page) => {
  await page.goto('/staff/registrations?status=secretariat_review');
  await page.locator('main a[href^="/staff/registrations/"]').first().click();
  await picture(page, '', 'review');
});
await browser.close();
