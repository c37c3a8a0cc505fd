import { caller } from '../../fixtures/arrange.ts';
import { demo, signIn } from '../../fixtures/people.ts';
import { day } from '../../fixtures/days.ts';
import { expect, test } from '../../fixtures/test.ts';

test.describe.configure({ timeout: 240_000 });

test('probe', async ({ page }, info) => {
  const out = `/tmp/w/support_shots/${info.project.name}`;
  const officer = await caller(demo('officer'));
  type Row = { id: string; status: string; version: number };
  const list = (await officer.call<{ items: Row[] }>('GET', '/support-applications?limit=100')).body.items;
  const of = (status: string) => list.find((row) => row.status === status);
  await signIn(page, demo('officer'));
  const shot = async (path: string, name: string) => {
    await page.goto(path);
    await expect(page.locator('main h1')).toBeVisible();
    await page.waitForTimeout(2500);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${out}-${name}-${width}.png`, fullPage: true });
    }
  };
  await shot('/prefecture', 'home');
  await shot('/prefecture/applications', 'list');
  await shot('/prefecture/budget', 'budget');
  const decided = of('decided') ?? of('reported') ?? of('paid');
  if (decided) {
    await shot(`/prefecture/applications/${decided.id}`, 'decided');
    for (const name of ['交付申請書 PDF', '交付決定通知書 PDF', '交付申請書 Word', '交付決定通知書 Word']) {
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      const ending = name.endsWith('PDF') ? 'pdf' : 'docx';
      await (await file).saveAs(`${out}-${name.replace(/ .*/, '')}.${ending}`);
    }
  }
  const proposed = of('proposed');
  if (proposed) {
    await shot(`/prefecture/applications/${proposed.id}`, 'proposed');
    await page.getByRole('link', { name: '諮った会議の画面で記録する' }).click();
    await expect(page.getByRole('heading', { name: 'この会議に諮る申請' })).toBeVisible();
    await shot(new URL(page.url()).pathname, 'meeting');
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: '会議資料をPDFで保存する' }).click();
    await (await file).saveAs(`${out}-packet.pdf`);
  }
  void day;
});
