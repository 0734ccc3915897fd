/** How the stays of the demonstration's year have come as far as they are: each step taken by the one whose step it is. */
import type { DecisionDraft, Plan, RecognitionCase, StudyPlan, User } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { draftStudyPlan, proposeChange } from '../adviser/study-plans.ts';
import { openSides } from '../cases/stored.ts';
import { decidePlan } from '../directorate/decide.ts';
import { move } from '../moves/move.ts';
import { settleDecisions } from '../moves/settle.ts';
import { resolveRows } from '../registrar/recognitions.ts';
import { receiveTranscriptFiles } from '../registrar/transcript-files.ts';
import { readRecord } from '../service/records.ts';
import type { Caller, Service } from '../service/service.ts';
import { dayAt } from '../service/service.ts';
import { amendStay } from '../tools/plan.ts';
import { callerOf, did, staff, stepsFrom } from './office.ts';
import type { InventedYear } from './people.ts';
import { transcriptOf } from './transcripts.ts';

type Person = InventedYear['people'][number];

interface Stay {
  readonly service: Service;
  readonly person: Person;
  readonly student: User;
  readonly plan: Plan;
  readonly curriculum: string;
  /** The instant of the next step. */
  readonly next: (pause?: number) => string;
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
  { person, student, plan, curriculum }: Pick<Stay, 'person' | 'student' | 'plan' | 'curriculum'>,
): Promise<void> {
  const goal = REACHED[person.plan ?? 'none'];
  if (goal === null) return;
  const stay: Stay = { service, person, student, plan, curriculum, next: stepsFrom(service, person.days_ago ?? 0) };
  const adviser = await staff(service, person.institute === 'IIT' ? 'adviser-iit' : 'adviser');
  const by = (user: User): Caller => callerOf(service, user, stay.next());
  let record = await did(
    draftStudyPlan(service, by(adviser), {
      student: student.id,
      source: { plan },
      stay: termOf(service, person, plan),
    }),
    'plan',
  );
  const passed = goal === 'draft' ? [] : WAY.slice(0, WAY.indexOf(goal) + 1);
  for (const state of passed) record = await STEPS[state](stay, record);
  await LAST[person.plan ?? 'none']?.(stay, record);
}

const BACK: readonly Person['plan'][] = [
  'frozen',
  'prepared',
  'flagged',
  'second-look',
  'confirmed',
  'issued',
  'closed',
];

/** The autumn term after the next summer; of those who are back the first weeks of the year that the host's list is of. */
function termOf(service: Service, { plan: stage }: Person, plan: Plan) {
  const next = Number(dayAt(service, service.now()).slice(0, 4)) + 1;
  if (!BACK.includes(stage)) return { start: `${next}-09-01`, end: `${next + 1}-01-31` };
  const year = plan.host.academicYear?.slice(0, 4) ?? '';
  return { start: `${year}-09-01`, end: `${year}-10-31` };
}

/** What the host calls the file. */
export const transcriptFileName = ({ number, host }: Pick<Person, 'number' | 'host'>): string =>
  `${number}-${host}.csv`;

/** What the host certifies at the end of a stay, with what was invented to be wrong in it. */
export function transcriptFor(service: Service, person: Person, plan: Plan): string {
  const isFlagged = person.plan === 'flagged' || person.plan === 'second-look';
  return transcriptOf(plan, {
    student: person.number ?? '',
    host: person.host ?? '',
    fault: person.file ?? (isFlagged ? 'credits' : 'clean'),
    completedOn: termOf(service, person, plan).end,
  });
}

type StayStep = (stay: Stay, plan: StudyPlan) => Promise<StudyPlan>;

const as = async ({ service, next }: Stay, name: string): Promise<Caller> =>
  callerOf(service, await staff(service, name), next());
const directorateOf = ({ person }: Stay): string => (person.institute === 'IIT' ? 'directorate-iit' : 'directorate');
const moved = (stay: Stay, caller: Caller, asked: Parameters<typeof move<'plan'>>[2]): Promise<StudyPlan> =>
  did(move(stay.service, caller, asked), `${stay.person.number} ${asked.event}`);

const contentHashOf = async ({ service }: Stay, { id, version }: StudyPlan): Promise<string> =>
  (await store.plans.findVersion(service.store.connection, id, version))?.contentHash ?? '';

const decide = async (
  stay: Stay,
  plan: StudyPlan,
  decisions: Parameters<typeof decidePlan>[2]['decisions'],
): Promise<StudyPlan> => {
  const asked = { studyPlan: plan.id, version: plan.version, decisions };
  const decided = await did(
    decidePlan(stay.service, await as(stay, directorateOf(stay)), asked),
    `${stay.person.number} decided`,
  );
  await settleDecisions(stay.service);
  return decided.plan;
};

