// An opening, from the registration to the day that somebody was found: what is asked, what is warned of, and what visitors see at each step.
import { expectAccessible, expectAccessibleEverywhere } from '../../fixtures/a11y.ts';
import { openedPosition, published } from '../../fixtures/arrange.ts';
import { anotherPerson, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Locator, Page } from '@playwright/test';

test.describe.configure({ timeout: 180_000 });

const CLOSED = 'この募集は終了したか、現在掲載されていません';

/** The field of this name, and not the one whose name begins with it. */
const field = (page: Page, name: string) => page.getByRole('textbox', { name: new RegExp(`^${name}\\s*(※必須|任意)`) });

/** Starts an opening on the institution's own page. */
async function start(page: Page, registration: string): Promise<void> {
  await page.goto(`/institution/registrations/${registration}`);
  await page.getByRole('button', { name: '新しい募集を始める' }).click();
  await expect(page).toHaveURL(/\/institution\/openings\//);
  await expect(field(page, '募集の題名')).toBeVisible();
}

/** Presses a step, and says yes where it asks. */
async function take(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: step, exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: step, exact: true }).click();
}

test('an institution publishes an opening from its registration, keeps it, and marks it as filled', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration, name } = await published(member, `架空募集医院 ${Date.now() % 100000}`);
  await start(page, registration);
  const title = `総合診療の医師 ${Date.now() % 100000}`;

  let filled = 0;
  const write = async (place: Locator, text: string) => {
    filled += 1;
    await place.fill(text);
  };
  await test.step('what the registration says is there, and the rest is little', async () => {
    await expect(field(page, '仕事の内容')).toHaveValue('外来週6単位、訪問診療週2単位');
    await expect(field(page, '募集者の名称')).toHaveValue(`医療法人 ${name}`);
    await expect(page.getByRole('checkbox', { name: '総合診療科' })).toBeChecked();
    await write(field(page, '募集の題名'), title);
    await page.getByRole('radio', { name: '常勤', exact: true }).check();
    await write(field(page, '仕事の内容が変わる範囲'), '変更なし');
    await write(field(page, '働く場所が変わる範囲'), '変更なし');
    await page.getByLabel('給与の単位').selectOption('year');
    await write(field(page, '給与の下限'), '1200万');
    await write(field(page, '給与の上限'), '１６００万');
    await page.getByRole('radio', { name: '期間の定めなし' }).check();
    await write(field(page, '募集者の所在地'), '宮城県白石市架空町1-2-3');
    await write(field(page, '連絡先の部署'), '総務課');
    // Three more were chosen.
    expect(filled + 3).toBeLessThanOrEqual(10);
    await expect(page.locator('.save-state').getByText(/保存しました/)).toBeVisible();
  });

  await test.step('one benefit is offered, one is not, and the rest is not stated', async () => {
    await page.getByText('用意があるもの', { exact: true }).click();
    await page.getByRole('group', { name: '住居の提供・家賃補助' }).getByRole('radio', { name: '提供する' }).check();
    await page.getByRole('group', { name: '兼業の許可' }).getByRole('radio', { name: '提供しない' }).check();
    await page.getByRole('button', { name: '表示を確認する' }).click();
    const preview = page.getByRole('dialog', { name: '募集の表示' });
    await expect(preview.getByText('12,000,000円〜16,000,000円')).toBeVisible();
    await expectAccessible(page);
    await preview.getByRole('button', { name: '閉じる' }).click();
  });

  const visitor = await anotherPerson(browser);
  await test.step('publishing asks first, and then everybody can read it', async () => {
    await take(page, '公開する');
    await expect(page.getByText('募集を公開しました。').first()).toBeVisible();
    await visitor.goto((await page.getByRole('link', { name: '公開中の募集を見る' }).getAttribute('href')) ?? '');
    await expect(visitor.getByRole('heading', { level: 1, name: title })).toBeVisible();
    for (const said of ['12,000,000円〜16,000,000円', '総務課', '変更なし', '記載なし', '提供しない']) {
      await expect(visitor.getByText(said).first()).toBeVisible();
    }
  });

  await test.step('paused, it is gone; resumed, it is back; confirmed with one click', async () => {
    await take(page, '一時停止する');
    await expect(page.getByText('募集を一時停止しました。').first()).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByRole('heading', { level: 1, name: CLOSED })).toBeVisible();
    await take(page, '再開する');
    await expect(page.getByText('募集を公開しました。').first()).toBeVisible();
    await page.getByRole('button', { name: '募集中であることを確認する' }).click();
    await expect(page.getByText('募集中であることを確認しました。').first()).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByRole('heading', { level: 1, name: title })).toBeVisible();
  });

  await test.step('what is open changes when its author says so', async () => {
    await page.getByText('期間', { exact: true }).click();
    await field(page, '募集する人数').fill('2');
    await expect(page.getByText('まだ反映していない変更があります')).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByText('2人', { exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: '変更を公開する' }).click();
    await expect(page.getByText('変更を公開しました。').first()).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByText('2人', { exact: true })).toBeVisible();
  });

  await test.step('filled, it is over, and can be the beginning of another', async () => {
    await take(page, '充足として終了する');
    await expect(page.getByText('充足として終了しました。').first()).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByRole('heading', { level: 1, name: CLOSED })).toBeVisible();
    await expect(visitor.getByRole('main').getByRole('link', { name: '募集の一覧へ' })).toBeVisible();
    await page.goto(`/institution/registrations/${registration}`);
    const row = page.getByRole('row').filter({ hasText: title });
    await expect(row).toContainText('充足（募集終了）');
    await row.getByRole('button', { name: /コピーして/ }).click();
    await expect(field(page, '募集の題名')).toHaveValue(title);
  });
});

