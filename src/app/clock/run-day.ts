/** What happens because a day has come: documents run out, and people are reminded, each of them once. */
import type { Application, ApplicationState, Document, Result, TimesPolicy } from '../../domain/index.ts';
import { documentHolds } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type ApplicationCase, checklistFor, subjectOf } from '../cases/application-case.ts';
import { applyDocumentMove, ruleOf } from '../moves/document.ts';
import { applyRecognitionMove } from '../moves/recognition.ts';
import { type Doing, dayOf, timesOf } from '../moves/step.ts';
import { everyPage } from '../service/every-page.ts';
import type { Service } from '../service/service.ts';
import { deadlinesOf } from './application-deadlines.ts';
import { caseDeadlines } from './case-deadlines.ts';
import { clockAt } from './clock-caller.ts';
import { createReminder, type Due } from './remind.ts';

export interface DayDone {
  readonly expired: number;
  readonly reminded: number;
  /** Recognitions that can not be appealed against any more. */
  readonly closed: number;
}

/** States in which somebody still has something to do before the stay. */
const RUNNING: ApplicationState[] = ['draft', 'submitted', 'eligible', 'awarded', 'reserved', 'accepted'];

/** Does what the day asks for; a second time on the same day it does nothing more. Stopped in between, the next run does the rest. */
export async function runDay(service: Service, isStopped: () => boolean = () => false): Promise<DayDone> {
  const doing = { service, caller: clockAt(service.now()) };
  const times = timesOf(doing);
  if (!times.ok) return { expired: 0, reminded: 0, closed: 0 };
  const { connection } = service.store;
  const running = await everyPage((after) =>
    store.listApplications(connection, { where: { state: RUNNING }, after, limit: 500 }),
  );
  const done = { expired: 0, reminded: 0, closed: await closeRecognitions(doing, isStopped) };
  const reminder = createReminder(doing, times.value);
  for (const batch of batchesOf(running)) {
    if (isStopped()) break;
    done.expired += await expireDocuments(doing, await looksOf(connection, batch));
    const looks = await looksOf(connection, batch);
    done.reminded += await reminder.remind(looks.flatMap((look) => deadlinesIn(doing, look, times.value)));
  }
  for await (const { of, ...deadline } of caseDeadlines(doing, times.value)) {
    if (isStopped()) break;
    done.reminded += await reminder.remind([{ of, open: [deadline] }]);
  }
  return done;
}

/** So few at a time that others are answered in between. */
const BATCH = 25;

function* batchesOf(applications: readonly Application[]): Generator<readonly Application[]> {
  for (let start = 0; start < applications.length; start += BATCH) yield applications.slice(start, start + BATCH);
}

/** An application with all that its days depend on. */
interface Look extends ApplicationCase {
  readonly documents: readonly Document[];
  /** The day on which it was found eligible. */
  readonly eligibleOn: string | null;
}

async function looksOf(connection: store.Connection, applications: readonly Application[]): Promise<Look[]> {
  const ids = applications.map(({ id }) => id);
  const calls = await store.findCalls(connection, [...new Set(applications.map(({ call }) => call))]);
  const documents = await store.listDocumentsOf(connection, ids);
  const madeAt = await store.eligibilityMadeAt(connection, ids);
  return applications.flatMap((application) => {
    const call = calls.find(({ id }) => id === application.call);
    const own = documents.filter((document) => document.application === application.id);
    const eligibleOn = madeAt.get(application.id)?.slice(0, 10) ?? null;
    return call ? [{ application, call, documents: own, eligibleOn }] : [];
  });
}

function deadlinesIn(doing: Doing, look: Look, times: TimesPolicy): Due[] {
  const checklist = checklistFor(doing, look, look.documents);
  if (!checklist.ok) return [];
  return [{ of: subjectOf(look.application), open: deadlinesOf({ ...look, checklist: checklist.value, times }) }];
}

/** Closes what was accepted, or can not be appealed against any more, unless an appeal is open. */
async function closeRecognitions(doing: Doing, isStopped: () => boolean): Promise<number> {
  const { service, caller } = doing;
  const act = { at: caller.at, by: store.SYSTEM, action: 'recognition.close' };
  const issued = await everyPage((after) =>
    store.listRecognitions(service.store.connection, { where: { state: 'issued' }, after, limit: 100 }),
  );
  let closed = 0;
  for (const { id, revision } of issued) {
    if (isStopped()) break;
    const moved = await store.transact(service.store, (tx) =>
      applyRecognitionMove(tx, { ...doing, act }, { id, revision, event: 'close' }, 'clock'),
    );
    if (moved.ok) closed += 1;
  }
  return closed;
}

async function expireDocuments(doing: Doing, looks: readonly Look[]): Promise<number> {
  const { service, caller } = doing;
  const over = looks.flatMap(({ documents }) => documents.filter((document) => isOver(doing, document)));
  const act = { at: caller.at, by: store.SYSTEM, action: 'document.expire' };
  const results: Result<Document>[] = [];
  for (const { id: document, revision } of over)
    results.push(
      await store.transact(service.store, (tx) =>
        applyDocumentMove(tx, { ...doing, act }, { id: document, revision, event: 'expire' }, 'clock'),
      ),
    );
  // One that somebody changed in between is looked at again next time.
  return results.filter(({ ok }) => ok).length;
}

function isOver(doing: Doing, document: Document): boolean {
  if (document.state !== 'uploaded' && document.state !== 'accepted') return false;
  const rule = ruleOf(doing, document);
  return rule.ok && documentHolds(document, rule.value, dayOf(doing.caller))['validity-over'] === true;
}
