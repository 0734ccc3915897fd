/** What happens because a day has come: documents run out, recognitions close, and people are reminded, each of them once. */
import {
  type Application,
  type Document,
  type Role,
  type Subject,
  type TimesPolicy,
  validOn,
} from '../../domain/index.ts';

import { documentHolds, type People, remindersOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { checklistOf } from '../cases/application-case.ts';
import { subjectOf } from '../cases/plan-case.ts';
import { type Move, move } from '../moves/move.ts';
import { peopleOf } from '../moves/tell.ts';
import { everyPage, policyOfDay } from '../service/records.ts';
import { clockOf, dayAt, dayOf, type Service, type Work, workOf } from '../service/service.ts';
import { type ApplicationDays, caseDeadlines, deadlinesOf, type OpenDeadline } from './deadlines.ts';

/** So few at a time that others are answered in between. */
const AT_ONCE = 25;

/** Does what the day asks for; a second time on the same day it does nothing more. Stopped in between, the next run does the rest. */
export async function runDay(
  service: Service,
  isStopped: () => boolean = () => false,
): Promise<{
  readonly expired: number;
  readonly reminded: number;
  /** Recognitions that cannot be appealed against any more. */
  readonly closed: number;
  /** Cases that could not be read or worked on: the others went on. */
  readonly failed: number;
}> {
  const work = workOf(service, clockOf(service));
  const times = policyOfDay(work, 'times');
  if (!times.ok) return { expired: 0, reminded: 0, closed: 0, failed: 0 };
  const failed = new Map<string, unknown>();
  const unread: store.Unread = (id, error) => void failed.set(id, error);
  // States in which somebody still has something to do before the stay.
  const running = await everyPage((after) =>
    store.list(work.connection, 'application', {
      where: { state: ['draft', 'submitted', 'eligible', 'awarded', 'reserved', 'accepted'] },
      after,
      limit: 500,
      unread,
    }),
  );
  const done = { expired: 0, reminded: 0, closed: await closeRecognitions(work, unread, isStopped) };
  const remind = createReminder(work, times.value);
  const lookAt = async (batch: readonly Application[]): Promise<void> => {
    done.expired += await expireDocuments(work, await daysOf(work, batch));
    for (const days of await daysOf(work, batch)) {
      const checklist = await checklistOf(work, days, days.documents);
      done.reminded += await remind(days.subject, deadlinesOf({ ...days, checklist, times: times.value }));
    }
  };
  for (let start = 0; start < running.length && !isStopped(); start += AT_ONCE) {
    const batch = running.slice(start, start + AT_ONCE);
    // What stops a batch is met again, and named, by itself; what was done before is not done twice.
    await lookAt(batch).catch(async () => {
      for (const one of batch) await lookAt([one]).catch((error: unknown) => unread(one.id, error));
    });
  }
  for await (const { of, ...deadline } of caseDeadlines(work, times.value, unread)) {
    if (isStopped()) break;
    done.reminded += await remind(of, [deadline]).catch((error: unknown) => {
      unread(deadline.subject.id, error);
      return 0;
    });
  }
  return { ...done, failed: failed.size };
}

/** Applications with all that their days depend on. */
async function daysOf({ service, connection }: Work, applications: readonly Application[]): Promise<ApplicationDays[]> {
  const ids = applications.map(({ id }) => id);
  const calls = await store.findMany(connection, 'call', [...new Set(applications.map(({ call }) => call))]);
  const documents = await store.documents.list(connection, ids);
  const madeAt = await store.results.madeAt(connection, 'eligibility', ids);
  return applications.flatMap((record) => {
    const call = calls.find(({ id }) => id === record.call);
    const own = documents.filter((document) => document.application === record.id);
    const instant = madeAt.get(record.id);
    const eligibleOn = instant === undefined ? null : dayAt(service, instant);
    return call ? [{ record, subject: subjectOf(record), call, documents: own, eligibleOn }] : [];
  });
}

/** Closes what was accepted, or cannot be appealed against any more, unless an appeal is open. */
async function closeRecognitions(work: Work, unread: store.Unread, isStopped: () => boolean): Promise<number> {
  const issued = await everyPage((after) =>
    store.list(work.connection, 'recognition', { where: { state: 'issued' }, after, limit: 100, unread }),
  );
  return moveAll(
    work,
    issued.map(({ id, revision }) => ({ kind: 'recognition', id, revision, event: 'close' })),
    isStopped,
  );
}

function expireDocuments(work: Work, days: readonly ApplicationDays[]): Promise<number> {
  const policy = policyOfDay(work, 'documents');
  const rules = policy.ok ? policy.value.documents : [];
  const isOver = (document: Document): boolean => {
    const rule = rules.find(({ type }) => type === document.type);
    const mayExpire = document.state === 'uploaded' || document.state === 'accepted';
    return (
      mayExpire && rule !== undefined && documentHolds(document, rule, dayOf(work.caller))['validity-over'] === true
    );
  };
  const over = days.flatMap(({ documents }) => documents.filter(isOver));
  return moveAll(
    work,
    over.map(({ id, revision }) => ({ kind: 'document', id, revision, event: 'expire' })),
  );
}

/** Each in a transaction of its own. One that somebody changed in between is looked at again next time. */
async function moveAll<K extends 'recognition' | 'document'>(
  { service, caller }: Work,
  moves: readonly Move<K>[],
  isStopped: () => boolean = () => false,
): Promise<number> {
  let done = 0;
  for (const one of moves) {
    if (isStopped()) break;
    if ((await move(service, caller, one)).ok) done += 1;
  }
  return done;
}

/** Of one run: who holds which role is asked once for each institute. What it makes reminds of the days of one case, and answers how many notices are new. */
export function createReminder({ service, caller, connection }: Work, times: TimesPolicy) {
  const today = dayOf(caller);
  const rules = validOn(service.process.notices, today);
  const holders = new Map<string, People>();
  const peopleIn = async ({ owner, institute }: Subject, roles: readonly Role[]): Promise<People> => {
    const asked = roles.filter((role) => role !== 'student').sort();
    const key = JSON.stringify([institute, asked]);
    const known = holders.get(key) ?? (await peopleOf(connection, { institute: institute ?? null }, asked));
    holders.set(key, known);
    return { ...known, student: owner ? [owner] : [] };
  };
  return async (of: Subject, open: readonly OpenDeadline[]): Promise<number> => {
    const all = await peopleIn(of, [...new Set(open.flatMap(({ roles }) => roles))]);
    const deadlines = open.map(({ roles, not = [], ...deadline }) => {
      // Whose case it is acts as its student alone.
      const mayBe = (role: Role, id: string): boolean => !not.includes(id) && (role === 'student' || id !== of.owner);
      const people = roles.map((role) => [role, all[role]?.filter((id) => mayBe(role, id)) ?? []] as const);
      return { ...deadline, people: Object.fromEntries(people) as People };
    });
    const notices = remindersOn(today, deadlines, { times, rules, sent: new Set() });
    const sent = await store.notices.saidBefore(
      connection,
      notices.map(({ id }) => id),
    );
    const fresh = notices.filter(({ id }) => !sent.has(id));
    if (fresh.length === 0) return 0;
    return store.transact(service.store, (tx) => store.notices.add(tx, fresh, { at: caller.at, mail: true }));
  };
}
