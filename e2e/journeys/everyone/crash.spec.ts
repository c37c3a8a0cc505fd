// The client panics: whoever was typing sees what happened and a way on, in their language, and finds what they typed.
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    refusesCopies?: boolean;
  }
}

/** The pages are drawn from copies of elements. A browser that refuses them, once told to, makes the client panic as any fault of its own would. */
async function breakable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const copy = Node.prototype.cloneNode;
    Node.prototype.cloneNode = function (this: Node, deep?: boolean) {
      if (window.refusesCopies) throw new DOMException('refused by the journey', 'NotSupportedError');
      return copy.call(this, deep);
    };
  });
}

async function panic(page: Page): Promise<void> {
  await page.evaluate(() => (window.refusesCopies = true));
  await page.locator('header a[href="/faq"], footer a[href="/faq"]').last().click();
}

const titles = { ja: '問題が起きて、このページを続けられません', en: 'Something went wrong, and this page cannot go on' };

for (const language of ['ja', 'en'] as const) {
  test(`a panic shows a way on and keeps what was typed (${language})`, async ({ page, complaints }) => {
    await breakable(page);
    await page.goto(`/contact?lang=${language}`);
    const message = page.locator('textarea').first();
    await message.fill('書きかけの文章です。');
    await panic(page);
    const said = page.getByRole('alert');
    await expect(said.getByRole('heading', { level: 1, name: titles[language] })).toBeFocused();
    // The way out is the browser's own: pages that the router would draw are not there any more.
    await expect(said.getByRole('link')).toHaveCount(2);
    await expect(said.locator('a[href="/"]')).toHaveAttribute('rel', 'external');
    await expect(said.locator('a[href="/contact"]')).toHaveAttribute('rel', 'external');
    expect(complaints.join('\n')).toContain('panicked');
    complaints.length = 0;
    await page.goto(`/contact?lang=${language}`);
    await expect(page.locator('textarea').first()).toHaveValue('書きかけの文章です。');
    complaints.length = 0;
  });
}

test('after a panic the page can be loaded again from the page itself', async ({ page, complaints }) => {
  await breakable(page);
  await page.goto('/contact');
  await expect(page.locator('textarea').first()).toBeVisible();
  await panic(page);
  await page.getByRole('button', { name: 'もう一度読み込む' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('h1')).toBeVisible();
  expect(complaints.join('\n')).toContain('panicked');
  complaints.length = 0;
});
