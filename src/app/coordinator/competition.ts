/** The competition for the places of a call: ranked by the policy, decided by the commission. */
import { z } from 'zod';
import {
  type Application,
  applicationSchema,
  type Call,
  type CompetitionPolicy,
  type Funding,
  failure,
  type Rational,
  type Result,
  success,
} from '../../domain/index.ts';
import { policyOn, proposeSeats, rankApplicants } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Change, type Move, moveApplication } from '../moves/application.ts';
import { type Doing, dayOf, refuse } from '../moves/step.ts';
import { everyPage } from '../service/every-page.ts';
import { found } from '../service/found.ts';
import { invalid } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { loadAt } from '../student/applications.ts';
import { DEFAULT_POLICY } from '../tools/context.ts';

const policyOf = ({ service, caller }: Doing): Result<CompetitionPolicy> =>
  policyOn(service.process.competitions, DEFAULT_POLICY, dayOf(caller));

export const ofCall = (
  connection: store.Connection,
  call: string,
  state: Application['state'],
): Promise<Application[]> =>
  everyPage((after) => store.listApplications(connection, { where: { call, state }, after, limit: 500 }));

/** A ranking with its number, which is its ETag. */
export const numberedRankingSchema = store.rankingSchema.extend({ number: z.number().int().positive() });
export type NumberedRanking = z.infer<typeof numberedRankingSchema>;

/** Ranks the eligible applicants and proposes what the places that are left allow. Every ranking is kept; the last one counts. */
export const rankCall = (service: Service, caller: Caller, id: string): Promise<Result<NumberedRanking>> =>
  write(service, caller, { action: 'application.rank', answer: numberedRankingSchema }, async (tx, act) => {
    const call = found('call', id, await store.lockCall(tx, id));
    if (!call.ok) return call;
    const ranking = await rankNow(tx, { service, caller }, call.value);
    if (!ranking.ok) return ranking;
    const { number, body } = await store.saveRanking(tx, id, ranking.value, act);
    return success({ ...body, number });
  });

/** What a ranking of the call would say now; nobody gives a place of it meanwhile. */
export async function rankNow(tx: store.Tx, doing: Doing, call: Call): Promise<Result<store.Ranking>> {
  const policy = policyOf(doing);
  if (!policy.ok) return policy;
  const applicants = await ofCall(tx, call.id, 'eligible');
  if (applicants.some(({ student }) => student === doing.caller.actor.user)) return refuse(...OWN_CASE);
  const { ranked, incomplete } = rankApplicants(policy.value, call.languages, applicants);
  const seats = (await store.countSeats(tx, call.id)) ?? NONE;
  const reserved = (await ofCall(tx, call.id, 'reserved')).length;
  const wishes = new Map(applicants.map((one) => [one.id, one.funding]));
  const proposals = proposeSeats(ranked, wishes, {
    places: seats.quantity - seats.taken,
    grants: seats.grantPlaces - seats.grantsTaken,
    reserve: policy.value.reserve === null ? null : Math.max(0, policy.value.reserve - reserved),
  });
  const { id, version } = policy.value;
  const ranking = { policy: { id, version }, date: dayOf(doing.caller), ranked, proposals, incomplete };
  return success(store.rankingSchema.parse(JSON.parse(JSON.stringify(ranking))));
}

const NONE: store.Seats = { quantity: 0, grantPlaces: 0, taken: 0, grantsTaken: 0 };
const OWN_CASE = [
  'not-permitted',
  'you compete for this call yourself',
  'Nobody judges the own case: ask a colleague',
] as const;

export interface Standing {
  readonly ranking: NumberedRanking | null;
  readonly seats: store.Seats;
  /** Applications on the reserve list, the next one first. */
  readonly reserve: { readonly application: string; readonly place: number }[];
}

/** The last ranking of a call, its seats and its reserve list. */
export async function readStanding({ store: { connection } }: Service, id: string): Promise<Result<Standing>> {
  const seats = found('call', id, await store.countSeats(connection, id));
  if (!seats.ok) return seats;
  const reserve = (await ofCall(connection, id, 'reserved'))
    .map((one) => ({ application: one.id, place: one.reservePlace ?? 0 }))
    .sort((a, b) => a.place - b.place);
  const last = await store.findRanking(connection, id);
  return success({ ranking: last && { ...last.body, number: last.number }, seats: seats.value, reserve });
}

