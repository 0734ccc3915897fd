/** What the offices look up: decisions of the past, plans and where they wait, and a student's record. */
import { beforeAll, expect, it } from 'vitest';
import {
  clientOf,
  instituteOf,
  makeStudents,
  planAt,
  remember,
  type Student,
  type Submitted,
  submit,
} from './cases.ts';
import { choose } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { sentencesOf } from './sentences.ts';

const LANGUAGES = ['en', 'ru', 'kk'] as const;
const HOSTILE = '<img src=x onerror="document.title=1">';

describePages('what was decided, and what waits', (office) => {
  let student: Student;
  let submitted: Submitted;
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    [student] = (await makeStudents(office.url, { names: [HOSTILE], institute })) as [Student];
    const plan = await planAt(office.url, 'fjordgate_en');
    submitted = await submit(student, plan);
    const bundles = plan.bundles.filter(({ home }) => home.length > 0);
    await remember(office.url, { plan, bundles, decision: 'approved' });
    // The other institute refuses what this one has approved.
    const administrator = await clientOf(office.url, 'administrator');
    const { items } = await administrator<{ items: { id: string }[] }>('GET', '/institutes');
    const other = items.find(({ id }) => id !== institute)?.id ?? '';
    const [first] = bundles;
    const codes = (side: readonly { readonly code: string }[]): string => side.map(({ code }) => code).join(' + ');
    const header = 'home_institution,home_code,host_institution,host_code,decision,decided_on,reason';
    const cells = [
      plan.home.institution,
      codes(first?.home ?? []),
      plan.host.institution,
      codes(first?.host ?? []),
      'refused',
      '2026-06-01',
      'content-differs',
    ];
    const csv = [header, cells.map((cell) => `"${cell}"`).join(',')].join('\n');
    await (await clientOf(office.url, 'registrar'))('POST', '/precedents/import', { csv, institute: other });
  });

  it.each(LANGUAGES)('is sound on every screen in %s, hostile names as text', async (language) => {
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'adviser', view);
    for (const [address, landmark] of [
      ['/precedents', 'tbody tr'],
      ['/precedents?which=contradicting', 'article'],
      ['/plans', 'tbody tr'],
      [`/plans/${submitted.id}`, 'tbody tr'],
      [`/students/${student.id}`, 'tbody tr'],
    ] as const) {
      await page.goto(address);
      await page.locator(`main ${landmark}`).first().waitFor();
      await expectSoundAllOver(opened, { language });
    }
    await page.getByText(say('frame.role-directorate')).first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
    await page.context().close();
  });

  it('leads by its links from a student to the plan and back, and finds a plan by a part of a name', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'adviser', PLAIN);
    await page.goto('/plans');
    await page.getByRole('searchbox').fill('no such student');
    await page.getByText('No plan that you may see matches').waitFor();
    await page.getByRole('searchbox').fill(student.number);
    await page.getByRole('link', { name: HOSTILE }).click();
    await page.getByText('its bundles have to be decided on').waitFor();
    await page.getByRole('link', { name: 'Go to the student' }).click();
    await page.getByRole('link', { name: 'Study plan' }).click();
    await page.waitForURL((url) => url.pathname === `/plans/${submitted.id}`);
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('is shown by a link to somebody without an account, until the link is revoked', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'adviser', PLAIN);
    await page.goto(`/plans/${submitted.id}`);
    const share = page.getByRole('region', { name: 'Share' });
    await share.getByRole('button', { name: 'Create a link for 30 days' }).click();
    const link = await share.getByRole('status').textContent();
    const stranger = await openPage(office, { ...PLAIN, language: 'kk' });
    await stranger.page.goto(link ?? '');
    await stranger.page.locator('main tbody tr').first().waitFor();
    await expectSoundAllOver(stranger, { language: 'kk' });
    expect(await stranger.page.locator('main').textContent()).not.toContain(student.number);
    expect(await stranger.page.locator('main').textContent()).not.toContain('onerror');
    await share.getByRole('button', { name: 'Revoke the link' }).click();
    await share.getByText('Created on').waitFor({ state: 'detached' });
    await stranger.page.reload();
    await stranger.page.getByText(sentencesOf({ language: 'kk' })('states.retry')).waitFor();
    expect(opened.faults).toEqual([]);
    await stranger.page.context().close();
    await page.context().close();
  });

  it('says that there is no connection, and shows what a colleague did meanwhile', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'adviser', PLAIN);
    await page.goto(`/plans/${submitted.id}`);
    await page.locator('main tbody tr').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    await page.getByText('open', { exact: true }).first().waitFor();
    const directorate = await clientOf(office.url, 'directorate');
    const whole = { version: submitted.version, seen: 0, whole: { decision: 'approve' } };
    await directorate('POST', `/study-plans/${submitted.id}/decisions`, whole);
    // Without a step of the reader.
    await page.getByText('approved', { exact: true }).first().waitFor({ timeout: 45_000 });
    await page.context().close();
  });

  it('shows a contradiction as two cards, and the directorate settles it', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'directorate', PLAIN);
    await page.goto('/');
    await page.getByRole('link', { name: 'Precedents' }).click();
    await page.getByText('Contradict each other', { exact: true }).click();
    const conflict = page.getByRole('region', { name: 'Contradict each other' });
    await expect.poll(() => conflict.getByRole('article').count()).toBe(2);
    const approved = conflict.getByRole('article').filter({ hasText: 'Approved' });
    await approved.getByRole('link', { name: 'Open' }).click();
    const again = page.getByRole('region', { name: 'Decide again' });
    await choose(again.getByRole('combobox'));
    const before = page.url();
    await again.getByRole('button', { name: 'Refuse' }).click();
    await page.waitForURL((url) => url.href !== before);
    await page.getByText(/^Refused/).waitFor();
    await page.goto('/precedents?which=contradicting');
    await page.getByText('No decisions contradict each other.').waitFor();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});