const STEPS: Readonly<Record<(typeof WAY)[number], StayStep>> = {
  submitted: (stay, { id, revision }) =>
    moved(stay, callerOf(stay.service, stay.student, stay.next()), { kind: 'plan', id, revision, event: 'submit' }),
  'pre-approved': (stay, plan) => decide(stay, plan, { seen: 0, whole: { decision: 'approve', comment: '' } }),
  'with-host': async (stay, { id, revision }) =>
    moved(stay, await as(stay, 'coordinator'), { kind: 'plan', id, revision, event: 'send-to-host' }),
  frozen: async (stay, plan) =>
    moved(stay, await as(stay, 'coordinator'), {
      kind: 'plan',
      id: plan.id,
      revision: plan.revision,
      event: 'host-agrees',
      answered: await contentHashOf(stay, plan),
    }),
  // The registrar drops the file, as on the page of transcripts: it is told whose it is, and prepared.
  returned: async (stay, { id }) => {
    const { person, plan, service } = stay;
    const file = {
      name: transcriptFileName(person),
      bytes: new TextEncoder().encode(transcriptFor(service, person, plan)),
    };
    await did(receiveTranscriptFiles(service, await as(stay, 'registrar'), { files: [file] }), 'transcript');
    return did(readRecord(service, 'plan', id), 'returned');
  },
  reconciled: async ({ service }, { id }) => did(readRecord(service, 'plan', id), 'reconciled'),
  issued: async (stay, plan) => {
    await recognitionStep(stay, await confirmed(stay, plan), 'issue');
    return plan;
  },
};

const preparedOf = async ({ service }: Stay, plan: StudyPlan): Promise<RecognitionCase> => {
  const { items } = await store.list(service.store.connection, 'recognition', { where: { studyPlan: plan.id } });
  const [found] = items;
  if (!found) throw new Error('demonstration: no recognition');
  return found;
};

const recognitionStep = async (
  stay: Stay,
  { id, revision }: RecognitionCase,
  event: 'confirm' | 'sign' | 'countersign' | 'issue' | 'close',
  by = 'registrar',
): Promise<RecognitionCase> =>
  did(
    move(stay.service, await as(stay, by), { kind: 'recognition', id, revision, event }),
    `${stay.person.number} ${event}`,
  );

/** By one registrar where nothing is flagged, else by two. */
async function confirmed(stay: Stay, plan: StudyPlan): Promise<RecognitionCase> {
  const recognition = await preparedOf(stay, plan);
  if (recognition.flagged.length === 0) return recognitionStep(stay, recognition, 'confirm');
  return recognitionStep(stay, await signed(stay, plan), 'countersign', 'registrar-2');
}

async function signed(stay: Stay, plan: StudyPlan): Promise<RecognitionCase> {
  const { id, revision, flagged } = await preparedOf(stay, plan);
  const resolutions = flagged.map(({ line }) => ({ line, resolution: 'accepted-as-is' }));
  const asked = { id, revision, resolutions };
  const resolved = await did(resolveRows(stay.service, await as(stay, 'registrar'), asked), 'resolved');
  return recognitionStep(stay, resolved, 'sign');
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
const LAST: { readonly [S in NonNullable<Person['plan']>]?: (stay: Stay, plan: StudyPlan) => Promise<unknown> } = {
  withdrawn: (stay, { id, revision }) =>
    moved(stay, callerOf(stay.service, stay.student, stay.next()), {
      kind: 'plan',
      id,
      revision,
      event: 'withdraw',
      reason: 'by-student',
    }),
  asked: (stay, plan) => {
    const asked: DecisionDraft = {
      decision: 'ask',
      bundle: weakest(stay.plan),
      seen: 0,
      question: 'Which laboratory work does the course include?',
      ...WITHOUT_COMMENT,
    };
    const others = stay.plan.bundles.filter(({ id }) => id !== asked.bundle);
    return decide(stay, plan, [asked, ...others.map(({ id }) => approved(id))]);
  },
  'passed-on': async (stay, plan) => {
    const { items } = await store.list(stay.service.store.connection, 'institute', {});
    const to = items.find(({ id }) => id !== stay.student.roles[0]?.institute)?.id ?? '';
    return decide(stay, plan, [{ decision: 'pass-on', bundle: weakest(stay.plan), seen: 0, to, ...WITHOUT_COMMENT }]);
  },
  refused: (stay, plan) => {
    const bundle = weakest(stay.plan);
    const others = stay.plan.bundles.filter(({ id }) => id !== bundle);
    return decide(stay, plan, [
      { decision: 'refuse', bundle, seen: 0, reason: 'content-differs', ...WITHOUT_COMMENT },
      ...others.map(({ id }) => approved(id)),
    ]);
  },
  change: (stay, plan) => change(stay, plan),
  confirmed: (stay, plan) => confirmed(stay, plan),
  'second-look': (stay, plan) => signed(stay, plan),
  closed: async (stay, plan) => {
    stay.next(APPEAL_DAYS);
    return recognitionStep(stay, await preparedOf(stay, plan), 'close');
  },
};

const approved = (bundle: string): DecisionDraft => ({ decision: 'approve', bundle, seen: 0, ...WITHOUT_COMMENT });

/** The host has cancelled a course: the engine mends the plan, and the student proposes it. */
async function change(stay: Stay, { id, version }: StudyPlan): Promise<void> {
  const { service, plan, person, student, curriculum } = stay;
  const host = plan.bundles.find((one) => one.id === strongest(plan))?.host[0]?.code ?? '';
  const sides = await did(openSides(service, { curriculum, catalogue: person.host ?? '' }), 'sides');
  const asked = { plan, changes: [{ kind: 'cancelled' as const, host }] };
  const { removed, added, plan: amended } = await did(amendStay(service.context(), sides, asked), 'amended');
  const items = [
    ...removed.map((one) => ({ status: 'deleted' as const, bundle: one.id, reason: 'not-available' })),
    ...added.map((one) => ({ status: 'inserted' as const, bundle: one.id, reason: 'substituting-deleted' })),
  ];
  const proposal = { studyPlan: id, baseVersion: version, items, plan: amended };
  await did(proposeChange(service, callerOf(service, student, stay.next()), proposal), 'change');
}
