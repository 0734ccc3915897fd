/** The days of which somebody must be reminded: of applications and their papers, and of plans, changes, recognitions and appeals. */
import {
  type Appeal,
  addDays,
  type ChecklistItem,
  type Document,
  type Role,
  type StudyPlan,
  type Subject,
  type TimesPolicy,
} from '../../domain/index.ts';
import { appealEnd, awaitedRoles, type Deadline, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import type { ApplicationCase } from '../cases/application-case.ts';
import { subjectOf } from '../cases/plan-case.ts';
import { appealsAbout } from '../moves/recognition.ts';
import { everyPage } from '../service/records.ts';
import { attempt, dayAt, dayOf, found, type Work } from '../service/service.ts';
import { appealable } from '../student/answers.ts';

/** A deadline with the roles that it concerns, before it is known who has them. */
export interface OpenDeadline extends Omit<Deadline, 'people'> {
  readonly roles: readonly Role[];
  /** Not these people: whoever signed cannot countersign. */
  readonly not?: readonly string[];
}

/** An application with all that its days depend on. */
export interface ApplicationDays extends ApplicationCase {
  readonly documents: readonly Document[];
  /** The day on which it was found eligible. */
  readonly eligibleOn: string | null;
}

interface Looked extends ApplicationDays {
  readonly checklist: readonly ChecklistItem[];
  readonly times: TimesPolicy;
}

export const deadlinesOf = (looked: Looked): OpenDeadline[] => [
  ...ownDeadlines(looked),
  ...looked.documents.flatMap((document) => documentDeadlines(looked, document)),
];

const shortOf = (id: string): string => id.slice(0, 8);
const valuesOf = ({ record, call }: ApplicationCase) => ({ case: shortOf(record.id), host: call.university });

/** The deadline of the call, and by when the case should leave its state, counted from the day it came into it. */
function ownDeadlines(looked: Looked): OpenDeadline[] {
  const { record, call, eligibleOn } = looked;
  const subject = { kind: 'application', id: record.id } as const;
  const values = valuesOf(looked);
  if (record.state === 'draft' && call.state === 'open')
    return [{ kind: 'call-deadline', subject, date: call.deadline, roles: ['student'], values }];
  const waits: Partial<Record<string, { since: string | null; role: Role }>> = {
    submitted: { since: record.submittedOn, role: 'coordinator' },
    eligible: { since: eligibleOn, role: 'commission' },
    awarded: { since: record.award?.decidedOn ?? null, role: 'student' },
  };
  const { since = null, role = 'student' } = waits[record.state] ?? {};
  return stepDeadline(looked.times, { subject, state: record.state, since, role, values });
}

function stepDeadline(
  { steps }: TimesPolicy,
  {
    subject,
    state,
    since,
    role,
    values,
  }: Pick<Deadline, 'subject' | 'values'> & {
    readonly state: string;
    readonly since: string | null;
    readonly role: Role;
  },
): OpenDeadline[] {
  const days = steps[`${subject.kind}.${state}`];
  if (since === null || days === undefined) return [];
  return [{ kind: 'step', subject, date: addDays(since, days), since, roles: [role], values }];
}

function documentDeadlines(looked: Looked, { id, type, state, files }: Document): OpenDeadline[] {
  const item = looked.checklist.find((one) => one.type === type);
  if (!item || item.required === 'no') return [];
  const subject = { kind: 'document', id } as const;
  const values = { ...valuesOf(looked), document: item.title };
  const toHandIn: ReadonlySet<ChecklistItem['status']> = new Set(['missing', 'returned', 'expired', 'too-few']);
  // Who is reminded of a paper that somebody outside has to give.
  const { providedBy } = item;
  const others = providedBy === 'host' ? 'coordinator' : providedBy;
  const reminded: Role = others === 'parents' || others === 'teachers' ? 'student' : others;
  if (toHandIn.has(item.status) && item.due !== null)
    return [{ kind: 'document-due', subject, date: item.due, roles: [reminded], values }];
  if (item.status === 'expires-too-soon' && item.validUntil !== null)
    return [{ kind: 'document-validity', subject, date: item.validUntil, roles: ['student'], values }];
  if (item.status !== 'to-check') return [];
  const since = files.at(-1)?.uploadedOn ?? null;
  return stepDeadline(looked.times, { subject, state, since, role: 'coordinator', values });
}

/** A deadline with whose case it is. */
type CaseDeadline = OpenDeadline & { readonly of: Subject };

interface Day extends Pick<Work, 'service' | 'connection'> {
  readonly times: TimesPolicy;
  readonly today: string;
  /** Told of a case that cannot be read or worded: the others have their reminders. */
  readonly unread: store.Unread;
}

/** All that may have to be reminded of today besides applications, and days until which one can appeal; read a page after the other. */
export async function* caseDeadlines(
  { service, connection, caller }: Work,
  times: TimesPolicy,
  unread: store.Unread,
): AsyncGenerator<CaseDeadline> {
  const day = { service, connection, times, today: dayOf(caller), unread };
  for (const kind of ['plan', 'change', 'recognition', 'appeal'] as const) yield* stepsOf(day, kind);
  yield* transcripts(day);
  // States in which a decision may be one that can be appealed against.
  for (const state of ['ineligible', 'declined'] as const) yield* appealEnds(day, 'application', state);
  yield* appealEnds(day, 'plan', 'draft');
  yield* appealEnds(day, 'recognition', 'issued');
}
/** What a reminder says besides the day, and whom it is not for; null: nobody is reminded. */
type Say<K extends store.OwnedKind> = (
  connection: store.Connection,
  record: store.Records[K],
) => Promise<Pick<CaseDeadline, 'values' | 'not'> | null>;

const STEP_WORDS: { readonly [K in 'plan' | 'change' | 'recognition' | 'appeal']: Say<K> } = {
  plan: async (connection, plan) => ((await isOver(connection, plan)) ? null : sayOfPlan(connection, plan)),
  change: async (_, { studyPlan, plan }) => ({ values: { case: shortOf(studyPlan), host: plan.host.institution } }),
  recognition: async (_, { id, state, recognition, signedBy }) => ({
    values: { case: shortOf(id), host: recognition.host.institution },
    not: state === 'second-look' && signedBy !== null ? [signedBy] : [],
  }),
  appeal: async (_, { id, state, decidedBy }) => ({
    values: { case: shortOf(id) },
    not: state === 'admitted' ? decidedBy : [],
  }),
};

/** Nobody waits for the plan of a stay that will not be. */
async function isOver(connection: store.Connection, { application }: StudyPlan): Promise<boolean> {
  const stored = application === null ? null : await store.find(connection, 'application', application);
  return stored !== null && MACHINES.application.final.includes(stored.state);
}

async function sayOfPlan(connection: store.Connection, { id, version }: StudyPlan) {
  const current = found('version', `${id}#${version}`, await store.plans.findVersion(connection, id, version));
  return { values: { case: shortOf(id), host: current.plan.host.institution } };
}

/** By when each case should leave its state, counted from the day it came into it. */
async function* stepsOf<K extends keyof typeof STEP_WORDS>(day: Day, kind: K): AsyncGenerator<CaseDeadline> {
  const { connection, times, today } = day;
  const [first, last] = [Math.max(...times.remindDays), Math.min(...times.remindDays)];
  for (const state of MACHINES[kind].states) {
    const days = times.steps[`${kind}.${state}`];
    const roles = awaitedRoles(kind, state);
    if (days === undefined || roles.length === 0) continue;
    const [from, to] = [addDays(today, last - days), addDays(today, Math.min(0, first - days))];
    for await (const { record, since, ...whose } of waitingSince(day, kind, { state, from, to })) {
      const words = await sound(day, record.id, () => STEP_WORDS[kind](connection, record));
      if (words === null) continue;
      const subject = { kind, id: record.id };
      yield { kind: 'step', subject, date: addDays(since, days), since, roles, of: subjectOf(whose), ...words };
    }
  }
}

/** A transcript that has not come some time after the stay. */
async function* transcripts(day: Day): AsyncGenerator<CaseDeadline> {
  const { connection, unread } = day;
  const agreed = await everyPage((after) =>
    store.list(connection, 'plan', { where: { state: 'frozen' }, after, limit: 500, unread }),
  );
  for (const plan of agreed) {
    const deadline = await sound(day, plan.id, () => transcriptOf(day, plan));
    if (deadline) yield deadline;
  }
}

async function transcriptOf({ connection, times }: Day, plan: StudyPlan): Promise<CaseDeadline | null> {
  const { stay: own, application } = plan;
  const stay = own ?? (application && (await store.find(connection, 'application', application))?.stay);
  if (!stay) return null;
  const subject = { kind: 'plan', id: plan.id } as const;
  const date = addDays(stay.end, times.transcriptDays);
  const words = await sayOfPlan(connection, plan);
  return { kind: 'transcript-due', subject, date, roles: ['student', 'coordinator'], of: subjectOf(plan), ...words };
}

/** Null for a case that cannot be worked on. */
async function sound<T>({ unread }: Day, id: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    unread(id, error);
    return null;
  }
}

