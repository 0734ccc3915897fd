/** A person's own data: all of it handed out, and erased as far as the policy of retention lets go of it. */
import { z } from 'zod';
import {
  localisedSchema,
  OF_CASE,
  type Result,
  type Retained,
  reason,
  retainedSchema,
  type TimesPolicy,
} from '../../domain/index.ts';
import { caseEnd, type Disposal, eraseOnRequest, type Held } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { ruleOn } from '../service/records.ts';
import { type Caller, dayOf, found, refuse, type Service, write } from '../service/service.ts';
import { checkAdministrators } from './users.ts';

/** Everything that is kept about somebody, as of one moment. That it was handed out is an event of the audit. */
export const exportPersonal = (service: Service, caller: Caller, id: string): Promise<Result<store.PersonalData>> =>
  write(service, caller, { action: 'personal-data.export', answer: null }, async ({ tx, act }) => {
    const data = found('user', id, await store.exportPersonalData(tx, id));
    store.recordEvent(tx, act, { kind: 'user', id, before: null, after: null });
    return data;
  });

const disposalSchema = z.object({
  of: retainedSchema,
  id: z.string().describe('of the application, of a plan without one, or of the account'),
  action: z.enum(['erase', 'detach', 'keep']),
  due: z.string().nullable().describe('from this day on; null: never, or not while the case runs'),
  why: localisedSchema,
});

export const erasureSchema = z.object({
  now: z.array(disposalSchema).describe('what goes, or went, at once'),
  later: z.array(disposalSchema).describe('what stays, until when and why'),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** What the policy keeps for longer stays, and the answer says why. Doing it again does no harm. */
export const erasePersonal = (
  service: Service,
  caller: Caller,
  {
    user: id,
    dryRun,
  }: {
    readonly user: string;
    /** Says what would go and erases nothing. */
    readonly dryRun: boolean;
  },
): Promise<Result<Erasure>> =>
  write(service, caller, { action: 'personal-data.erase', answer: erasureSchema }, async (work) => {
    const { tx, act } = work;
    // So that the last administrator cannot go by a slip, nor two by one another.
    if (id === caller.actor.user && !dryRun) refuse('not-permitted', reason('own-account-erasure'));
    await store.users.lockAdministrators(tx);
    found('user', id, await store.find(tx, 'user', id));
    const today = dayOf(caller);
    const held = await heldBy(tx, { user: id, times: ruleOn(work, 'times'), today });
    const erasure = eraseOnRequest(held, ruleOn(work, 'retention'), today);
    if (!dryRun) {
      for (const { scope, kinds } of scopesOf(id, erasure.now)) await store.erasePersonalData(tx, scope, kinds, act);
      store.recordEvent(tx, act, { kind: 'user', id, before: null, after: null });
      await checkAdministrators(tx);
    }
    return { now: [...erasure.now], later: [...erasure.later] };
  });

/** Everything about a person that a policy says something of, case by case and kind by kind. */
async function heldBy(
  connection: store.Connection,
  {
    user,
    times,
    today,
  }: {
    readonly user: string;
    readonly times: TimesPolicy;
    readonly today: string;
  },
): Promise<Held[]> {
  const cases = await store.cases.listOf(connection, user);
  const lastUse = await store.retention.lastUseOf(connection, user);
  // Kinds that belong to a study plan without an application, and to the person.
  const ofPlan = ['study-plan', 'transcript', 'recognition', 'appeal'] as const satisfies readonly Retained[];
  const ofPerson = ['notice', 'session', 'user'] as const satisfies readonly Retained[];
  return [
    ...cases.flatMap((one) => {
      const caseClosed = caseEnd(one, times);
      const kinds = one.application ? OF_CASE : ofPlan;
      return kinds.map((of) => ({ of, id: one.id, created: today, caseClosed, lastUse: null }));
    }),
    // Notices up to today: the last of them goes when its time counts from today.
    ...ofPerson.map((of) => ({ of, id: user, created: today, caseClosed: null, lastUse })),
  ];
}

function scopesOf(user: string, now: readonly Disposal[]) {
  const ids = [...new Set(now.map(({ id }) => id))];
  return ids.map((id) => {
    const kinds = now.filter((one) => one.id === id).map(({ of }) => of);
    return {
      scope: { user, ofCase: id === user ? null : id },
      kinds: store.ERASED_KINDS.filter((kind) => kinds.includes(kind)),
    };
  });
}
