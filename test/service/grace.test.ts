/** After a slip: a decision is taken back before anybody is told and anything is remembered. */
import { expect, it } from 'vitest';
import { settleDecisions } from '../../src/app/index.ts';
import type { BundlePrecedent, ChangeProposal, RecognitionCase, StudyPlan } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { AT } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import {
  agreeWithHost,
  makeOffice,
  type Office,
  planOfTwo,
  propose,
  send,
  storeCourses,
  submitPlan,
} from './plan-life.ts';

const HOUR = 3_600_000;
const after = (hours: number): string => new Date(Date.parse(AT) + hours * HOUR).toISOString();

/** The clock moves, and everybody signs in again. */
async function at(harness: Harness, hours: number, office: Office): Promise<void> {
  harness.clock.at = after(hours);
  for (const person of [office.student, office.directorate, office.registrar])
    person.cookie = await harness.signedIn(person.user);
}

type Two = ReturnType<typeof planOfTwo>;
interface Decided {
  readonly plan: StudyPlan;
  readonly event: string | null;
}

/** A plan whose courses are known, submitted at the instant of the tests. */
async function submitted(harness: Harness) {
  harness.clock.at = AT;
  const office = await makeOffice(harness);
  const given = planOfTwo();
  await storeCourses(harness, given);
  return { office, given, plan: await submitPlan(harness, office, given) };
}

const decide = (harness: Harness, { directorate }: Office, { id, version }: StudyPlan, decision: object) =>
  send<Decided>(harness, directorate, ['POST', `/study-plans/${id}/decisions`], {
    body: { version, seen: 0, whole: decision },
  });

const undo = (
  { request }: Harness,
  { cookie }: { cookie: string },
  [kind, { id, revision }]: [string, { id: string; revision: number }],
  body: object = {},
) => request('POST', `/api/v1/${kind}/${id}/undo`, { cookie, headers: { 'if-match': `"${revision}"` }, body });

const precedentsOf = async (harness: Harness, { directorate }: Office, { host }: Two) =>
  (
    await send<{ items: BundlePrecedent[] }>(harness, directorate, [
      'GET',
      `/precedents?hostInstitution=${encodeURIComponent(host.institution)}`,
    ])
  ).items.map(({ decision, status }) => `${decision} ${status}`);

const noticesOf = async (harness: Harness, person: { cookie: string }) =>
  (await send<{ items: { key: string }[] }>(harness, person, ['GET', '/me/notices'])).items.map(({ key }) => key);

const standingOf = async (harness: Harness, { directorate }: Office, { id }: { id: string }) => {
  const { undoUntil, bundles } = await send<{ undoUntil: string | null; bundles: { state: string }[] }>(
    harness,
    directorate,
    ['GET', `/study-plans/${id}/standing`],
  );
  return { undoUntil, states: bundles.map(({ state }) => state) };
};

