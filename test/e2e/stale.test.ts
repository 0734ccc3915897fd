/** Two people at the same case in two browsers, a line that breaks, and the month on paper. */
import { beforeAll, expect, it } from 'vitest';
import {
  agree,
  clientOf,
  instituteOf,
  makeStudents,
  type Plan,
  planAt,
  type Student,
  submit,
  transcriptOf,
} from './cases.ts';
import { choose } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, type Opened, openPage, PLAIN } from './office.ts';
import { sentencesOf } from './sentences.ts';

const LANGUAGES = ['en', 'ru', 'kk'] as const;
const COMMENT = 'Laborstunden fehlen zur Hälfte.';

describePages('a page that has grown old', (office) => {
  let plan: Plan;
  let students: readonly Student[];
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    plan = await planAt(office.url, 'fjordgate_en');
    const names = ['Review en', 'Review ru', 'Review kk', 'Rows', 'Board', 'Line'];
    students = await makeStudents(office.url, { names, institute });
  });

  const enter = async (role: string, language: (typeof LANGUAGES)[number] = 'en'): Promise<Opened> => {
    const opened = await openPage(office, { ...PLAIN, language });
    await enterAs(opened, role, { ...PLAIN, language });
    return opened;
  };
  const settled = { version: 1, seen: 0, whole: { decision: 'approve', comment: 'Known since 2024.' } };

  it.each(LANGUAGES.map((language, at) => ({ language, at })))(
    'shows the decision of a colleague beside the own one in $language',
    async ({ language, at }) => {
      const say = sentencesOf({ language });
      const { id } = await submit(students[at] as Student, plan);
      const opened = await enter('directorate', language);
      const { page } = opened;
      await page.goto(`/review/${id}`);
      await page.getByRole('radiogroup', { name: say('review.your-decision') }).waitFor();
      await page.keyboard.press('r');
      await choose(page.getByRole('combobox', { name: say('review.reason') }));
      await page.getByRole('textbox', { name: say('review.comment') }).fill(COMMENT);
      await (await clientOf(office.url, 'directorate'))('POST', `/study-plans/${id}/decisions`, settled);
      // What was staged is sent with the last of its plan.
      const both = page.getByRole('region', { name: say('review.both') });
      const isLeft = async (): Promise<boolean> => (await both.count()) === 0;
      for (let at = 0; at < plan.bundles.length && (await isLeft()); at += 1) {
        await page.keyboard.press('Control+Enter');
        await page.waitForTimeout(500);
        if (await isLeft()) await page.keyboard.press('a');
      }
      await both.waitFor();
      await both.getByText(COMMENT).waitFor();
      await both.getByText('Known since 2024.').first().waitFor();
      await both.getByText(say('review.state-approved')).first().waitFor();
      await expectSoundAllOver(opened, { language });
      await page.context().close();
    },
  );

  it('keeps the own answer to a row that somebody has answered meanwhile', async () => {
    const student = students[3] as Student;
    await agree(office.url, await submit(student, plan));
    const text = transcriptOf(student, plan, (code, at) => (at === 0 ? { code: `Z-${code}` } : {}));
    const registrar = await clientOf(office.url, 'registrar');
    const { items } = await registrar<{ items: { recognition: { id: string } | null }[] }>(
      'POST',
      '/transcript-files',
      {
        files: [{ name: 'rows.csv', text }],
      },
    );
    const id = items[0]?.recognition?.id ?? '';
    const { page, faults } = await enter('registrar');
    await page.goto(`/recognitions/${id}`);
    const questions = page
      .getByRole('region', { name: 'Questions' })
      .or(page.getByRole('region').filter({ hasText: 'Row' }));
    const buttons = questions.first().getByRole('button');
    await buttons.nth(1).waitFor();
    const { revision, flagged, recognition } = await registrar<{
      revision: number;
      flagged: { line: number }[];
      recognition: { questions: { asks: number[] }[] };
    }>('GET', `/recognitions/${id}`);
    const line = flagged[0]?.line ?? recognition.questions[0]?.asks[0] ?? 0;
    const body = { resolutions: [{ line, resolution: 'accepted-as-is' }] };
    await registrar('POST', `/recognitions/${id}/resolutions`, body, revision);
    await buttons.nth(1).click();
    await page.getByText('Somebody else answered meanwhile. Yours, not sent:').waitFor();
    await page.getByRole('button', { name: 'Answer like this anyway' }).click();
    await page.getByText('Somebody else answered meanwhile. Yours, not sent:').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('tells on the board that a colleague has handed a plan over', { timeout: 240_000 }, async () => {
    const student = students[4] as Student;
    const stay = 'curriculum=curriculum_electric_power&semester=5&host=fjordgate_en';
    const { page, faults } = await enter('adviser');
    await page.goto(`/plans/board?${stay}&student=${student.id}`);
    await page.locator('article').first().waitFor({ timeout: 90_000 });
    await (await clientOf(office.url, 'adviser'))('POST', '/study-plans', { plan, student: student.id });
    await page.getByText('This student already has plans:').waitFor({ timeout: 60_000 });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('keeps what was typed while there is no line, and sends it when there is one', async () => {
    const { id } = await submit(students[5] as Student, plan);
    const { page } = await enter('directorate');
    await page.goto(`/review/${id}`);
    await page.getByRole('radiogroup').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection.').waitFor();
    const comment = page.getByRole('textbox', { name: 'Comment, for colleagues only' });
    await comment.fill(COMMENT);
    await page.context().setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    expect(await comment.inputValue()).toBe(COMMENT);
    await page.reload();
    await expect.poll(() => comment.inputValue()).toBe(COMMENT);
    await page.context().close();
  });

  it('prints the month without what only a screen needs', async () => {
    const { page, faults } = await enter('directorate');
    await page.addInitScript(() => {
      globalThis.print = () => document.documentElement.setAttribute('data-printed', 'yes');
    });
    await page.goto('/report');
    await page.getByText('bundles decided').waitFor();
    await page.getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => page.locator('html').getAttribute('data-printed')).toBe('yes');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'What was decided' }).isVisible()).toBe(true);
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
