// The money's main path: a clinic works out a plan, prints it and applies; the prefecture takes it through both councils; the doctor sees it in the inquiry.
import { published } from '../../fixtures/arrange.ts';
import { day, fiscalYear } from '../../fixtures/days.ts';
import { demo, fillProfile, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Browser, Page } from '@playwright/test';

test.describe.configure({ timeout: 240_000 });

/** 6,200,000 + 71,000 × 100 days = 13,300,000, two thirds of it, cut to the thousand. */
const SUBSIDY = '8,866,000円';

async function anotherPerson(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'ja-JP', acceptDownloads: true })).newPage();
}

async function savesPdf(page: Page, button: string): Promise<void> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const stream = await (await download).createReadStream();
  let start = '';
  for await (const part of stream) start ||= (part as Buffer).subarray(0, 5).toString('latin1');
  expect(start).toBe('%PDF-');
}

/** Takes a step that asks for nothing but a yes, or for what `fill` writes. */
async function step(page: Page, name: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('group', { name: 'この申請の手続き' }).getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function council(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `${name}の意見を記録` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('合意した', { exact: true }).check();
  await dialog.getByLabel('協議した日').fill(day());
  await dialog.getByLabel('議事録').fill('架空の議事録 3ページ');
  await dialog.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('button', { name: `${name}の意見を訂正` })).toBeVisible();
}

