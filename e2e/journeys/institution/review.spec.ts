// What happens around a registration: returned and mended, corrected, revoked, edited by two people.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { content, draft, joined, published, revoke, underReview } from '../../fixtures/arrange.ts';
import { anotherPerson, demo, fillProfile, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test.describe.configure({ timeout: 180_000 });

test('what the secretariat sends back is mended and submitted again', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration, name } = await underReview(member, `架空返送医院 ${Date.now() % 100000}`);

  const office = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signIn(office, demo('both'));
  await office.goto(`/staff/registrations/${registration}`);
  await office.getByRole('button', { name: '差し戻す' }).first().click();
  await office.getByRole('dialog').getByLabel('理由').fill('指導・相談体制に、相談できる曜日をお書きください。');
  await office.getByRole('dialog').getByRole('button', { name: '差し戻す' }).click();
  await expect(office.getByText('差し戻しました。')).toBeVisible();

  await mailbox.latest(member.email, '相談できる曜日');
  await page.goto(`/institution/registrations/${registration}`);
  await expect(page.getByText('相談できる曜日').first()).toBeVisible();
  await page.getByRole('link', { name: '内容を修正する' }).click();
  await page.getByRole('link', { name: /総合医の診療と研修/ }).or(page.getByRole('button', { name: /総合医の診療と研修/ })).first().click();
  await page.getByLabel('指導・相談体制').fill('毎週水曜日の午後に、院長が相談を受けます。');
  await expect(page.getByText(/保存しました \d/)).toBeVisible();
  await page.goto(`/institution/registrations/${registration}/edit`);
  await page.getByRole('link', { name: /参加要件の確認/ }).or(page.getByRole('button', { name: /参加要件の確認/ })).first().click();
  await page.getByRole('button', { name: '入力内容を確認する' }).click();
  await page.getByRole('button', { name: 'この内容で申請する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '申請が完了しました' })).toBeVisible();

  await office.goto(`/staff/registrations/${registration}`);
  await expect(office.getByRole('heading', { name: '前回からの変更' })).toBeVisible();
  await expect(office.getByText('毎週水曜日の午後に').first()).toBeVisible();
  await expect(office.getByText(name).first()).toBeVisible();
});

test('whoever checked for the secretariat is told that somebody else confirms for the committee', async ({ page, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration } = await underReview(member, `架空二役医院 ${Date.now() % 100000}`);
  await page.context().clearCookies();
  await signIn(page, demo('both'));
  await page.goto(`/staff/registrations/${registration}`);
  await page.getByRole('button', { name: '運営委員会へ回す' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '運営委員会へ回す' }).click();
  await expect(page.getByText('あなたは、この申請の運営委員会としての確認を行えません')).toBeVisible();
  await expect(page.getByRole('button', { name: '確認して掲載する' })).toHaveCount(0);
});

test('a correction is asked for, applied, and both versions are kept', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration, institution } = await published(member, `架空訂正医院 ${Date.now() % 100000}`);
  await page.goto(`/institution/registrations/${registration}`);
  await page.getByRole('link', { name: '掲載内容の修正を依頼する' }).click();
  await page.getByLabel('ひとことで伝える特色').fill('訪問診療を週五日に増やしました。');
  await page.getByRole('button', { name: '変更点を確認する' }).click();
  await expect(page.getByText('外来から看取りまで、ひとりの患者さんと長く付き合えます。').first()).toBeVisible();
  await page.getByRole('button', { name: 'この内容で修正を依頼する' }).click();
  await expect(page.getByText('修正を依頼しました。').first()).toBeVisible();

  const office = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await office.goto(`/institutions/${institution}`);
  await expect(office.getByText('訪問診療を週五日に増やしました。')).toHaveCount(0);
  await signIn(office, demo('both'));
  await office.goto(`/staff/registrations/${registration}`);
  await office.getByRole('button', { name: '修正を反映する' }).first().click();
  await office.getByRole('dialog').getByRole('button', { name: '修正を反映する' }).click();
  await expect(office.getByText('修正を反映しました。').first()).toBeVisible();
  await office.goto(`/institutions/${institution}`);
  await expect(office.getByText('訪問診療を週五日に増やしました。').first()).toBeVisible();
});

