// The main path of an institution: from nothing to a public page, with both checks by different people.
import { demo, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a hospital registers, is checked by two people, and appears in the directory', async ({ page, browser, mailbox }) => {
  test.setTimeout(180_000);
  const name = `架空山﨑𠮷野病院 ${Date.now() % 100000}`;
  const member = await signUp(page, mailbox, 'institution', '架空 採用係');

  await page.goto('/institution');
  await page.getByLabel('法人の名称').fill('医療法人 架空山﨑会');
  await page.getByRole('button', { name: '法人を登録する' }).click();
  await page.getByRole('link', { name: '医療機関の登録を始める' }).first().click();
  await page.getByRole('button', { name: '一覧を使わずに始める' }).click();

  // Basic part: full-width digits and old characters, as people type them.
  await expect(page.getByRole('heading', { level: 1, name: '登録内容の入力' })).toBeVisible();
  await page.getByRole('textbox', { name: /^名称\s*※必須/ }).fill(name);
  await page.getByLabel('名称（フリガナ）').fill('かくう やまざき びょういん');
  await page.getByRole('radio', { name: '病院' }).check();
  await page.getByLabel('許可病床数').fill('60');
  await page.getByLabel('郵便番号').fill('９８９０２２９');
  await page.getByLabel('都道府県').selectOption({ label: '宮城県' });
  await page.getByLabel('市区町村').selectOption({ label: '白石市' });
  await page.getByLabel('町名・番地・建物名').fill('架空町1-2-3');
  await page.getByRole('checkbox', { name: '総合診療科' }).check();
  await page.getByRole('checkbox', { name: '常勤', exact: true }).check();
  await page.getByRole('button', { name: '次へ進む' }).click();

  await page.getByLabel('ひとことで伝える特色').fill('外来から看取りまで、地域で暮らす人を丸ごと診ます。');
  await page.getByLabel('総合医としての診療体制').fill('外来・病棟・訪問診療を、総合医が一貫して受け持ちます。');
  await page.getByRole('checkbox', { name: '受講に必要な時間を調整する' }).check();
  await page.getByLabel('指導・相談体制').fill('毎朝の症例検討で、いつでも相談できます。');
  await page.getByLabel('研修に対する姿勢・方針').fill('受講の時間を勤務に組み込みます。');
  await page.getByRole('button', { name: '次へ進む' }).click();

  await page.getByLabel('担当者の氏名').fill('架空 窓口');
  await page.getByLabel('担当者のメールアドレス').fill('desk@example.jp');
  await page.getByLabel('担当者の電話番号').fill('０２２４－００－００００');
  await page.getByLabel('仕事の内容').fill('外来週6単位、病棟10床、訪問診療。');
  await page.getByLabel('勤務日・勤務時間').fill('月〜金 8:30–17:15');
  await page.getByRole('button', { name: '次へ進む' }).click();

  await page.getByRole('checkbox', { name: '温かく迎え' }).check();
  await page.getByRole('checkbox', { name: '実際の診療現場を提供し' }).check();
  await page.getByRole('checkbox', { name: '記載した内容は事実です' }).check();

  // The requirement says that guidance is offered and the page does not: that is asked about at its field before anything is submitted.
  await page.getByRole('button', { name: '入力内容を確認する' }).click();
  await page.getByRole('link', { name: /このままでよい理由/ }).click();
  await expect(page.getByText('「医師の希望に応じて、指導・相談を行う」が選ばれていません')).toBeVisible();
  await page.getByLabel('このままでよい理由').fill('指導医が4月に着任するためです。');
  await page.getByRole('link', { name: /参加要件の確認/ }).click();
  await page.getByRole('button', { name: '入力内容を確認する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '入力内容の確認' })).toBeVisible();
  await expect(page.getByText('（このままでよい理由）')).toBeVisible();
  await expect(page.getByText('記載に食い違いがあります')).toHaveCount(0);
  // As it is stored, not as it was typed.
  await expect(page.getByText('989-0229').first()).toBeVisible();
  await expect(page.getByText('カクウ ヤマザキ ビョウイン').first()).toBeVisible();
  await expect(page.getByText('0224-00-0000').first()).toBeVisible();
  await page.getByRole('button', { name: 'この内容で申請する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '申請が完了しました' })).toBeVisible();
  const reference = (await page.getByText(/GM-\d{4}-\d{6}/).first().textContent())?.match(/GM-\d{4}-\d{6}/)?.[0] ?? '';
  expect(reference).not.toBe('');
  expect((await mailbox.latest(member.email, reference)).text).toContain('郵便番号：989-0229');
  const copy = page.waitForEvent('download');
  await page.getByRole('button', { name: '申請内容の控えを保存する（PDF）' }).click();
  expect((await copy).suggestedFilename()).toContain('.pdf');

  // The secretariat.
  const office = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signIn(office, demo('secretariat'));
  await office.goto(`/staff/registrations?q=${reference}`);
  await office.getByRole('link', { name }).click();
  await expect(office.getByText(name).first()).toBeVisible();
  await expect(office.getByText('指導医が4月に着任するためです。').first()).toBeVisible();
  await office.getByRole('button', { name: '確認を始める' }).click();
  await office.getByRole('button', { name: '運営委員会へ回す' }).first().click();
  await office.getByRole('dialog').getByRole('button', { name: '運営委員会へ回す' }).click();
  await expect(office.getByText('運営委員会確認中').first()).toBeVisible();

  // The committee, another person.
  const committee = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signIn(committee, demo('committee'));
  await committee.goto(`/staff/registrations?q=${reference}`);
  await committee.getByRole('link', { name }).click();
  await committee.getByRole('button', { name: '確認して掲載する' }).first().click();
  await committee.getByRole('dialog').getByRole('button', { name: '確認して掲載する' }).click();
  await expect(committee.getByText('掲載中').first()).toBeVisible();

  // Anybody, without an account, by the way it is usually written.
  const visitor = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await visitor.goto(`/institutions?q=${encodeURIComponent(name.replace('﨑', '崎').replace('𠮷', '吉'))}`);
  await visitor.getByRole('link', { name }).click();
  await expect(visitor.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(visitor.getByText('989-0229').first()).toBeVisible();
  await expect(visitor.getByText('desk@example.jp')).toHaveCount(0);
  await mailbox.link(member.email, '/institutions/', '掲載');
});
