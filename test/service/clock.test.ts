/** What a day brings: reminders of every step to whoever must act, and recognitions that close by themselves. */
import { expect, it } from 'vitest';
import { runDay } from '../../src/app/index.ts';
import {
  type Appeal,
  type Application,
  type NoticeRule,
  noticeSchema,
  type RecognitionCase,
  type StateOf,
  type StudyPlan,
  type User,
} from '../../src/domain/index.ts';
import { audit, create, decisions, find, transact, update } from '../../src/store/index.ts';
import { AT, act, granted, makeApplication, makeDecision, makeRecognition, makeStudyPlan } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { lackingInNotices } from './plan-life.ts';
import { MAKERS } from './subjects.ts';

const DAY = 86_400_000;
const after = (days: number): string => new Date(Date.parse(AT) + days * DAY).toISOString();

/** How often somebody was told something, by the key of its text. */
async function told({ store }: Harness, { id }: Pick<User, 'id'>): Promise<Record<string, number>> {
  const rows = await store.connection.selectFrom('notices').select('body').where('to', '=', id).execute();
  const keys = rows.map(({ body }) => noticeSchema.parse(body).key);
  return Object.fromEntries(keys.map((key) => [key, keys.filter((one) => one === key).length]));
}

async function recognitionOf({ store }: Harness, parts: Partial<RecognitionCase> = {}): Promise<RecognitionCase> {
  const { plan, student } = await makeStudyPlan(store, { state: 'recognised' });
  const draft = {
    student: student.id,
    institute: plan.institute,
    studyPlan: plan.id,
    planVersion: 1,
    state: 'issued' as const,
    recognition: makeRecognition(),
    flagged: [],
    signedBy: null,
    countersignedBy: null,
    issuedOn: '2026-11-02',
    acceptedByStudent: false,
    ...parts,
  };
  return granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.issue'))));
}

async function appealOf(
  { store }: Harness,
  subject: Appeal['subject'],
  of: Pick<Appeal, 'student' | 'institute'>,
  parts: Partial<Appeal> = {},
) {
  const draft = {
    subject,
    student: of.student,
    institute: of.institute,
    state: 'lodged' as const,
    ground: 'procedural-error',
    text: '',
    decidedOn: '2026-11-02',
    decidedBy: [],
    lodgedOn: '2026-11-02',
    reason: null,
    outcome: null,
    ...parts,
  };
  return granted(await transact(store, (tx) => create(tx, 'appeal', draft, act('appeal.lodge'))));
}

