/** Who may do what: one table, read by every route and every state machine. */
import type { Actor, Role } from './people.ts';

/** `own`: the subject belongs to the actor; `institute`: to the institute that the role was given for; `appealed`: an appeal about it was admitted; `all`: whatever it is. */
export type Scope = 'own' | 'institute' | 'appealed' | 'all';

/** Which role may, and on what. `authenticated`: everybody who has signed in, whatever the role. */
export interface Grant {
  readonly role: Role | 'authenticated';
  readonly scope: Scope;
}

const own = (...roles: Grant['role'][]): Grant[] => roles.map((role) => ({ role, scope: 'own' }));
const institute = (...roles: Role[]): Grant[] => roles.map((role) => ({ role, scope: 'institute' }));
const all = (...roles: Grant['role'][]): Grant[] => roles.map((role) => ({ role, scope: 'all' }));

const appealed = (...roles: Role[]): Grant[] => roles.map((role) => ({ role, scope: 'appealed' }));

const STUDENT = own('student');
/** Those who see a student's case: the student, the institute's people, and the two offices. */
const CASE = [...STUDENT, ...institute('adviser', 'directorate'), ...all('registrar', 'coordinator')];

/** The table. A new action needs a row; test/service/routes.test.ts fails for an action that nothing uses and for a route without one. */
export const RIGHTS = {
  // catalogues, curricula, rules: public among those who have signed in
  'catalogue.read': all('authenticated'),
  'catalogue.import': all('coordinator', 'registrar'),
  'curriculum.read': all('authenticated'),
  'curriculum.import': [...all('registrar'), ...institute('directorate')],
  'rules.read': all('authenticated'),
  'match.run': all('authenticated'),
  // calls and partners
  'call.read': all('authenticated'),
  'call.write': all('coordinator'),
  'agreement.read': all('coordinator', 'registrar', 'adviser', 'directorate', 'commission'),
  'agreement.write': all('coordinator'),
  // students as the offices keep them
  'student.read': CASE,
  'student.edit': [...institute('adviser'), ...all('registrar')],
  // applications
  'application.create': STUDENT,
  'application.read': [...CASE, ...all('commission')],
  'application.edit': STUDENT,
  'application.submit': STUDENT,
  'application.withdraw': [...STUDENT, ...all('coordinator')],
  'application.check': all('coordinator'),
  'application.rank': all('coordinator', 'commission'),
  'application.decide': all('commission'),
  'application.accept': STUDENT,
  'application.send': all('coordinator'),
  // documents
  'document.read': [...CASE, ...all('commission')],
  'document.upload': [...STUDENT, ...all('coordinator')],
  'document.check': all('coordinator'),
  'document.waive': all('coordinator'),
  // study plans and decisions
  'plan.create': [...STUDENT, ...institute('adviser')],
  'plan.read': [...CASE, ...appealed('commission')],
  'plan.edit': [...STUDENT, ...institute('adviser')],
  /** A link that shows the plan without its person. */
  'plan.share': [...STUDENT, ...institute('adviser', 'directorate'), ...all('coordinator')],
  'syllabus.upload': [...STUDENT, ...institute('adviser')],
  'plan.submit': STUDENT,
  'plan.answer': STUDENT,
  'plan.decide': institute('directorate'),
  'plan.host': all('coordinator'),
  'plan.withdraw': [...STUDENT, ...all('coordinator')],
  'plan.close': all('registrar'),
  // changes
  'change.propose': [...STUDENT, ...institute('adviser'), ...all('coordinator')],
  'change.read': [...CASE, ...appealed('commission')],
  'change.decide': institute('directorate'),
  'change.host': all('coordinator'),
  // transcripts and recognitions
  'transcript.read': [
    ...STUDENT,
    ...institute('directorate', 'adviser'),
    ...all('registrar'),
    ...appealed('commission'),
  ],
  'transcript.import': all('registrar', 'coordinator'),
  'recognition.read': [...CASE, ...appealed('commission')],
  'recognition.prepare': all('registrar'),
  'recognition.sign': all('registrar'),
  'recognition.countersign': [...all('registrar'), ...institute('directorate')],
  'recognition.accept': STUDENT,
  /** What another policy would have made of results: those of the own institute, or all. */
  'policy.compare': [...institute('directorate'), ...all('registrar')],
  // appeals
  'appeal.lodge': STUDENT,
  'appeal.read': [...STUDENT, ...institute('directorate'), ...all('registrar', 'coordinator', 'commission')],
  'appeal.admit': all('coordinator', 'registrar'),
  'appeal.decide': all('commission'),
  'appeal.withdraw': STUDENT,
  // memory
  'precedent.import': [...all('registrar'), ...institute('directorate')],
  'precedent.read': all('adviser', 'directorate', 'registrar', 'coordinator', 'commission'),
  'precedent.decide': institute('directorate'),
  // one's own desk
  'queue.read': all('authenticated'),
  'notice.read': own('authenticated'),
  'profile.read': own('authenticated'),
  'profile.edit': own('authenticated'),
  'token.manage': own('authenticated'),
  'job.create': own('authenticated'),
  'job.read': [...own('authenticated'), ...all('administrator')],
  'job.fetch': own('authenticated'),
  'job.cancel': [...own('authenticated'), ...all('administrator')],
  // the house
  'institute.read': all('authenticated'),
  'institute.manage': all('administrator'),
  'user.read': all('administrator'),
  'user.manage': all('administrator'),
  'token.revoke': all('administrator'),
  'installation.read': all('administrator'),
  'demonstration.reset': all('administrator'),
  'outbox.read': all('administrator'),
  'outbox.manage': all('administrator'),
  'audit.read': all('administrator'),
  'audit.verify': all('administrator'),
  'retention.release': all('administrator'),
  // personal data
  'personal-data.export': [...own('authenticated'), ...all('administrator')],
  'personal-data.erase': all('administrator'),
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

/** The closed list of what can be done. */
export type Action = keyof typeof RIGHTS;
export const ACTIONS = Object.keys(RIGHTS) as readonly Action[];

/** What an office does in somebody's case: never open to the person whose case it is, whatever else that person may be. */
export const JUDGEMENTS: ReadonlySet<Action> = new Set([
  'student.edit',
  'application.check',
  'application.rank',
  'application.decide',
  'application.send',
  'document.check',
  'document.waive',
  'plan.decide',
  'plan.host',
  'plan.close',
  'change.decide',
  'change.host',
  'transcript.import',
  'recognition.prepare',
  'recognition.sign',
  'recognition.countersign',
  'appeal.admit',
  'appeal.decide',
]);

/** What something is done to. Left out or null: it belongs to nobody, or to no institute, and only `all` reaches it. */
export interface Subject {
  readonly owner?: string | null;
  readonly institute?: string | null;
  /** An appeal about it was admitted to the commission. */
  readonly isAppealed?: boolean;
}

/** Whether the actor may do this to the subject. Nobody judges the own case. */
export function may(actor: Actor, action: Action, subject: Subject): boolean {
  if (JUDGEMENTS.has(action) && subject.owner === actor.user) return false;
  return RIGHTS[action].some((grant) => reaches(grant, actor, subject));
}

/** Where an actor may do this at all: for lists, which then show these parts and nothing else. What is reached through an appeal is in no list. */
export function reachOf(
  actor: Actor,
  action: Action,
): { all: boolean; own: boolean; institutes: string[]; appealed: boolean } {
  const scopes = new Set<Scope>();
  const institutes = new Set<string>();
  for (const grant of RIGHTS[action]) {
    const held = actor.roles.filter(({ role }) => role === grant.role);
    if (held.length === 0 && grant.role !== 'authenticated') continue;
    scopes.add(grant.scope);
    if (grant.scope === 'institute') for (const { institute: one } of held) if (one !== null) institutes.add(one);
  }
  const [all, own, appealed] = [scopes.has('all'), scopes.has('own'), scopes.has('appealed')];
  return { all, own, institutes: [...institutes].sort(), appealed };
}

function reaches(grant: Grant, actor: Actor, { owner, institute: place, isAppealed = false }: Subject): boolean {
  const held = actor.roles.filter(({ role }) => role === grant.role);
  if (held.length === 0 && grant.role !== 'authenticated') return false;
  if (grant.scope === 'all') return true;
  if (grant.scope === 'appealed') return isAppealed;
  if (grant.scope === 'own') return owner === actor.user;
  // A role given for no institute reaches none, and so does a subject of none.
  return held.some((one) => one.institute !== null && one.institute === place);
}
