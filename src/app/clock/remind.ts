/** Reminders of days that come near, each said once to each person. */
import type { Notice, Role, Subject, TimesPolicy } from '../../domain/index.ts';
import { type People, remindersOn, validOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf } from '../moves/step.ts';
import { peopleOf } from '../moves/tell.ts';
import type { OpenDeadline } from './application-deadlines.ts';

/** The days of one case. */
export interface Due {
  readonly of: Subject;
  readonly open: readonly OpenDeadline[];
}

export interface Reminder {
  /** Answers how many notices are new. */
  readonly remind: (dues: readonly Due[]) => Promise<number>;
}

/** Of one run: who holds which role is asked once for each institute. */
export function createReminder({ service, caller }: Doing, times: TimesPolicy): Reminder {
  const { connection } = service.store;
  const today = dayOf(caller);
  const texts = validOn(service.process.notices, today);
  const holders = new Map<string, People>();
  const peopleIn = async ({ owner, institute }: Subject, roles: readonly Role[]): Promise<People> => {
    const asked = roles.filter((role) => role !== 'student').sort();
    const key = JSON.stringify([institute, asked]);
    const known = holders.get(key) ?? (await peopleOf(connection, { institute: institute ?? null }, asked));
    holders.set(key, known);
    return { ...known, student: owner ? [owner] : [] };
  };
  const noticesFor = async ({ of, open }: Due): Promise<Notice[]> => {
    const people = await peopleIn(of, [...new Set(open.flatMap(({ roles }) => roles))]);
    const deadlines = open.map((deadline) => ({ ...deadline, people: peopleFor(deadline, people, of) }));
    return remindersOn(today, deadlines, { times, texts, sent: new Set() });
  };
  return {
    remind: async (dues) => {
      const notices: Notice[] = [];
      for (const due of dues) notices.push(...(await noticesFor(due)));
      const said = await store.noticesSaid(
        connection,
        notices.map(({ id }) => id),
      );
      const fresh = notices.filter(({ id }) => !said.has(id));
      if (fresh.length === 0) return 0;
      return store.transact(service.store, (tx) => store.addNotices(tx, fresh, { at: caller.at, mail: true }));
    },
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
