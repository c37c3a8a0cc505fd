// What opens with a stated licence, the secretariat's check with an uploaded copy, and what a doubt closes.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { published } from '../../fixtures/arrange.ts';
import { demo, fillProfile, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Browser, Page } from '@playwright/test';

test.describe.configure({ timeout: 240_000 });

async function anotherPerson(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'ja-JP', acceptDownloads: true })).newPage();
}

/** The secretariat opens the doctor's licence from the queue. */
async function openCheck(staff: Page, name: string, status: string): Promise<void> {
  await staff.goto(`/staff/licence-checks?status=${status}`);
  const more = staff.getByRole('button', { name: 'さらに読み込む' });
  const row = staff.getByRole('link', { name, exact: true });
  await expect(row.or(more).first()).toBeVisible();
  while (!(await row.isVisible()) && (await more.isVisible())) {
    await more.click();
    await expect(more).not.toHaveAttribute('aria-busy', 'true');
  }
  await row.click();
  await expect(staff.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('a doctor states a licence, is in doubt, uploads a copy and is checked', async ({ page, browser, mailbox }) => {
  const member = await anotherPerson(browser);
  const { institution } = await published(await signUp(member, mailbox, 'institution', '架空 窓口'), `架空医籍医院 ${Date.now() % 100000}`);
  const name = `架空 医籍${Date.now() % 100000}`;
  const person = await signUp(page, mailbox, 'doctor', name);
  const licence = page.getByRole('region', { name: '医籍の確認' });

  await test.step('a confirmed address alone reads nothing that is for doctors', async () => {
    await page.goto(`/institutions/${institution}`);
    await expect(page.getByText('プロフィールの登録後に読めます')).toBeVisible();
    await expect(page.getByText('外来週6単位')).toHaveCount(0);
  });

  const number = await test.step('stating name, number and year opens it', async () => {
    const number = await fillProfile(page, name);
    await expect(licence.getByText('申告済み（確認待ち）')).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/institutions/${institution}`);
    await expect(page.getByText('外来週6単位').first()).toBeVisible();
    return number;
  });

  const staff = await anotherPerson(browser);
  await signIn(staff, demo('secretariat'));
  await test.step('the secretariat cannot find the doctor', async () => {
    await staff.goto('/staff/licence-checks?status=declared');
    const filters = staff.getByRole('search', { name: '絞り込み' });
    const found = staff.getByRole('link', { name, exact: true });
    await filters.getByLabel('氏名・よみ・登録番号・メール').fill(name);
    await filters.getByLabel('医籍登録年').fill('平成9年');
    await filters.getByRole('button', { name: '絞り込む' }).click();
    await expect(staff.getByText('当てはまる医師はいません').first()).toBeVisible();
    await filters.getByLabel('医籍登録年').fill('平成10年');
    await filters.getByRole('button', { name: '絞り込む' }).click();
    await expect(found).toBeVisible();
    await expect(staff).toHaveURL(/licence_year=1998/);
    await staff.getByRole('button', { name: '医籍登録年' }).click();
    await expect(staff).toHaveURL(/sort=licence_year/);
    await expect(found).toBeVisible();
    // Licences are looked up one at a time: the queue is no file.
    await expect(staff.getByRole('button', { name: 'CSVで書き出す' })).toHaveCount(0);
    await expectAccessible(staff);
    await openCheck(staff, name, 'declared');
    await expect(staff.getByRole('link', { name: /医師等資格確認検索を開く/ })).toHaveAttribute('href', 'https://licenseif.mhlw.go.jp/search_isei/');
    await expect(staff.getByText(number)).toBeVisible();
    await expectAccessible(staff);
    await staff.getByRole('button', { name: '要確認にする' }).click();
    await expect(staff.getByText('入力してください。').first()).toBeVisible();
    await staff.getByLabel('理由').selectOption('name_differs');
    await staff.getByLabel('医師への連絡').last().fill('旧姓でのご登録かお知らせください。');
    await staff.getByRole('button', { name: '要確認にする' }).click();
    await expect(staff.getByText('要確認', { exact: true }).first()).toBeVisible();
  });

  await test.step('the doctor is told, reads why, and uploads a copy', async () => {
    const letter = await mailbox.latest(person.email, '確認をお願いします');
    for (const secret of ['旧姓', number, '1998']) expect(`${letter.subject}${letter.text}`).not.toContain(secret);
    await page.reload();
    await expect(page.getByText('医籍の確認が済むまで表示しません')).toBeVisible();
    await page.goto(`/inquiries/new?institution=${institution}`);
    await page.getByRole('link', { name: '事務局からの連絡を見る' }).click();
    await expect(licence.getByText('旧姓でのご登録かお知らせください。')).toBeVisible();
    await licence.getByLabel('写しのファイル').setInputFiles({ name: '免許証.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n% made up\n') });
    await expect(licence.getByText(/写しをお預かりしています/)).toBeVisible();
  });

  await test.step('the secretariat opens the copy and confirms; the copy is gone', async () => {
    await openCheck(staff, name, 'doubtful');
    const download = staff.waitForEvent('download');
    await staff.getByRole('button', { name: '写しを開く' }).click();
    expect((await download).suggestedFilename()).toBe('licence-copy.pdf');
    await staff.getByRole('button', { name: '確認済みにする' }).click();
    await expect(staff.getByText('写しはアップロードされていません。')).toBeVisible();
    await mailbox.latest(person.email, '医籍の確認が済みました');
    await page.goto('/doctor/profile');
    await expect(licence.getByText('確認済み', { exact: true })).toBeVisible();
    await page.goto(`/institutions/${institution}`);
    await expect(page.getByText('外来週6単位').first()).toBeVisible();
  });

  await test.step('another number is checked again', async () => {
    await page.goto('/doctor/profile');
    await page.getByLabel('医籍登録番号').fill('123457');
    await page.getByRole('button', { name: 'プロフィールを保存する' }).click();
    await expect(licence.getByText('申告済み（確認待ち）')).toBeVisible();
    await openCheck(staff, name, 'declared');
    await expect(staff.getByText('以前「要確認」').first()).toBeVisible();
  });
});
