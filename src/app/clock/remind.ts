/** Reminders of days that come near, each said once to each person. */
import { type Role, type Subject, type TimesPolicy, validOn } from '../../domain/index.ts';
import { type People, remindersOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { peopleOf } from '../moves/tell.ts';
import { dayOf, type Work } from '../service/service.ts';
import type { OpenDeadline } from './deadlines.ts';

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
    const people = await peopleIn(of, [...new Set(open.flatMap(({ roles }) => roles))]);
    const deadlines = open.map((deadline) => ({ ...deadline, people: peopleFor(deadline, people, of) }));
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

/** Those who have one of the roles; whose case it is acts as its student alone. */
const peopleFor = ({ roles, not = [] }: OpenDeadline, people: People, { owner }: Subject): People =>
  Object.fromEntries(
    roles.map((role) => [
      role,
      (people[role] ?? []).filter((id) => !not.includes(id) && (role === 'student' || id !== owner)),
    ]),
  );
