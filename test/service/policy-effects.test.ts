/** What another policy would have made of recognised results: asked by those who sign, and nothing is written. */
import { expect, it } from 'vitest';
import type { RecognitionCase, StudyPlan } from '../../src/domain/index.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreePlan, makeOffice, type Office, planOfTwo, send } from './plan-life.ts';

interface Effects {
  readonly items: readonly {
    readonly id: string;
    readonly about: { readonly student: object | null };
    readonly differences: readonly {
      readonly kind: string;
      readonly before: unknown;
      readonly after: unknown;
      readonly because: Record<'before' | 'after', readonly { readonly code: string }[]>;
    }[];
  }[];
  readonly compared: number;
  readonly notCompared: readonly object[];
}

/** No two transcripts are the same file. */
const GRADES = ['1,7', '2,3', '2,7', '1,3', '3,3'];
let turn = 0;

/** Two passed courses of a plan, recognised and confirmed: one with a grade that two ladders convert differently. */
async function recognised(harness: Harness, office: Office): Promise<RecognitionCase> {
  turn += 1;
  const plan = planOfTwo();
  const agreed = await agreePlan(harness, office, plan);
  const row = (code: string, grade: string) => `${plan.host.institution};${code};${code};5;ECTS;${grade};de`;
  const csv = [
    'institution;code;title;credits;credit_system;grade;grade_scale',
    row('M-10', GRADES[turn % 5] ?? ''),
    row('P-10', GRADES[Math.floor(turn / 5) % 5] ?? ''),
  ];
  const route = `/study-plans/${agreed.id}`;
  await send<{ plan: StudyPlan }>(harness, office.registrar, ['POST', `${route}/transcripts`], {
    body: { transcript: { csv: csv.join('\n') } },
  });
  const { recognition } = await send<{ recognition: RecognitionCase }>(
    harness,
    office.registrar,
    ['POST', `${route}/recognitions`],
    { body: {} },
  );
  const { id, revision } = recognition;
  const confirmed = await send<{ items: { recognition: RecognitionCase | null }[] }>(
    harness,
    office.registrar,
    ['POST', '/recognitions/bulk-confirmations'],
    { body: { recognitions: [{ id, revision }] } },
  );
  const [first] = confirmed.items;
  if (!first?.recognition) throw new Error('it was not confirmed');
  return first.recognition;
}

onEveryService('two policies over past results', (harness) => {
  const ask = (who: { cookie: string }, policies: string, expected = [200]): Promise<Effects> =>
    send<Effects>(harness(), who, ['GET', `/policy-effects?${policies}&limit=500`], { expected });
  const BAVARIAN = 'policy=aupet-2024:1&against=aupet-2024-bavarian:1';

  it('say which grades would be others and why, and write nothing', async () => {
    const office = await makeOffice(harness());
    const { id } = await recognised(harness(), office);
    const read = () => send<RecognitionCase>(harness(), office.registrar, ['GET', `/recognitions/${id}`]);
    const before = await read();
    const effects = await ask(office.directorate, BAVARIAN);
    expect(effects).toMatchObject({ compared: 1, notCompared: [] });
    const [effect] = effects.items;
    expect(effect?.id).toBe(id);
    expect(effect?.about.student).not.toBeNull();
    const grades = effect?.differences.filter(({ kind }) => kind === 'credited') ?? [];
    expect(grades.length).toBeGreaterThan(0);
    for (const { before: was, after: would, because } of grades) {
      expect(would).not.toEqual(was);
      expect(because.after).not.toEqual(because.before);
      expect(because.after.length).toBeGreaterThan(0);
    }
    expect(await read()).toEqual(before);
  });

  it('differ in nothing where both are the same, by the id alone too', async () => {
    const office = await makeOffice(harness());
    await recognised(harness(), office);
    const effects = await ask(office.directorate, 'policy=aupet-2024&against=aupet-2024:1');
    expect(effects).toMatchObject({ compared: 1, items: [], notCompared: [] });
  });

  it('are asked about by the registrar and by a directorate of its own institute alone', async () => {
    const office = await makeOffice(harness());
    const { id } = await recognised(harness(), office);
    const other = await makeOffice(harness());
    expect((await ask(other.directorate, BAVARIAN)).compared).toBe(0);
    const all = await ask(office.registrar, BAVARIAN);
    expect(all.items.map((one) => one.id)).toContain(id);
    for (const outsider of [
      office.student,
      office.adviser,
      office.coordinator,
      office.commission,
      office.administrator,
    ])
      await ask(outsider, BAVARIAN, [403]);
    await ask(office.registrar, 'policy=aupet-2024:99&against=kmk-2013', [400, 404, 422]);
  });
});

onEveryService('the case behind an appeal', (harness) => {
  it('is read by the commission once it is admitted, and no other case is', async () => {
    const office = await makeOffice(harness());
    const { registrar, student, commission, coordinator } = office;
    const recognition = await recognised(harness(), office);
    const another = await recognised(harness(), {
      ...office,
      student: await harness().person('student', office.institute),
    });
    const routesOf = ({ id, studyPlan }: RecognitionCase): string[] => [
      `/recognitions/${id}`,
      `/recognitions/${id}/timeline`,
      `/recognitions/${id}/protocol`,
      `/study-plans/${studyPlan}`,
      `/study-plans/${studyPlan}/standing`,
      `/study-plans/${studyPlan}/versions/1`,
      `/study-plans/${studyPlan}/courses`,
      `/study-plans/${studyPlan}/timeline`,
      `/study-plans/${studyPlan}/transcripts`,
    ];
    const expectEach = async (of: RecognitionCase, status: number): Promise<void> => {
      for (const route of routesOf(of))
        expect([route, (await harness().request('GET', `/api/v1${route}`, commission)).status]).toEqual([
          route,
          status,
        ]);
    };
    const issued = await send<RecognitionCase>(
      harness(),
      registrar,
      ['POST', `/recognitions/${recognition.id}/issue`],
      {
        revision: recognition.revision,
        body: {},
      },
    );
    const lodged = await send<{ id: string }>(harness(), student, ['POST', `/recognitions/${issued.id}/appeals`], {
      body: { ground: 'figure-wrong' },
    });
    await expectEach(recognition, 403);
    await send(harness(), coordinator, ['POST', `/appeals/${lodged.id}/admit`], { revision: 1, body: {} });
    await expectEach(recognition, 200);
    await expectEach(another, 403);
    const read = await send<{ about: { student: { id: string } | null } }>(harness(), commission, [
      'GET',
      `/recognitions/${issued.id}`,
    ]);
    expect(read.about.student?.id).toBe(student.user.id);
    // It reads, and does nothing else; and it has no list of cases.
    await send(harness(), commission, ['POST', `/recognitions/${issued.id}/close`], { revision: 2, expected: [403] });
    for (const route of ['/study-plans', '/recognitions'])
      await send(harness(), commission, ['GET', route], { expected: [403] });
  });
});
