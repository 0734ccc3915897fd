/** The one place where a request meets the table of rights. */
import {
  type Action,
  failure,
  may,
  problem,
  type Result,
  reachOf,
  reason,
  type Subject,
  success,
} from '../../domain/index.ts';
import type { Reach } from '../../store/index.ts';
import { type Caller, refuse, type Service, type Work } from './service.ts';
import { SUBJECTS, type SubjectKind } from './subjects.ts';

/**
 * What a request is done to. `house`: nobody's in particular, so only a right over everything will do. `self`: the caller's own.
 * `reach`: a list, which then shows what the caller reaches. A kind and an id: that stored thing.
 */
export type Target = 'house' | 'self' | 'reach' | { readonly kind: SubjectKind; readonly id: string };

/** Nothing when the caller may; otherwise `not-permitted`, or `not-found` when the thing is not there. */
export async function authorise(
  { store }: Service,
  { actor, scopes }: Caller,
  action: Action,
  target: Target,
): Promise<Result<null>> {
  if (scopes !== null && !scopes.includes(action))
    return failure(problem('not-permitted', reason('token-without-scope', { action })));
  const refused = failure(problem('not-permitted', reason('right-missing', { action })));
  const reach = reachOf(actor, action);
  // First whether the caller may do this at all: who may not, learns nothing of what there is.
  if (!reach.all && !reach.own && reach.institutes.length === 0) return refused;
  if (target === 'reach') return success(null);
  const subject = await subjectOf(target);
  if (subject === null) return failure(problem('not-found', reason('nothing-with-id')));
  return may(actor, action, subject) ? success(null) : refused;

  async function subjectOf(place: Exclude<Target, 'reach'>): Promise<Subject | null> {
    if (place === 'house') return {};
    if (place === 'self') return { owner: actor.user };
    return SUBJECTS[place.kind](store.connection, place.id);
  }
}

/** The check of an action on records that are locked; of a move the engine asks it by the machine's row. */
export function permit({ caller }: Work, action: Action, subject: Subject): void {
  if (!may(caller.actor, action, subject)) refuse('not-permitted', reason('right-missing', { action }));
}

/** What a list may show to the caller. */
export function reachFor({ actor }: Caller, action: Action): Reach {
  const { all, own, institutes } = reachOf(actor, action);
  return { all, owner: own ? actor.user : null, institutes };
}
