/** What happens because a day has come: documents run out, and people are reminded, each of them once. */
import type {
  Application,
  ApplicationState,
  Document,
  Result,
  Role,
  Subject,
  TimesPolicy,
} from '../../domain/index.ts';
import { documentHolds, type People, remindersOn, validOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { clockAt } from '../clock-caller.ts';
import { applyRecognitionMove } from '../recognitions/sign.ts';
import type { Service } from '../service.ts';
import { type Doing, dayOf, timesOf } from '../step.ts';
import { peopleOf } from '../tell.ts';
import { checklistOf, loadCase, subjectOf } from './application-case.ts';
import { caseDeadlines } from './case-deadlines.ts';
import { deadlinesOf, type OpenDeadline } from './deadlines.ts';
import { applyDocumentMove, ruleOf } from './documents.ts';
import { everyPage } from './every-page.ts';

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
  for (const application of running) {
    if (isStopped()) break;
    done.expired += await expireDocuments(doing, application);
    done.reminded += await remind(doing, application, times.value);
  }
  for await (const { of, ...deadline } of caseDeadlines(doing, times.value)) {
    if (isStopped()) break;
    const reminded = { of, open: [deadline], times: times.value };
    done.reminded += await store.transact(service.store, (tx) => remindOf(tx, doing, reminded));
  }
  return done;
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
  return store.transact(doing.service.store, async (tx) => {
    const look = await loadCase(tx, id);
    if (!look.ok) return 0;
    const checklist = await checklistOf(tx, doing, look.value);
    if (!checklist.ok) return 0;
    const documents = await store.listDocuments(tx, id);
    const eligibleOn = (await store.findEligibility(tx, id))?.madeAt.slice(0, 10) ?? null;
    const open = deadlinesOf({ ...look.value, documents, checklist: checklist.value, eligibleOn, times });
    return remindOf(tx, doing, { of: subjectOf(look.value.application), open, times });
  });
}

interface Reminded {
  readonly of: Subject;
  readonly open: readonly OpenDeadline[];
  readonly times: TimesPolicy;
}

async function remindOf(tx: store.Tx, { service, caller }: Doing, { of, open, times }: Reminded): Promise<number> {
  const roles: Role[] = [...new Set(open.flatMap((deadline) => deadline.roles))];
  const people = await peopleOf(tx, of, roles);
  const deadlines = open.map((deadline) => ({ ...deadline, people: peopleFor(deadline, people, of) }));
  const today = dayOf(caller);
  const texts = validOn(service.process.notices, today);
  // What was said before, the store does not say again.
  const notices = remindersOn(today, deadlines, { times, texts, sent: new Set() });
  return store.addNotices(tx, notices, { at: caller.at, mail: true });
}

/** Those who have one of the roles; whose case it is acts as its student alone. */
const peopleFor = ({ roles, not = [] }: OpenDeadline, people: People, { owner }: Subject): People =>
  Object.fromEntries(
    roles.map((role) => [
      role,
      (people[role] ?? []).filter((id) => !not.includes(id) && (role === 'student' || id !== owner)),
    ]),
  );
