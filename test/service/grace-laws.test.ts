/** Whatever is decided and taken back: nothing is deleted, what was taken back is no precedent on any day, and one notice tells what stands. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settleDecisions } from '../../src/app/index.ts';
import type { BundlePrecedent, ChangeProposal, StudyPlan } from '../../src/domain/index.ts';
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

const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 0) || 6;
const DECISIONS = {
  approve: { decision: 'approve' },
  refuse: { decision: 'refuse', reason: 'content-differs' },
} as const;
const NOTICES = { approve: 'plan-pre-approved', refuse: 'plan-refused' } as const;
const CHANGE_NOTICES = { approve: 'change-approved', refuse: 'change-refused' } as const;
const VERDICTS = { approve: 'approved', refuse: 'refused' } as const;
type Word = keyof typeof DECISIONS;

/** How many decisions there are, what is remembered, and what the student was told. */
async function lookAt(harness: Harness, office: Office, { plan, host }: { plan: StudyPlan; host: string }) {
  const { connection } = harness.store;
  const { count } = await connection
    .selectFrom('bundleDecisions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('studyPlan', '=', plan.id)
    .executeTakeFirstOrThrow();
  const route = `/precedents?hostInstitution=${encodeURIComponent(host)}`;
  const { items } = await send<{ items: BundlePrecedent[] }>(harness, office.directorate, ['GET', route]);
  const told = await send<{ items: { key: string }[] }>(harness, office.student, ['GET', '/me/notices']);
  return {
    count: Number(count),
    precedents: items.map(({ decision }) => decision),
    notices: told.items.map(({ key }) => key),
  };
}

const undo = (harness: Harness, { directorate }: Office, { id, revision }: StudyPlan) =>
  send(harness, directorate, ['POST', `/study-plans/${id}/undo`], { revision, body: {} });

/** The time of grace is over, everybody signs in again, and the clock has come by twice. */
async function endGrace(harness: Harness, people: readonly { cookie: string; user: { id: string } }[]): Promise<void> {
  harness.clock.at = new Date(Date.parse(harness.clock.at) + 24 * 3_600_000).toISOString();
  for (const person of people) person.cookie = await harness.signedIn(person.user);
  await settleDecisions(harness.service);
  await settleDecisions(harness.service);
}

const noticesOf = async (harness: Harness, person: { cookie: string }): Promise<string[]> =>
  (await send<{ items: { key: string }[] }>(harness, person, ['GET', '/me/notices'])).items.map(({ key }) => key);

const precedentsAt = async (harness: Harness, { directorate }: Office, host: string): Promise<string[]> => {
  const route = `/precedents?hostInstitution=${encodeURIComponent(host)}`;
  const { items } = await send<{ items: BundlePrecedent[] }>(harness, directorate, ['GET', route]);
  return items.map(({ decision }) => decision).sort();
};

/** An office whose directorate has approved both bundles once, so that plans of them can be approved in bulk. */
async function makeKnown(harness: Harness) {
  harness.clock.at = AT;
  const office = await makeOffice(harness);
  const given = planOfTwo();
  await storeCourses(harness, given);
  const { id, version } = await submitPlan(harness, office, given);
  const body = { version, seen: 0, whole: DECISIONS.approve };
  await send(harness, office.directorate, ['POST', `/study-plans/${id}/decisions`], { body });
  await endGrace(harness, [office.directorate]);
  return { office, given, remembered: await precedentsAt(harness, office, given.host.institution) };
}

/** Those that were approved. */
async function approveInBulk(harness: Harness, { directorate }: Office, cases: readonly { plan: StudyPlan }[]) {
  if (cases.length === 0) return [];
  const plans = cases.map(({ plan: { id, version } }) => ({ id, version }));
  const route: [string, string] = ['POST', '/study-plans/bulk-approvals'];
  const { items } = await send<{ items: { plan: StudyPlan | null }[] }>(harness, directorate, route, {
    body: { plans },
  });
  return items.flatMap(({ plan }) => plan ?? []);
}

onEveryService(
  'decisions made and taken back in any order',
  (harness) => {
    it('leave every word, and only what stands is remembered and told, once', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom<Word>('approve', 'refuse'), { minLength: 1, maxLength: 3 }),
          fc.boolean(),
          async (words, isLastTakenBack) => {
            harness().clock.at = AT;
            const office = await makeOffice(harness());
            const given = planOfTwo();
            await storeCourses(harness(), given);
            const plan = await submitPlan(harness(), office, given);
            const about = { plan, host: given.host.institution };
            const takenBack = words.map((_, at) => at < words.length - 1 || isLastTakenBack);
            let before = 0;
            for (const [at, word] of words.entries()) {
              const seen = await lookAt(harness(), office, about);
              const decided = await send<{ plan: StudyPlan }>(
                harness(),
                office.directorate,
                ['POST', `/study-plans/${plan.id}/decisions`],
                { body: { version: plan.version, seen: seen.count, whole: DECISIONS[word] } },
              );
              const isTakenBack = takenBack[at] ?? true;
              if (isTakenBack) await undo(harness(), office, decided.plan);
              const now = await lookAt(harness(), office, about);
              expect(now.count).toBeGreaterThan(before);
              expect([now.precedents, now.notices]).toEqual([[], []]);
              before = now.count;
            }
            await endGrace(harness(), [office.student, office.directorate]);
            const stands = isLastTakenBack ? [] : words.slice(-1);
            expect(await lookAt(harness(), office, about)).toEqual({
              count: before,
              precedents: stands.flatMap((word) => [VERDICTS[word], VERDICTS[word]]),
              notices: stands.map((word) => NOTICES[word]),
            });
          },
        ),
        { numRuns: RUNS },
      );
    }, 600_000);

    it('in bulk: each plan stands or falls by itself, and the precedents that it rested on stay as they were', async () => {
      await fc.assert(
        fc.asyncProperty(
          // Of each plan, whether it is taken back, and approved again after that.
          fc.array(fc.constantFrom('stands', 'undone', 'again'), { minLength: 1, maxLength: 3 }),
          fc.boolean(),
          async (fates, isBackwards) => {
            const { office, given, remembered } = await makeKnown(harness());
            const { directorate } = office;
            const cases = [];
            for (const fate of fates) {
              const student = await harness().person('student', office.institute);
              cases.push({ fate, student, plan: await submitPlan(harness(), { ...office, student }, given) });
            }
            const approved = await approveInBulk(harness(), office, cases);
            expect(approved).toHaveLength(cases.length);
            const slips = cases.filter(({ fate }) => fate !== 'stands');
            const undone = approved.filter(({ id }) => slips.some(({ plan }) => plan.id === id));
            for (const plan of isBackwards ? undone.toReversed() : undone) await undo(harness(), office, plan);
            await approveInBulk(
              harness(),
              office,
              slips.filter(({ fate }) => fate === 'again'),
            );
            for (const { student } of cases) expect(await noticesOf(harness(), student)).toEqual([]);
            await endGrace(harness(), [directorate, ...cases.map(({ student }) => student)]);
            for (const { student, fate } of cases)
              expect(await noticesOf(harness(), student)).toEqual(fate === 'undone' ? [] : [NOTICES.approve]);
            expect(await precedentsAt(harness(), office, given.host.institution)).toEqual(remembered);
          },
        ),
        { numRuns: RUNS },
      );
    }, 600_000);

    it('on a change of an agreement: only what stands is remembered and told, once', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom<Word>('approve', 'refuse'), { minLength: 1, maxLength: 3 }),
          fc.boolean(),
          async (words, isLastTakenBack) => {
            harness().clock.at = AT;
            const office = await makeOffice(harness());
            const { directorate, student } = office;
            const given = planOfTwo();
            await storeCourses(harness(), given);
            const plan = await submitPlan(harness(), office, given);
            const decided = await send<{ plan: StudyPlan }>(
              harness(),
              directorate,
              ['POST', `/study-plans/${plan.id}/decisions`],
              { body: { version: plan.version, seen: 0, whole: DECISIONS.approve } },
            );
            const frozen = await agreeWithHost(harness(), office, decided.plan);
            const change = await propose(harness(), office, { frozen, given });
            const host = given.host.institution;
            const [before, told] = [await precedentsAt(harness(), office, host), await noticesOf(harness(), student)];
            for (const [at, word] of words.entries()) {
              // Each decision that was taken back left two entries.
              const decisions = [{ ...DECISIONS[word], bundle: 'b3', seen: 2 * at }];
              const judged = await send<{ change: ChangeProposal }>(
                harness(),
                directorate,
                ['POST', `/changes/${change.id}/decisions`],
                { body: { decisions } },
              );
              const { id, revision } = judged.change;
              if (at < words.length - 1 || isLastTakenBack)
                await send(harness(), directorate, ['POST', `/changes/${id}/undo`], { revision, body: {} });
              expect(await precedentsAt(harness(), office, host)).toEqual(before);
              expect(await noticesOf(harness(), student)).toEqual(told);
            }
            await endGrace(harness(), [directorate, student]);
            const stands = isLastTakenBack ? [] : words.slice(-1);
            const verdicts = stands.map((word) => VERDICTS[word]);
            expect(await precedentsAt(harness(), office, host)).toEqual([...before, ...verdicts].sort());
            const keys = stands.map((word) => CHANGE_NOTICES[word]);
            expect((await noticesOf(harness(), student)).sort()).toEqual([...told, ...keys].sort());
          },
        ),
        { numRuns: RUNS },
      );
    }, 600_000);
  },
  { grace: true },
);
