/** The competition for the places of a call: ranked by the policy, decided by the commission, one by one or as the ranking proposes. */
import { z } from 'zod';
import {
  type Application,
  applicationSchema,
  type Call,
  type CompetitionPolicy,
  failure,
  idSchema,
  type Problem,
  problem,
  problemSchema,
  type Rational,
  type Result,
  reason,
  type SeatProposal,
} from '../../domain/index.ts';
import { isStillProposed, proposalsAboveTie, proposeSeats, rankApplicants } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { applicationsOf } from '../moves/application.ts';
import { type Move, move, moveIn } from '../moves/move.ts';
import { invalid, refuseState, ruleOn } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  found,
  need,
  refuse,
  refuseFor,
  type Service,
  type Transaction,
  type Work,
  workOf,
  write,
} from '../service/service.ts';
import { loadAt } from '../student/applications.ts';

/** A ranking with its number, which is its ETag. */
const numberedRankingSchema = store.rankingSchema.extend({ number: z.number().int().positive() });
type NumberedRanking = z.infer<typeof numberedRankingSchema>;

/** Ranks the eligible applicants and proposes what the places that are left allow. Every ranking is kept; the last one counts. */
export const rankCall = (service: Service, caller: Caller, id: string): Promise<Result<NumberedRanking>> =>
  write(service, caller, { action: 'application.rank', answer: numberedRankingSchema }, async (work) => {
    const call = found('call', id, await store.lock(work.tx, 'call', id));
    const { number, body } = await store.results.save(
      work.tx,
      'ranking',
      { owner: id, body: await rankNow(work, call) },
      work.act,
    );
    return { ...body, number };
  });

/** As {@link rankingOf}, for whoever does not compete; nobody gives a place of the call meanwhile. */
export async function rankNow(work: Transaction, call: Call): Promise<store.StoredRanking> {
  const applicants = await applicationsOf(work.tx, call.id, 'eligible');
  if (applicants.some(({ student }) => student === work.caller.actor.user))
    refuse('not-permitted', reason('own-competition'));
  return rankingOf(work, call, applicants);
}

/** What a ranking of these applicants would say now. */
async function rankingOf(work: Work, call: Call, applicants: readonly Application[]): Promise<store.StoredRanking> {
  const { connection, caller } = work;
  const policy = ruleOn(work, 'competitions');
  const { ranked, incomplete } = rankApplicants(policy, call.languages, applicants);
  const seats = found('call', call.id, await store.seats.of(connection, call.id));
  const reserved = (await applicationsOf(connection, call.id, 'reserved')).length;
  const wishes = new Map(applicants.map((one) => [one.id, one.funding]));
  const proposals = proposeSeats(ranked, wishes, {
    places: seats.quantity - seats.taken,
    grants: seats.grantPlaces - seats.grantsTaken,
    reserve: policy.reserve === null ? null : Math.max(0, policy.reserve - reserved),
  });
  const { id, version } = policy;
  const ranking = { policy: { id, version }, date: dayOf(caller), ranked, proposals, incomplete };
  return store.rankingSchema.parse(JSON.parse(JSON.stringify(ranking)));
}

/** The last ranking of a call, whether it still holds, its seats and its reserve list. */
export const readStanding = (
  service: Service,
  caller: Caller,
  id: string,
): Promise<
  Result<{
    readonly ranking: NumberedRanking | null;
    /** Whether it proposes what a ranking made now would; false without one. */
    readonly isCurrent: boolean;
    /** By what is ranked today. */
    readonly rules: Pick<CompetitionPolicy, 'title' | 'criteria' | 'tieBreaks' | 'reserve'>;
    readonly seats: store.Seats;
    /** Applications on the reserve list, the next one first. */
    readonly reserve: { readonly application: string; readonly place: number }[];
  }>
> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const { connection } = work;
    const call = found('call', id, await store.find(connection, 'call', id));
    const seats = found('call', id, await store.seats.of(connection, id));
    const reserve = (await applicationsOf(connection, id, 'reserved'))
      .map((one) => ({ application: one.id, place: one.reservePlace ?? 0 }))
      .sort((a, b) => a.place - b.place);
    const last = await store.results.find(connection, 'ranking', id);
    const now = await rankingOf(work, call, await applicationsOf(connection, id, 'eligible'));
    const { title, criteria, tieBreaks, reserve: most } = ruleOn(work, 'competitions');
    return {
      ranking: last && { ...last.body, number: last.number },
      isCurrent: last !== null && isStillProposed(last.body, now),
      rules: { title, criteria, tieBreaks, reserve: most },
      seats,
      reserve,
    };
  });

/** The commission's decision on one applicant. Of those who decide at the same time the last seats go to the first. */
export const decideApplication = (
  service: Service,
  caller: Caller,
  {
    decision: event,
    ...asked
  }: Omit<Move<'application'>, 'kind' | 'event'> & {
    readonly decision: 'award' | 'reserve' | 'decline';
  },
): Promise<Result<Application>> => move(service, caller, { kind: 'application', event, ...asked });

type Points = Readonly<Record<string, Rational>>;

/** The commission's points by the criteria of the policy, each within its bounds. */
export const givePoints = (
  service: Service,
  caller: Caller,
  { id, revision, points }: Pick<Application, 'id' | 'revision'> & { readonly points: Points },
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.points', answer: applicationSchema }, async (work) => {
    const { record } = await loadAt(work.tx, id, revision);
    refuseFor(faultsOf(ruleOn(work, 'competitions'), points));
    if (record.state !== 'submitted' && record.state !== 'eligible')
      refuseState('application', record.state, 'points-too-late');
    const facts = { ...record.facts, points };
    return need(await store.update(work.tx, 'application', { ...record, facts }, work.act));
  });

function faultsOf({ criteria }: CompetitionPolicy, points: Points): Problem[] {
  const given = criteria.filter((criterion) => criterion.of === 'points');
  const possible = given.map(({ id, worst, best }) =>
    reason('points-criterion', { criterion: id, worst: worst.toString(), best: best.toString() }),
  );
  return Object.entries(points).flatMap(([name, value]) => {
    const criterion = given.find(({ id }) => id === name);
    if (!criterion) return [invalid(reason('points-unknown', { possible }), `points.${name}`)];
    const [low, high] = [criterion.worst.min(criterion.best), criterion.worst.max(criterion.best)];
    if (value.gte(low) && value.lte(high)) return [];
    return [invalid(reason('points-out-of-bounds', { value: value.toString(), possible }), `points.${name}`)];
  });
}

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
    readonly ranking: store.StoredRanking;
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

function itemsOf(
  ranking: store.StoredRanking,
  decided: ReadonlyMap<string, Application>,
  open: readonly Application[],
) {
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

function whyLeft({ proposals, incomplete }: store.StoredRanking, id: string): Problem {
  const missing = incomplete.find(({ application }) => application === id)?.missing;
  if (missing) return problem('guard-not-met', reason('applicant-incomplete', { missing }));
  const proposal = proposals.find(({ application }) => application === id)?.proposal;
  return proposal === 'decline'
    ? problem('reason-missing', reason('no-place-left-for-applicant'))
    : problem('guard-not-met', reason('applicants-tied'));
}
