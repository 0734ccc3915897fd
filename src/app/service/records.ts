/** What the actions on stored records ask first. */
import {
  addDays,
  type CompetitionPolicy,
  type DocumentPolicy,
  type EligibilityPolicy,
  failure,
  type MachineId,
  type PrecedentPolicy,
  type Problem,
  policyOn,
  problem,
  type Reason,
  type ReasonUse,
  type Result,
  type RetentionPolicy,
  reason,
  type StatedReason,
  type StateOf,
  success,
  type TimesPolicy,
  validOn,
} from '../../domain/index.ts';
import { stateOf } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import {
  type Caller,
  dayOf,
  kindReason,
  need,
  type RecordName,
  refuse,
  resultOf,
  type Service,
  type Work,
} from './service.ts';

/** A field of the request that cannot be used. */
export const invalid = (why: Reason, column: string): Problem => problem('request-invalid', why, { column });

/** A record at the revision that a change is based on; asked first, because what is refused of a newer one would only confuse. */
export const current = <R extends { readonly id: string; readonly revision: number }>(
  what: RecordName,
  record: R,
  revision: number,
): Result<R> =>
  record.revision === revision
    ? success(record)
    : failure(
        problem(
          'version-conflict',
          reason('record-changed', { what: kindReason(what), id: record.id, revision: record.revision }),
        ),
      );

/** Refuses what a record in this state is not open to, and says the state in words. */
export const refuseState = <K extends MachineId>(
  kind: K,
  state: StateOf<K>,
  why:
    | 'application-not-draft'
    | 'application-over'
    | 'change-not-proposed'
    | 'no-question-open'
    | 'nothing-refused'
    | 'plan-not-agreed'
    | 'plan-not-draft'
    | 'plan-not-submitted'
    | 'plan-takes-no-transcript'
    | 'plan-without-transcript'
    | 'points-too-late'
    | 'recognition-not-issued'
    | 'recognition-not-confirmed'
    | 'recognition-not-prepared'
    | 'syllabus-plan-over',
): never => refuse('event-not-possible', reason(why, { state: stateOf(kind, state) }));

/** One record by its kind. */
export const readRecord = async <K extends store.RecordKind>(
  { store: { connection } }: Service,
  kind: K,
  id: string,
): Promise<Result<store.Records[K]>> => resultOf(kind, id, await store.find(connection, kind, id));

/** All items of a list that comes in pages. */
export async function everyPage<T>(page: (after: string | null) => Promise<store.Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const read: store.Page<T> = await page(after ?? null);
    items.push(...read.items);
    after = read.next;
  }
  return items;
}

/** The dated policies of the process, by what they rule. */
interface Rules {
  eligibility: EligibilityPolicy;
  documents: DocumentPolicy;
  competitions: CompetitionPolicy;
  precedents: PrecedentPolicy;
  times: TimesPolicy;
  retention: RetentionPolicy;
}

/** An installation on the day of whoever asks, signed in or not. */
export interface DatedRecord {
  readonly service: Service;
  readonly caller: Pick<Caller, 'today'>;
}

export const policyOfDay = <K extends keyof Rules>(
  { service, caller }: DatedRecord,
  of: K,
  day = dayOf(caller),
): Result<Rules[K]> => policyOn(service.process[of] as readonly Rules[K][], service.context().home.policy, day);

/** The policy of the process on a day, today when left out; without one the work ends. */
export const ruleOn = <K extends keyof Rules>(work: DatedRecord, of: K, day?: string): Rules[K] =>
  need(policyOfDay(work, of, day));

/** Reasons that may be given today, for one use or for all. */
export const reasonsInForce = (
  { process: { reasons } }: Service,
  caller: Caller,
  use: ReasonUse | undefined,
): Pick<StatedReason, 'id' | 'title' | 'uses'>[] =>
  validOn(reasons, dayOf(caller))
    .filter(({ uses }) => use === undefined || uses.includes(use))
    .map(({ id, title, uses }) => ({ id, title, uses }));

/** The day by which a case that comes into a state today should leave it; null where the policy names none. */
export function stepEnd(work: Pick<Work, 'service' | 'caller'>, state: `${MachineId}.${string}`): string | null {
  const times = policyOfDay(work, 'times');
  const days = times.ok ? times.value.steps[state] : undefined;
  return days === undefined ? null : addDays(dayOf(work.caller), days);
}