onEveryService(
  'after a slip',
  (harness) => {
    it('an approval is told and remembered after a day, and once', async () => {
      const { office, given, plan } = await submitted(harness());
      const { plan: approved } = await decide(harness(), office, plan, { decision: 'approve' });
      expect(approved.state).toBe('pre-approved');
      expect(await standingOf(harness(), office, plan)).toMatchObject({ undoUntil: after(24) });
      await at(harness(), 23.9, office);
      await settleDecisions(harness().service);
      expect([await noticesOf(harness(), office.student), await precedentsOf(harness(), office, given)]).toEqual([
        [],
        [],
      ]);
      await at(harness(), 24, office);
      expect((await undo(harness(), office.directorate, ['study-plans', approved])).status).toBe(422);
      await settleDecisions(harness().service);
      await settleDecisions(harness().service);
      expect(await noticesOf(harness(), office.student)).toEqual(['plan-pre-approved']);
      expect(await precedentsOf(harness(), office, given)).toEqual(['approved counts', 'approved counts']);
      expect(await standingOf(harness(), office, plan)).toMatchObject({ undoUntil: null });
    });

    it('a refusal is taken back: nobody hears of it, nothing is remembered, and the audit tells all', async () => {
      const { office, given, plan } = await submitted(harness());
      const slip = { decision: 'refuse', reason: 'content-differs' };
      const { plan: refused } = await decide(harness(), office, plan, slip);
      expect(refused.state).toBe('draft');
      expect((await undo(harness(), office.student, ['study-plans', refused])).status).toBe(403);
      expect((await undo(harness(), office.directorate, ['study-plans', refused])).status).toBe(200);
      expect(await standingOf(harness(), office, plan)).toEqual({ undoUntil: null, states: ['open', 'open'] });
      await at(harness(), 48, office);
      await settleDecisions(harness().service);
      expect([await noticesOf(harness(), office.student), await precedentsOf(harness(), office, given)]).toEqual([
        [],
        [],
      ]);
      const { items } = await audit.list(harness().store.connection, { subject: { kind: 'study plan', id: plan.id } });
      expect(items.map(({ action }) => action)).toEqual(['plan.create', 'plan.submit', 'plan.refuse', 'plan.undo']);
      const { count } = await harness()
        .store.connection.selectFrom('bundleDecisions')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('studyPlan', '=', plan.id)
        .executeTakeFirstOrThrow();
      // Two refusals, and each taken back: nothing is deleted.
      expect(count).toBe(4);
      expect((await audit.verify(harness().store)).ok).toBe(true);
    });

    it('one bundle is taken back and decided anew, the others stay decided', async () => {
      const { office, given, plan } = await submitted(harness());
      const { plan: approved } = await decide(harness(), office, plan, { decision: 'approve' });
      await undo(harness(), office.directorate, ['study-plans', approved], { bundles: ['b2'] });
      expect((await standingOf(harness(), office, plan)).states).toEqual(['approved', 'open']);
      const decisions = [{ decision: 'refuse', bundle: 'b2', seen: 2, reason: 'content-differs' }];
      const { event } = await send<Decided>(
        harness(),
        office.directorate,
        ['POST', `/study-plans/${plan.id}/decisions`],
        {
          body: { version: plan.version, decisions },
        },
      );
      expect(event).toBe('refuse');
      await at(harness(), 24, office);
      await settleDecisions(harness().service);
      expect(await noticesOf(harness(), office.student)).toEqual(['plan-refused']);
      expect((await precedentsOf(harness(), office, given)).sort()).toEqual(['approved counts', 'refused counts']);
    });

    it('a decision on one of several bundles is taken back before the plan moves', async () => {
      const { office, plan } = await submitted(harness());
      const route = `/study-plans/${plan.id}/decisions`;
      const decisions = [{ decision: 'approve', bundle: 'b1', seen: 0 }];
      const half = await send<Decided>(harness(), office.directorate, ['POST', route], {
        body: { version: plan.version, decisions },
      });
      expect((await standingOf(harness(), office, plan)).states).toEqual(['approved', 'open']);
      expect((await undo(harness(), office.directorate, ['study-plans', half.plan], { bundles: ['b2'] })).status).toBe(
        422,
      );
      expect((await undo(harness(), office.directorate, ['study-plans', half.plan])).status).toBe(200);
      expect((await standingOf(harness(), office, plan)).states).toEqual(['open', 'open']);
    });

    it('a case that goes on ends the time: what was decided follows first', async () => {
      const { office, given, plan } = await submitted(harness());
      const { plan: approved } = await decide(harness(), office, plan, { decision: 'approve' });
      const frozen = await agreeWithHost(harness(), office, approved);
      expect((await noticesOf(harness(), office.student)).sort()).toEqual(['plan-agreed', 'plan-pre-approved']);
      expect(await precedentsOf(harness(), office, given)).toEqual(['approved counts', 'approved counts']);
      expect((await undo(harness(), office.directorate, ['study-plans', frozen])).status).toBe(409);
    });

    it('an issued recognition is taken back with its plan, and after a day only with a reason', async () => {
      const { office, plan } = await submitted(harness());
      const { plan: approved } = await decide(harness(), office, plan, { decision: 'approve' });
      await agreeWithHost(harness(), office, approved);
      const csv =
        'code,title,credits,credit_system,grade,grade_scale\nM-10,Course M-10,5,ECTS,A,kz_2018\nP-10,Course P-10,5,ECTS,A,kz_2018';
      const { registrar } = office;
      await send(harness(), registrar, ['POST', `/study-plans/${plan.id}/transcripts`], {
        body: { transcript: { csv } },
      });
      const { recognition } = await send<{ recognition: RecognitionCase }>(
        harness(),
        registrar,
        ['POST', `/study-plans/${plan.id}/recognitions`],
        { body: {} },
      );
      const move = (one: Pick<RecognitionCase, 'id' | 'revision'>, event: string, body: object = {}) =>
        send<RecognitionCase>(harness(), registrar, ['POST', `/recognitions/${one.id}/${event}`], {
          revision: one.revision,
          body,
        });
      const planState = async () =>
        (await send<StudyPlan>(harness(), registrar, ['GET', `/study-plans/${plan.id}`])).state;
      const issued = await move(await move(recognition, 'sign'), 'issue');
      expect(await planState()).toBe('recognised');
      const back = await move(issued, 'undo');
      expect([back.state, back.issuedOn, await planState()]).toEqual(['confirmed', null, 'reconciled']);
      expect((await move(back, 'undo')).signedBy).toBeNull();
      const again = await move(
        await move(await send(harness(), registrar, ['GET', `/recognitions/${back.id}`]), 'sign'),
        'issue',
      );
      await at(harness(), 24, office);
      await settleDecisions(harness().service);
      expect(await noticesOf(harness(), office.student)).toContain('recognition-issued');
      expect((await undo(harness(), registrar, ['recognitions', again])).status).toBe(422);
      const revoked = await move(again, 'revoke', { reason: 'rule-misapplied' });
      expect([revoked.state, revoked.revokedFor, await planState()]).toEqual([
        'superseded',
        'rule-misapplied',
        'reconciled',
      ]);
      expect(await noticesOf(harness(), office.student)).toContain('recognition-revoked');
      const next = await send<{ recognition: RecognitionCase }>(
        harness(),
        registrar,
        ['POST', `/study-plans/${plan.id}/recognitions`],
        { body: {} },
      );
      expect(next.recognition.state).toBe('prepared');
    });

    it('plans approved in bulk are each taken back alone, and what stands is told once and remembered no second time', async () => {
      const { office, given, plan } = await submitted(harness());
      await decide(harness(), office, plan, { decision: 'approve' });
      await at(harness(), 24, office);
      await settleDecisions(harness().service);
      const others = [];
      for (let index = 0; index < 3; index += 1) {
        const student = await harness().person('student', office.institute);
        others.push({ student, plan: await submitPlan(harness(), { ...office, student }, given) });
      }
      const asked = others.map(({ plan: { id, version } }) => ({ id, version }));
      const approve = () =>
        send<{ items: { plan: StudyPlan | null }[] }>(
          harness(),
          office.directorate,
          ['POST', '/study-plans/bulk-approvals'],
          { body: { plans: asked } },
        );
      const approved = (await approve()).items.flatMap((one) => one.plan ?? []);
      expect(approved.map(({ state }) => state)).toEqual(Array(3).fill('pre-approved'));
      const slip = approved.find(({ id }) => id === asked[1]?.id);
      if (!slip) throw new Error('approved above');
      expect((await undo(harness(), office.directorate, ['study-plans', slip])).status).toBe(200);
      expect((await undo(harness(), office.directorate, ['study-plans', slip])).status).toBe(409);
      await at(harness(), 48, office);
      await settleDecisions(harness().service);
      await settleDecisions(harness().service);
      const told = [];
      for (const { student } of others)
        told.push(await noticesOf(harness(), { cookie: await harness().signedIn(student.user) }));
      expect(told).toEqual([['plan-pre-approved'], [], ['plan-pre-approved']]);
      expect(await precedentsOf(harness(), office, given)).toEqual(['approved counts', 'approved counts']);
      expect((await standingOf(harness(), office, { id: slip.id })).states).toEqual(['open', 'open']);
      // Decided again in bulk: only what is open is decided on.
      expect((await approve()).items.map((one) => one.plan?.state ?? null).sort()).toEqual([
        null,
        null,
        'pre-approved',
      ]);
    });

    it.each([
      ['approve', { decision: 'approve', bundle: 'b3', seen: 0 }, 'pre-approved', 'change-approved', 'approved'],
      [
        'refuse',
        { decision: 'refuse', bundle: 'b3', seen: 0, reason: 'content-differs' },
        'refused',
        'change-refused',
        'refused',
      ],
    ] as const)('a change: to %s it is taken back, decided anew, and told and remembered once', async (...row) => {
      const [, decision, state, key, verdict] = row;
      const { office, given, plan } = await submitted(harness());
      const { plan: approved } = await decide(harness(), office, plan, { decision: 'approve' });
      const frozen = await agreeWithHost(harness(), office, approved);
      const known = await precedentsOf(harness(), office, given);
      const change = await propose(harness(), office, { frozen, given });
      const route = `/changes/${change.id}`;
      const judge = (seen: number) =>
        send<{ change: ChangeProposal }>(harness(), office.directorate, ['POST', `${route}/decisions`], {
          body: { decisions: [{ ...decision, seen }] },
        });
      const { change: decided } = await judge(0);
      expect(decided.state).toBe(state);
      expect((await undo(harness(), office.student, ['changes', decided])).status).toBe(403);
      expect((await undo(harness(), office.directorate, ['changes', decided])).status).toBe(200);
      await at(harness(), 48, office);
      await settleDecisions(harness().service);
      expect(await noticesOf(harness(), office.student)).not.toContain(key);
      expect(await precedentsOf(harness(), office, given)).toEqual(known);
      const { change: again } = await judge(2);
      await at(harness(), 71.9, office);
      await settleDecisions(harness().service);
      expect(await noticesOf(harness(), office.student)).not.toContain(key);
      await at(harness(), 72, office);
      expect((await undo(harness(), office.directorate, ['changes', again])).status).toBe(422);
      await settleDecisions(harness().service);
      await settleDecisions(harness().service);
      expect((await noticesOf(harness(), office.student)).filter((one) => one === key)).toEqual([key]);
      expect((await precedentsOf(harness(), office, given)).sort()).toEqual([...known, `${verdict} counts`].sort());
      const { items } = await audit.list(harness().store.connection, {
        subject: { kind: 'change proposal', id: change.id },
      });
      const word = `change.${decision.decision}`;
      expect(items.map(({ action }) => action)).toEqual(['change.propose', word, 'change.undo', word]);
      expect((await audit.verify(harness().store)).ok).toBe(true);
    });
  },
  { grace: true },
);
