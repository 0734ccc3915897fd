/** After a slip of a commission: its decisions and the answers to appeals are taken back before anybody is told, and later with a reason. */
import { expect, it } from 'vitest';
import { settleDecisions } from '../../src/app/index.ts';
import { type Appeal, type Application, Rational } from '../../src/domain/index.ts';
import { audit, seats, transact, update } from '../../src/store/index.ts';
import { AT, act, granted, makeApplication, makeCall } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office, send } from './plan-life.ts';

interface Person {
  readonly user: Parameters<Harness['signedIn']>[0];
  cookie: string;
}

/** An applicant on whom the commission has not decided, and who decides. */
async function stageOf(harness: Harness) {
  harness.clock.at = AT;
  const office = await makeOffice(harness);
  const call = await makeCall(harness.store, { quantity: 1, languages: [] });
  const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
  const { application, student } = await makeApplication(harness.store, { call, institute });
  const facts = { ...application.facts, languages: [], points: { motivation: Rational.of(80) } };
  const draft = { ...application, state: 'eligible' as const, facts };
  const made = granted(
    await transact(harness.store, (tx) => update(tx, 'application', draft, act('application.check'))),
  );
  await send(harness, office.commission, ['POST', `/calls/${call.id}/ranking`], { body: {} });
  const other: Person = await harness.person('commission');
  const pupil: Person = { user: student, cookie: await harness.signedIn(student) };
  return { office, call, application: made, student: pupil, other };
}
type Stage = Awaited<ReturnType<typeof stageOf>>;

/** The clock moves on, what waits is settled, and everybody signs in again. */
async function hoursLater(harness: Harness, hours: number, { office, student, other }: Stage): Promise<void> {
  harness.clock.at = new Date(Date.parse(AT) + hours * 3_600_000).toISOString();
  for (const person of [student, other, office.commission, office.coordinator] as Person[])
    person.cookie = await harness.signedIn(person.user);
  await settleDecisions(harness.service);
}

const decide = (harness: Harness, { office }: Stage, { id, revision }: Application, decision: object) =>
  send<Application>(harness, office.commission, ['POST', `/applications/${id}/decide`], { revision, body: decision });

const move = <R>(
  harness: Harness,
  by: Person,
  [path, revision]: [string, number],
  body: object = {},
  expected = [200],
) => send<R>(harness, by, ['POST', path], { revision, body, expected });

const keysOf = async (harness: Harness, person: Person) =>
  (await send<{ items: { key: string }[] }>(harness, person, ['GET', '/me/notices'])).items.map(({ key }) => key);

const takenOf = async (harness: Harness, { call }: Stage) => (await seats.of(harness.store.connection, call.id))?.taken;

const AWARD = { decision: 'award', funding: 'own-expense' };
const DECISIONS = [
  ['a place', AWARD, 'awarded', 'place-awarded'],
  ['a place on the reserve list', { decision: 'reserve' }, 'reserved', 'place-reserved'],
  ['a refusal', { decision: 'decline', reason: 'no-seat' }, 'declined', 'application-declined'],
] as const;

