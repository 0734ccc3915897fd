/** The one place where a request meets the table of rights, and whose each stored thing is. */

import {
  type Action,
  failure,
  type ImportKind,
  may,
  problem,
  type Result,
  reachOf,
  reason,
  type Subject,
  success,
} from '../../domain/index.ts';

import {
  type Connection,
  decisions,
  find,
  findOwner,
  isAppealed,
  jobs,
  type OwnedKind,
  precedents,
  type Reach,
  students,
} from '../../store/index.ts';

import { type Caller, refuse, type Service, type Work } from './service.ts';

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
  const isListed = reach.all || reach.own || reach.institutes.length > 0;
  if (!isListed && (!reach.appealed || target === 'reach')) return refused;
  if (target === 'reach') return success(null);
  const subject = await subjectOf(target);
  if (subject === null) return failure(problem('not-found', reason('nothing-with-id')));
  if (may(actor, action, subject)) return success(null);
  // Asked only where it can make a difference: an appeal opens the case behind it.
  const isOpened = reach.appealed && (await isAppealedCase(store.connection, target));
  return isOpened && may(actor, action, { ...subject, isAppealed: true }) ? success(null) : refused;

  async function subjectOf(place: Exclude<Target, 'reach'>): Promise<Subject | null> {
    if (place === 'house') return {};
    if (place === 'self') return { owner: actor.user };
    return SUBJECTS[place.kind](store.connection, place.id);
  }
}

const APPEALABLE = ['plan', 'change', 'recognition'] as const;

const isAppealedCase = async (connection: Connection, target: Exclude<Target, 'reach'>): Promise<boolean> => {
  const kind = typeof target === 'object' ? APPEALABLE.find((one) => one === target.kind) : undefined;
  return kind !== undefined && typeof target === 'object' && isAppealed(connection, kind, target.id);
};

/** The check of an action on records that are locked; of a move the engine asks it by the machine's row. */
export function permit({ caller }: Work, action: Action, subject: Subject): void {
  if (!may(caller.actor, action, subject)) refuse('not-permitted', reason('right-missing', { action }));
}

/** What a list may show to the caller. */
export function reachFor({ actor }: Caller, action: Action): Reach {
  const { all, own, institutes } = reachOf(actor, action);
  return { all, owner: own ? actor.user : null, institutes };
}

type SubjectReader = (connection: Connection, id: string) => Promise<Subject | null>;

const caseOf =
  (kind: OwnedKind): SubjectReader =>
  async (connection, id) => {
    const owner = await findOwner(connection, kind, id);
    return owner && { owner: owner.student, institute: owner.institute };
  };

/** Nobody's own: whoever may import for the institute may go on with what a colleague sent. */
const importOf =
  (kind: ImportKind): SubjectReader =>
  async (connection, id) => {
    const found = await find(connection, 'import', id);
    return found?.kind === kind ? { institute: found.institute } : null;
  };

/** Every kind of thing that a rule may name. A new one needs a line here, and one in the fixtures of the routes' test. */
export const SUBJECTS = {
  user: async (connection, id) => {
    const user = await find(connection, 'user', id);
    return user && { owner: user.id, institute: null };
  },
  /** By the account: of the institute that the office's record names, else of the one of the role. */
  student: async (connection, id) => {
    const institute =
      (await find(connection, 'student', id))?.institute ?? (await students.instituteOf(connection, id));
    return institute === null ? null : { owner: id, institute };
  },
  institute: async (connection, id) => (await find(connection, 'institute', id)) && { institute: id },
  application: caseOf('application'),
  document: caseOf('document'),
  plan: caseOf('plan'),
  change: caseOf('change'),
  recognition: caseOf('recognition'),
  /** A decision that passes a bundle on: the institute that it was passed on to decides. */
  'passed-on': async (connection, id) => {
    const stored = await decisions.find(connection, id);
    if (stored?.decision.decision !== 'pass-on') return null;
    const found = await findOwner(connection, 'plan', stored.studyPlan);
    return found && { owner: found.student, institute: stored.decision.to };
  },
  precedent: async (connection, id) => {
    const precedent = await precedents.find(connection, id);
    return precedent && { institute: precedent.institute };
  },
  appeal: caseOf('appeal'),
  job: async (connection, id) => {
    const job = await jobs.find(connection, id);
    return job && { owner: job.owner };
  },
  'catalogue-import': importOf('catalogue'),
  'curriculum-import': importOf('curriculum'),
  'precedents-import': importOf('precedents'),
  'calls-import': importOf('calls'),
  'users-import': importOf('users'),
} as const satisfies Readonly<Record<string, SubjectReader>>;

export type SubjectKind = keyof typeof SUBJECTS;
