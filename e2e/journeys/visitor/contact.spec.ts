// A question to the secretariat, from the form to its answer.
import { expectAccessible } from '../../fixtures/a11y.ts';
import { freshAddress } from '../../fixtures/actors.ts';
import { joined } from '../../fixtures/arrange.ts';
import { anotherPerson, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';

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

  await test.step('settled, it moves to the other tab with who did it', async () => {
    await staff.getByRole('button', { name: `「${subject}」を対応済みにする` }).click();
    await expect(staff.getByText('対応済みにしました。', { exact: true })).toBeVisible();
    await expect(message).toHaveCount(0);
    await staff.getByRole('tab', { name: '対応済み' }).click();
    await expect(message).toContainText(`${name}が対応済みにしました`);
    await expect(staff.getByRole('button', { name: `「${subject}」を対応済みにする` })).toHaveCount(0);
    await expectAccessible(staff);
  });
});