test('a correction that is not applied says why, and another one can be asked for', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration, institution, name } = await published(member, `架空不採用医院 ${Date.now() % 100000}`);
  await page.goto(`/institution/registrations/${registration}`);
  await page.getByRole('link', { name: '掲載内容の修正を依頼する' }).click();
  await page.getByLabel('ひとことで伝える特色').fill('日本一の訪問診療です。');
  await page.getByLabel('依頼の理由').fill('表現を改めたいためです。');
  await page.getByRole('button', { name: '変更点を確認する' }).click();
  await page.getByRole('button', { name: 'この内容で修正を依頼する' }).click();
  await expect(page.getByText('修正を依頼しました。').first()).toBeVisible();
  await expect(page.getByRole('link', { name: '掲載内容の修正を依頼する' })).toHaveCount(0);

  const office = await anotherPerson(browser);
  await signIn(office, await joined(mailbox, 'secretariat', '架空 校正'));
  await office.goto('/staff/registrations?change_requested=true');
  await office.getByRole('link', { name, exact: true }).click();
  await expect(office.getByText('表現を改めたいためです。')).toBeVisible();
  await office.getByRole('button', { name: '反映しない' }).click();
  const dialog = office.getByRole('dialog', { name: '反映しない' });
  await dialog.getByRole('button', { name: '反映しない' }).click();
  await expect(dialog.getByLabel('理由')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('理由').fill('「日本一」の根拠を示せないためです。');
  await dialog.getByRole('button', { name: '反映しない' }).click();
  await expect(office.getByText('修正を反映しないことを伝えました。')).toBeVisible();
  await expect(office.getByRole('button', { name: '修正を反映する' })).toHaveCount(0);

  const letter = await mailbox.latest(member.email, '「日本一」の根拠を示せないためです。');
  expect(letter.links.join(' ')).toContain(`/institution/registrations/${registration}`);
  await page.reload();
  await expect(page.locator('.change-request').filter({ hasText: '「日本一」の根拠を示せないためです。' })).toContainText('反映しない理由');
  await page.getByRole('link', { name: '掲載内容の修正を依頼する' }).click();
  await expect(page.getByLabel('ひとことで伝える特色')).toHaveValue('外来から看取りまで、ひとりの患者さんと長く付き合えます。');
  await page.goto(`/institutions/${institution}`);
  await expect(page.getByText('外来から看取りまで').first()).toBeVisible();
  await expect(page.getByText('日本一')).toHaveCount(0);
});

test('a paused page is gone for everybody until it is resumed, and its institution reads why', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration, institution, name } = await published(member, `架空休止医院 ${Date.now() % 100000}`);
  const doctor = await anotherPerson(browser);
  await signUp(doctor, mailbox, 'doctor', '架空 医師');
  await fillProfile(doctor, '架空 医師');
  await doctor.goto(`/inquiries/new?institution=${institution}`);
  await doctor.getByLabel('メッセージ').fill('停止の前から書いていた相談です。');

  const office = await anotherPerson(browser);
  await signIn(office, await joined(mailbox, 'secretariat', '架空 掲載'));
  await office.goto(`/staff/registrations/${registration}`);
  await office.getByRole('button', { name: '掲載を一時停止する' }).click();
  const dialog = office.getByRole('dialog', { name: '掲載を一時停止する' });
  await dialog.getByLabel('理由').fill('改修のため休診と伺いました。再開の日が決まりましたらお知らせください。');
  await dialog.getByRole('button', { name: '掲載を一時停止する' }).click();
  await expect(office.getByText('掲載を一時停止しました。')).toBeVisible();
  await expect(office.getByText('事務局が一時停止中').first()).toBeVisible();

  const visitor = await anotherPerson(browser);
  await visitor.goto(`/institutions/${institution}`);
  await expect(visitor.getByText('見つかりませんでした').first()).toBeVisible();
  await visitor.goto(`/institutions?q=${encodeURIComponent(name)}`);
  await expect(visitor.getByRole('link', { name, exact: true })).toHaveCount(0);
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor.getByText('現在掲載されていないため').first()).toBeVisible();
  await expect(doctor.getByLabel('メッセージ')).toHaveValue('停止の前から書いていた相談です。');

  await mailbox.latest(member.email, '改修のため休診と伺いました。');
  await page.goto(`/institution/registrations/${registration}`);
  await expect(page.getByText('掲載を一時停止している理由')).toBeVisible();
  await expect(page.getByText('改修のため休診と伺いました。').first()).toBeVisible();
  await expect(page.getByRole('link', { name: '掲載ページを見る' })).toHaveCount(0);

  await office.getByRole('button', { name: '掲載を再開する' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '掲載を再開する' }).click();
  await expect(office.getByText('掲載を再開しました。')).toBeVisible();
  await page.goto(await mailbox.link(member.email, '/institutions/', '掲載を再開しました'));
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByRole('link', { name, exact: true })).toBeVisible();
  await doctor.getByRole('button', { name: '相談を送る' }).click();
  await expect(doctor).toHaveURL(/\/inquiries\/[0-9a-f-]{36}/);
  await page.goto(`/institution/registrations/${registration}`);
  await expect(page.getByText('改修のため休診と伺いました。')).toHaveCount(0);

  await test.step('the institution pauses its page itself, and only it ends that', async () => {
    await page.getByRole('button', { name: '掲載を一時停止する' }).click();
    const own = page.getByRole('dialog');
    await own.getByRole('button', { name: '掲載を一時停止する' }).click();
    await expect(own.getByLabel('停止の理由')).toHaveAttribute('aria-invalid', 'true');
    await own.getByLabel('停止の理由').fill('医師の交代のため。');
    await own.getByRole('button', { name: '掲載を一時停止する' }).click();
    await expect(page.getByText('医療機関の操作で、掲載を一時停止しています')).toBeVisible();
    await expect(page.getByText('医療機関が一時停止中')).toBeVisible();
    await expectAccessible(page);
    await visitor.goto(`/institutions/${institution}`);
    await expect(visitor.getByText('見つかりませんでした').first()).toBeVisible();
    await office.reload();
    await expect(office.getByText('医療機関が、自ら掲載を一時停止しています')).toBeVisible();
    await expect(office.getByText('医師の交代のため。').first()).toBeVisible();
    await expect(office.getByRole('button', { name: '掲載を再開する' })).toHaveCount(0);
    await page.getByRole('button', { name: '掲載を再開する' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '掲載を再開する' }).click();
    await expect(page.getByText('一時停止を終えました。')).toBeVisible();
    await visitor.goto(`/institutions/${institution}`);
    await expect(visitor.getByRole('heading', { level: 1, name })).toBeVisible();
  });
});

