import { expect, it } from 'vitest';
import {
  decisions,
  find,
  findOwner,
  list,
  listPassedOn,
  listWaiting,
  listWaitingSince,
  plans,
  seats,
  transact,
  update,
} from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import {
  AT,
  act,
  granted,
  HASH,
  makeApplication,
  makeCall,
  makeDecision,
  makeInstitute,
  makePlan,
  makeStudyPlan,
} from './samples.ts';

const EVERYTHING = { all: true, owner: null, institutes: [] };
const onDay = (day: string) => `2026-11-${day}T23:30:00.000Z`;

onEveryDatabase('queues', (store) => {
  it('show of each state those that have waited longest, with what a person looks at', async () => {
    const institute = await makeInstitute(store());
    const call = await makeCall(store(), { quantity: 1 });
    const cases = [];
    for (const day of ['05', '03', '04']) {
      const { application } = await makeApplication(store(), { institute, call });
      const moved = { ...application, state: 'eligible' as const };
      granted(
        await transact(store(), (tx) =>
          update(tx, 'application', moved, act('application.check', 'system', onDay(day))),
        ),
      );
      cases.push(application);
    }
    const { application: fresh } = await makeApplication(store(), { institute, call });
    const reach = { all: false, owner: null, institutes: [institute.id] };
    const filter = { states: ['eligible', 'submitted'], reach, limit: 2 };
    const waiting = await listWaiting(store().connection, 'application', filter);
    expect(waiting.map(({ id, state, since }) => [id, state, since])).toEqual([
      [cases[1]?.id, 'eligible', onDay('03')],
      [cases[2]?.id, 'eligible', onDay('04')],
      [fresh.id, 'submitted', AT],
    ]);
    expect(waiting[0]).toMatchObject({ institute: institute.id, student: cases[1]?.student });
    expect(waiting[0]?.look).toEqual({
      call: call.id,
      callDeadline: call.deadline,
      seatFree: true,
      reservePlace: null,
    });
    const seat = { application: cases[0]?.id ?? '', call: call.id, funding: 'own-expense' } as const;
    granted(await transact(store(), (tx) => seats.take(tx, seat, act('seat.take'))));
    const [full] = await listWaiting(store().connection, 'application', filter);
    expect(full?.look.seatFree).toBe(false);
    const elsewhere = { ...filter, reach: { ...reach, institutes: ['another'] } };
    expect(await listWaiting(store().connection, 'application', elsewhere)).toEqual([]);
    const own = { ...filter, reach: { all: false, owner: fresh.student, institutes: [] } };
    expect((await listWaiting(store().connection, 'application', own)).map(({ id }) => id)).toEqual([fresh.id]);
    expect(await listWaiting(store().connection, 'application', { ...filter, states: [] })).toEqual([]);
  });

  it('count from the day of a state, whatever is written while it lasts', async () => {
    const { plan } = await makeStudyPlan(store());
    const since = async (from: string, to = from, after: string | null = null) => {
      const window = { state: 'submitted', from, to, after, limit: 500 };
      const { items: found } = await listWaitingSince(store().connection, 'plan', window);
      return found.filter(({ record }) => record.id === plan.id).map((one) => [one.since, one.record.revision]);
    };
    const stay = { start: '2027-09-01', end: '2027-12-31' };
    const later = act('plan.stay', 'system', onDay('09'));
    granted(await transact(store(), (tx) => plans.update(tx, { plan: { ...plan, stay } }, later)));
    expect(await since('2026-11-02')).toEqual([[AT, 2]]);
    expect([await since('2026-11-01'), await since('2026-11-03', '2026-11-09')]).toEqual([[], []]);
    expect(await since('2026-11-01', '2026-11-03', plan.id)).toEqual([]);
    const back = { ...plan, revision: 2, state: 'draft' as const };
    granted(await transact(store(), (tx) => plans.update(tx, { plan: back }, later)));
    const again = { ...plan, revision: 3 };
    const resubmit = act('plan.submit', 'system', onDay('10'));
    granted(await transact(store(), (tx) => plans.update(tx, { plan: again }, resubmit)));
    expect([await since('2026-11-02'), await since('2026-11-10')]).toEqual([[], [[onDay('10'), 4]]]);
  });

  it('show what was passed on to an institute until somebody there has decided', async () => {
    const found = await makeStudyPlan(store());
    const other = await makeInstitute(store());
    const decide = (seen: number, decision: ReturnType<typeof makeDecision>) => {
      const place = { studyPlan: found.plan.id, planVersion: 1, change: null, decisions: [{ seen, decision }] };
      return transact(store(), (tx) => decisions.add(tx, place, act('plan.decide')));
    };
    const approval = makeDecision(found, found.student);
    const [passed] = granted(await decide(0, { ...approval, decision: 'pass-on', to: other.id }));
    const waiting = await listPassedOn(store().connection, [other.id]);
    expect(waiting).toEqual([
      {
        ...{ id: passed?.id, studyPlan: found.plan.id, change: null, student: found.student.id },
        ...{ to: other.id, since: '2026-11-02' },
      },
    ]);
    expect(await listPassedOn(store().connection, [found.institute.id])).toEqual([]);
    expect(await decisions.find(store().connection, passed?.id ?? '')).toEqual(passed);
    granted(await decide(1, { ...approval, institute: other.id }));
    expect(await listPassedOn(store().connection, [other.id])).toEqual([]);
  });
});

onEveryDatabase('cases', (store) => {
  it('belong to the student and the institute of the case that they are part of', async () => {
    const { plan, student, institute } = await makeStudyPlan(store());
    const draft = {
      studyPlan: plan.id,
      baseVersion: 1,
      state: 'proposed' as const,
      items: [{ status: 'deleted' as const, bundle: 'b1', reason: 'not-available' }],
      plan: makePlan(1),
      contentHash: HASH,
      proposedBy: student.id,
      proposedOn: '2026-11-02',
      reason: null,
    };
    const change = granted(await transact(store(), (tx) => plans.createChange(tx, draft, act('change.propose'))));
    const { connection } = store();
    const owner = { student: student.id, institute: institute.id };
    expect(await findOwner(connection, 'plan', plan.id)).toEqual(owner);
    expect(await findOwner(connection, 'change', change.id)).toEqual(owner);
    expect(await findOwner(connection, 'application', plan.id)).toBeNull();
  });

  it('come with the version that counts, and without the reasons of its matches where they are not asked for', async () => {
    const { plan } = await makeStudyPlan(store());
    const { connection } = store();
    const [whole] = await plans.inForce(connection, [plan.id, 'absent']);
    const version = await plans.findVersion(connection, plan.id, 1);
    expect(whole).toEqual({ plan: await find(connection, 'plan', plan.id), version, changes: [] });
    const [lean] = await plans.inForce(connection, [plan.id], { isLean: true });
    expect(lean?.version.plan.bundles.map(({ id }) => id)).toEqual(['b1', 'b2']);
    expect(
      (await list(connection, 'plan', { where: { application: plan.application }, reach: EVERYTHING })).items,
    ).toEqual([plan]);
  });
});
