/** The days of plans, changes, recognitions and appeals of which somebody must be reminded, and those until which one can appeal. */
import type { Appeal, StudyPlan, Subject, TimesPolicy } from '../../domain/index.ts';
import { addDays, appealEnd, awaitedRoles, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { subjectOf, versionOf } from '../cases/plan-case.ts';
import { appealsAbout } from '../moves/recognition.ts';
import { type Doing, dayOf } from '../moves/step.ts';
import { everyPage } from '../service/every-page.ts';
import { decisionOn } from '../student/appeals.ts';
import type { OpenDeadline } from './application-deadlines.ts';

/** A deadline with whose case it is. */
export interface CaseDeadline extends OpenDeadline {
  readonly of: Subject;
}

interface Asked {
  readonly connection: store.Connection;
  readonly times: TimesPolicy;
  readonly today: string;
}

/** All that may have to be reminded of today, read a page after the other. */
export async function* caseDeadlines(doing: Doing, times: TimesPolicy): AsyncGenerator<CaseDeadline> {
  const asked = { connection: doing.service.store.connection, times, today: dayOf(doing.caller) };
  for (const kind of KINDS) yield* stepsOf(asked, kind);
  yield* transcripts(asked);
  for (const [kind, state] of REFUSED) yield* appealEnds(asked, kind, state);
}

const KINDS = ['plan', 'change', 'recognition', 'appeal'] as const;
type Kind = (typeof KINDS)[number];

/** What a reminder says besides the day; null: nobody is reminded. */
type Said = Pick<CaseDeadline, 'parameters' | 'not'> | null;
type Look<K extends keyof store.WaitingRecords> = (
  connection: store.Connection,
  record: store.WaitingRecords[K],
) => Promise<Said>;

const shortOf = (id: string): string => id.slice(0, 8);

const LOOKS: { readonly [K in Kind]: Look<K> } = {
  plan: async (connection, plan) => ((await isOver(connection, plan)) ? null : sayOfPlan(connection, plan)),
  change: async (_, { studyPlan, plan }) => ({
    parameters: { case: shortOf(studyPlan), host: plan.host.institution },
  }),
  recognition: async (_, { id, state, recognition, signedBy }) => ({
    parameters: { case: shortOf(id), host: recognition.host.institution },
    not: state === 'second-look' && signedBy !== null ? [signedBy] : [],
  }),
  appeal: async (_, { id, state, decidedBy }) => ({
    parameters: { case: shortOf(id) },
    not: state === 'admitted' ? decidedBy : [],
  }),
};

/** Nobody waits for the plan of a stay that will not be. */
async function isOver(connection: store.Connection, { application }: StudyPlan): Promise<boolean> {
  const stored = application === null ? null : await store.findApplication(connection, application);
  return stored !== null && MACHINES.application.final.includes(stored.state);
}

async function sayOfPlan(connection: store.Connection, plan: StudyPlan) {
  const { host } = (await versionOf(connection, plan)).plan;
  return { parameters: { case: shortOf(plan.id), host: host.institution } };
}

/** By when each case should leave its state, counted from the day it came into it. */
async function* stepsOf<K extends Kind>(asked: Asked, kind: K): AsyncGenerator<CaseDeadline> {
  const { connection, times, today } = asked;
  const [first, last] = [Math.max(...times.remindDays), Math.min(...times.remindDays)];
  for (const state of Object.keys(MACHINES[kind].states)) {
    const days = times.steps[`${kind}.${state}`];
    const roles = awaitedRoles(kind, state);
    if (days === undefined || roles.length === 0) continue;
    const [from, to] = [addDays(today, last - days), addDays(today, Math.min(0, first - days))];
    for await (const { record, since, ...whose } of waitingSince(connection, kind, { state, from, to })) {
      const said = await LOOKS[kind](connection, record);
      if (said === null) continue;
      const subject = { kind, id: record.id };
      yield { kind: 'step', subject, date: addDays(since, days), since, roles, of: subjectOf(whose), ...said };
    }
  }
}

/** A transcript that has not come some time after the stay. */
async function* transcripts({ connection, times }: Asked): AsyncGenerator<CaseDeadline> {
  const agreed = await everyPage((after) =>
    store.listStudyPlans(connection, { where: { state: 'frozen' }, after, limit: 500 }),
  );
  for (const plan of agreed) {
    const end = await endOfStay(connection, plan);
    if (end === null) continue;
    const subject = { kind: 'plan', id: plan.id } as const;
    const roles = ['student', 'coordinator'] as const;
    const date = addDays(end, times.transcriptDays);
    yield { kind: 'transcript-due', subject, date, roles, of: subjectOf(plan), ...(await sayOfPlan(connection, plan)) };
  }
}

async function endOfStay(connection: store.Connection, { stay, application }: StudyPlan): Promise<string | null> {
  if (stay !== null) return stay.end;
  return application === null ? null : ((await store.findApplication(connection, application))?.stay.end ?? null);
}

/** States in which a decision may be one that can be appealed against. */
const REFUSED = [
  ['application', 'ineligible'],
  ['application', 'declined'],
  ['plan', 'draft'],
  ['recognition', 'issued'],
] as const satisfies readonly (readonly [Appeal['subject']['kind'], string])[];

const HOSTS: { readonly [K in Appeal['subject']['kind']]: Look<K> } = {
  application: async (connection, { id, call }) => {
    const host = (await store.findCall(connection, call))?.university ?? '';
    return { parameters: { case: shortOf(id), host } };
  },
  plan: sayOfPlan,
  recognition: async (connection, record) => (record.acceptedByStudent ? null : LOOKS.recognition(connection, record)),
};

/** Until when a refusal can be appealed against, as long as nobody has. */
async function* appealEnds<K extends Appeal['subject']['kind']>(
  { connection, times, today }: Asked,
  kind: K,
  state: string,
): AsyncGenerator<CaseDeadline> {
  const window = { state, from: addDays(today, -times.appealDays), to: today };
  for await (const { record, ...whose } of waitingSince(connection, kind, window)) {
    const subject = { kind, id: record.id };
    const decided = await decisionOn(connection, subject);
    if (!decided.ok) continue;
    const { decidedOn } = decided.value;
    const appeals = await appealsAbout(connection, record.id, whose.student);
    if (appeals.some(({ lodgedOn }) => decidedOn <= lodgedOn)) continue;
    const said = await HOSTS[kind](connection, record);
    if (said === null) continue;
    const date = appealEnd(decidedOn, times);
    yield { kind: 'appeal-end', subject, date, since: decidedOn, roles: ['student'], of: subjectOf(whose), ...said };
  }
}

/** Of one page. */
const BATCH = 200;

async function* waitingSince<K extends keyof store.WaitingRecords>(
  connection: store.Connection,
  kind: K,
  window: { readonly state: string; readonly from: string; readonly to: string },
): AsyncGenerator<store.WaitingRecord<store.WaitingRecords[K]>> {
  for (let after: string | null = null; ; ) {
    const page: store.WaitingRecord<store.WaitingRecords[K]>[] = await store.listWaitingSince(connection, kind, {
      ...window,
      after,
      limit: BATCH,
    });
    yield* page;
    if (page.length < BATCH) return;
    after = page.at(-1)?.record.id ?? null;
  }
}
