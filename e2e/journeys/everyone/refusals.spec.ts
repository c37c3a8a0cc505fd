// Bad input that no page would send, and links that are over: a clear answer, and nothing is lost.
import { demo, signIn } from '../../fixtures/people.ts';
import { expect, test } from '../../fixtures/test.ts';
import { server } from '../../fixtures/server.ts';

test('an invitation that is over says so and what to do', async ({ page }) => {
  await page.goto('/invitation#token=this-was-never-a-token');
  await expect(page.getByText('リンクの有効期限が切れているか、使用済みです').first()).toBeVisible();
});

test('a refresh token that comes twice ends the session', async ({ request }) => {
  const person = demo('doctor2');
  const signedIn = await request.post('/api/v1/sessions', { data: { email: person.email, password: person.password } });
  const cookie = signedIn.headers()['set-cookie']?.split(';')[0] ?? '';
  const refresh = (value: string) => fetch(`${server().url}/api/v1/sessions/refresh`, { method: 'POST', headers: { cookie: value } });
  const renewed = await refresh(cookie);
  expect(renewed.status).toBe(200);
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const next = await refresh(cookieOf(renewed));
  expect(next.status).toBe(200);
  expect((await refresh(cookie)).status).toBe(401);
  expect((await refresh(cookieOf(next))).status).toBe(401);
});

test('a body of 30 MB and one that is no UTF-8 get a problem, not a crash', async () => {
  const post = (body: BodyInit) => fetch(`${server().url}/api/v1/contact-messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const large = await post(`{"name":"${'a'.repeat(30 * 1024 * 1024)}"}`).catch(() => undefined);
  // The server may close the connection before everything is sent, which is a refusal too.
  if (large) expect(large.status).toBe(413);
  const broken = await post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
  expect(broken.status).toBe(400);
  expect(broken.headers.get('content-type')).toContain('application/problem+json');
  expect((await fetch(`${server().url}/healthz`)).status).toBe(200);
});

test('a lost connection keeps what was typed', async ({ page, context }) => {
  await page.goto('/contact');
  await page.getByLabel('お名前').fill('架空 太郎');
  await page.getByLabel('メールアドレス').fill('taro@example.jp');
  const message = page.locator('textarea').first();
  await message.fill('電波の弱いところから書いています。');
  await context.setOffline(true);
  await page.locator('form button[type=submit]').click();
  await expect(page.getByText('入力した内容はこのブラウザに残っています').first()).toBeVisible();
  await expect(message).toHaveValue('電波の弱いところから書いています。');
  await context.setOffline(false);
  await page.reload();
  await expect(message).toHaveValue('電波の弱いところから書いています。');
});

test('an expired session asks again, comes back and keeps what was typed', async ({ page, context }) => {
  const person = demo('doctor');
  await signIn(page, person);
  await page.goto('/doctor/profile');
  const hopes = page.getByLabel('伝えたいこと');
  await hopes.fill('まだ保存していない希望');
  // As after ten idle minutes on another computer: the session is gone on both sides.
  await context.clearCookies();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'ログイン' })).toBeVisible();
  await page.getByLabel('メールアドレス').fill(person.email);
  await page.getByLabel('パスワード').first().fill(person.password);
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page).toHaveURL(/\/doctor\/profile/);
  await expect(page.getByLabel('伝えたいこと')).toHaveValue('まだ保存していない希望');
});
