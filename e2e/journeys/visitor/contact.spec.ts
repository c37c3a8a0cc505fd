// A question to the secretariat, from the form to its answer.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { freshAddress } from '../../fixtures/actors.ts';
import { joined } from '../../fixtures/arrange.ts';
import { anotherPerson, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import { readFile } from 'node:fs/promises';

test('a visitor asks without an account, and the secretariat settles it', async ({ page, browser, mailbox }) => {
  test.setTimeout(120_000);
  const [email, subject] = [freshAddress('visitor'), `参加の条件について ${Date.now() % 100000}`];
  const reference = await test.step('the form says what is missing, then gives a number', async () => {
    await page.goto('/contact');
    await page.getByLabel('お名前').fill('架空 訪問');
    await page.getByLabel('件名').fill(subject);
    await page.getByLabel('お問い合わせの内容').fill('無床の診療所でも参加できますか。\n年会費も教えてください。');
    await page.getByRole('button', { name: '送信する' }).click();
    await expect(page.getByLabel('メールアドレス')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('メールアドレス').fill(email);
    await page.getByRole('button', { name: '送信する' }).click();
    const receipt = page.getByRole('status').filter({ hasText: 'お問い合わせを受け付けました' });
    await expect(receipt).toBeVisible();
    await expectAccessible(page);
    return (await receipt.locator('strong').innerText()).trim();
  });
  expect(reference).not.toBe('');

  await test.step('the confirmation has the number, and nothing that somebody else could have written', async () => {
    const letter = await mailbox.latest(email, reference);
    for (const written of [subject, '架空 訪問', '無床の診療所']) expect(`${letter.subject}${letter.text}${letter.html}`).not.toContain(written);
    const notice = await mailbox.latest('secretariat@gm-network.example', reference);
    expect(notice.text).toContain('無床の診療所でも参加できますか。');
  });

  const staff = await anotherPerson(browser);
  const name = `架空 受付${Date.now() % 100000}`;
  await signIn(staff, await joined(mailbox, 'secretariat', name));
  const message = staff.locator('li.card').filter({ hasText: subject });
  await test.step('the secretariat reads it and answers by mail', async () => {
    await staff.goto('/staff/contact-messages');
    await expect(message).toContainText('無床の診療所でも参加できますか。');
    await expect(message).toContainText(reference);
    await staff.getByRole('button', { name: `「${subject}」への返信を書く` }).click();
    const dialog = staff.getByRole('dialog');
    await dialog.getByLabel('返信').fill('無床の診療所も参加できます。');
    await dialog.getByLabel('送ったら対応済みにする').uncheck();
    await dialog.getByRole('button', { name: '返信を送る' }).click();
    await expect(staff.getByText('返信を送りました。')).toBeVisible();
    await expect(message).toContainText(`${name}の返信`);
    const letter = await mailbox.latest(email, '無床の診療所も参加できます。');
    expect(letter.text).not.toContain(name);
  });

  await test.step('it is found by a word of the answer and saved in a list that does not say who wrote', async () => {
    const filters = staff.getByRole('search', { name: '絞り込み' });
    await filters.getByLabel('件名・内容・返信・差出人・受付番号').fill(reference);
    await filters.getByLabel('種類').selectOption('医療機関の申し出');
    await filters.getByRole('button', { name: '絞り込む' }).click();
    await expect(staff.getByText('当てはまるお問い合わせはありません').first()).toBeVisible();
    await filters.getByLabel('種類').selectOption('そのほかのお問い合わせ');
    await filters.getByLabel('自分が返信または対応したものだけ').check();
    await filters.getByLabel('新しいものから並べる').check();
    await filters.getByRole('button', { name: '絞り込む' }).click();
    await expect(message).toBeVisible();
    await expect(staff.locator('li.card')).toHaveCount(1);
    await expectAccessible(staff);
    const download = staff.waitForEvent('download');
    await staff.getByRole('button', { name: 'CSVで保存' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^contact-messages-.*\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain(reference);
    for (const personal of [email, '架空 訪問', '無床の診療所']) expect(text).not.toContain(personal);
    await staff.getByRole('button', { name: '条件を解除' }).click();
    await expect(staff).toHaveURL(/contact-messages$/);
    await expect(message).toBeVisible();
  });

  await test.step('settled, it moves to the settled ones with who did it', async () => {
    await staff.getByRole('button', { name: `「${subject}」を対応済みにする` }).click();
    await expect(staff.getByText('対応済みにしました。', { exact: true })).toBeVisible();
    await expect(message).toHaveCount(0);
    await staff.getByLabel('表示する範囲').selectOption('対応済み');
    await staff.getByRole('button', { name: '絞り込む' }).click();
    await expect(message).toContainText(`${name}が対応済みにしました`);
    await expect(staff.getByRole('button', { name: `「${subject}」を対応済みにする` })).toHaveCount(0);
    await expectAccessible(staff);
  });
});
