/** What happens because a day has come: documents run out, and people are reminded, each of them once. */
import type { Application, ApplicationState, Document, Result, Role, TimesPolicy } from '../../domain/index.ts';
import { type Deadline, documentHolds, remindersOn, validOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { clockAt } from '../clock-caller.ts';
import type { Service } from '../service.ts';
import { type Doing, dayOf, timesOf } from '../step.ts';
import { peopleOf } from '../tell.ts';
import { checklistOf, loadCase, subjectOf } from './application-case.ts';
import { deadlinesOf, type OpenDeadline } from './deadlines.ts';
import { applyDocumentMove, ruleOf } from './documents.ts';
import { everyPage } from './every-page.ts';

export interface DayDone {
  readonly expired: number;
  readonly reminded: number;
}

/** States in which somebody still has something to do before the stay. */
const RUNNING: ApplicationState[] = ['draft', 'submitted', 'eligible', 'awarded', 'reserved', 'accepted'];

/** Does what the day asks for; a second time on the same day it does nothing more. Stopped in between, the next run does the rest. */
export async function runDay(service: Service, isStopped: () => boolean = () => false): Promise<DayDone> {
  const doing = { service, caller: clockAt(service.now()) };
  const times = timesOf(doing);
  if (!times.ok) return { expired: 0, reminded: 0 };
  const { connection } = service.store;
  const running = await everyPage((after) =>
    store.listApplications(connection, { where: { state: RUNNING }, after, limit: 500 }),
  );
  const done = { expired: 0, reminded: 0 };
  for (const application of running) {
    if (isStopped()) break;
    done.expired += await expireDocuments(doing, application);
    done.reminded += await remind(doing, application, times.value);
  }
  return done;
}

async function expireDocuments(doing: Doing, { id }: Application): Promise<number> {
  const { service, caller } = doing;
  const documents = await store.listDocuments(service.store.connection, id);
  const over = documents.filter((document) => isOver(doing, document));
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

async function remind(doing: Doing, { id }: Application, times: TimesPolicy): Promise<number> {
  const { service, caller } = doing;
  return store.transact(service.store, async (tx) => {
    const look = await loadCase(tx, id);
    if (!look.ok) return 0;
    const checklist = await checklistOf(tx, doing, look.value);
    if (!checklist.ok) return 0;
    const documents = await store.listDocuments(tx, id);
    const eligibleOn = (await store.findEligibility(tx, id))?.madeAt.slice(0, 10) ?? null;
    const open = deadlinesOf({ ...look.value, documents, checklist: checklist.value, eligibleOn, times });
    const deadlines = await withPeople(tx, look.value.application, open);
    const today = dayOf(caller);
    const texts = validOn(service.process.notices, today);
    // What was said before, the store does not say again.
    const notices = remindersOn(today, deadlines, { times, texts, sent: new Set() });
    return store.addNotices(tx, notices, { at: caller.at, mail: true });
  });
}

async function withPeople(tx: store.Tx, application: Application, open: readonly OpenDeadline[]): Promise<Deadline[]> {
  const roles: Role[] = [...new Set(open.map(({ role }) => role))];
  const people = await peopleOf(tx, subjectOf(application), roles);
  return open.map(({ role, ...deadline }) => ({ ...deadline, people: { [role]: people[role] ?? [] } }));
}
