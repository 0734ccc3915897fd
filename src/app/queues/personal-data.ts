/** A person's own data: all of it handed out, and erased as far as the policy of retention lets go of it. */
import { z } from 'zod';
import {
  type Application,
  localisedSchema,
  type Result,
  type Retained,
  retainedSchema,
  success,
} from '../../domain/index.ts';
import { type Disposal, eraseOnRequest, type Held, policyOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { DEFAULT_POLICY } from '../context.ts';
import { found } from '../found.ts';
import { type Caller, type Service, write } from '../service.ts';
import { dayOf, refuse } from '../step.ts';

/** Everything that is kept about somebody, as of one moment. That it was handed out is an event of the audit. */
export const exportPersonal = (service: Service, caller: Caller, id: string): Promise<Result<store.PersonalData>> =>
  write(service, caller, { action: 'personal-data.export', answer: null }, async (tx, act) => {
    const data = found('user', id, await store.exportPersonalData(tx, id));
    if (data.ok) store.recordEvent(tx, act, { kind: 'user', id, before: null, after: null });
    return data;
  });

const disposalSchema = z.object({
  of: retainedSchema,
  id: z.string().describe('of the application, or of the account'),
  action: z.enum(['erase', 'detach', 'keep']),
  due: z.string().nullable().describe('from this day on; null: never, or not while the case runs'),
  why: localisedSchema,
});

export const erasureSchema = z.object({
  now: z.array(disposalSchema).describe('what goes, or went, at once'),
  later: z.array(disposalSchema).describe('what stays, until when and why'),
});
export type Erasure = z.infer<typeof erasureSchema>;

export interface ErasureRequest {
  readonly user: string;
  /** Says what would go and erases nothing. */
  readonly dryRun: boolean;
}

/** What the policy keeps for longer stays, and the answer says why. Doing it again does no harm. */
export const erasePersonal = (
  service: Service,
  caller: Caller,
  { user, dryRun }: ErasureRequest,
): Promise<Result<Erasure>> =>
  write(service, caller, { action: 'personal-data.erase', answer: erasureSchema }, async (tx, act) => {
    // So that the last administrator can not go by a slip.
    if (user === caller.actor.user && !dryRun)
      return refuse('not-permitted', 'nobody erases the own account', 'Ask another administrator');
    const data = found('user', user, await store.exportPersonalData(tx, user));
    if (!data.ok) return data;
    const policy = policyOn(service.process.retention, DEFAULT_POLICY, dayOf(caller));
    if (!policy.ok) return policy;
    const erasure = eraseOnRequest(heldOf(data.value), policy.value, dayOf(caller));
    if (!dryRun) {
      for (const { scope, kinds } of scopesOf(user, erasure.now)) await store.erasePersonalData(tx, scope, kinds, act);
      store.recordEvent(tx, act, { kind: 'user', id: user, before: null, after: null });
    }
    return success({ now: erasure.now.map(shown), later: erasure.later.map(shown) });
  });

const shown = ({ of, id, action, due, why }: Disposal): Erasure['now'][number] => ({ of, id, action, due, why });

/** Kinds that belong to a case, and those that belong to the person. */
const OF_CASE: readonly Retained[] = [
  'application',
  'document-file',
  'medical-certificate-file',
  'study-plan',
  'transcript',
  'recognition',
  'appeal',
];
const OF_PERSON: readonly Retained[] = ['notice', 'session', 'user'];
const ENDED: ReadonlySet<Application['state']> = new Set(['completed', 'declined', 'ineligible', 'withdrawn']);

function heldOf({ user, applications, studyPlans, sessions }: store.PersonalData): Held[] {
  const cases = applications.map(({ application }) => {
    const plans = studyPlans.filter(({ plan }) => plan.application === application.id);
    const isOver = ENDED.has(application.state) && plans.every(({ plan }) => isSettled(plan.state));
    return { id: application.id, created: application.submittedOn, isOver, endedOn: application.stay.end };
  });
  const free = studyPlans.filter(({ plan }) => plan.application === null);
  const lastUse =
    sessions
      .map(({ lastSeenAt }) => lastSeenAt.slice(0, 10))
      .sort()
      .at(-1) ?? null;
  return [
    ...cases.flatMap(({ id, created, isOver, endedOn }) =>
      OF_CASE.map((of) => ({
        of,
        id,
        created: created ?? endedOn,
        caseClosed: isOver ? endedOn : null,
        lastUse: null,
      })),
    ),
    // A plan without an application is a case by itself.
    ...free.map(({ plan, versions }) => ({
      of: 'study-plan' as const,
      id: plan.id,
      created: versions[0]?.madeOn ?? '',
      caseClosed: isSettled(plan.state) ? (plan.stay?.end ?? versions.at(-1)?.madeOn ?? null) : null,
      lastUse: null,
    })),
    ...OF_PERSON.map((of) => ({ of, id: user.id, created: '', caseClosed: null, lastUse })),
  ];
}

const isSettled = (state: string): boolean => state === 'closed' || state === 'withdrawn';

function scopesOf(user: string, now: readonly Disposal[]) {
  const ids = [...new Set(now.map(({ id }) => id))];
  return ids.map((id) => {
    const kinds = now.filter((one) => one.id === id).map(({ of }) => of);
    return {
      scope: { user, application: id === user ? null : id },
      kinds: store.ERASED_KINDS.filter((kind) => kinds.includes(kind)),
    };
  });
}
