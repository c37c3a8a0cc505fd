// A list whose rows are all there is sorted by its headings, looked through, and saved as it is shown; on a phone its first column stays.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { demo, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test('an officer sorts the applications by amount, and saves what is shown', async ({ page }) => {
  await signIn(page, demo('officer'));
  await page.goto('/prefecture/applications');
  const table = page.getByRole('table', { name: '補助の申請', exact: true });
  const head = table.getByRole('columnheader', { name: '補助額', exact: true });
  const amounts = async () => (await table.locator('tbody td.amount').allInnerTexts()).map((text) => Number(text.replaceAll(/\D/g, '')));
  await expect(head.getByRole('button')).toBeVisible();
  const asGiven = await amounts();
  expect(asGiven.length).toBeGreaterThan(1);

  await test.step('up, down, and back to how the list came', async () => {
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(amounts).toEqual([...asGiven].sort((a, b) => a - b));
    await head.getByRole('button').press('Enter');
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(amounts).toEqual([...asGiven].sort((a, b) => b - a));
    await expectAccessible(page);
  });

  await test.step('the file has the rows in their order, with plain figures', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSVで書き出す' }).click();
    expect((await download).suggestedFilename()).toMatch(/^applications-\d{4}-\d\d-\d\d\.csv$/);
    const stream = await (await download).createReadStream();
    let written = '';
    for await (const part of stream) written += String(part);
    expect(written.startsWith('\uFEFF医療機関,')).toBe(true);
    expect(written.trimEnd().split('\r\n')).toHaveLength(asGiven.length + 1);
    expect(written).toContain(`,${Math.max(...asGiven)},`);
    await head.getByRole('button').click();
    await expect(head).not.toHaveAttribute('aria-sort');
    await expect.poll(amounts).toEqual(asGiven);
  });

  await test.step('on a phone the first column stays while the others move', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const first = table.getByRole('rowheader').first();
    const before = await first.boundingBox();
    await page.locator('.data-table__scroll').evaluate((box) => box.scrollBy({ left: 200, behavior: 'instant' }));
    expect((await first.boundingBox())?.x).toBe(before?.x);
    await expectAccessible(page);
  });
});
