// Unsent text is kept in the writer's account when the tab closes, and unread messages are counted in the header.
import { published } from '../../fixtures/arrange.ts';
import { anotherPerson, fillProfile, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 180_000 });

/** The draft as the server gives it to a page that asks for it after this. */
async function draftOf(page: Page, ask: () => Promise<unknown>): Promise<string> {
  const answer = page.waitForResponse((response) => response.request().method() === 'GET' && response.url().includes('/me/message-drafts/'));
  await ask();
  return ((await (await answer).json()) as { body: string }).body;
}

test('a message that is not sent is found again after the tab was closed, and unread ones are counted', async ({ page, browser, mailbox }) => {
  const member = await anotherPerson(browser);
  const name = `架空下書き医院 ${Date.now() % 100000}`;
  const { institution } = await published(await signUp(member, mailbox, 'institution', '架空 窓口'), name);
  await signUp(page, mailbox, 'doctor', '架空 医師');
  await fillProfile(page, '架空 医師');
  const address = `/inquiries/new?institution=${institution}`;
  const kept = 'あなたのアカウントに保存しました';

  await page.goto(address);
  await page.getByLabel('メッセージ').fill('見学は可能でしょうか。');
  await expect(page.getByText(kept)).toBeVisible();
  const again = await page.context().newPage();
  await page.close();
  await again.goto(address);
  await expect(again.getByLabel('メッセージ')).toHaveValue('見学は可能でしょうか。');
  await expect(again.getByText('前回の書きかけのメッセージを読み込みました')).toBeVisible();

  await test.step('without the server, the page says that only this tab has it', async () => {
    await again.route('**/me/message-drafts/**', (route) => route.abort());
    await again.getByLabel('メッセージ').fill('見学は可能でしょうか。平日を希望します。');
    await expect(again.getByText('いまはこのタブにだけ残っていて')).toBeVisible();
    await again.unroute('**/me/message-drafts/**');
  });

  await again.getByRole('button', { name: '相談を送る' }).click();
  await expect(again).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  const thread = new URL(again.url()).pathname;

  await test.step('the institution finds one unread conversation, which is read once it was opened', async () => {
    const link = member.getByRole('banner').getByRole('link', { name: /^相談/ });
    await member.goto('/institution');
    await expect(link).toContainText('1');
    expect(await draftOf(member, () => member.goto(thread))).toBe('');
    await expect(member.getByText('平日を希望します').first()).toBeVisible();
    await expect(link).toHaveText('相談');
    await expect(member.getByLabel('メッセージ')).toHaveValue('');
    await member.getByLabel('メッセージ').fill('お越しください。');
    await member.getByRole('button', { name: '送信する' }).click();
    await expect(member.getByText('お越しください。').first()).toBeVisible();
    expect(await draftOf(member, () => member.reload())).toBe('');
    await expect(member.getByLabel('メッセージ')).toHaveValue('');
  });

  await test.step('the doctor sees it in the header, also on a phone, and the institution is marked in the list', async () => {
    await again.setViewportSize({ width: 390, height: 844 });
    await again.goto(`/institutions?q=${encodeURIComponent(name)}`);
    await expect(again.getByRole('button', { name: /メニュー/ })).toContainText('1');
    await expect(again.locator('.listing-card', { hasText: name }).getByText('相談中')).toBeVisible();
  });
});
