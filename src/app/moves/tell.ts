/** Tells the people of a case what happened to it, in the transaction in which it happens. */
import type { Localised, MachineId, NoticeParameter, Role, Subject } from '../../domain/index.ts';
import { noticesOf, type People, validOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf } from './step.ts';

export interface Told {
  readonly machine: MachineId;
  /** An event of the machine, or `create`. */
  readonly event: string;
  readonly id: string;
  /** Differs each time that the same event happens to the same thing: its revision. */
  readonly occurrence: number | string;
  readonly subject: Subject;
  readonly parameters?: Partial<Readonly<Record<NoticeParameter, string | Localised>>>;
}

export async function tell(tx: store.Tx, { service, caller }: Doing, told: Told): Promise<void> {
  const { machine, event, id, occurrence, subject, parameters = {} } = told;
  const texts = validOn(service.process.notices, dayOf(caller)).filter(
    ({ on }) => 'machine' in on && on.machine === machine && on.events.includes(event),
  );
  if (texts.length === 0) return;
  const people = await peopleOf(tx, subject, [...new Set(texts.flatMap(({ to }) => to))]);
  const happened = { machine, event, id, occurrence: String(occurrence), people, by: caller.actor.user };
  const notices = noticesOf({ ...happened, parameters: { case: id.slice(0, 8), ...parameters } }, texts);
  await store.addNotices(tx, notices, { at: caller.at, mail: true });
}

/** Roles that are held for an institute; the others serve the whole house. */
const OF_INSTITUTE: ReadonlySet<Role> = new Set(['adviser', 'directorate']);

export async function peopleOf(
  connection: store.Connection,
  { owner, institute }: Subject,
  roles: readonly Role[],
): Promise<People> {
  const people: Partial<Record<Role, string[]>> = {};
  if (roles.includes('student')) people.student = owner ? [owner] : [];
  const ofHouse = roles.filter((role) => role !== 'student' && !OF_INSTITUTE.has(role));
  const ofInstitute = institute ? roles.filter((role) => OF_INSTITUTE.has(role)) : [];
  const holders = await store.listHolders(connection, ofHouse, { roles: ofInstitute, institute: institute ?? null });
  for (const role of [...ofHouse, ...ofInstitute])
    people[role] = holders.filter((one) => one.role === role).map(({ user }) => user);
  return people;
}