test('what is wrong is said at its field, words are warned of, and nothing typed is lost', async ({ page, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration } = await published(member, `架空募集確認医院 ${Date.now() % 100000}`);
  await start(page, registration);
  const summary = page.locator('.error-summary');

  await test.step('pay that ends below where it begins', async () => {
    await field(page, '給与の下限').fill('1600万');
    await field(page, '給与の上限').fill('1200万');
    await expect(page.locator('.field--invalid').filter({ hasText: '給与の上限は下限以上にしてください。' })).toBeVisible();
    await expect(page.getByText('次の項目を直すと保存できます：給与の上限')).toBeVisible();
    await page.reload();
    await expect(field(page, '給与の下限')).toHaveValue('1600万');
    await expect(field(page, '給与の上限')).toHaveValue('1200万');
  });

  await test.step('everything that is missing, and a number in a part that is closed', async () => {
    await page.getByText('働く時間と当直', { exact: true }).click();
    await field(page, '宿直（1か月）').fill('たくさん');
    await page.getByText('働く時間と当直', { exact: true }).click();
    await page.getByRole('button', { name: '公開する', exact: true }).click();
    for (const name of ['募集の題名', '勤務の形', '仕事の内容が変わる範囲', '給与の単位', '給与の上限', '契約の期間', '募集者の所在地', '宿直']) {
      await expect(summary.getByRole('link', { name: new RegExp(`^${name}`) })).toBeVisible();
    }
    await expect(field(page, '宿直（1か月）')).toBeVisible();
    await summary.getByRole('link', { name: /^募集の題名/ }).click();
    await expect(field(page, '募集の題名')).toBeFocused();
    await expectAccessible(page);
    // Put right at the other end.
    await field(page, '給与の下限').fill('1000万');
    await expect(page.getByText('給与の上限は下限以上にしてください。')).toHaveCount(0);
  });

  await test.step('words that read like a condition of age are named and refuse nothing', async () => {
    await field(page, '仕事の内容').fill('外来と訪問診療。６０歳以下の方を歓迎します。');
    await expect(page.getByText('「60歳以下」：年齢の条件のように読めます。')).toBeVisible();
    await field(page, '仕事の内容').fill('外来と訪問診療。60歳以上の患者が多い診療所です。');
    await field(page, '宿直（1か月）').fill('0');
    await expect(page.locator('.save-state').getByText(/保存しました/)).toBeVisible();
  });
});

test('pages of openings are accessible', async ({ page, mailbox }) => {
  test.setTimeout(400_000);
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const registered = await published(member, `架空募集閲覧医院 ${Date.now() % 100000}`);
  const id = await openedPosition(member, registered, { for_doctors: '見学は毎週火曜です。', offered: ['housing'], not_offered: ['childcare'] });
  const settled = async (shown: Page) => {
    await expect(shown.locator('h1')).toBeVisible();
    await expect(shown.locator('.skeleton')).toHaveCount(0);
  };
  const paths = [`/openings/${id}`, `/institution/openings/${id}`];
  paths.push(`/institution/registrations/${registered.registration}`, `/institutions/${registered.institution}`);
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});
