/** The commission decides as the ranking proposes: all places of a call and its reserve list in one request. */
import { z } from 'zod';
import {
  type Application,
  applicationSchema,
  failure,
  idSchema,
  type Problem,
  problemSchema,
  type Result,
  type SeatProposal,
  success,
} from '../../domain/index.ts';
import { isStillProposed, proposalsAboveTie } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { applyMove } from '../moves/application.ts';
import { type Doing, problem, refuse } from '../moves/step.ts';
import { found } from '../service/found.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { award, ofCall, rankNow, reserve } from './competition.ts';

/** Of each applicant of the ranking: as the application is now when it was decided on, or why it was left. */
export const rankingAppliedSchema = z.object({
  ranking: z.number().int().describe('the number of the ranking'),
  items: z.array(
    z.object({ id: idSchema, application: applicationSchema.nullable(), problems: z.array(problemSchema) }),
  ),
});
export type RankingApplied = z.infer<typeof rankingAppliedSchema>;

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
): Promise<Result<RankingApplied>> =>
  write(service, caller, { action: 'application.decide', answer: rankingAppliedSchema }, async (tx, act) => {
    const doing = { service, caller, act };
    const call = found('call', asked.call, await store.lockCall(tx, asked.call));
    if (!call.ok) return call;
    await store.lockApplications(tx, { call: asked.call, state: 'eligible' });
    const kept = await store.findRanking(tx, asked.call);
    if (kept === null)
      return refuse('guard-not-met', 'the applicants were never ranked', 'Rank the applicants of the call first');
    const now = await rankNow(tx, doing, call.value);
    if (!now.ok) return now;
    if (kept.number !== asked.number || !isStillProposed(kept.body, now.value))
      return failure(stale(asked.number, kept.number));
    const open = await ofCall(tx, asked.call, 'eligible');
    const decided = await decideAll(tx, doing, { ...asked, ranking: kept.body, open });
    if (!decided.ok) return decided;
    if (decided.value.size === 0) return failure(NOTHING_LEFT);
    const look = { ...asked, ranking: kept.body, decided: decided.value, open };
    return success({ ranking: kept.number, items: itemsOf(look) });
  });

interface Whole extends RankingApplication {
  readonly ranking: store.Ranking;
  readonly open: readonly Application[];
}

async function decideAll(
  tx: store.Tx,
  doing: Doing & { readonly act: store.Act },
  { call, ranking, open, declineReason }: Whole,
): Promise<Result<Map<string, Application>>> {
  const revisions = new Map(open.map(({ id, revision }) => [id, revision]));
  const behind = Math.max(0, ...(await ofCall(tx, call, 'reserved')).map(({ reservePlace }) => reservePlace ?? 0));
  const decided = new Map<string, Application>();
  for (const proposal of proposalsAboveTie(ranking)) {
    const { application: id } = proposal;
    const revision = revisions.get(id);
    const move = moveOf(proposal, { behind, declineReason });
    if (revision === undefined || move === null) continue;
    const acting = { ...doing, act: { ...doing.act, action: `application.${move.event}` } };
    const moved = await applyMove(tx, acting, { id, revision, ...move });
    if (!moved.ok) return failure(...moved.problems.map((one) => ({ ...one, value: id })));
    decided.set(id, moved.value);
  }
  return success(decided);
}

/** The step that a proposal comes to; null: none. Places on the reserve list come after those who are there. */
function moveOf(
  { proposal, funding, reservePlace }: SeatProposal,
  { behind, declineReason }: { readonly behind: number; readonly declineReason: string | undefined },
) {
  if (proposal === 'award') return { event: 'award' as const, change: award(funding ?? undefined) };
  if (proposal === 'reserve') return { event: 'reserve' as const, change: reserve(behind + (reservePlace ?? 1)) };
  if (proposal === 'tied' || declineReason === undefined) return null;
  return { event: 'decline' as const, reason: declineReason };
}

function itemsOf({
  ranking,
  decided,
  open,
}: Whole & { readonly decided: ReadonlyMap<string, Application> }): RankingApplied['items'] {
  const ids = [...ranking.proposals, ...ranking.incomplete].map(({ application }) => application);
  const stillOpen = new Set(open.map(({ id }) => id));
  return ids.map((id) => {
    const application = decided.get(id) ?? null;
    if (application) return { id, application, problems: [] };
    return { id, application, problems: [stillOpen.has(id) ? whyLeft(ranking, id) : ALREADY] };
  });
}

function whyLeft({ proposals, incomplete }: store.Ranking, id: string): Problem {
  const missing = incomplete.find(({ application }) => application === id)?.missing;
  if (missing) return problem('guard-not-met', `not ranked: ${missing.join(', ')} unknown`, 'Bring it, and rank again');
  const proposal = proposals.find(({ application }) => application === id)?.proposal;
  return proposal === 'decline' ? NO_REASON : TIED;
}

const TIED = problem(
  'guard-not-met',
  'nothing parts this applicant, or one above, from an equal at the last place',
  'Decide between the equal ones, and rank the rest again',
);
const NO_REASON = problem('reason-missing', 'no place is left for this applicant', 'Decline with a reason');
const ALREADY = problem('already-decided', 'this applicant was decided on before', 'Load the application');
const NOTHING_LEFT = problem(
  'already-decided',
  'nothing of this ranking is left that can be decided together',
  'Load the call, and decide on those who are left by themselves',
);

const stale = (asked: number, last: number): Problem =>
  problem(
    'version-conflict',
    asked === last
      ? 'somebody has decided or changed something since this ranking'
      : `ranking ${asked} does not count any more: the last one is ${last}`,
    'Rank the applicants again, and look at what is proposed now',
  );
