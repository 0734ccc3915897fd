/** What goes because its time has come: of cases kind by kind, accounts that nobody uses, and old things that nobody needs. */
import { z } from 'zod';
import {
  addDays,
  addMonths,
  keptMonths,
  type Result,
  type RetentionPolicy,
  reason,
  reasonSchema,
  type TimesPolicy,
} from '../../domain/index.ts';
import { caseEnd, disposalsOn, ENDING, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { checkAdministrators } from '../administrator/users.ts';
import { endAbandonedImports } from '../imports/imports.ts';
import { policyOfDay } from '../service/records.ts';
import {
  attempt,
  type Caller,
  clockOf,
  dayAt,
  dayOf,
  minutesAfter,
  refuse,
  type Service,
  write,
} from '../service/service.ts';
import { believeTime, doubtTime } from './trusted-time.ts';

/** Of each list, and of rows that go in one transaction. */
const BATCH = 200;

/** What goes in a run without anybody having looked: more than this waits for an administrator. */
const MOST_UNASKED = 100;

interface RetentionRun {
  readonly service: Service;
  readonly policy: RetentionPolicy;
  readonly times: TimesPolicy;
  readonly at: string;
  readonly today: string;
  readonly act: store.Act;
  readonly isStopped: () => boolean;
}

export const dueSchema = z.object({
  day: z.iso.date().describe('what the server believes to be today'),
  doubt: reasonSchema.nullable().describe('what speaks against its clock; nothing is erased as long as it does'),
  due: z.number().int().describe('kinds of cases and accounts whose time has come, or comes within days'),
  unasked: z.number().int().describe('more than this wait until an administrator lets them go'),
  released: z.number().int().nullable().describe('how many an administrator has let go, for a day'),
});
export type RetentionDue = z.infer<typeof dueSchema>;

const releaseSchema = z.object({ upTo: z.number().int(), until: z.iso.datetime() });
const RELEASE = { name: 'retention-release', schema: releaseSchema } as const;

/** What waits to be erased, and what keeps it. */
export async function readDue(service: Service, clocks?: Parameters<typeof doubtTime>[1]): Promise<RetentionDue> {
  const run = startRun(service);
  const at = service.now();
  const release = await store.marks.read(service.store.connection, RELEASE.name, RELEASE.schema);
  return {
    day: dayAt(service, at),
    doubt: await doubtTime(service, clocks),
    due: run === null ? 0 : await countDue(run),
    unasked: MOST_UNASKED,
    released: release !== null && release.until > at ? release.upTo : null,
  };
}

/** An administrator has looked at the day and the number, and lets so many go within a day. Another day than the server's is refused. */
export const releaseRetention = (
  service: Service,
  caller: Caller,
  { upTo, day }: { readonly upTo: number; readonly day: string },
): Promise<Result<null>> =>
  write(service, caller, { action: 'retention.release', answer: z.null() }, async ({ tx, act }) => {
    const today = dayOf(caller);
    if (day !== today) refuse('request-invalid', reason('day-is-another', { day, today }), { column: 'day' });
    const value = { upTo, until: minutesAfter(act.at, 24 * 60) };
    await store.marks.write(tx, { ...RELEASE, value, at: act.at });
    store.recordEvent(tx, act, { kind: 'retention', id: day, before: null, after: null });
    await believeTime(service, tx);
    return null;
  });

/**
 * {@link runRetention} as the worker does it, on its own: when nothing speaks against the clock, and for no more than a person would
 * expect of a day, or has let go. Otherwise nothing is erased, and `waits` says why.
 */
export async function runRetentionUnasked(
  service: Service,
  isStopped: () => boolean = () => false,
  clocks?: Parameters<typeof doubtTime>[1],
): Promise<Partial<Awaited<ReturnType<typeof runRetention>>> & { readonly waits?: string }> {
  const { doubt, due, released } = await readDue(service, clocks);
  if (doubt !== null) return { waits: doubt.code };
  if (due > Math.max(MOST_UNASKED, released ?? 0)) return { waits: `${due} are due` };
  return runRetention(service, isStopped);
}

/** How many cases of each kind, and accounts, a run would look at; counting ends a little above what matters. */
async function countDue(run: RetentionRun): Promise<number> {
  let due = 0;
  const count = async (): Promise<boolean> => {
    due += 1;
    return false;
  };
  await eachCase(run, count);
  await eachAccount(run, count);
  return due;
}

/**
 * Does what the day asks for, each thing in a transaction of its own with its events; a second time it does nothing more. Stopped in
 * between, the next run does the rest. Nothing goes of a case that runs or can still be appealed.
 */
export async function runRetention(
  service: Service,
  isStopped: () => boolean = () => false,
): Promise<{
  /** Kinds of cases: two for a case of which two kinds went. */
  readonly cases: number;
  readonly accounts: number;
  /** Sessions, notices, sent messages and the like. */
  readonly forgotten: number;
}> {
  const run = startRun(service, isStopped);
  if (run === null) return { cases: 0, accounts: 0, forgotten: 0 };
  return {
    cases: await eachCase(run, (kind, id) => disposeOf(run, kind, id)),
    accounts: await eachAccount(run, async (id) => {
      const erased = await eraseAccount(run, id);
      return erased.ok && erased.value;
    }),
    forgotten: (await forget(run)) + (await endAbandonedImports(service, run.act, run.isStopped)),
  };
}

/** Null where no policy says how long things are kept. */
function startRun(service: Service, isStopped: () => boolean = () => false): RetentionRun | null {
  const caller = clockOf(service);
  const [at, today] = [caller.at, dayOf(caller)];
  const policy = policyOfDay({ service, caller }, 'retention');
  const times = policyOfDay({ service, caller }, 'times');
  if (!policy.ok || !times.ok) return null;
  const act = { at, by: store.SYSTEM, action: 'retention.run' };
  return { service, policy: policy.value, times: times.value, at, today, act, isStopped };
}

/** Months differ in length: a day so many months back, and some more, so that no case is overlooked. */
const before = ({ today }: RetentionRun, months: number): string => addDays(addMonths(today, -months), 5);

/** Does something with each id of a list, a page after the other, and answers how often it was done. */
async function inBatches(
  { service, isStopped }: RetentionRun,
  page: (connection: store.Connection, after: string | null) => Promise<string[]>,
  work: (id: string) => Promise<boolean>,
) {
  let done = 0;
  for (let after: string | null = null; !isStopped(); ) {
    const ids: string[] = await page(service.store.connection, after);
    for (const id of ids) if (!isStopped() && (await work(id))) done += 1;
    after = ids.at(-1) ?? null;
    if (after === null) break;
  }
  return done;
}

async function eachCase(
  run: RetentionRun,
  work: (kind: store.CaseKind, id: string) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  const kinds = [
    'application',
    'document-file',
    'medical-certificate-file',
    'transcript',
    'appeal',
    // What belongs to a plan cannot be found once it has lost its person.
    'study-plan',
  ] as const satisfies readonly store.CaseKind[];
  for (const kind of kinds) {
    const months = keptMonths(run.policy.rules, kind);
    if (months === null) continue;
    const ended = { applications: ENDING, plans: MACHINES.plan.final, before: before(run, months) };
    done += await inBatches(
      run,
      (connection, after) => store.retention.listEndedCases(connection, { kind, ...ended, after, limit: BATCH }),
      (id) => work(kind, id),
    );
  }
  return done;
}

/** Whether its time has come is asked again where nobody can change the case any more. */
const disposeOf = (
  { service, policy, times, today, act }: RetentionRun,
  kind: store.CaseKind,
  id: string,
): Promise<boolean> =>
  store.transact(service.store, async (tx) => {
    const found = await store.cases.lock(tx, id);
    if (found === null) return false;
    const held = { of: kind, id, created: today, caseClosed: caseEnd(found, times), lastUse: null };
    if (disposalsOn([held], policy, today).length === 0) return false;
    await store.erasePersonalData(tx, { user: found.student, ofCase: id }, [kind], act);
    return true;
  });

async function eachAccount(run: RetentionRun, work: (id: string) => Promise<boolean>): Promise<number> {
  const months = keptMonths(run.policy.rules, 'user');
  if (months === null) return 0;
  return inBatches(
    run,
    (connection, after) =>
      store.retention.listUnusedAccounts(connection, { before: before(run, months), after, limit: BATCH }),
    work,
  );
}

/** Somebody with a running case must be able to sign in, and so must the last administrator. */
const eraseAccount = ({ service, policy, times, today, act }: RetentionRun, id: string): Promise<Result<boolean>> =>
  attempt(() =>
    store.transact(service.store, async (tx) => {
      await store.users.lockAdministrators(tx);
      const held = {
        of: 'user' as const,
        id,
        created: today,
        caseClosed: null,
        lastUse: await store.retention.lastUseOf(tx, id),
      };
      const cases = await store.cases.listOf(tx, id);
      const isRunning = cases.some((one) => (caseEnd(one, times) ?? '9999') > today);
      if (isRunning || disposalsOn([held], policy, today).length === 0) return false;
      await store.erasePersonalData(tx, { user: id, ofCase: null }, ['notice', 'session', 'user'], act);
      await checkAdministrators(tx);
      return true;
    }),
  );

/** Of each kind, what is older than an instant. */
async function forget(run: RetentionRun): Promise<number> {
  const { at, service } = run;
  const monthsAgo = (months: number) => `${addMonths(run.today, -months)}T00:00:00.000Z`;
  const [notices, sessions] = [keptMonths(run.policy.rules, 'notice'), keptMonths(run.policy.rules, 'session')];
  const old: { kind: store.OldKind; until: string }[] = [
    ...(sessions === null ? [] : [{ kind: 'session' as const, until: sessions === 0 ? at : monthsAgo(sessions) }]),
    ...(notices === null ? [] : (['notice', 'message'] as const).map((kind) => ({ kind, until: monthsAgo(notices) }))),
    { kind: 'one-time password', until: at },
    { kind: 'sign-in elsewhere', until: at },
    { kind: 'sign-in attempt', until: minutesAfter(at, -service.people.throttle.minutes) },
    // What a job came to is fetched by then, or made again.
    { kind: 'job', until: minutesAfter(at, -7 * 24 * 60) },
    // The answer to a request is kept for a day, for the case that the request comes again.
    { kind: 'idempotency key', until: minutesAfter(at, -24 * 60) },
    // People are named in it; whoever has not said by then what its columns are sends the file again.
    { kind: 'transcript content', until: minutesAfter(at, -30 * 24 * 60) },
  ];
  let forgotten = 0;
  for (const { kind, until } of old) {
    for (let gone = BATCH; gone === BATCH && !run.isStopped(); ) {
      gone = await store.transact(service.store, (tx) =>
        store.retention.forgetOld(tx, kind, { before: until, limit: BATCH }, run.act),
      );
      forgotten += gone;
    }
  }
  return forgotten;
}
