/** The one place where a request meets the table of rights. */
import { type Action, failure, may, type Result, reachOf, type Subject, success } from '../../domain/index.ts';
import type { Reach } from '../../store/index.ts';
import type { Caller, Service } from './service.ts';
import { SUBJECTS, type SubjectKind } from './subjects.ts';

/**
 * What a request is done to. `house`: nobody's in particular, so only a right over everything will do. `self`: the caller's own.
 * `reach`: a list, which then shows what the caller reaches. A kind and an id: that stored thing.
 */
export type Target = 'house' | 'self' | 'reach' | { readonly kind: SubjectKind; readonly id: string };

/** Nothing when the caller may; otherwise `not-permitted`, or `not-found` when the thing is not there. */
export async function authorise(
  { store }: Service,
  caller: Caller,
  action: Action,
  target: Target,
): Promise<Result<null>> {
  const { actor } = caller;
  if (caller.scopes !== null && !caller.scopes.includes(action))
    return failure(notPermitted(`the token was not made for "${action}"`, 'Make a token with this scope'));
  const reach = reachOf(actor, action);
  // First whether the caller may do this at all: who may not, learns nothing of what there is.
  if (!reach.all && !reach.own && reach.institutes.length === 0) return failure(notPermittedTo(action));
  if (target === 'reach') return success(null);
  const subject = await subjectOf(target);
  if (subject === null) return failure(notThere);
  return may(actor, action, subject) ? success(null) : failure(notPermittedTo(action));

  async function subjectOf(place: Exclude<Target, 'reach'>): Promise<Subject | null> {
    if (place === 'house') return {};
    if (place === 'self') return { owner: actor.user };
    return SUBJECTS[place.kind](store.connection, place.id);
  }
}

/** What a list may show to the caller. */
export function reachFor({ actor }: Caller, action: Action): Reach {
  const { all, own, institutes } = reachOf(actor, action);
  return { all, owner: own ? actor.user : null, institutes };
}

const notPermitted = (message: string, mend: string) =>
  ({ code: 'not-permitted', severity: 'error', message, mend }) as const;

const notPermittedTo = (action: Action) =>
  notPermitted(`your roles do not include "${action}" here`, 'Ask somebody who may, or an administrator for the role');

const notThere = {
  code: 'not-found',
  severity: 'error',
  message: 'there is nothing with this id',
  mend: 'Check the id; it may have been removed',
} as const;