test('a clinic works out a plan, prints it, applies, and is paid after both councils agreed', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 院長');
  const { name, institution } = await published(member, `架空承継医院 ${Date.now() % 100000}`);

  await page.goto('/support/calculator');
  await page.getByLabel('承継', { exact: true }).check();
  await page.getByLabel('診療所の承継・開業支援（定着支援）').check();
  await page.getByLabel('年度内に実際に診療する日数').fill('100');
  await expect(page.locator('.statement__sum')).toContainText(SUBSIDY);
  await savesPdf(page, 'PDFで保存する');

  // The plan comes along; the address tells the area.
  await page.getByRole('link', { name: 'この計画で補助を申請する' }).click();
  await expect(page.getByText('試算の計画を引き継ぎました。')).toBeVisible();
  await expect(page.getByText('所在地は「仙南医療圏」の中です。').or(page.getByText(/所在地は「.*仙南.*」の中です。/)).first()).toBeVisible();
  await page.getByLabel('目的と必要性').fill('院長の退任後も診療を続けます。');
  await page.getByRole('button', { name: '下書きを保存する' }).click();
  await expect(page).toHaveURL(/\/institution\/support\/[0-9a-f-]{36}$/);
  const application = new URL(page.url()).pathname;
  // Why and what it costs are needed before it is submitted.
  await expect(page.getByText('提出する前に、次の入力が必要です')).toBeVisible();
  await page.getByRole('link', { name: '内容を編集する' }).click();
  await page.getByLabel('対象経費（円）').locator('visible=true').fill('1,330万円');
  await page.getByRole('button', { name: '下書きを保存する' }).click();
  await expect(page).toHaveURL(new RegExp(`${application}$`));
  await expect(page.getByText('提出する前に、次の入力が必要です')).toBeHidden();
  await page.getByLabel('書類を添付する').setInputFiles({ name: '見積書.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
  await expect(page.getByText('見積書.pdf').first()).toBeVisible();
  await step(page, '計画を提出する');
  await expect(page.getByText('提出した時点の算定ルールで計算し、固定した金額です。')).toBeVisible();

  // The prefecture sends it back, the clinic mends it, and it goes to the councils.
  const officer = await anotherPerson(browser);
  await signIn(officer, demo('officer'));
  await officer.goto(application.replace('/institution/support/', '/prefecture/applications/'));
  await expect(officer.getByText('院長の退任後も診療を続けます。')).toBeVisible();
  await step(officer, '差し戻す', (dialog) => dialog.getByLabel('理由').fill('診療日数の根拠を書いてください。'));
  await mailbox.latest(member.email, name);
  await page.reload();
  await expect(page.getByText('診療日数の根拠を書いてください。').first()).toBeVisible();
  // What was submitted stays; the better estimate stands beside it.
  await expect(page.getByRole('button', { name: '見積書.pdfを削除する' })).toHaveCount(0);
  await page.getByRole('button', { name: '見積書.pdfを差し替える' }).click();
  await page.getByRole('dialog').getByLabel('新しい版のファイル').setInputFiles({ name: '見積書2.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%\n%%EOF\n') });
  await expect(page.getByText('第1版「見積書.pdf」の差し替え')).toBeVisible();
  await expect(page.getByRole('button', { name: '見積書2.pdfを削除する' })).toBeVisible();
  await page.getByRole('link', { name: '内容を編集する' }).click();
  await page.getByLabel('目的と必要性').fill('院長の退任後も診療を続けます。週2日、年100日です。');
  await page.getByRole('button', { name: '下書きを保存する' }).click();
  await expect(page).toHaveURL(new RegExp(`${application}$`));
  await step(page, '計画を提出する');

  await officer.reload();
  await expect(officer.getByText('第1版「見積書.pdf」の差し替え')).toBeVisible();
  await expect(officer.getByText('第1版（差し替え済み）')).toBeVisible();
  await step(officer, '確認済みにする');
  await step(officer, '協議会に諮る', async (dialog) => {
    await dialog.getByLabel('諮る協議会').selectOption({ index: 1 });
  });
  await officer.getByRole('link', { name: '諮った会議の画面で記録する' }).click();
  await expect(officer.getByRole('row').filter({ hasText: name }).filter({ hasText: SUBSIDY })).toBeVisible();
  await savesPdf(officer, '会議資料をPDFで保存する');
  await officer.goBack();
  await council(officer, '地域医療対策協議会');
  await expect(officer.getByRole('group', { name: 'この申請の手続き' }).getByRole('button', { name: '支援対象に選定する' })).toBeHidden();
  await council(officer, '保険者協議会');
  await step(officer, '支援対象に選定する');

  await mailbox.latest(member.email, '選定');
  await page.reload();
  await step(page, '交付申請する');
  await officer.reload();
  await step(officer, '交付決定を記録する', async (dialog) => {
    await dialog.getByLabel('交付決定の番号').fill('架空医政第1号');
  });
  await mailbox.latest(member.email, '交付');
  await page.reload();
  await expect(page.getByText('架空医政第1号').first()).toBeVisible();
  await savesPdf(page, '交付決定通知書 PDF');
  const word = page.waitForEvent('download');
  await page.getByRole('button', { name: '交付申請書 Word' }).click();
  expect((await word).suggestedFilename()).toBe('交付申請書.docx');
  await step(page, '実績を報告する', (dialog) => dialog.getByLabel('実施した内容').fill('年100日の診療を行いました。'));

  // The report is checked, the amount fixed, claimed and paid; a payment of the wrong day is undone and recorded again.
  await officer.reload();
  await step(officer, '実績報告を差し戻す', (dialog) => dialog.getByLabel('理由').fill('診療日の一覧を書いてください。'));
  await page.reload();
  await expect(page.getByText('診療日の一覧を書いてください。').first()).toBeVisible();
  await step(page, '実績を報告する', (dialog) => dialog.getByLabel('実施した内容').fill('年100日の診療を行いました。一覧のとおりです。'));
  await officer.reload();
  // As many days as planned stand in the form.
  await expect(officer.getByRole('row').filter({ hasText: '（定着支援）（日）' })).toContainText('100');
  await step(officer, '実績報告を確認済みにする');
  await step(officer, '額の確定を記録する', async (dialog) => {
    await dialog.getByLabel('額の確定通知の番号').fill('架空医政第2号');
    await expect(dialog.getByText(`上限は${SUBSIDY}です。`)).toBeVisible();
    const amount = dialog.getByLabel('診療所の承継・開業支援（定着支援）');
    await amount.fill('たくさん');
    await dialog.getByRole('button', { name: '額の確定を記録する', exact: true }).click();
    await expect(amount).toHaveAttribute('aria-invalid', 'true');
    await expect(dialog.getByText('金額を円で入力してください').first()).toBeVisible();
    await amount.fill('8800000');
  });
  await mailbox.latest(member.email, '確定');
  await page.reload();
  await step(page, '請求する');
  await officer.reload();
  await step(officer, '支払を記録する');
  await step(officer, '直前の記録を取り消す', (dialog) => dialog.getByLabel('理由').fill('日を誤りました。'));
  await expect(officer.getByText('記録の取り消し：請求済みに戻しました')).toBeVisible();
  await step(officer, '支払を記録する');
  await page.reload();
  await expect(page.getByText('手続きはすべて終わりました。').first()).toBeVisible();
  await expect(page.getByText('8,800,000円').first()).toBeVisible();
  await officer.goto('/prefecture/budget');
  await expect(officer.getByRole('row').filter({ hasText: '定着支援' }).filter({ hasText: '8,800,000円' }).first()).toBeVisible();

  // What was decided stands in the prefecture's table of the year.
  await officer.goto(`/support/tables/04/${fiscalYear()}`);
  await expect(officer.getByRole('row').filter({ hasText: '仙南' }).first()).toBeVisible();

  // A doctor who thinks of taking over sees the same money in the conversation, frozen.
  const doctor = await anotherPerson(browser);
  await signUp(doctor, mailbox, 'doctor', '架空 承継');
  await fillProfile(doctor, '架空 承継');
  await doctor.goto(`/inquiries/new?institution=${institution}`);
  await doctor.getByLabel('メッセージ').fill('承継を考えています。補助はありますか。');
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  const thread = new URL(doctor.url()).pathname;
  await page.goto(thread);
  await page.getByText('新しく試算する').click();
  await page.getByLabel('承継', { exact: true }).check();
  await page.getByLabel('診療所の承継・開業支援（定着支援）').check();
  await page.getByLabel('年度内に実際に診療する日数').fill('100');
  await page.getByRole('button', { name: 'この試算を保存して相手にも見せる' }).click();
  await expect(page.getByText('試算を保存しました。').first()).toBeVisible();
  await doctor.reload();
  const quote = doctor.getByRole('region', { name: '補助額の試算' });
  await expect(quote.locator('.statement__sum').first()).toContainText(SUBSIDY);
  await expect(quote.getByText('医療機関が保存')).toBeVisible();
  await expect(quote.getByText('今日の算定ルールでも、結果は変わりません。')).toBeVisible();
  await savesPdf(doctor, 'PDFで保存する');
});