onEveryService(
  'a decision of the commission',
  (harness) => {
    it.each(DECISIONS)(
      '%s is taken back: nobody hears of it, and the audit tells all',
      async (_, decision, state, key) => {
        const stage = await stageOf(harness());
        const decided = await decide(harness(), stage, stage.application, decision);
        expect(decided.state).toBe(state);
        const path = `/applications/${decided.id}/undo`;
        await move(harness(), stage.student, [path, decided.revision], {}, [403]);
        await move(harness(), stage.office.coordinator, [path, decided.revision], {}, [403]);
        const back = await move<Application>(harness(), stage.office.commission, [path, decided.revision]);
        expect(back).toMatchObject({ state: 'eligible', award: null, reservePlace: null, refusal: null, reason: null });
        expect(await takenOf(harness(), stage)).toBe(0);
        await hoursLater(harness(), 48, stage);
        expect(await keysOf(harness(), stage.student)).toEqual([]);
        const subject = { kind: 'application', id: back.id };
        const { items } = await audit.list(harness().store.connection, { subject });
        expect(items.slice(-2).map(({ action }) => action)).toEqual([
          `application.${decision.decision}`,
          'application.undo',
        ]);
        // Decided anew, and told once.
        await decide(harness(), stage, back, decision);
        await hoursLater(harness(), 96, stage);
        await hoursLater(harness(), 97, stage);
        expect(await keysOf(harness(), stage.student)).toEqual([key]);
      },
    );

    it('stands after its time, and is then revoked with a reason, with what rests on it', async () => {
      const stage = await stageOf(harness());
      const awarded = await decide(harness(), stage, stage.application, AWARD);
      await hoursLater(harness(), 24, stage);
      expect(await keysOf(harness(), stage.student)).toEqual(['place-awarded']);
      const at = `/applications/${awarded.id}`;
      await move(harness(), stage.office.commission, [`${at}/undo`, awarded.revision], {}, [422]);
      expect(await send(harness(), stage.office.commission, ['GET', `${at}/rests`])).toEqual({
        seat: true,
        plans: [],
        appeals: [],
      });
      await move(harness(), stage.office.commission, [`${at}/revoke`, awarded.revision], { reason: 'no-seat' }, [422]);
      const why = { reason: 'decided-by-mistake' };
      const revoked = await move<Application>(
        harness(),
        stage.office.commission,
        [`${at}/revoke`, awarded.revision],
        why,
      );
      expect(revoked).toMatchObject({ state: 'eligible', award: null, reason: 'decided-by-mistake' });
      expect([await takenOf(harness(), stage), (await keysOf(harness(), stage.student)).sort()]).toEqual([
        0,
        ['application-revoked', 'place-awarded'],
      ]);
    });
  },
  { grace: true },
);

/** A refused applicant whose appeal is admitted. */
async function appealed(harness: Harness, stage: Stage): Promise<Appeal> {
  const { id } = await decide(harness, stage, stage.application, { decision: 'decline', reason: 'no-seat' });
  const appeal = await send<Appeal>(harness, stage.student, ['POST', `/applications/${id}/appeals`], {
    body: { ground: 'procedural-error', text: '' },
  });
  const path = `/appeals/${appeal.id}`;
  return move<Appeal>(harness, stage.office.coordinator, [`${path}/admit`, appeal.revision]);
}

const answer = (harness: Harness, { other }: Stage, { id, revision }: Appeal, word: 'uphold' | 'dismiss') =>
  move<Appeal>(harness, other, [`/appeals/${id}/decision`, revision], { answer: word, reason: 'procedural-error' });

const stateOf = async (harness: Harness, { office }: Stage, { subject }: Appeal) =>
  (
    await send<Application>(harness, office.coordinator as Office['coordinator'], [
      'GET',
      `/applications/${subject.id}`,
    ])
  ).state;

