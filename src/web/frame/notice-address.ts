/** Where the thing of which a notice speaks is looked at, by role. */
import type { AnswerOf, api } from '../api.ts';
import type { Role } from '../session.ts';
import { PLACES } from './navigation.ts';

type Subject = AnswerOf<typeof api.me.notices.$get>['items'][number]['subject'];

/** The student's own cases have no id in their addresses. */
const OWN: Readonly<Partial<Record<Subject['kind'], string>>> = {
  document: '/papers',
  plan: '/plan',
  change: '/plan',
  recognition: '/results',
  appeal: '/home',
};
/** Of the offices: below which place a case of this kind lies. A paper is found in its list. */
const OFFICE: Readonly<Record<Subject['kind'], string>> = {
  application: '/applications',
  document: '/papers',
  plan: '/plans',
  change: '/changes',
  recognition: '/recognitions',
  appeal: '/appeals',
  call: '/calls',
};

/** Where the thing is looked at; null where the role has no such place. */
export function addressOf({ kind, id }: Subject, role: Role): string | null {
  const own = role === 'student' ? OWN[kind] : undefined;
  if (own) return own;
  const place = OFFICE[kind];
  if (kind === 'change') return role === 'directorate' ? `${place}/${id}` : null;
  if (role !== 'student' && !PLACES[role].some(({ to }) => to === place)) return null;
  return kind === 'document' ? place : `${place}/${id}`;
}
