/** Whatever is decided and taken back: nothing is deleted, what was taken back is no precedent on any day, and one notice tells what stands. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settleDecisions } from '../../src/app/index.ts';
import type { BundlePrecedent, StudyPlan } from '../../src/domain/index.ts';
import { AT } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office, planOfTwo, send, storeCourses, submitPlan } from './plan-life.ts';

const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 0) || 6;
const DECISIONS = {
  approve: { decision: 'approve' },
  refuse: { decision: 'refuse', reason: 'content-differs' },
} as const;
const NOTICES = { approve: 'plan-pre-approved', refuse: 'plan-refused' } as const;
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
            harness().clock.at = new Date(Date.parse(AT) + 24 * 3_600_000).toISOString();
            for (const person of [office.student, office.directorate])
              person.cookie = await harness().signedIn(person.user);
            await settleDecisions(harness().service);
            await settleDecisions(harness().service);
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
    });
  },
  { grace: true },
);
