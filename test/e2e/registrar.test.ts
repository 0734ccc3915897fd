/** The registrar's hour: fifteen files are dropped, what is clean is signed and given out together, and the doubtful ones are judged. */
import { beforeAll, expect, it } from 'vitest';
import { agree, instituteOf, makeStudents, type Plan, planAt, type Student, submit, transcriptOf } from './cases.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const LANGUAGES = ['en', 'ru', 'kk'] as const;
const HOSTILE = '<img src=x onerror="document.title=1">.csv';
/** Clean ones of the fifteen, in each language. */
const CLEAN = 4;

interface Dropped {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
const file = (name: string, text: string): Dropped => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Files of students whose transcripts are as planned, with a code that nobody knows, of nobody, broken, and twice the same. */
function fifteen(students: readonly Student[], plan: Plan): Dropped[] {
  const clean = students.slice(0, CLEAN).map((one) => file(`${one.number}.csv`, transcriptOf(one, plan)));
  const other = students.slice(CLEAN).map((one) =>
    file(
      `${one.number}.csv`,
      transcriptOf(one, plan, (code, at) => (at === 0 ? { code: `Z-${code}` } : {})),
    ),
  );
  const strange = Array.from({ length: 15 - clean.length - other.length - 2 }, (_, at) =>
    file(
      at === 0 ? HOSTILE : `broken-${at}.csv`,
      at === 0
        ? transcriptOf({ number: `X-${students[0]?.id}`, order: 600 + (students[0]?.order ?? 0) }, plan)
        : `#${at}`,
    ),
  );
  const [again] = clean;
  return [
    ...clean,
    ...other,
    ...strange,
    ...(again
      ? [
          { ...again, name: 'again.csv' },
          { ...again, name: 'again 2.csv' },
        ]
      : []),
  ];
}

describePages('the hour of a registrar', (office) => {
  let plan: Plan;
  const students = new Map<string, Student[]>();
  /** Signed by two people in the language before, and given out with those of the next. */
  let signedBefore = 0;
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    plan = await planAt(office.url, 'fjordgate_en');
    for (const language of LANGUAGES) {
      const names = Array.from({ length: CLEAN + 2 }, (_, at) => `Student ${language} ${at}`);
      const made = await makeStudents(office.url, { names, institute });
      for (const student of made) await agree(office.url, await submit(student, plan));
      students.set(language, made);
    }
  });

  it.each(LANGUAGES)('is walked in %s', async (language) => {
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view, { acceptDownloads: true });
    const { page } = opened;
    await enterAs(opened, 'registrar', view);
    const hour = countActions();
    await hour.act(page.goto('/transcripts'));
    const own = students.get(language) ?? [];
    await hour.act(page.locator('input[type=file]').setInputFiles(fifteen(own, plan)));
    await hour.act(
      page.getByRole('button', { name: say('transcripts.do-ready', { count: CLEAN }) }).click({ timeout: 60_000 }),
    );
    await page.getByText(say('transcripts.done-ready', { count: CLEAN })).waitFor();
    // Protocols of many are printed: a busy machine takes its time.
    const download = page.waitForEvent('download', { timeout: 90_000 });
    await hour.act(
      page.getByRole('link', { name: /PDF|протокол|protocol|хаттама/i }).click({ noWaitAfter: true, timeout: 90_000 }),
    );
    expect((await download).suggestedFilename()).toBe('protocols.zip');
    const count = CLEAN + signedBefore;
    await hour.act(page.getByRole('button', { name: say('transcripts.do-confirmed', { count }) }).click());
    await page.getByText(say('transcripts.done-confirmed', { count })).waitFor();
    expect(hour.count.actions).toBeLessThanOrEqual(10);
    expect(await page.locator('img').count()).toBe(0);
    await expectSoundAllOver(opened, { language });
    await page.setViewportSize({ width: 1440, height: 900 });

    // One with a code that the plan does not have: its row is answered, and it waits for a second person.
    await page.getByRole('link', { name: `${own.at(-1)?.number}.csv` }).click();
    await page.getByRole('region', { name: say('recognitions.questions') }).waitFor();
    await expectSoundAllOver(opened, { language });
    await page.setViewportSize({ width: 1440, height: 900 });
    const questions = page.getByRole('region', { name: say('recognitions.questions') });
    await questions.getByRole('button').first().click();
    await questions.getByText(say('recognitions.change-answer')).first().waitFor();
    const sign = page.getByRole('button', { name: say('recognitions.do-sign-flagged') });
    await sign.and(page.locator(':enabled')).click();
    await page.getByText(say('recognitions.another-person')).waitFor();
    // A second person: the directorate may be it.
    const address = page.url();
    await enterAs(opened, 'directorate', view);
    await page.goto(address);
    await page.getByRole('button', { name: say('recognitions.do-countersign') }).click();
    await page.getByText(say('recognitions.state-confirmed')).waitFor();
    signedBefore = 1;
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('shows what another policy would make of it, and the derivation of the row that is chosen', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'registrar', PLAIN);
    await page.goto('/recognitions');
    await page.getByText('Issued', { exact: true }).click();
    await page.locator('[data-row]').first().click();
    await page.getByRole('button', { name: 'Under another policy' }).click();
    await page.getByRole('menuitem').first().click();
    const trial = page.getByRole('region', { name: 'Under another policy' });
    await expect.poll(() => trial.textContent(), { timeout: 10_000 }).toMatch(/Then|No figure would change/);
    const derivation = page.getByRole('complementary');
    const first = await derivation.getByRole('heading').first().textContent();
    await page.keyboard.press('j');
    await expect.poll(() => derivation.getByRole('heading').first().textContent()).not.toBe(first);
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});
