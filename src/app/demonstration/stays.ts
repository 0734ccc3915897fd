/** How the stays of the demonstration's year have come as far as they are: each step taken by the one whose step it is. */
import {
  type Application,
  type DecisionDraft,
  daysBetween,
  type Plan,
  type RecognitionCase,
  type Stay,
  type StudyPlan,
  type User,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { draftStudyPlan, proposeChange } from '../adviser/study-plans.ts';
import { openSides } from '../cases/stored.ts';
import { decidePlan } from '../directorate/decide.ts';
import { move } from '../moves/move.ts';
import { settleDecisions } from '../moves/settle.ts';
import { resolveRows } from '../registrar/recognitions.ts';
import { receiveTranscriptFiles } from '../registrar/transcript-files.ts';
import { readRecord } from '../service/records.ts';
import { type Caller, dayAt, type Service } from '../service/service.ts';
import { amendStay } from '../tools/plan.ts';
import { callerOf, did, type Steps, staff, stepsFrom } from './office.ts';
import type { InventedYear } from './people.ts';
import { transcriptOf } from './transcripts.ts';

type Person = InventedYear['people'][number];

interface Walk extends Steps {
  readonly service: Service;
  readonly person: Person;
  readonly student: User;
  readonly plan: Plan;
  readonly curriculum: string;
  readonly stay: Stay;
}

/** States that a plan passes through before it stands in each of them. */
const WAY = ['submitted', 'pre-approved', 'with-host', 'frozen', 'returned', 'reconciled', 'issued'] as const;
const REACHED: Readonly<Record<NonNullable<Person['plan']>, (typeof WAY)[number] | 'draft' | null>> = {
  none: null,
  draft: 'draft',
  withdrawn: 'draft',
  submitted: 'submitted',
  asked: 'submitted',
  'passed-on': 'submitted',
  refused: 'submitted',
  'pre-approved': 'pre-approved',
  'with-host': 'with-host',
  frozen: 'frozen',
  change: 'frozen',
  prepared: 'reconciled',
  flagged: 'reconciled',
  'second-look': 'reconciled',
  confirmed: 'reconciled',
  issued: 'issued',
  closed: 'issued',
};

/** Takes a student's plan as far as the row says. */
export async function walkStay(
  service: Service,
  {
    application,
    autumn,
    ...one
  }: Pick<Walk, 'person' | 'student' | 'plan' | 'curriculum'> & {
    /** On which the plan rests, and whose stay it is of. */
    readonly application: Application | null;
    /** The stay of those who go without an application. */
    readonly autumn: Stay;
  },
): Promise<void> {
  const { person, student, plan } = one;
  const goal = REACHED[person.plan ?? 'none'];
  if (goal === null) return;
  const stay = BACK.has(person.plan) ? pastStay(person, plan) : (application?.stay ?? autumn);
  const begun = BACK.has(person.plan) ? daysSince(service, stay.start) + DAYS_BEFORE_STAY : (person.days_ago ?? 0);
  const walk: Walk = { ...one, service, stay, ...stepsFrom(service, begun) };
  const adviser = await staff(service, person.institute === 'IIT' ? 'adviser-iit' : 'adviser');
  const draft = { student: student.id, application: application?.id ?? null, stay, source: { plan } };
  let record = await did(draftStudyPlan(service, callerOf(service, adviser, walk.next()), draft), 'plan');
  const passed = goal === 'draft' ? [] : WAY.slice(0, WAY.indexOf(goal) + 1);
  for (const state of passed) record = await STEPS[state](walk, record);
  await LAST[person.plan ?? 'none']?.(walk, record);
}

/** So long before a stay a plan of it is begun. */
const DAYS_BEFORE_STAY = 30;

const daysSince = (service: Service, day: string): number => daysBetween(day, dayAt(service, service.now()));

/** Those whose stay is over; their row says how many days ago the transcript came. */
const BACK: ReadonlySet<Person['plan']> = new Set([
  'frozen',
  'prepared',
  'flagged',
  'second-look',
  'confirmed',
  'issued',
  'closed',
]);

/** Of those who are back: the first weeks of the year that the host's list is of, or of the year before where everything is over. */
function pastStay({ plan: stage }: Person, plan: Plan): Stay {
  const year = Number(plan.host.academicYear?.slice(0, 4)) - (stage === 'closed' ? 1 : 0);
  return { start: `${year}-09-01`, end: `${year}-10-31` };
}

/** What the host calls the file. */
export const transcriptFileName = ({ number, host }: Pick<Person, 'number' | 'host'>): string =>
  `${number}-${host}.csv`;

/** What the host certifies at the end of a stay, with what was invented to be wrong in it. */
export function transcriptFor(person: Person, plan: Plan, stay: Stay | null): string {
  const isFlagged = person.plan === 'flagged' || person.plan === 'second-look';
  return transcriptOf(plan, {
    student: person.number ?? '',
    host: person.host ?? '',
    fault: person.file ?? (isFlagged ? 'credits' : 'clean'),
    completedOn: (stay ?? pastStay(person, plan)).end,
  });
}

type Step = (walk: Walk, plan: StudyPlan) => Promise<StudyPlan>;

const as = async ({ service, next }: Walk, name: string): Promise<Caller> =>
  callerOf(service, await staff(service, name), next());
const directorateOf = ({ person }: Walk): string => (person.institute === 'IIT' ? 'directorate-iit' : 'directorate');
const moved = (walk: Walk, caller: Caller, asked: Parameters<typeof move<'plan'>>[2]): Promise<StudyPlan> =>
  did(move(walk.service, caller, asked), `${walk.person.number} ${asked.event}`);

const contentHashOf = async ({ service }: Walk, { id, version }: StudyPlan): Promise<string> =>
  (await store.plans.findVersion(service.store.connection, id, version))?.contentHash ?? '';

const decide = async (
  walk: Walk,
  plan: StudyPlan,
  decisions: Parameters<typeof decidePlan>[2]['decisions'],
): Promise<StudyPlan> => {
  const asked = { studyPlan: plan.id, version: plan.version, decisions };
  const decided = await did(
    decidePlan(walk.service, await as(walk, directorateOf(walk)), asked),
    `${walk.person.number} decided`,
  );
  await settleDecisions(walk.service);
  return decided.plan;
};

const STEPS: Readonly<Record<(typeof WAY)[number], Step>> = {
  submitted: (walk, { id, revision }) =>
    moved(walk, callerOf(walk.service, walk.student, walk.next()), { kind: 'plan', id, revision, event: 'submit' }),
  'pre-approved': (walk, plan) => decide(walk, plan, { seen: 0, whole: { decision: 'approve', comment: '' } }),
  'with-host': async (walk, { id, revision }) =>
    moved(walk, await as(walk, 'coordinator'), { kind: 'plan', id, revision, event: 'send-to-host' }),
  frozen: async (walk, plan) =>
    moved(walk, await as(walk, 'coordinator'), {
      kind: 'plan',
      id: plan.id,
      revision: plan.revision,
      event: 'host-agrees',
      answered: await contentHashOf(walk, plan),
    }),
  // The registrar drops the file, as on the page of transcripts: it is told whose it is, and prepared.
  returned: async (walk, { id }) => {
    const { person, plan, service, stay } = walk;
    const file = {
      name: transcriptFileName(person),
      bytes: new TextEncoder().encode(transcriptFor(person, plan, stay)),
    };
    walk.goOn(Math.min(person.days_ago ?? 0, daysSince(service, stay.end) - 1));
    await did(receiveTranscriptFiles(service, await as(walk, 'registrar'), { files: [file] }), 'transcript');
    return did(readRecord(service, 'plan', id), 'returned');
  },
  reconciled: async ({ service }, { id }) => did(readRecord(service, 'plan', id), 'reconciled'),
  issued: async (walk, plan) => {
    await recognitionStep(walk, await confirmed(walk, plan), 'issue');
    return plan;
  },
};

const preparedOf = async ({ service }: Walk, plan: StudyPlan): Promise<RecognitionCase> => {
  const { items } = await store.list(service.store.connection, 'recognition', { where: { studyPlan: plan.id } });
  const [found] = items;
  if (!found) throw new Error('demonstration: no recognition');
  return found;
};

const recognitionStep = async (
  walk: Walk,
  { id, revision }: RecognitionCase,
  event: 'confirm' | 'sign' | 'countersign' | 'issue' | 'close',
  by = 'registrar',
): Promise<RecognitionCase> =>
  did(
    move(walk.service, await as(walk, by), { kind: 'recognition', id, revision, event }),
    `${walk.person.number} ${event}`,
  );

/** By one registrar where nothing is flagged, else by two. */
async function confirmed(walk: Walk, plan: StudyPlan): Promise<RecognitionCase> {
  const recognition = await preparedOf(walk, plan);
  if (recognition.flagged.length === 0) return recognitionStep(walk, recognition, 'confirm');
  return recognitionStep(walk, await signed(walk, plan), 'countersign', 'registrar-2');
}

async function signed(walk: Walk, plan: StudyPlan): Promise<RecognitionCase> {
  const { id, revision, flagged } = await preparedOf(walk, plan);
  const resolutions = flagged.map(({ line }) => ({ line, resolution: 'accepted-as-is' }));
  const asked = { id, revision, resolutions };
  const resolved = await did(resolveRows(walk.service, await as(walk, 'registrar'), asked), 'resolved');
  return recognitionStep(walk, resolved, 'sign');
}

const [weakest, strongest] = [-1, 1].map(
  (sign) =>
    ({ bundles }: Plan) =>
      bundles.toSorted((a, b) => sign * (b.score - a.score)).at(0)?.id ?? '',
) as [(plan: Plan) => string, (plan: Plan) => string];

/** More than the days in which a recognition can be appealed against. */
const APPEAL_DAYS = 30;

const WITHOUT_COMMENT = { precedent: null, comment: '' } as const;

/** What is special at the end of a way. */
const LAST: { readonly [S in NonNullable<Person['plan']>]?: (walk: Walk, plan: StudyPlan) => Promise<unknown> } = {
  withdrawn: (walk, { id, revision }) =>
    moved(walk, callerOf(walk.service, walk.student, walk.next()), {
      kind: 'plan',
      id,
      revision,
      event: 'withdraw',
      reason: 'by-student',
    }),
  asked: (walk, plan) => {
    const asked: DecisionDraft = {
      decision: 'ask',
      bundle: weakest(walk.plan),
      seen: 0,
      question: 'Which laboratory work does the course include?',
      ...WITHOUT_COMMENT,
    };
    const others = walk.plan.bundles.filter(({ id }) => id !== asked.bundle);
    return decide(walk, plan, [asked, ...others.map(({ id }) => approved(id))]);
  },
  'passed-on': async (walk, plan) => {
    const { items } = await store.list(walk.service.store.connection, 'institute', {});
    const to = items.find(({ id }) => id !== walk.student.roles[0]?.institute)?.id ?? '';
    return decide(walk, plan, [{ decision: 'pass-on', bundle: weakest(walk.plan), seen: 0, to, ...WITHOUT_COMMENT }]);
  },
  refused: (walk, plan) => {
    const bundle = weakest(walk.plan);
    const others = walk.plan.bundles.filter(({ id }) => id !== bundle);
    return decide(walk, plan, [
      { decision: 'refuse', bundle, seen: 0, reason: 'content-differs', ...WITHOUT_COMMENT },
      ...others.map(({ id }) => approved(id)),
    ]);
  },
  change: (walk, plan) => change(walk, plan),
  confirmed: (walk, plan) => confirmed(walk, plan),
  'second-look': (walk, plan) => signed(walk, plan),
  closed: async (walk, plan) => {
    walk.next(APPEAL_DAYS);
    return recognitionStep(walk, await preparedOf(walk, plan), 'close');
  },
};

const approved = (bundle: string): DecisionDraft => ({ decision: 'approve', bundle, seen: 0, ...WITHOUT_COMMENT });

/** The host has cancelled a course: the engine mends the plan, and the student proposes it. */
async function change(walk: Walk, { id, version }: StudyPlan): Promise<void> {
  const { service, plan, person, student, curriculum } = walk;
  const host = plan.bundles.find((one) => one.id === strongest(plan))?.host[0]?.code ?? '';
  const sides = await did(openSides(service, { curriculum, catalogue: person.host ?? '' }), 'sides');
  const asked = { plan, changes: [{ kind: 'cancelled' as const, host }] };
  const { removed, added, plan: amended } = await did(amendStay(service.context(), sides, asked), 'amended');
  const items = [
    ...removed.map((one) => ({ status: 'deleted' as const, bundle: one.id, reason: 'not-available' })),
    ...added.map((one) => ({ status: 'inserted' as const, bundle: one.id, reason: 'substituting-deleted' })),
  ];
  const proposal = { studyPlan: id, baseVersion: version, items, plan: amended };
  await did(proposeChange(service, callerOf(service, student, walk.next()), proposal), 'change');
}
