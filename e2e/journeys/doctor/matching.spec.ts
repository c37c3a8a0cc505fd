// A doctor says what is a must and what is good to have, and reads why an opening comes before another.
import { openedPosition, published } from '../../fixtures/arrange.ts';
import { anotherPerson, fillProfile, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test.describe.configure({ timeout: 240_000 });

test('a doctor reads what suits, what is not stated, and asks about that', async ({ page, browser, mailbox }) => {
  const member = await anotherPerson(browser);
  const person = await signUp(member, mailbox, 'institution', '架空 窓口');
  const registered = await published(person, `架空希望医院 ${Date.now() % 100000}`);
  const mark = `のぞみ${Date.now() % 100000}`;
  await openedPosition(person, registered, { title: `${mark} 許可の記載がない募集`, night_duties_per_month: 1, offered: ['housing'] });
  await openedPosition(person, registered, { title: `${mark} 宿直の多い募集`, night_duties_per_month: 8, duty_permit: 'all' });
  const cards = page.locator('.match').filter({ hasText: mark });

  await signUp(page, mailbox, 'doctor', '架空 希望');
  await fillProfile(page, '架空 希望');

  await test.step('without wishes, the newest come first', async () => {
    await page.goto('/doctor');
    await page.getByRole('link', { name: '合う募集を見る' }).click();
    await expect(page.getByText('希望条件がまだありません')).toBeVisible();
    await expect(cards.first()).toContainText('宿直の多い募集');
  });

  await test.step('a must without its value is told at the value', async () => {
    await page.getByRole('link', { name: '希望条件を編集する' }).click();
    const nights = page.getByRole('group', { name: '宿直', exact: true });
    await expect(page.getByLabel('1か月に何回まで').first()).toBeHidden();
    await nights.getByRole('radio', { name: '必須' }).check();
    await page.getByRole('button', { name: '希望条件を保存する' }).click();
    await expect(page.locator('.error-summary').getByRole('link', { name: /1か月に何回まで/ })).toBeVisible();
    await page.getByLabel('1か月に何回まで').first().fill('２');
  });

  await test.step('the rest is chosen and saved', async () => {
    await page.getByRole('group', { name: '宿日直許可', exact: true }).getByRole('radio', { name: '必須' }).check();
    const pay = page.getByRole('group', { name: '給与', exact: true });
    await pay.getByRole('radio', { name: '必須' }).check();
    await page.getByLabel('年額（円）').fill('1500万');
    await page.getByRole('group', { name: '住居の提供・家賃補助' }).getByRole('radio', { name: 'あればよい' }).check();
    await page.getByRole('button', { name: '希望条件を保存する' }).click();
    await expect(page.getByText('希望条件を保存しました。').first()).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('年額（円）')).toHaveValue('15000000');
    await expect(pay.getByRole('radio', { name: '必須' })).toBeChecked();
  });

  await test.step('what misses no must comes first, and each verdict has both values', async () => {
    await page.goto('/doctor/matches');
    await expect(cards.first()).toContainText('許可の記載がない募集');
    await expect(cards.first()).toContainText('必須 3件中2件が合致、宿日直許可は記載なし');
    await expect(cards.first()).toContainText('あればよい 1件すべてが合致');
    await expect(cards.nth(1)).toContainText('宿直は合わない');
    await cards.nth(1).getByText('条件ごとの結果を見る').first().click();
    const row = cards.nth(1).getByRole('row').filter({ hasText: '宿直' }).first();
    await expect(row).toContainText('月2回まで');
    await expect(row).toContainText('月8回');
  });

  await test.step('on a phone nothing is cut off', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(wider).toBe(false);
  });

  await test.step('one click leads to a message that asks about what is not stated', async () => {
    await cards.first().getByRole('link', { name: '記載がない点を問い合わせる' }).click();
    await expect(page).toHaveURL(new RegExp(`/inquiries/new\\?institution=${registered.institution}`));
    await expect(page.getByLabel('メッセージ')).toHaveValue(/許可の記載がない募集」に記載のない[^]*宿日直許可/);
  });
});