onEveryService(
  'the answer to an appeal',
  (harness) => {
    it('that upholds it opens its subject once it stands, in the name of whoever gave it', async () => {
      const stage = await stageOf(harness());
      const upheld = await answer(harness(), stage, await appealed(harness(), stage), 'uphold');
      expect([upheld.state, upheld.outcome, await stateOf(harness(), stage, upheld)]).toEqual([
        'upheld',
        null,
        'declined',
      ]);
      await hoursLater(harness(), 24, stage);
      await hoursLater(harness(), 25, stage);
      expect(await stateOf(harness(), stage, upheld)).toBe('eligible');
      const told = await send<Appeal>(harness(), stage.other, ['GET', `/appeals/${upheld.id}`]);
      expect(told.outcome).toEqual({ reopened: true, state: 'eligible' });
      const { items } = await audit.list(harness().store.connection, {
        subject: { kind: 'application', id: upheld.subject.id },
      });
      expect(items.map(({ action, actor }) => [action, actor]).at(-1)).toEqual([
        'application.reopen',
        stage.other.user.id,
      ]);
      expect((await keysOf(harness(), stage.student)).sort()).toEqual([
        'appeal-admitted',
        'appeal-answered',
        'application-declined',
        'application-reopened',
      ]);
      expect((await audit.verify(harness().store)).ok).toBe(true);
    });

    it.each(['uphold', 'dismiss'] as const)(
      '%s is taken back: its subject stays, and nobody hears of it',
      async (word) => {
        const stage = await stageOf(harness());
        const given = await answer(harness(), stage, await appealed(harness(), stage), word);
        const back = await move<Appeal>(harness(), stage.other, [`/appeals/${given.id}/undo`, given.revision]);
        expect(back).toMatchObject({ state: 'admitted', reason: null, outcome: null });
        await hoursLater(harness(), 48, stage);
        expect(await stateOf(harness(), stage, given)).toBe('declined');
        expect(await keysOf(harness(), stage.student)).not.toContain('appeal-answered');
      },
    );

    it('that dismisses it is revoked later with a reason, and the appeal is answered anew', async () => {
      const stage = await stageOf(harness());
      const dismissed = await answer(harness(), stage, await appealed(harness(), stage), 'dismiss');
      await hoursLater(harness(), 24, stage);
      const at = `/appeals/${dismissed.id}`;
      await move(harness(), stage.other, [`${at}/undo`, dismissed.revision], {}, [422]);
      const revoked = await move<Appeal>(harness(), stage.other, [`${at}/revoke`, dismissed.revision], {
        reason: 'new-facts',
      });
      expect(revoked.state).toBe('admitted');
      expect(await keysOf(harness(), stage.student)).toContain('appeal-revoked');
    });

    it('that upholds it is revoked later with a reason: what it opened is listed and stays, and it is answered anew', async () => {
      const stage = await stageOf(harness());
      const upheld = await answer(harness(), stage, await appealed(harness(), stage), 'uphold');
      const at = `/appeals/${upheld.id}`;
      await hoursLater(harness(), 24, stage);
      const { id } = upheld.subject;
      const application = await send<Application>(harness(), stage.office.coordinator, ['GET', `/applications/${id}`]);
      await decide(harness(), stage, application, AWARD);
      const rests = await send(harness(), stage.other, ['GET', `${at}/rests`]);
      expect(rests).toEqual({
        subject: { kind: 'application', id, state: 'awarded' },
        reopened: true,
        seat: true,
        plans: [],
        recognitions: [],
        precedents: [],
      });
      const { revision } = await send<Appeal>(harness(), stage.other, ['GET', at]);
      const why = { reason: 'decided-by-mistake' };
      await move(harness(), stage.other, [`${at}/undo`, revision], {}, [422]);
      await move(harness(), stage.other, [`${at}/revoke`, revision], {}, [400]);
      await move(harness(), stage.other, [`${at}/revoke`, revision], { reason: 'procedural-error' }, [422]);
      await move(harness(), stage.office.commission, [`${at}/revoke`, revision], why, [422]);
      const revoked = await move<Appeal>(harness(), stage.other, [`${at}/revoke`, revision], why);
      expect(revoked).toMatchObject({
        state: 'admitted',
        reason: 'decided-by-mistake',
        outcome: { reopened: true, state: 'eligible' },
      });
      expect(await keysOf(harness(), stage.student)).toContain('appeal-revoked');
      expect([await stateOf(harness(), stage, revoked), await takenOf(harness(), stage)]).toEqual(['awarded', 1]);
      const again = await answer(harness(), stage, revoked, 'uphold');
      await hoursLater(harness(), 48, stage);
      // Decided anew meanwhile: there is nothing to open.
      expect((await send<Appeal>(harness(), stage.other, ['GET', at])).outcome).toEqual({
        reopened: false,
        state: 'awarded',
      });
      expect([await stateOf(harness(), stage, again), await takenOf(harness(), stage)]).toEqual(['awarded', 1]);
      const { items } = await audit.list(harness().store.connection, { subject: { kind: 'appeal', id: upheld.id } });
      expect(items.map(({ action }) => action)).toEqual([
        'appeal.lodge',
        'appeal.admit',
        'appeal.uphold',
        'appeal.reopen-subject',
        'appeal.revoke',
        'appeal.uphold',
        'appeal.reopen-subject',
      ]);
      expect((await audit.verify(harness().store)).ok).toBe(true);
    });

    it('that upholds it, revoked before it was told, follows first, so that nothing of it is lost', async () => {
      const stage = await stageOf(harness());
      const upheld = await answer(harness(), stage, await appealed(harness(), stage), 'uphold');
      const revoked = await move<Appeal>(harness(), stage.other, [`/appeals/${upheld.id}/revoke`, upheld.revision], {
        reason: 'new-facts',
      });
      expect(revoked).toMatchObject({ state: 'admitted', outcome: { reopened: true, state: 'eligible' } });
      expect(await keysOf(harness(), stage.student)).toEqual(
        expect.arrayContaining(['appeal-answered', 'appeal-revoked']),
      );
    });
  },
  { grace: true },
);
