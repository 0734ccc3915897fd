/** The director's hour: nine plans on precedent with one signature, one bundle judged, a report at its end. */
import { beforeAll, expect, it } from 'vitest';
import {
  type Bundle,
  clientOf,
  instituteOf,
  makeStudents,
  type Plan,
  planAt,
  remember,
  type Student,
  submit,
} from './cases.ts';
import { optionsOf } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const HOSTILE = '<img src=x onerror="document.title=1"><b>&amp;{count}';
const NAMES = [
  'Ainur K.',
  'Yerlan B.',
  'Aruzhan T.',
  'Timur S.',
  'Madina O.',
  'Alikhan N.',
  'Kamila R.',
  'Sanzhar D.',
  'Zere A.',
];

/** Every title of a bundle told otherwise, as a catalogue may bring it. */
const renamed = (bundle: Bundle, title: string): Bundle => ({
  ...bundle,
  host: bundle.host.map((course) => ({ ...course, titles: { en: title } })),
});

describePages('the hour of a directorate', (office) => {
  let judged: { readonly id: string; readonly bundles: readonly Bundle[] };
  let weak: Student;
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    const students = await makeStudents(office.url, { names: [...NAMES, 'Aigerim Zh.', HOSTILE], institute });
    const known: Plan = await planAt(office.url, 'fjordgate_en');
    const open: Plan = await planAt(office.url, 'lindenwerder_de');
    await remember(office.url, { plan: known, bundles: known.bundles, decision: 'approved' });
    const ofCourses = open.bundles.filter(({ home }) => home.length > 0);
    await remember(office.url, { plan: open, bundles: ofCourses, decision: 'approved' });
    const ids: string[] = [];
    for (const [at, student] of students.entries()) {
      const plan = at < NAMES.length ? known : open;
      const hostile = { ...open, bundles: open.bundles.map((bundle) => renamed(bundle, HOSTILE)) };
      ids.push((await submit(student, student.name === HOSTILE ? hostile : plan)).id);
    }
    weak = students[NAMES.length] as Student;
    judged = { id: ids[NAMES.length] ?? '', bundles: open.bundles };
  });

  it.each(['en', 'ru', 'kk'] as const)('is walked in %s', async (language) => {
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'directorate', view);
    const directorate = await clientOf(office.url, 'directorate');
    const { total } = await directorate<{ total: number }>('GET', '/queue');
    const waiting = page
      .getByRole('navigation')
      .getByRole('link', { name: say('frame.queue') })
      .locator('b');
    const signing = countActions();
    await signing.act(page.goto('/'));
    await expect.poll(() => waiting.textContent()).toBe(String(total));
    await signing.act(page.getByRole('button', { name: say('queue.approve', { count: 9 }) }).click());
    await page.getByText(say('queue.approved', { count: 9 })).waitFor();
    await expect.poll(() => waiting.textContent()).toBe(String(total - 9));
    expect(signing.count.actions).toBeLessThanOrEqual(4);
    // What was signed by a slip is taken back, and waits again.
    await page.getByRole('button', { name: say('queue.take-back') }).click();
    await page.getByText(say('queue.taken-back', { count: 9 })).waitFor();
    await page.getByRole('button', { name: say('queue.approve', { count: 9 }) }).waitFor();

    const judging = countActions();
    await judging.act(page.getByRole('link', { name: weak.name }).click());
    await page.getByRole('radiogroup', { name: say('review.your-decision') }).waitFor();
    expect(await page.locator('[aria-current=true]').textContent()).not.toContain(say('review.on-precedent'));
    await judging.act(page.keyboard.press('r'));
    const reason = page.getByRole('combobox', { name: say('review.reason') });
    await judging.act(reason.click());
    await judging.act((await optionsOf(reason)).first().click());
    await judging.act(page.keyboard.press('Control+Enter'));
    await page.waitForURL((url) => !url.pathname.includes(judged.id));
    expect(judging.count.actions).toBeLessThanOrEqual(6);
    const standing = await directorate<{
      plan: { revision: number };
      bundles: { bundle: string; state: string }[];
    }>('GET', `/study-plans/${judged.id}/standing`);
    expect(standing.bundles.map(({ state }) => state).sort()).toEqual(['approved', 'refused']);
    await directorate('POST', `/study-plans/${judged.id}/undo`, {}, standing.plan.revision);
    // The student, to whom a refused plan goes back, hands it in again; here the decision was taken back in time.
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('keeps a mark and a word of the reviewer with the decision, and goes by keys alone', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'directorate', PLAIN);
    await page.goto('/queue');
    const row = page.getByRole('link', { name: weak.name });
    await row.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => row.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    const text = page.locator('article[data-side=home] p').first();
    await text.waitFor();
    const words = await text.evaluate((paragraph) => {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const [node, range] = [walker.nextNode(), document.createRange()];
      if (!node) throw new Error('the course has no text');
      range.setStart(node, 0);
      range.setEnd(node, Math.min(6, node.textContent?.length ?? 0));
      document.getSelection()?.addRange(range);
      return range.toString().trim();
    });
    await page.keyboard.press('m');
    await page.locator('[class*=seen]', { hasText: words }).first().waitFor();
    await page.keyboard.press('a');
    await page.getByRole('textbox').last().fill('The laboratory is what counts.');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL((url) => !url.pathname.includes(judged.id));
    const directorate = await clientOf(office.url, 'directorate');
    const { bundles } = await directorate<{
      bundles: { state: string; decision: { comment: string; marks?: { text: string }[] } }[];
    }>('GET', `/study-plans/${judged.id}/standing`);
    const said = bundles.find(({ decision }) => decision.comment !== '');
    expect(said?.decision).toMatchObject({ comment: 'The laboratory is what counts.', marks: [{ text: words }] });
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it.each(['en', 'ru', 'kk'] as const)(
    'shows its queue and a review soundly in %s, hostile names as text',
    async (language) => {
      const opened = await openPage(office, { ...PLAIN, language });
      const { page } = opened;
      await enterAs(opened, 'directorate', { ...PLAIN, language });
      await page.goto('/queue');
      await page.getByRole('link', { name: HOSTILE }).waitFor();
      await expectSoundAllOver(opened, { language });
      await page.getByRole('link', { name: HOSTILE }).click();
      await page.locator('article').nth(1).waitFor();
      await expectSoundAllOver(opened, { language });
      expect(await page.locator('img').count()).toBe(0);
      await page.context().close();
    },
  );
});
