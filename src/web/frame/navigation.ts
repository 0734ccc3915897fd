/** Where each role can go; the first place is where it begins. */
import type { IconName } from '../parts/signs.ts';
import type { Role } from '../session.ts';
import type { Waiting } from './waiting.ts';

export interface NavigationPlace {
  readonly to: string;
  readonly icon: IconName;
  /** Of its name, in the texts of the frame. */
  readonly text: string;
  /** Stands below the line "More". */
  readonly more?: true;
  /** How much of what waits is worked on there. */
  readonly waits?: (waiting: Waiting) => number;
}

const kinds =
  (...of: readonly (keyof Waiting['kinds'])[]) =>
  (waiting: Waiting): number =>
    of.reduce((sum, kind) => sum + (waiting.kinds[kind] ?? 0), 0);

const COURSES: NavigationPlace = { to: '/courses', icon: 'search', text: 'courses' };
const PRECEDENTS: NavigationPlace = {
  to: '/precedents',
  icon: 'bookmark',
  text: 'precedents',
  waits: kinds('precedent'),
};
const PLANS: NavigationPlace = { to: '/plans', icon: 'boards', text: 'plans', waits: kinds('plan', 'change') };
const STUDENTS_PLACE: NavigationPlace = { to: '/students', icon: 'people', text: 'students' };
const CATALOGUES: NavigationPlace = { to: '/catalogues', icon: 'book', text: 'catalogues', more: true };
const CURRICULA: NavigationPlace = { to: '/curricula', icon: 'lines', text: 'curricula', more: true };
const IMPORT: NavigationPlace = { to: '/import', icon: 'import', text: 'import', more: true };
const QUEUE: NavigationPlace = { to: '/queue', icon: 'inbox', text: 'queue', waits: ({ total }) => total };
const OFFICE_CALLS: NavigationPlace = { to: '/calls', icon: 'calendar', text: 'office-calls' };
const APPEALS: NavigationPlace = { to: '/appeals', icon: 'scales', text: 'appeals', waits: kinds('appeal') };
const APPLICATIONS: NavigationPlace = {
  to: '/applications',
  icon: 'people',
  text: 'applications',
  waits: kinds('application'),
};

export const PLACES: Readonly<Record<Role, readonly NavigationPlace[]>> = {
  adviser: [
    COURSES,
    STUDENTS_PLACE,
    PLANS,
    { to: '/compare', icon: 'bars', text: 'compare' },
    PRECEDENTS,
    CATALOGUES,
    CURRICULA,
  ],
  directorate: [
    QUEUE,
    PRECEDENTS,
    { to: '/report', icon: 'report', text: 'report' },
    { ...COURSES, more: true },
    { ...PLANS, more: true },
    CURRICULA,
    IMPORT,
  ],
  registrar: [
    QUEUE,
    { to: '/transcripts', icon: 'import', text: 'transcripts', waits: ({ transcripts }) => transcripts },
    { to: '/recognitions', icon: 'scales', text: 'recognitions', waits: kinds('recognition') },
    { ...STUDENTS_PLACE, more: true },
    { ...COURSES, more: true },
    { ...PRECEDENTS, more: true },
    CATALOGUES,
    CURRICULA,
    IMPORT,
  ],
  coordinator: [
    QUEUE,
    OFFICE_CALLS,
    APPLICATIONS,
    { to: '/papers', icon: 'page', text: 'papers-to-check', waits: kinds('document') },
    { to: '/agreements', icon: 'link', text: 'agreements' },
    { ...APPEALS, more: true },
    { ...PLANS, more: true },
    { ...COURSES, more: true },
    CATALOGUES,
    IMPORT,
  ],
  commission: [
    QUEUE,
    { to: '/rankings', icon: 'bars', text: 'rankings' },
    APPEALS,
    { ...APPLICATIONS, more: true },
    { ...OFFICE_CALLS, more: true },
  ],
  student: [
    { to: '/home', icon: 'house', text: 'home' },
    { to: '/papers', icon: 'page', text: 'papers', waits: kinds('document') },
    { to: '/plan', icon: 'boards', text: 'plan', waits: kinds('plan', 'change') },
    { to: '/results', icon: 'scales', text: 'results', waits: kinds('recognition') },
    { to: '/calls', icon: 'calendar', text: 'calls', more: true },
  ],
  administrator: [
    { to: '/admin', icon: 'house', text: 'admin' },
    { to: '/admin/accounts', icon: 'people', text: 'accounts' },
    { to: '/admin/institutes', icon: 'boards', text: 'institutes' },
    { to: '/admin/mail', icon: 'inbox', text: 'mail', waits: kinds('mail') },
    { to: '/admin/audit', icon: 'lines', text: 'audit' },
    IMPORT,
    { to: '/admin/retention', icon: 'clock', text: 'retention', more: true },
    { to: '/admin/jobs', icon: 'bars', text: 'jobs', more: true },
    { to: '/admin/installation', icon: 'info', text: 'installation', more: true },
  ],
};

/** Addresses that belong to another place than the one that they begin with. */
const ELSEWHERE: readonly (readonly [address: RegExp, place: string])[] = [
  [/^\/calls\/[^/]+\/ranking$/, '/rankings'],
  [/^\/(?:review|passed-on|changes)\//, '/queue'],
  [/^\/match\//, '/courses'],
  [/^\/plans\/board/, '/students'],
];

/** The place of the sidebar that an address belongs to: the nearest one that the role has. */
export function placeAt(pathname: string, places: readonly NavigationPlace[]): string | undefined {
  const own = (to: string): boolean => places.some((place) => place.to === to);
  const elsewhere = ELSEWHERE.find(([address, place]) => address.test(pathname) && own(place))?.[1];
  const begins = places.filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return elsewhere ?? begins.toSorted((a, b) => b.to.length - a.to.length)[0]?.to;
}

export const startOf = (role: Role): string => PLACES[role][0]?.to ?? '/account';

/** Who has courses among the own places works on the cases of students. */
export const worksOnCases = (role: Role): boolean => PLACES[role].some(({ to }) => to === COURSES.to);

/** What can be found by Ctrl K, as its field says it. */
export const findText = (role: Role): string => (worksOnCases(role) ? 'frame.find-all' : 'frame.find');
