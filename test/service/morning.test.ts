/** A registrar's morning: the files of many hosts come in, and the results are with the student information system before noon. */
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import type { RecognitionCase, TranscriptFile } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { unique } from '../store/samples.ts';
import { freezePlan } from './frozen-plan.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office, send } from './plan-life.ts';
import { FORMS, type Form, type Sheet } from './transcript-forms.ts';

interface Shown extends Omit<TranscriptFile, 'transcript'> {
  readonly about: { readonly student: { readonly id: string; readonly number: string } | null } | null;
  readonly recognition: (Pick<RecognitionCase, 'id' | 'revision' | 'state'> & { readonly inBulk: boolean }) | null;
}

interface Stay {
  readonly plan: string;
  readonly form: Form;
  readonly sheet: Sheet;
}

/** A student whose plan of two courses was agreed with the host. */
async function makeStay(
  harness: Harness,
  { institute }: Office,
  [name, form]: [string, Form],
  at: number,
): Promise<Stay> {
  const codes = [`${name}-${at}1`, `${name}-${at}2`];
  const host = `University ${name} (invented)`;
  const { plan, number } = await freezePlan(harness, { institute, number: `${name}-${unique()}`, host, codes });
  const rows = codes.map((code) => ({ code, title: `Course ${code}`, credits: form.five, grade: form.good }));
  return { plan, form, sheet: { host, student: number, rows } };
}

/** The sheet with its first row told otherwise. */
const told = ({ sheet }: Stay, first: Partial<Sheet['rows'][number]>, parts: Partial<Sheet> = {}): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row, at) => (at === 0 ? { ...row, ...first } : row)),
  ...parts,
});

const fileOf = ({ form, plan }: Stay, sheet: Sheet) => ({
  name: `${plan}.${form.ends}`,
  base64: Buffer.from(form.write(sheet)).toString('base64'),
  ...(form.scale !== undefined && { scale: form.scale }),
});

interface Bulk {
  readonly items: readonly {
    readonly id: string;
    readonly recognition: RecognitionCase | null;
    readonly problems: object[];
  }[];
}
type Named = Pick<RecognitionCase, 'id' | 'revision'>;