/** The commission's points by the criteria of the policy, each within its bounds. */
export const givePoints = (
  service: Service,
  caller: Caller,
  {
    id,
    revision,
    points,
  }: Pick<Application, 'id' | 'revision'> & { readonly points: Readonly<Record<string, Rational>> },
): Promise<Result<Application>> =>
  write(service, caller, { action: 'application.points', answer: applicationSchema }, async (tx, act) => {
    const loaded = await loadAt(tx, id, revision);
    if (!loaded.ok) return loaded;
    const policy = policyOf({ service, caller });
    if (!policy.ok) return policy;
    const problems = faultsOf(policy.value, points);
    if (problems.length > 0) return failure(...problems);
    const { application } = loaded.value;
    if (application.state !== 'submitted' && application.state !== 'eligible')
      return refuse(
        'event-not-possible',
        `the application is "${application.state}"`,
        'Points are given before decisions',
      );
    return store.updateApplication(tx, { ...application, facts: { ...application.facts, points } }, act);
  });

function faultsOf({ criteria }: CompetitionPolicy, points: Readonly<Record<string, Rational>>) {
  const given = criteria.filter((criterion) => criterion.of === 'points');
  return Object.entries(points).flatMap(([name, value]) => {
    const criterion = given.find(({ id }) => id === name);
    const mend = `Points are given for ${given.map(({ id, worst, best }) => `${id} (${worst} to ${best})`).join(', ')}`;
    if (!criterion) return [invalid('the policy has no such points', mend, `points.${name}`)];
    const [low, high] = [criterion.worst.min(criterion.best), criterion.worst.max(criterion.best)];
    return value.lt(low) || value.gt(high) ? [invalid(`${value} is out of bounds`, mend, `points.${name}`)] : [];
  });
}

export interface Decision extends Pick<Move, 'id' | 'revision' | 'reason'> {
  readonly decision: 'award' | 'reserve' | 'decline';
  /** Of a place: the one that the applicant wishes when left out. */
  readonly funding?: Funding | undefined;
  /** On the reserve list: the last one when left out. */
  readonly place?: number | undefined;
}

/** The commission's decision on one applicant. Of those who decide at the same time the last seats go to the first. */
export const decideApplication = (
  service: Service,
  caller: Caller,
  { decision: event, funding, place, ...move }: Decision,
): Promise<Result<Application>> => {
  if (event === 'decline') return moveApplication(service, caller, { ...move, event });
  return moveApplication(service, caller, { ...move, event }, event === 'award' ? award(funding) : reserve(place));
};

/** Gives a free place to the next on the reserve list. */
export const promoteApplication = (
  service: Service,
  caller: Caller,
  { funding, ...move }: Pick<Decision, 'id' | 'revision' | 'funding'>,
): Promise<Result<Application>> => moveApplication(service, caller, { ...move, event: 'promote' }, award(funding));

export const award =
  (wanted: Funding | undefined): Change =>
  async (tx, { caller }, { application, call }) => {
    const { id, funding: wish, reservePlace } = application;
    const ranked = (await store.findRanking(tx, call.id))?.body.ranked.find((one) => one.application === id);
    const rank = ranked?.rank ?? reservePlace;
    if (rank === null || rank === undefined)
      return refuse(
        'guard-not-met',
        'the applicant is not in the last ranking',
        'Rank the applicants of the call first',
      );
    const funding = wanted ?? (wish === 'own-expense' ? wish : 'grant');
    if (wish !== 'either' && wish !== funding)
      return failure(
        invalid(`the applicant applies for "${wish}" alone`, 'Give this, or a place to another', 'funding'),
      );
    return success({ award: { funding, decidedOn: dayOf(caller), rank }, reservePlace: null });
  };

export const reserve =
  (wanted: number | undefined): Change =>
  async (tx, doing, { call }) => {
    const policy = policyOf(doing);
    if (!policy.ok) return policy;
    const places = (await ofCall(tx, call.id, 'reserved')).map(({ reservePlace }) => reservePlace ?? 0);
    const { reserve: most } = policy.value;
    if (most !== null && places.length >= most)
      return refuse('event-not-possible', `the reserve list has its ${most} places`, 'Decline the application instead');
    return success({ reservePlace: wanted ?? Math.max(0, ...places) + 1 });
  };
