// From the list of openings to a conversation: a visitor narrows the list down, and a doctor reads what is for doctors and asks.
import { openedPosition, published, revoke } from '../../fixtures/arrange.ts';
import { anotherPerson, demo, fillProfile, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 240_000 });

const HIDDEN = '見学は毎週火曜です。';
const cards = (page: Page) => page.locator('.listing-card');

test('a visitor finds an opening by its conditions, and a doctor reads more and asks', async ({ page, browser, mailbox }) => {
  const member = await anotherPerson(browser);
  const person = await signUp(member, mailbox, 'institution', '架空 窓口');
  const registered = await published(person, `架空求人医院 ${Date.now() % 100000}`);
  const mark = `しらべ${Date.now() % 100000}`;
  const wanted = await openedPosition(person, registered, {
    title: `非常勤の総合診療医 ${mark}`,
    engagement: 'part_time',
    pay_unit: 'half_day',
    pay_from: 45_000,
    pay_to: 60_000,
    night_duties_per_month: 0,
    offered: ['housing'],
    for_doctors: HIDDEN,
  });
  await openedPosition(person, registered, { title: `常勤の総合診療医 ${mark}`, night_duties_per_month: 4 });

  await test.step('the list is narrowed down, and its address has all of it', async () => {
    await page.goto('/openings');
    await page.getByLabel('キーワード').fill(mark);
    await page.getByRole('button', { name: '検索', exact: true }).click();
    await expect(cards(page)).toHaveCount(2);
    await page.getByRole('checkbox', { name: '非常勤', exact: true }).check();
    await page.getByLabel('給与の単位').selectOption('half_day');
    await page.getByLabel('給与の額がこれ以上').fill('5万');
    await page.getByRole('checkbox', { name: '住居の提供・家賃補助' }).check();
    await page.getByLabel('宿直が月に何回まで').fill('0');
    await page.getByLabel('都道府県').selectOption('04');
    await page.getByRole('button', { name: '検索', exact: true }).click();
    await expect(page).toHaveURL(/engagements=part_time.*benefits=housing.*pay_at_least=50000/);
    await expect(cards(page)).toHaveCount(1);
    await expect(cards(page)).toContainText('45,000円〜60,000円');
    await expect(cards(page)).toContainText('住居の提供・家賃補助');
    await page.reload();
    await expect(cards(page)).toHaveCount(1);
  });

  await test.step('where nothing fits, the page says what could give way', async () => {
    await page.getByLabel('給与の額がこれ以上').fill('50万');
    await page.getByRole('button', { name: '検索', exact: true }).click();
    await expect(page.getByText('条件に合う募集が見つかりませんでした')).toBeVisible();
    await page.getByRole('button', { name: /500,000円以上を外す/ }).click();
    await expect(cards(page)).toHaveCount(1);
    await page.getByRole('button', { name: '条件を外す：非常勤' }).click();
    await expect(page).not.toHaveURL(/engagements/);
  });

  await test.step('an amount without its unit is said at its field', async () => {
    await page.goto('/openings');
    await page.getByLabel('給与の額がこれ以上').fill('1200万');
    await page.getByRole('button', { name: '検索', exact: true }).click();
    await expect(page.locator('.error-summary').getByRole('link', { name: /給与の単位/ })).toBeVisible();
  });

  await test.step('everybody reads what the law asks for, and that there is more for doctors', async () => {
    await page.goto(`/openings?q=${encodeURIComponent(mark)}&engagements=part_time`);
    await page.getByRole('link', { name: `非常勤の総合診療医 ${mark}` }).click();
    await expect(page).toHaveURL(new RegExp(`/openings/${wanted}`));
    for (const item of ['募集者の名称', '募集者の所在地', '連絡先の部署', '仕事の内容', '働く場所', '給与']) {
      await expect(page.getByRole('term').filter({ hasText: new RegExp(`^${item}$`) })).toBeVisible();
    }
    await expect(page.getByText('医師としてログインし、プロフィールを登録すると読めます')).toBeVisible();
    await expect(page.getByText(HIDDEN)).toHaveCount(0);
    await expect(page.getByRole('link', { name: '医師アカウントを登録する' })).toHaveAttribute('href', new RegExp(registered.institution));
    await page.getByRole('link', { name: '掲載内容が事実と違うときは' }).click();
    await expect(page.getByLabel('件名')).toHaveValue(new RegExp(`/openings/${wanted}`));
  });

  await test.step('the page of the institution leads there as well', async () => {
    await page.goto(`/institutions/${registered.institution}`);
    await expect(page.getByRole('region', { name: '募集' }).getByRole('link', { name: `非常勤の総合診療医 ${mark}` })).toBeVisible();
  });

  const doctor = await anotherPerson(browser);
  await test.step('a stated licence opens the rest, and the way to ask', async () => {
    await signUp(doctor, mailbox, 'doctor', '架空 求職');
    await doctor.goto(`/openings/${wanted}`);
    await expect(doctor.getByText('プロフィールの登録後に読めます')).toBeVisible();
    await fillProfile(doctor, '架空 求職');
    await doctor.goto(`/openings/${wanted}`);
    await expect(doctor.getByText(HIDDEN)).toBeVisible();
    await doctor.getByRole('link', { name: 'この募集について相談する' }).click();
    await expect(doctor).toHaveURL(new RegExp(`/inquiries/new\\?institution=${registered.institution}`));
    await expect(doctor.getByLabel('メッセージ')).toHaveValue(new RegExp(mark));
    await doctor.getByLabel('メッセージ').fill('非常勤の募集について伺いたいです。');
    await doctor.getByRole('button', { name: '相談を送る' }).click();
    await expect(doctor).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  });

  await test.step('the secretariat takes it down with a reason, which the institution reads', async () => {
    const office = await anotherPerson(browser);
    await signIn(office, demo('secretariat'));
    await office.goto(`/openings/${wanted}`);
    await office.getByRole('button', { name: 'この募集の掲載を取り下げる' }).click();
    const dialog = office.getByRole('dialog');
    await dialog.getByLabel('取り下げの理由').fill('給与の額が実際と違うと確認したためです。');
    await dialog.getByRole('button', { name: 'この募集の掲載を取り下げる' }).click();
    await expect(office.getByText('掲載を取り下げました。').first()).toBeVisible();
    await expect(office.getByRole('heading', { level: 1, name: 'この募集は終了したか、現在掲載されていません' })).toBeVisible();
    await member.goto(`/institution/openings/${wanted}`);
    await expect(member.getByText('給与の額が実際と違うと確認したためです。')).toBeVisible();
  });

  await test.step('with the registration, the other one goes too', async () => {
    await revoke(registered.registration, '架空の理由です。');
    await page.goto(`/openings?q=${encodeURIComponent(mark)}`);
    await expect(page.getByText('条件に合う募集が見つかりませんでした')).toBeVisible();
  });
});