onEveryService('the clock', (harness) => {
  const runOn = async (days: number): Promise<void> => {
    harness().clock.at = after(days);
    await runDay(harness().service);
    // A second run on the same day says nothing more.
    expect(await runDay(harness().service)).toEqual({ expired: 0, reminded: 0, closed: 0, failed: 0 });
  };
  /** How often each person was told one thing, after the days that are asked for. */
  const courseOf = async (days: readonly number[], key: NoticeRule['id'], people: readonly Pick<User, 'id'>[]) => {
    const counts: number[][] = [];
    for (const day of days) {
      await runOn(day);
      const row: number[] = [];
      for (const person of people) row.push((await told(harness(), person))[key] ?? 0);
      counts.push(row);
    }
    harness().clock.at = AT;
    return counts;
  };
  const planIn = (state: StateOf<'plan'>, parts: Partial<StudyPlan> = {}) =>
    makeStudyPlan(harness().store, { state, ...parts });
  const personOf = async (...args: Parameters<Harness['person']>): Promise<User> =>
    (await harness().person(...args)).user;

  it('reminds the directorate of a plan on each of the policy\u2019s days after it was submitted, and no other', async () => {
    const { plan, institute, student } = await planIn('submitted');
    const directorate = await personOf('directorate', institute.id);
    const other = await personOf('directorate', (await planIn('draft')).institute.id);
    // Five days: the seventh before lies before its submission.
    const days = [0, 1, 2, 3, 4, 5, 7, 8, 9];
    const counts = await courseOf(days, 'plan-step-due', [directorate, other, student]);
    expect(counts.map(([first]) => first)).toEqual([0, 0, 1, 1, 2, 3, 3, 4, 4]);
    expect(counts.every(([, second, third]) => second === 0 && third === 0)).toBe(true);
    const rows = await harness()
      .store.connection.selectFrom('notices')
      .select('body')
      .where('to', '=', directorate.id)
      .execute();
    expect(rows.map(({ body }) => noticeSchema.parse(body))).toContainEqual(
      expect.objectContaining({
        subject: { kind: 'plan', id: plan.id },
        parameters: { case: plan.id.slice(0, 8), host: 'Host', deadline: '2026-11-07' },
      }),
    );
  });

  it.each([
    ['draft', 14],
    ['asked', 7],
  ] as const)('reminds the student of a plan that is "%s"', async (state, days) => {
    const { student, institute } = await planIn(state);
    const adviser = await personOf('adviser', institute.id);
    expect(await courseOf([days - 4, days - 3, days], 'plan-step-due', [student, adviser])).toEqual([
      [state === 'draft' ? 1 : 0, 0],
      [state === 'draft' ? 2 : 1, 0],
      [state === 'draft' ? 3 : 2, 0],
    ]);
  });

  it('does not ask for the plan of a stay that was refused', async () => {
    const { application, student } = await planIn('draft');
    const refused = { ...application, state: 'declined' as const };
    granted(await transact(harness().store, (tx) => update(tx, 'application', refused, act('application.decline'))));
    expect(await courseOf([14], 'plan-step-due', [student])).toEqual([[0]]);
  });

  it('reminds the office of what is to go to the host or comes from there, and the registrar of what came back', async () => {
    const [coordinator, registrar] = [await personOf('coordinator'), await personOf('registrar')];
    await planIn('pre-approved');
    await planIn('with-host');
    await planIn('returned');
    const counts = await courseOf([5, 10, 21], 'plan-step-due', [coordinator, registrar]);
    // Due on the 5th day (sent), the 21st (answered) and the 10th (reconciled); a run after a pause says the latest alone.
    expect(counts[0]?.[0]).toBe(1);
    expect(counts[2]?.[0]).toBe(3);
    expect(counts.map(([, second]) => second)).toEqual([1, 2, 2]);
  });

  it('reminds of changes, second looks and appeals, but nobody of what that person may not do', async () => {
    const { store } = harness();
    const { institute, student } = await makeApplication(store);
    const directorate = await personOf('directorate', institute.id);
    await MAKERS.change(store, { owner: student, institute });
    expect(await courseOf([3], 'change-step-due', [directorate, student])).toEqual([[1, 0]]);

    const [signer, other] = [await personOf('registrar'), await personOf('registrar')];
    const look = await recognitionOf(harness(), { state: 'second-look', signedBy: signer.id, issuedOn: null });
    const second = await personOf('directorate', look.institute);
    expect(await courseOf([5], 'recognition-step-due', [signer, other, second])).toEqual([[0, 1, 1]]);

    const [decider, member] = [await personOf('commission'), await personOf('commission')];
    const subject = { kind: 'recognition', id: look.id } as const;
    await appealOf(harness(), subject, look, { state: 'admitted', decidedBy: [decider.id] });
    expect(await courseOf([10], 'appeal-step-due', [decider, member, signer])).toEqual([[0, 1, 0]]);
  });

  it('reminds of a transcript that should be here some weeks after the stay', async () => {
    const { student } = await planIn('frozen', { stay: { start: '2026-02-01', end: '2026-10-31' } });
    const coordinator = await personOf('coordinator');
    // Due on 5 December, 35 days after the end of October: that is the 33rd day.
    const counts = await courseOf([2, 3, 32, 33, 36, 37], 'transcript-due', [student, coordinator]);
    expect(counts.map(([first]) => first)).toEqual([0, 1, 2, 3, 4, 4]);
    expect(counts.map(([, second]) => second)).toEqual(counts.map(([first]) => first));
  });

  it('reminds a student of the end of the time for appeals, as long as one can and has not', async () => {
    const { store } = harness();
    const refuse = async (): Promise<Application> => {
      const { application } = await makeApplication(store);
      const refusal = { on: '2026-11-02', by: 'somebody' };
      const refused = { ...application, state: 'declined' as const, refusal };
      return granted(await transact(store, (tx) => update(tx, 'application', refused, act('application.decline'))));
    };
    const { plan, student } = await planIn('draft');
    const decision = { ...makeDecision({ plan }, student), decision: 'refuse' as const, reason: 'content-differs' };
    const place = { studyPlan: plan.id, planVersion: 1, change: null, decisions: [{ seen: 0, decision }] };
    granted(await transact(store, (tx) => decisions.add(tx, place, act('plan.decide'))));
    const [declined, appealed] = [await refuse(), await refuse()];
    await appealOf(harness(), { kind: 'application', id: appealed.id }, appealed);
    const [issued, accepted] = [
      await recognitionOf(harness()),
      await recognitionOf(harness(), { acceptedByStudent: true }),
    ];
    const people = [declined, appealed, issued, accepted].map((one) => ({ id: one.student }));
    // Until 12 November: the reminders of the 5th, 9th, 11th and 12th, and none when it is too late.
    expect(await courseOf([1, 3, 7, 9, 10, 13], 'appeal-ends', [{ id: plan.student }, ...people])).toEqual(
      [0, 1, 2, 3, 4, 4].map((count) => [count, count, 0, count, 0]),
    );
  });

  it('closes a recognition when it can not be appealed against any more, and never while an appeal is open', async () => {
    const { store } = harness();
    const [late, accepted, appealed] = [
      await recognitionOf(harness(), { issuedOn: '2026-12-01' }),
      await recognitionOf(harness(), { issuedOn: '2026-12-01', acceptedByStudent: true }),
      await recognitionOf(harness(), { issuedOn: '2026-12-01' }),
    ];
    await appealOf(harness(), { kind: 'recognition', id: appealed.id }, appealed);
    const statesOn = async (at: string) => {
      harness().clock.at = `${at}T08:00:00.000Z`;
      await runDay(harness().service);
      const states: (string | undefined)[] = [];
      for (const { id } of [late, accepted, appealed])
        states.push((await find(store.connection, 'recognition', id))?.state);
      return states;
    };
    expect(await statesOn('2026-12-11')).toEqual(['issued', 'closed', 'issued']);
    expect(await statesOn('2026-12-12')).toEqual(['closed', 'closed', 'issued']);
    expect(await statesOn('2027-12-12')).toEqual(['closed', 'closed', 'issued']);
    const { items } = await audit.list(store.connection, { subject: { kind: 'recognition', id: late.id } });
    expect(items.at(-1)).toMatchObject({
      action: 'recognition.close',
      actor: 'system',
      at: '2026-12-12T08:00:00.000Z',
    });
    expect((await audit.verify(store)).ok).toBe(true);
    harness().clock.at = AT;
  });

  it('says in each reminder everything that its text names', async () => {
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});
