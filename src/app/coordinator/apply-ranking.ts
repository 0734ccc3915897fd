/** The commission decides as the ranking proposes: all places of a call and its reserve list in one request. */
import { z } from 'zod';
import {
  type Application,
  applicationSchema,
  failure,
  idSchema,
  type Problem,
  problem,
  problemSchema,
  type Result,
  reason,
  type SeatProposal,
} from '../../domain/index.ts';
import { isStillProposed, proposalsAboveTie } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { applicationsOf } from '../moves/application.ts';
import { moveIn } from '../moves/move.ts';
import {
  attempt,
  type Caller,
  found,
  need,
  refuse,
  type Service,
  type Transaction,
  write,
} from '../service/service.ts';
import { rankNow } from './competition.ts';

/** Of each applicant of the ranking: as the application is now when it was decided on, or why it was left. */
export const rankingAppliedSchema = z.object({
  ranking: z.number().int().describe('the number of the ranking'),
  items: z.array(
    z.object({ id: idSchema, application: applicationSchema.nullable(), problems: z.array(problemSchema) }),
  ),
});

export interface RankingApplication {
  readonly call: string;
  /** Of the ranking that was looked at. */
  readonly number: number;
  /** Code of the reason for those who get neither place nor reserve; they are left open without it. */
  readonly declineReason?: string | undefined;
}

/**
 * Each application is decided on as if by itself, with its own event and notice, and either all of them are or none. A ranking that no
 * longer says what would be proposed now is refused: somebody has decided or changed something since.
 */
export const applyRanking = (
  service: Service,
  caller: Caller,
  asked: RankingApplication,
): Promise<Result<z.infer<typeof rankingAppliedSchema>>> =>
  write(service, caller, { action: 'application.decide', answer: rankingAppliedSchema }, async (work) => {
    const call = found('call', asked.call, await store.lock(work.tx, 'call', asked.call));
    await store.lockAll(work.tx, 'application', { call: asked.call, state: 'eligible' });
    const kept =
      (await store.results.find(work.tx, 'ranking', asked.call)) ?? refuse('guard-not-met', reason('never-ranked'));
    const now = await rankNow(work, call);
    if (kept.number !== asked.number)
      refuse('version-conflict', reason('ranking-replaced', { number: asked.number, last: kept.number }));
    if (!isStillProposed(kept.body, now)) refuse('version-conflict', reason('ranking-outdated'));
    const open = await applicationsOf(work.tx, asked.call, 'eligible');
    const decided = await decideAll(work, { ...asked, ranking: kept.body, open });
    if (decided.size === 0) refuse('already-decided', reason('ranking-used-up'));
    return { ranking: kept.number, items: itemsOf(kept.body, decided, open) };
  });

async function decideAll(
  work: Transaction,
  {
    call,
    ranking,
    open,
    declineReason,
  }: RankingApplication & {
    readonly ranking: store.Ranking;
    readonly open: readonly Application[];
  },
): Promise<Map<string, Application>> {
  const revisions = new Map(open.map(({ id, revision }) => [id, revision]));
  const reserved = await applicationsOf(work.tx, call, 'reserved');
  const behind = Math.max(0, ...reserved.map(({ reservePlace }) => reservePlace ?? 0));
  const decided = new Map<string, Application>();
  for (const proposal of proposalsAboveTie(ranking)) {
    const { application: id } = proposal;
    const revision = revisions.get(id);
    const decision = decisionOf(proposal, { behind, declineReason });
    if (revision === undefined || decision === null) continue;
    const moved = await attempt(() => moveIn(work, { kind: 'application', id, revision, ...decision }));
    decided.set(id, need(moved.ok ? moved : failure(...moved.problems.map((one) => ({ ...one, value: id })))));
  }
  return decided;
}

/** The move that a proposal comes to; null: none. Places on the reserve list come after those who are there. */
function decisionOf(
  { proposal, funding, reservePlace }: SeatProposal,
  { behind, declineReason }: { readonly behind: number; readonly declineReason: string | undefined },
) {
  if (proposal === 'award') return { event: 'award' as const, funding: funding ?? undefined };
  if (proposal === 'reserve') return { event: 'reserve' as const, place: behind + (reservePlace ?? 1) };
  if (proposal === 'tied' || declineReason === undefined) return null;
  return { event: 'decline' as const, reason: declineReason };
}

function itemsOf(ranking: store.Ranking, decided: ReadonlyMap<string, Application>, open: readonly Application[]) {
  return [...ranking.proposals, ...ranking.incomplete].map(({ application: id }) => {
    const application = decided.get(id) ?? null;
    if (application) return { id, application, problems: [] };
    const isOpen = open.some((one) => one.id === id);
    return {
      id,
      application,
      problems: [isOpen ? whyLeft(ranking, id) : problem('already-decided', reason('applicant-decided-before'))],
    };
  });
}

function whyLeft({ proposals, incomplete }: store.Ranking, id: string): Problem {
  const missing = incomplete.find(({ application }) => application === id)?.missing;
  if (missing) return problem('guard-not-met', reason('applicant-incomplete', { missing }));
  const proposal = proposals.find(({ application }) => application === id)?.proposal;
  return proposal === 'decline'
    ? problem('reason-missing', reason('no-place-left-for-applicant'))
    : problem('guard-not-met', reason('applicants-tied'));
}
