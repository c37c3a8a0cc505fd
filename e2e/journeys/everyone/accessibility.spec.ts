// axe finds nothing on any route, in both languages, at 320 px and at 1280 px; and nothing scrolls sideways.
import { caller } from '../../fixtures/arrange.ts';
import { expectAccessibleEverywhere } from '../../fixtures/a11y.ts';
import { demo, signIn, type Person } from '../../fixtures/people.ts';
import { edition, uploaded } from '../../fixtures/registry.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ timeout: 600_000 });

/** Shows its heading and has nothing left to load. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}

async function firstOf(person: Person, path: string): Promise<Record<string, unknown>> {
  const { body } = await (await caller(person)).call<{ items: Record<string, unknown>[] }>('GET', path);
  const found = body.items[0];
  if (!found) throw new Error(`the demo has nothing under ${path}`);
  return found;
}

test('pages for everyone', async ({ page, request }) => {
  const listed = (await (await request.get('/api/v1/institutions')).json()) as { items: { institution_id: string }[] };
  const paths = ['/', '/institutions', '/institutions?q=何もない', `/institutions/${listed.items[0]?.institution_id}`];
  paths.push('/institutions?q=くりはら&near=38.26,140.87&sort=distance&place=仙台市', '/map', '/map?prefecture=04', '/map?prefecture=04&area=0401');
  paths.push('/openings', '/openings?q=何もない&permit=true', '/faq', '/programme', '/how-it-works', '/contact', '/terms', '/privacy', '/accessibility', '/credits', '/no-such-page');
  paths.push('/sign-in', '/sign-up', '/sign-up/doctor', '/sign-up/institution', '/forgotten-password');
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});

test('pages of support', async ({ page, request }) => {
  const areas = ((await (await request.get('/api/v1/priority-areas?prefecture=04')).json()) as { items: { id: string }[] }).items;
  const plan = 'opening=succession&facility=true&equipment=true&equipment_cost=1800万&settlement=true&days=100&substitute=true&duties=2&allowance=true';
  const paths = ['/support', '/support/package', '/support/package/doctors-allowance', '/support/package/opening-notice'];
  paths.push('/support/schemes', '/support/schemes/clinic_settlement', '/support/calculator', `/support/calculator?kind=clinic&${plan}`);
  paths.push('/support/areas', '/support/areas/04', `/support/areas/04/${areas[0]?.id}`, '/support/tables/04/2025', '/support/meetings/04');
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});

test('pages of a doctor', async ({ page }) => {
  const person = demo('doctor');
  const inquiry = await firstOf(person, '/inquiries?side=doctor');
  const institution = (inquiry['institution'] as Record<string, unknown>)['institution_id'];
  await signIn(page, person);
  for (const path of ['/account', '/doctor', '/doctor/profile', '/doctor/privacy', '/doctor/wishes', '/doctor/matches', '/inquiries', `/inquiries/${inquiry['id']}`, `/inquiries/new?institution=${institution}`, `/institutions/${institution}`]) {
    await expectAccessibleEverywhere(page, path, settled);
  }
});

test('pages of an institution', async ({ page }) => {
  const person = demo('hospital');
  const organization = String((await firstOf(person, '/organizations'))['id']);
  const { body: registrations } = await (await caller(person)).call<{ items: { id: string; status: string }[] }>(
    'GET',
    `/organizations/${organization}/registrations`,
  );
  await signIn(page, person);
  const paths = ['/institution', `/institution/organizations/${organization}`, '/inquiries'];
  for (const { id, status } of registrations.items) {
    paths.push(`/institution/registrations/${id}`);
    if (status === 'draft' || status === 'returned') paths.push(`/institution/registrations/${id}/edit`);
  }
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});

test('pages of the staff', async ({ page }) => {
  const person = demo('both');
  const registration = await firstOf(person, '/registrations?change_requested=true');
  const taken = { code: '90101', name: '架空の新しい病院', beds: '120' };
  // Later than every other edition, and never applied.
  const looked = await uploaded(person, '2030-01-01', edition([taken, { code: '90102', name: '架空の誤った病院', beds: '八十' }]));
  await signIn(page, person);
  const paths = ['/staff', '/staff/registrations', `/staff/registrations/${registration['id']}`, '/staff/contact-messages'];
  paths.push('/staff/reason-templates', `/staff/confirmations?ids=${registration['id']}`);
  const licence = await firstOf(person, '/licence-checks');
  paths.push('/staff/licence-checks', '/staff/licence-checks?status=all', `/staff/licence-checks/${licence['account_id']}`);
  paths.push('/staff/registry', '/staff/registry?show=differences', `/staff/registry/${looked}`);
  paths.push('/staff/audit', '/staff/open-texts', '/staff/subsidy-rules', '/staff/subsidy-rules/new');
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
  // It asks who is there before it shows anything.
  await expectAccessibleEverywhere(page, '/account/second-factor', async (shown) => expect(shown.getByRole('dialog')).toBeVisible());
});

test('pages of a prefecture: applications and money', async ({ page }) => {
  const person = demo('officer');
  const application = await firstOf(person, '/support-applications');
  await signIn(page, person);
  const paths = ['/prefecture', '/prefecture/applications', `/prefecture/applications/${application['id']}`, '/prefecture/budget', '/prefecture/what-if'];
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});

test('pages of a prefecture: areas, plans and meetings', async ({ page }) => {
  const person = demo('officer');
  const area = await firstOf(person, '/priority-areas?prefecture=04');
  const plan = await firstOf(person, '/correction-plans?prefecture=04');
  const meeting = await firstOf(person, '/council-meetings?prefecture=04');
  await signIn(page, person);
  const paths = ['/prefecture/areas', '/prefecture/areas/new', `/prefecture/areas/${area['id']}`, `/prefecture/areas/${area['id']}/version`];
  paths.push('/prefecture/plans', '/prefecture/plans/new', `/prefecture/plans/${plan['id']}`, `/prefecture/plans/${plan['id']}/edit`);
  paths.push('/prefecture/meetings', '/prefecture/meetings/new', `/prefecture/meetings/${meeting['id']}`);
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});

test('pages of an applicant for support', async ({ page }) => {
  const person = demo('hospital');
  const application = await firstOf(person, '/me/support-applications');
  await signIn(page, person);
  const paths = ['/institution/support', `/institution/support/${application['id']}`, '/institution/support/new?opening=succession&settlement=true&days=100'];
  for (const path of paths) await expectAccessibleEverywhere(page, path, settled);
});

test('pages of an administrator', async ({ page }) => {
  await signIn(page, demo('administrator'));
  for (const path of ['/staff', '/staff/people', '/staff/audit', '/staff/platform']) await expectAccessibleEverywhere(page, path, settled);
});
