/** What goes because its time has come: of cases kind by kind, accounts that nobody uses, and old things that nobody needs. */
import { keptMonths, type Result, type RetentionPolicy, type TimesPolicy } from '../../domain/index.ts';
import { addDays, addMonths, caseEnd, disposalsOn, ENDING, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { checkAdministrators } from '../administrator/users.ts';
import { policyOfDay } from '../service/records.ts';
import { attempt, clockOf, dayOf, minutesAfter, type Service } from '../service/service.ts';

/** Of each list, and of rows that go in one transaction. */
const BATCH = 200;

interface RetentionRun {
  readonly service: Service;
  readonly policy: RetentionPolicy;
  readonly times: TimesPolicy;
  readonly at: string;
  readonly today: string;
  readonly act: store.Act;
  readonly isStopped: () => boolean;
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
  const caller = clockOf(service);
  const [at, today] = [caller.at, dayOf(caller)];
  const policy = policyOfDay({ service, caller }, 'retention');
  const times = policyOfDay({ service, caller }, 'times');
  if (!policy.ok || !times.ok) return { cases: 0, accounts: 0, forgotten: 0 };
  const act = { at, by: store.SYSTEM, action: 'retention.run' };
  const run = { service, policy: policy.value, times: times.value, at, today, act, isStopped };
  return { cases: await disposeOfCases(run), accounts: await eraseAccounts(run), forgotten: await forget(run) };
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

async function disposeOfCases(run: RetentionRun): Promise<number> {
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
      (id) => disposeOf(run, kind, id),
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

async function eraseAccounts(run: RetentionRun): Promise<number> {
  const months = keptMonths(run.policy.rules, 'user');
  if (months === null) return 0;
  return inBatches(
    run,
    (connection, after) =>
      store.retention.listUnusedAccounts(connection, { before: before(run, months), after, limit: BATCH }),
    async (id) => {
      const erased = await eraseAccount(run, id);
      return erased.ok && erased.value;
    },
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
    // The answer to a request is kept for a day, for the case that the request comes again.
    { kind: 'idempotency key', until: minutesAfter(at, -24 * 60) },
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