const APPEAL_WORDS: { readonly [K in Appeal['subject']['kind']]: Say<K> } = {
  application: async (connection, { id, call }) => {
    const host = (await store.find(connection, 'call', call))?.university ?? '';
    return { values: { case: shortOf(id), host } };
  },
  plan: sayOfPlan,
  recognition: async (connection, record) =>
    record.acceptedByStudent ? null : STEP_WORDS.recognition(connection, record),
};

/** Until when a refusal can be appealed against, as long as nobody has. */
async function* appealEnds<K extends Appeal['subject']['kind']>(
  day: Day,
  kind: K,
  state: string,
): AsyncGenerator<CaseDeadline> {
  const { times, today } = day;
  const window = { state, from: addDays(today, -times.appealDays), to: today };
  for await (const waiting of waitingSince(day, kind, window)) {
    const deadline = await sound(day, waiting.record.id, () => appealEndOf(day, kind, waiting));
    if (deadline) yield deadline;
  }
}

async function appealEndOf<K extends Appeal['subject']['kind']>(
  { connection, times }: Day,
  kind: K,
  { record, ...whose }: store.WaitingRecord<store.Records[K]>,
): Promise<CaseDeadline | null> {
  const subject = { kind, id: record.id };
  const decided = await attempt(() => appealable(connection, subject));
  if (!decided.ok) return null;
  const { decidedOn } = decided.value;
  const appeals = await appealsAbout(connection, record.id, whose.student);
  if (appeals.some(({ lodgedOn }) => decidedOn <= lodgedOn)) return null;
  const words = await APPEAL_WORDS[kind](connection, record);
  if (words === null) return null;
  const date = appealEnd(decidedOn, times);
  return { kind: 'appeal-end', subject, date, since: decidedOn, roles: ['student'], of: subjectOf(whose), ...words };
}

/** Of one page. */
const PAGE = 200;

/** With the days of the home university, which begin and end at other instants than those that the store looks for. */
async function* waitingSince<K extends store.OwnedKind>(
  { service, connection, unread }: Day,
  kind: K,
  { state, from, to }: { readonly state: string; readonly from: string; readonly to: string },
): AsyncGenerator<store.WaitingRecord<store.Records[K]>> {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.listWaitingSince<K>>> = await store.listWaitingSince(connection, kind, {
      state,
      from: addDays(from, -1),
      to: addDays(to, 1),
      after,
      limit: PAGE,
      unread,
    });
    for (const one of page.items) {
      const since = dayAt(service, one.since);
      if (from <= since && since <= to) yield { ...one, since };
    }
    if (page.last === null) return;
    after = page.last;
  }
}