test('a revoked registration leaves the directory and its institution reads why', async ({ page, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration, institution } = await published(member, `架空取消医院 ${Date.now() % 100000}`);
  await revoke(registration, '掲載の内容と実際の診療体制が異なるため');
  await page.goto(`/institution/registrations/${registration}`);
  await expect(page.getByText('掲載の内容と実際の診療体制が異なるため').first()).toBeVisible();
  await mailbox.latest(member.email, '実際の診療体制が異なる');
  await page.goto(`/institutions/${institution}`);
  await expect(page.getByText('見つかりませんでした').first()).toBeVisible();
});

test('two people edit the same draft and neither loses anything', async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration } = await draft(member, `架空同時医院 ${Date.now() % 100000}`);
  const other = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signIn(other, member);
  await other.goto(`/institution/registrations/${registration}/edit`);
  await expect(other.getByLabel('町名・番地・建物名')).toBeVisible();
  await page.goto(`/institution/registrations/${registration}/edit`);
  await page.getByLabel('町名・番地・建物名').fill('先に保存した住所');
  await expect(page.getByText(/保存しました \d/)).toBeVisible();
  await other.getByLabel('町名・番地・建物名').fill('あとから入力した住所');
  const dialog = other.getByRole('dialog', { name: 'ほかの人が先に保存しました' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText('先に保存した住所')).toBeVisible();
  await expect(dialog.getByText('あとから入力した住所')).toBeVisible();
  await dialog.getByRole('button', { name: '自分の入力で続ける' }).click();
  await expect(other.getByText(/保存しました \d/)).toBeVisible();
  await expect(other.getByLabel('町名・番地・建物名')).toHaveValue('あとから入力した住所');
  await expect(other.getByText('選ばなかった内容を、この端末に残しています')).toBeVisible();
});

test('a form with errors names each field, takes the focus and keeps every value', async ({ page, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration } = await draft(member, `架空不備医院 ${Date.now() % 100000}`);
  await page.goto(`/institution/registrations/${registration}/edit`);
  await page.getByLabel('郵便番号').fill('12');
  await page.getByLabel('名称（フリガナ）').fill('漢字のよみ');
  await page.getByRole('link', { name: /参加要件の確認/ }).or(page.getByRole('button', { name: /参加要件の確認/ })).first().click();
  await page.getByRole('button', { name: '入力内容を確認する' }).click();
  await expect(page.getByText('郵便番号は7桁の数字で入力してください').first()).toBeVisible();
  await expect(page.getByText('カタカナまたはひらがなで入力してください').first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('郵便番号')).toHaveValue('12');
  await expect(page.getByLabel('町名・番地・建物名')).toHaveValue(String((content('')['public'] as Record<string, unknown>)['address_line']));
});

test("another organization's draft does not exist for others", async ({ page, browser, mailbox }) => {
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const { registration } = await draft(member, `架空秘密医院 ${Date.now() % 100000}`);
  const stranger = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await signIn(stranger, demo('hospital'));
  await stranger.goto(`/institution/registrations/${registration}`);
  await expect(stranger.getByText('見つかりませんでした').first()).toBeVisible();
  await expect(stranger.getByText('架空秘密医院')).toHaveCount(0);
});
