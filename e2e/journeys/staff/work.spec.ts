// The staff's daily work: what waits, filters that stand in the address, notes, standard texts, and confirming several at once.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { joined, underReview } from '../../fixtures/arrange.ts';
import { anotherPerson, signIn, signUp } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

test.describe.configure({ timeout: 180_000 });

test('what waits comes first, is noted, taken up, passed on, and confirmed together with its changes in view', async ({ page, browser, mailbox }) => {
  const mark = `架空並行${Date.now() % 100000}`;
  const member = await signUp(page, mailbox, 'institution', '架空 係');
  const one = await underReview(member, `${mark}一医院`);
  const two = await underReview(member, `${mark}二医院`);
  const office = await anotherPerson(browser);
  const name = `架空 担当${Date.now() % 100000}`;
  await signIn(office, await joined(mailbox, 'secretariat', name));

  await test.step('the list opens with what waits, and its order and filters stand in the address', async () => {
    await office.goto('/staff/registrations');
    await expect(office.getByLabel('状態')).toHaveValue('waiting');
    await office.getByLabel('受付番号・名称・よみ').fill(mark);
    await office.getByRole('button', { name: '絞り込む' }).click();
    await expect(office).toHaveURL(/status=waiting.*q=/);
    await office.getByRole('button', { name: '名称' }).click();
    await expect(office).toHaveURL(/sort=name/);
    await expect(office.getByRole('columnheader', { name: '名称' })).toHaveAttribute('aria-sort', 'ascending');
    const download = office.waitForEvent('download');
    await office.getByRole('button', { name: 'Excelで保存' }).click();
    expect((await download).suggestedFilename()).toContain('.xlsx');
    await expectAccessible(office);
  });

  await test.step('a standard text is kept and inserted', async () => {
    await office.goto('/staff/reason-templates');
    await office.getByLabel('見出し').fill(`病床数${mark}`);
    await office.getByLabel('差し込む文').fill('病床数を、開設許可のとおりにお書きください。');
    await office.getByRole('button', { name: '保存する' }).click();
    await expect(office.getByText('定型文を保存しました。')).toBeVisible();
    await expectAccessible(office);
  });

  await test.step('the registration is taken up and noted; after the act the next one is one press away', async () => {
    await office.goto(`/staff/registrations?status=waiting&q=${encodeURIComponent(mark)}`);
    await office.getByRole('link', { name: `${mark}一医院` }).click();
    await office.getByRole('button', { name: '自分が担当する' }).click();
    await expect(office.getByText('あなたが担当になりました。')).toBeVisible();
    await office.getByLabel('メモ').fill('病床数を電話で確かめました。');
    await office.getByRole('button', { name: 'メモを書く' }).click();
    await expect(office.locator('.note')).toContainText('病床数を電話で確かめました。');
    await office.getByRole('button', { name: '差し戻す' }).click();
    const dialog = office.getByRole('dialog');
    await dialog.getByRole('button', { name: `病床数${mark}` }).click();
    await expect(dialog.getByLabel('理由')).toHaveValue('病床数を、開設許可のとおりにお書きください。');
    await dialog.getByRole('button', { name: 'キャンセル' }).click();
    for (const registered of [one, two]) {
      await office.getByRole('button', { name: '運営委員会へ回す' }).first().click();
      await office.getByRole('dialog').getByRole('button', { name: '運営委員会へ回す' }).click();
      await expect(office.getByText('運営委員会確認中').first()).toBeVisible();
      const next = office.getByRole('link', { name: '次の登録を開く' });
      if (registered === one) await next.click();
      if (registered === one) await expect(office.getByRole('heading', { level: 1, name: `${mark}二医院` })).toBeVisible();
    }
    await expect(office.getByText('この条件で待っている登録は、ほかにありません。')).toBeVisible();
  });

  await test.step('the committee looks at both and confirms them with one act', async () => {
    const committee = await anotherPerson(browser);
    await signIn(committee, await joined(mailbox, 'committee_member', '架空 委員'));
    await committee.goto(`/staff/registrations?status=waiting&q=${encodeURIComponent(mark)}`);
    await committee.getByLabel(`${mark}一医院を選ぶ`).check();
    await committee.getByLabel(`${mark}二医院を選ぶ`).check();
    await committee.getByRole('link', { name: '選んだ2件の変更点を見る' }).click();
    await expect(committee.getByRole('heading', { level: 2, name: `${mark}二医院` })).toBeVisible();
    await expectAccessible(committee);
    await expect(committee.getByRole('button', { name: /確認して掲載する/ })).toHaveCount(0);
    for (const seen of [`${mark}一医院`, `${mark}二医院`]) await committee.getByLabel(`変更点を確認したので、掲載する ${seen}`).check();
    await committee.getByRole('button', { name: '選んだ2件を確認して掲載する' }).click();
    await committee.getByRole('dialog').getByRole('button', { name: '選んだ2件を確認して掲載する' }).click();
    await expect(committee.getByText('2件のうち2件を掲載しました')).toBeVisible();
    await committee.goto(`/staff/registrations/${one.registration}`);
    await expect(committee.getByText('掲載中').first()).toBeVisible();
    await expect(committee.locator('.note')).toContainText(name);
  });

  await test.step('the institution reads no note', async () => {
    await page.goto(`/institution/registrations/${two.registration}`);
    await expect(page.getByRole('heading', { level: 1, name: `${mark}二医院` })).toBeVisible();
    await expect(page.getByText('病床数を電話で確かめました。')).toHaveCount(0);
  });
});
