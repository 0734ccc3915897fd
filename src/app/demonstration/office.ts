/** Whoever acts in the demonstration's year, and when: each step is a call of an action as the person who may do it. */
import type { Result, User } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, dayAt, minutesAfter, type Service } from '../service/service.ts';

/** @throws when a step is refused: the year is then not as it was invented. */
export async function did<T>(step: Promise<Result<T>>, what: string): Promise<T> {
  const result = await step;
  if (result.ok) return result.value;
  throw new Error(`demonstration, ${what}: ${JSON.stringify(result.problems)}`);
}

export const callerOf = (service: Service, user: User, at: string): Caller => ({
  actor: { user: user.id, roles: user.roles },
  user,
  at,
  today: dayAt(service, at),
  by: 'session',
  scopes: null,
  once: null,
});

/** The account of a role that anybody may sign in as, of somebody at another desk, or of a student. */
export const emailOf = (name: string): string => `${name}@concord.example`;

export const userOf = ({ store: { connection } }: Service, name: string): Promise<User | null> =>
  store.users.findByEmail(connection, emailOf(name));

/** As {@link userOf}. @throws when there is none. */
export async function staff(service: Service, name: string): Promise<User> {
  const user = await userOf(service, name);
  if (!user) throw new Error(`demonstration: nobody is called ${name}`);
  return user;
}

export const daysAgo = (service: Service, days: number): string => minutesAfter(service.now(), -days * 24 * 60);

/** Instants of one case, none of them in the future. */
export interface Steps {
  /** A day after the one before, or `pause` days. */
  readonly next: (pause?: number) => string;
  /** The next one is so many days ago at the earliest. */
  readonly goOn: (days: number) => void;
}

/** From so many days ago on. */
export function stepsFrom(service: Service, days: number): Steps {
  let left = days + 1;
  return {
    next: (pause = 1) => {
      left -= pause;
      return daysAgo(service, Math.max(0, left));
    },
    goOn: (since) => {
      left = Math.min(left, since + 1);
    },
  };
}
