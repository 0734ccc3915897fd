/** Tells the people of a case what happened to it, in the transaction in which it happens, or once it can no longer be taken back. */
import { type MachineId, type Role, type Subject, validOn } from '../../domain/index.ts';
import { type NoticeValues, noticesOf, type People } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { dayOf, type Transaction, type Work } from '../service/service.ts';
import type { Telling } from './kind.ts';

export async function tell(
  { service, caller, tx, held }: Transaction,
  {
    kind: machine,
    event,
    id,
    tellings,
  }: {
    readonly kind: MachineId;
    /** An event of the machine, or `create`. */
    readonly event: string;
    readonly id: string;
    readonly tellings: readonly Telling[];
  },
): Promise<void> {
  const rules = validOn(service.process.notices, dayOf(caller)).filter(
    ({ on }) => 'machine' in on && on.machine === machine && on.events.includes(event),
  );
  if (rules.length === 0) return;
  for (const { subject, occurrence, values } of tellings) {
    const people = await peopleOf(tx, subject, [...new Set(rules.flatMap(({ to }) => to))]);
    const happened = { machine, event, id, occurrence: String(occurrence), people, by: caller.actor.user };
    const notices = noticesOf({ ...happened, values: { case: id.slice(0, 8), ...values } }, rules);
    if (held) held.notices.push(...notices);
    else await store.notices.add(tx, notices, { at: caller.at, mail: true });
  }
}

/** The title of a coded reason, for a notice. */
export function reasonTitle({ service }: Pick<Work, 'service'>, code: string | null | undefined): NoticeValues {
  const title = service.process.reasons.find(({ id }) => id === code)?.title;
  return title ? { reason: title } : {};
}

export async function peopleOf(
  connection: store.Connection,
  { owner, institute }: Subject,
  roles: readonly Role[],
): Promise<People> {
  const people: Partial<Record<Role, string[]>> = {};
  if (roles.includes('student')) people.student = owner ? [owner] : [];
  // Advisers and directorates are held for an institute; the others serve the whole house.
  const isOfInstitute = (role: Role): boolean => role === 'adviser' || role === 'directorate';
  const ofHouse = roles.filter((role) => role !== 'student' && !isOfInstitute(role));
  const held = { roles: institute ? roles.filter(isOfInstitute) : [], institute: institute ?? null };
  const holders = await store.users.listHolders(connection, ofHouse, held);
  for (const role of [...ofHouse, ...held.roles])
    people[role] = holders.filter((one) => one.role === role).map(({ user }) => user);
  return people;
}
