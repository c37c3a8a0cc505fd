// How an inquiry ends: with somebody who stays, with a refusal, or taken back; and what each side reads of it.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { published } from '../../fixtures/arrange.ts';
import { anotherPerson, fillProfile, signUp, type Person } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';
import type { Mailbox } from '../../fixtures/mail.ts';

test.describe.configure({ timeout: 180_000 });

const steps = (page: Page) => page.getByRole('group', { name: '次の段階' });
const stage = (page: Page) => page.getByRole('region', { name: '相談の経過' }).locator('[aria-current=step]');

async function ask(page: Page, institution: string, words: string): Promise<string> {
  await page.goto(`/inquiries/new?institution=${institution}`);
  await page.getByLabel('メッセージ').fill(words);
  await page.getByRole('button', { name: '相談を送る' }).click();
  await expect(page).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function write(page: Page, words: string): Promise<void> {
  await page.getByLabel('メッセージ').fill(words);
  await page.getByRole('button', { name: '送信する' }).click();
  await expect(page.locator('.thread-message').filter({ hasText: words })).toBeVisible();
}

/** Takes a step with a word to the other side, who gets a mail that says the step and not the word. */
async function take(page: Page, step: string, status: string, word: string, told: { page: Page; mailbox: Mailbox; email: string }): Promise<void> {
  await steps(page).getByRole('button', { name: step, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: step });
  await dialog.getByLabel(/へのひとこと/).fill(word);
  await dialog.getByRole('button', { name: step, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(stage(page)).toContainText(status);
  const letter = await told.mailbox.latest(told.email, status === '受け入れ見送り' ? '受け入れを見送る' : `「${status}」`);
  expect(`${letter.subject}${letter.text}${letter.html}`).not.toContain(word);
  await told.page.reload();
  await expect(stage(told.page)).toContainText(status);
  await expect(told.page.locator('.thread-step').filter({ hasText: word })).toContainText(`「${status}」に進めました`);
}

/** An institution with somebody at its desk, and a doctor with a profile. */
async function both(page: Page, doctor: Page, mailbox: Mailbox, name: string): Promise<{ member: Person; person: Person; institution: string; name: string }> {
  const member = await signUp(page, mailbox, 'institution', '架空 窓口');
  const { institution, name: known } = await published(member, `${name} ${Date.now() % 100000}`);
  const person = await signUp(doctor, mailbox, 'doctor', '架空 医師');
  await fillProfile(doctor, '架空 医師');
  return { member, person, institution, name: known };
}

test('an inquiry leads over a visit and terms to a doctor who stays', async ({ page, browser, mailbox }) => {
  const doctor = await anotherPerson(browser);
  const { member, person, institution } = await both(page, doctor, mailbox, '架空定着医院');
  const thread = await ask(doctor, institution, '見学はできますか。');
  await expect(stage(doctor)).toContainText('送信済み（返信待ち）');
  await page.goto(thread);
  await write(page, 'ぜひお越しください。');
  await doctor.reload();
  await write(doctor, '来月の水曜日に伺えます。');
  await page.reload();
  await expect(stage(page)).toContainText('相談中');
  const [toDoctor, toDesk] = [{ page: doctor, mailbox, email: person.email }, { page, mailbox, email: member.email }];

  await test.step('a visit, then the terms', async () => {
    await take(page, '見学へ進む', '見学', '水曜日の9時にお待ちします。', toDoctor);
    await take(doctor, '条件の調整へ進む', '条件の調整', '週3日を希望します。', toDesk);
  });

  await test.step('agreeing takes a name', async () => {
    await expect(steps(doctor).getByRole('button', { name: '合意する' })).toHaveCount(0);
    await expect(doctor.getByText('「合意する」は、氏名と連絡先を伝えると選べます。')).toBeVisible();
    await doctor.getByRole('button', { name: '氏名と連絡先を伝える' }).click();
    await doctor.getByRole('dialog').getByRole('button', { name: '伝える' }).click();
    await expect(steps(page).getByRole('button', { name: '合意する' })).toHaveCount(0);
    await take(doctor, '合意する', '合意', '4月からお願いします。', toDesk);
  });

  await test.step('the start and the stay are recorded by either side, and then it is over', async () => {
    await take(page, '勤務開始を記録する', '勤務開始', '本日から勤務です。', toDoctor);
    await take(doctor, '勤務の継続を記録する', '勤務継続', '3年目を迎えました。', toDesk);
    for (const side of [page, doctor]) {
      await expect(side.getByText('この相談は終了しました').first()).toBeVisible();
      await expect(steps(side)).toHaveCount(0);
      await expect(side.getByLabel('メッセージ')).toHaveCount(0);
      await expect(side.locator('.thread-message').filter({ hasText: '来月の水曜日に伺えます。' })).toBeVisible();
      await expectAccessible(side);
    }
  });
});

test('a declined inquiry says so kindly, another one can follow, and its doctor takes it back', async ({ page, browser, mailbox }) => {
  const doctor = await anotherPerson(browser);
  const { member, person, institution, name } = await both(page, doctor, mailbox, '架空辞退医院');
  const thread = await ask(doctor, institution, '来週からの勤務は可能ですか。');
  await page.goto(thread);
  await take(page, '受け入れを見送る', '受け入れ見送り', '今年度は受け入れの余裕がありません。', { page: doctor, mailbox, email: person.email });
  await expect(doctor.getByText('今年度は受け入れの余裕がありません。')).toBeVisible();

  await doctor.getByRole('link', { name: 'あらためて相談する' }).click();
  await expect(doctor.getByRole('heading', { level: 1, name: '相談を書く' })).toBeVisible();
  await doctor.getByLabel('メッセージ').fill('来年度はいかがですか。');
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor.locator('.thread-message').filter({ hasText: '来年度はいかがですか。' })).toBeVisible();
  await page.goto(new URL(doctor.url()).pathname);
  await take(doctor, '取り下げる', '取り下げ（医師）', 'ほかで決まりました。', { page, mailbox, email: member.email });
  await page.goto('/inquiries');
  await expect(page.locator('.inquiry-row').filter({ hasText: '来年度はいかがですか。' })).toContainText('取り下げ（医師）');
  await expect(page.locator('.inquiry-row').filter({ hasText: '来週からの勤務は可能ですか。' })).toContainText('受け入れ見送り');
  await expect(doctor.getByText(name).first()).toBeVisible();
});

test('a doctor finds the present employer among the listings and keeps it out', async ({ page, browser, mailbox }) => {
  const doctor = await anotherPerson(browser);
  const { member, institution, name } = await both(page, doctor, mailbox, '架空勤務先医院');
  await ask(doctor, institution, 'あとで取り下げる相談です。');
  await doctor.goto('/doctor/privacy');
  await doctor.getByLabel('医療機関の名前').fill(name);
  await doctor.getByRole('button', { name: '検索', exact: false }).last().click();
  await doctor.getByRole('button', { name: `${name}をブロックする` }).click();
  await doctor.getByRole('dialog').getByRole('button', { name: 'ブロックする' }).click();
  await expect(doctor.getByText('ブロックしました。')).toBeVisible();
  await expect(doctor.getByRole('button', { name: `${name}のブロックを解除する` })).toBeVisible();

  // The desk reads that it was taken back, and neither who it was nor that there is a block.
  const letter = await mailbox.latest(member.email, '相談が取り下げられました');
  expect(letter.text).not.toContain('ブロック');
  await page.goto('/inquiries');
  await expect(page.getByText('届いた相談はまだありません')).toBeVisible();

  await doctor.getByRole('button', { name: `${name}のブロックを解除する` }).click();
  await expect(doctor.getByText('ブロックしている医療機関はありません。')).toBeVisible();
  await doctor.goto(`/institutions/${institution}`);
  await expect(doctor.getByRole('link', { name: '相談を書く' })).toBeVisible();
});