/** What a registrar does, each request counted. */
function atWork(harness: Harness, office: Office) {
  const count = { requests: 0 };
  const ask = <T>(route: string, body?: object, revision?: number): Promise<T> => {
    count.requests += 1;
    const method = body === undefined ? 'GET' : 'POST';
    const more = { ...(body && { body }), ...(revision !== undefined && { revision }) };
    return send<T>(harness, office.registrar, [method, route], more);
  };
  return {
    count,
    ask,
    prepare: async ({ plan }: Stay, body: object) =>
      (await ask<{ recognition: RecognitionCase }>(`/study-plans/${plan}/recognitions`, body)).recognition,
    read: (id = '') => ask<RecognitionCase>(`/recognitions/${id}`),
    resolve: ({ id, revision, flagged }: RecognitionCase, resolution: string) =>
      ask<RecognitionCase>(
        `/recognitions/${id}/resolutions`,
        { resolutions: flagged.map(({ line }) => ({ line, resolution })) },
        revision,
      ),
    bulk: async (path: string, all: readonly Named[]): Promise<RecognitionCase[]> => {
      const recognitions = all.map(({ id, revision }) => ({ id, revision }));
      const { items } = await ask<Bulk>(`/recognitions/${path}`, { recognitions });
      return items.flatMap(({ recognition }) => recognition ?? []);
    },
    countersign: ({ id, revision }: Named) => {
      count.requests += 1;
      const route = `/recognitions/${id}/countersign`;
      return send<RecognitionCase>(harness, office.secondRegistrar, ['POST', route], { body: {}, revision });
    },
    download: async (route: string): Promise<Uint8Array> => {
      count.requests += 1;
      const answer = await harness.request('GET', `/api/v1/recognitions/${route}`, office.registrar);
      expect(answer.status).toBe(200);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

const FILES = 40;

/** Forty stays of all forms: three with other credits, three with another code, and three that need a decision. */
async function makeMorning(harness: Harness, office: Office) {
  const forms = Object.entries(FORMS);
  const stays: Stay[] = [];
  for (let at = 0; at < FILES; at += 1) {
    const form = forms[at % forms.length];
    if (form) stays.push(await makeStay(harness, office, form, at));
  }
  const [credits, codes, [unknown, symbol, foreign]] = [stays.slice(0, 3), stays.slice(3, 6), stays.slice(6, 9)];
  if (!unknown || !symbol || !foreign) throw new Error('forty were made');
  const sheets = new Map(stays.map((stay) => [stay, stay.sheet]));
  for (const stay of credits) sheets.set(stay, told(stay, { credits: stay.form.six }));
  for (const stay of codes) sheets.set(stay, told(stay, { code: 'ZZ-99' }));
  sheets.set(unknown, told(unknown, {}, { student: 'of-nobody' }));
  sheets.set(symbol, told(symbol, { grade: '??' }));
  sheets.set(foreign, told(foreign, {}, { host: 'Another university (invented)' }));
  const files = stays.map((stay) => fileOf(stay, sheets.get(stay) ?? stay.sheet));
  return { files, right: stays.slice(9), credits, codes, unknown, symbol, foreign };
}
type Morning = Awaited<ReturnType<typeof makeMorning>>;

/** What came of each file, by its stay. */
function answersOf(items: readonly Shown[]) {
  const of = ({ plan }: Stay): Shown => {
    const item = items.find(({ name }) => name.startsWith(plan));
    if (!item) throw new Error('every file is answered');
    return item;
  };
  return { of, needs: (stay: Stay) => of(stay).needs.map(({ code }) => code) };
}

/** Whether each file says whose it is and what a person has to do. */
function expectRead(items: readonly Shown[], { right, credits, codes, unknown, symbol, foreign }: Morning): void {
  const { of, needs } = answersOf(items);
  expect(items).toHaveLength(FILES);
  for (const stay of right)
    expect(of(stay)).toMatchObject({
      state: 'received',
      needs: [],
      studyPlan: stay.plan,
      recognition: { inBulk: true },
      about: { student: { number: stay.sheet.student }, host: stay.sheet.host },
    });
  for (const stay of [...credits, ...codes, symbol])
    expect([needs(stay)[0], of(stay).recognition?.inBulk]).toEqual(['needs-rows-decided', false]);
  expect([of(unknown).state, needs(unknown)[0]]).toEqual(['open', 'needs-student-known']);
  const { state, proposal } = of(foreign);
  expect([state, proposal?.studyPlan, needs(foreign)]).toEqual(['open', foreign.plan, ['needs-owner-confirmed']]);
}

onEveryService('a morning', (harness) => {
  it('settles 40 files of 12 forms in at most two requests a file, and nobody signs what asks something', async () => {
    const office = await makeOffice(harness());
    const morning = await makeMorning(harness(), office);
    const { files, right, credits, codes, unknown, symbol, foreign } = morning;
    const registrar = atWork(harness(), office);

    const { items } = await registrar.ask<{ items: Shown[] }>('/transcript-files', { files });
    expectRead(items, morning);
    const { of } = answersOf(items);

    // Whose the one is whose number nobody has; the one of another university is set aside.
    const { id, revision } = of(unknown);
    const despite = { student: 'The host printed a number of its own' };
    const whose = { studyPlan: unknown.plan, despite, ...(unknown.form.scale && { scale: unknown.form.scale }) };
    const assigned = await registrar.ask<Shown>(`/transcript-files/${id}/assign`, whose, revision);
    const aside = await registrar.ask<Shown>(`/transcript-files/${of(foreign).id}/set-aside`, {}, of(foreign).revision);
    expect([assigned.state, aside.state]).toEqual(['received', 'set-aside']);

    // Courses under another code are linked by hand, other credits accepted, and the row whose grade nobody knows is left out.
    const decided: RecognitionCase[] = [];
    for (const stay of codes) {
      const linked = await registrar.prepare(stay, { links: [{ planned: stay.sheet.rows[0]?.code, taken: 'ZZ-99' }] });
      decided.push(linked.flagged.length > 0 ? await registrar.resolve(linked, 'linked-by-hand') : linked);
    }
    for (const stay of credits)
      decided.push(await registrar.resolve(await registrar.read(of(stay).recognition?.id), 'accepted-as-is'));
    const unread = await registrar.read(of(symbol).recognition?.id);
    const leftOut = unread.flagged.map(({ line }) => line);
    decided.push(await registrar.resolve(await registrar.prepare(symbol, { leftOut }), 'not-recognised'));

    // Whose transcript it is was said against its number: two people look at it, and it is confirmed with no others.
    expect(assigned.recognition?.inBulk).toBe(false);
    decided.push(await registrar.read(assigned.recognition?.id));

    // What asks nothing is confirmed, the rest signed for a second person, and all is given out.
    const clear = items.flatMap(({ recognition }) => (recognition?.inBulk ? [recognition] : []));
    const notClear = items.flatMap(({ recognition }) => (recognition && !recognition.inBulk ? [recognition] : []));
    expect(await registrar.bulk('bulk-confirmations', notClear)).toEqual([]);
    const confirmed = await registrar.bulk('bulk-confirmations', clear);
    for (const signed of await registrar.bulk('bulk-signatures', decided))
      confirmed.push(signed.state === 'confirmed' ? signed : await registrar.countersign(signed));
    const issued = await registrar.bulk('bulk-issues', confirmed);
    expect(issued.map(({ state }) => state)).toEqual(Array(FILES - 1).fill('issued'));

    const ids = issued.map((one) => one.id);
    // Of every student in one of the three languages.
    for (const [at, language] of ['kk', 'ru', 'en'].entries()) {
      const own = ids.filter((_, place) => place % 3 === at);
      const route = `protocols?language=${language}&ids=${own.join(',')}`;
      const archive = Object.entries(unzipSync(await registrar.download(route)));
      expect(archive).toHaveLength(own.length);
      for (const [name, content] of archive) {
        expect(name).toMatch(new RegExp(`-${language}\\.pdf$`));
        expect(Buffer.from(content.subarray(0, 5)).toString()).toBe('%PDF-');
      }
    }
    const csv = new TextDecoder().decode(await registrar.download(`export?ids=${ids.join(',')}`));
    expect(registrar.count.requests).toBeLessThanOrEqual(2 * FILES);
    expectExported(csv, right);
    expect((await audit.verify(harness().store)).ok).toBe(true);
    // A hundred and twenty records and forty protocols: longer than other tests where many run side by side.
  }, 300_000);
});

/** Original beside converted result, with the way between them and the decision. */
function expectExported(csv: string, [first]: readonly Stay[]): void {
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  const { student = '', host, rows = [] } = first?.sheet ?? {};
  expect(data.filter((line) => line.student_number === student)).toMatchObject([
    { result: 'credited', host, stay_end: '2027-01-31', host_code: rows[0]?.code, host_grade: rows[0]?.grade },
    { result: 'credited', home_credits: '5', host_ects: '5', issued_on: '2026-11-02', policy: 'aupet-2024 1' },
  ]);
  const credited = data.filter(({ result }) => result === 'credited');
  // Two courses of each, and one of the student with a grade that nobody knows.
  expect(credited).toHaveLength((FILES - 1) * 2 - 1);
  for (const { method, letter, host_grade: grade } of credited) {
    expect(method).toMatch(/^grade\./);
    expect([letter, grade]).not.toContain('');
  }
}
