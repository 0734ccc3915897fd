/** Invented records for tests of the storage. */

import { randomUUID } from 'node:crypto';
import {
  type Agreement,
  type Application,
  agreementSchema,
  applicationSchema,
  type BundleDecision,
  type BundlePrecedent,
  type Call,
  type Catalogue,
  callSchema,
  catalogueSchema,
  type Institute,
  type Notice,
  type Plan,
  type PlanVersion,
  planSchema,
  type Recognition,
  type Result,
  recognitionSchema,
  type StudyPlan,
  type Transcript,
  transcriptSchema,
  type User,
} from '../../src/domain/index.ts';
import {
  type Act,
  create,
  find,
  hashOfPlan,
  plans,
  type Store,
  SYSTEM,
  transact,
  update,
} from '../../src/store/index.ts';
import { draftOf } from './draft-of.ts';

export const AT = '2026-11-02T09:00:00.000Z';
export const LATER = '2026-11-02T10:00:00.000Z';
const STAY = { start: '2027-09-01', end: '2028-01-31' };
/** Any hash: what it is of does not matter to the store. */
export const HASH = 'a'.repeat(64);

export const act = (action: string, by = SYSTEM, at = AT): Act => ({ at, by, action });

export function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.problems));
}

/** The codes of a failure, or `ok`. */
export const codesOf = (result: Result<unknown>): string =>
  result.ok ? 'ok' : result.problems.map(({ code }) => code).join();

/** Unlike any made before. */
export const unique = (): string => randomUUID().slice(0, 8);

export async function makeInstitute(store: Store): Promise<Institute> {
  const draft = { code: `I-${unique()}`, names: { en: 'An invented institute' } };
  return granted(await transact(store, (tx) => create(tx, 'institute', draft, act('institute.create'))));
}

export async function makeUser(store: Store, parts: Partial<User> = {}): Promise<User> {
  const draft = {
    name: 'An Invented Person',
    email: `${unique()}@example.org`,
    language: 'en' as const,
    roles: [],
    active: true,
    ...parts,
  };
  return granted(await transact(store, (tx) => create(tx, 'user', draft, act('user.create'))));
}

/** One more role of an account, as the store writes it: the audit finds one that was put in by hand. */
export const giveRole = (store: Store, id: string, role: User['roles'][number]): Promise<User> =>
  transact(store, async (tx) => {
    const user = await find(tx, 'user', id);
    if (!user) throw new Error(`there is no account ${id}`);
    return granted(await update(tx, 'user', { ...user, roles: [...user.roles, role] }, act('user.manage')));
  });

export async function makeAgreement(store: Store, parts: Partial<Agreement> = {}): Promise<Agreement> {
  const draft = draftOf(agreementSchema, {
    institution: `University ${unique()}`,
    country: 'CZ',
    kind: 'external',
    number: '12/2025',
    validFrom: '2025-01-01',
    validTo: '2029-12-31',
    tuitionWaived: true,
    ...parts,
  });
  return granted(await transact(store, (tx) => create(tx, 'agreement', draft, act('agreement.create'))));
}

export async function makeCall(store: Store, parts: Partial<Call> = {}): Promise<Call> {
  const draft = draftOf(callSchema, {
    university: `University ${unique()}`,
    city: 'Brno',
    country: 'CZ',
    specialty: 'Electrical engineering',
    requirements: 'English B2',
    tuitionPayment: 'waived',
    costs: 'housing and food',
    quantity: 2,
    catalogueLinks: ['https://example.org/courses'],
    deadline: '2027-03-01',
    kind: 'external',
    state: 'open',
    stay: STAY,
    costItems: [{ kind: 'housing', amount: '250.5', currency: 'EUR', per: 'month', paidBy: 'grant' }],
    ...JSON.parse(JSON.stringify(parts)),
  });
  return granted(await transact(store, (tx) => create(tx, 'call', draft, act('call.create'))));
}

export interface Case {
  readonly student: User;
  readonly institute: Institute;
  readonly call: Call;
  readonly application: Application;
}

/** A student with an application; institute and call are made unless they are given. */
export async function makeApplication(store: Store, given: Partial<Case> = {}): Promise<Case> {
  const institute = given.institute ?? (await makeInstitute(store));
  const call = given.call ?? (await makeCall(store));
  const student = given.student ?? (await makeUser(store, { roles: [{ role: 'student', institute: institute.id }] }));
  const draft = draftOf(applicationSchema, {
    student: student.id,
    institute: institute.id,
    call: call.id,
    state: 'submitted',
    funding: 'either',
    stay: STAY,
    submittedOn: '2026-11-01',
    facts: { gpa: '10/3', birthDate: '2006-05-04' },
  });
  const application = granted(
    await transact(store, (tx) => create(tx, 'application', draft, act('application.create'))),
  );
  return { student, institute, call, application };
}

const planned = (code: string) => ({
  code,
  titles: { en: `Course ${code}` },
  credits: { min: '5', max: '5', unit: 'ECTS' },
  ects: '5',
  term: 'autumn',
  languages: ['en'],
});

/** A plan of `count` bundles, b1, b2, ... */
export function makePlan(count = 2): Plan {
  const totals = { homeEcts: String(5 * count), hostEcts: String(5 * count), uncoveredEcts: '0' };
  return planSchema.parse({
    format: 'concord-plan',
    version: 1,
    home: { institution: 'Home', programme: 'Power' },
    host: { institution: 'Host', academicYear: '2027/28' },
    request: { minEcts: '5', maxEcts: '30', term: 'autumn', semesters: [5], languages: ['en'], pins: [], bans: [] },
    bundles: Array.from({ length: count }, (_, index) => ({
      id: `b${index + 1}`,
      home: [{ ...planned(`H${index + 1}`), semester: 5, cycle: 'BD', component: 'compulsory' }],
      host: [planned(`X${index + 1}`)],
      score: 0.1 + index / 7,
    })),
    uncovered: [],
    totals,
    solver: { name: 'highs', status: 'optimal', gap: 0, objective: 1 / 3 },
    basis: { engine: '1', model: 'm', calibrated: true, policy: 'p', policyVersion: '1' },
  });
}

export const makeVersion = (
  number: number,
  { plan = makePlan(), ...parts }: Partial<Omit<PlanVersion, 'contentHash'>> = {},
): PlanVersion => ({
  number,
  kind: number === 1 ? 'draft' : 'first',
  ...{ plan, contentHash: hashOfPlan(plan) },
  madeOn: '2026-11-02',
  change: null,
  ...parts,
});

export interface PlanCase extends Case {
  readonly plan: StudyPlan;
}

export async function makeStudyPlan(store: Store, parts: Partial<StudyPlan> = {}): Promise<PlanCase> {
  const found = await makeApplication(store);
  const draft = {
    student: found.student.id,
    institute: found.institute.id,
    application: found.application.id,
    state: 'submitted' as const,
    stay: STAY,
    version: 1,
    reason: null,
    ...parts,
  };
  const plan = await transact(store, (tx) => plans.create(tx, { draft, version: makeVersion(1) }, act('plan.create')));
  return { ...found, plan: granted(plan) };
}

export const makeDecision = (
  { plan, bundle = 'b1' }: { plan: StudyPlan; bundle?: string },
  by: User,
): BundleDecision => ({
  decision: 'approve',
  bundle,
  bundleKey: 'H1=X1',
  by: by.id,
  institute: plan.institute,
  decidedOn: '2026-11-02',
  precedent: null,
  comment: 'Covers the laboratory part too.',
});

export const makeCatalogue = (titles: Readonly<Record<string, string>>, parts: Partial<Catalogue> = {}): Catalogue =>
  catalogueSchema.parse({
    institution: `Host ${unique()}`,
    academicYear: '2026/27',
    ...parts,
    courses: Object.entries(titles).map(([code, title], index) => ({
      code,
      titles: { en: title },
      credits: { min: '5', max: '7.5', unit: 'ECTS' },
      source: { file: 'catalogue.csv', line: index + 2 },
    })),
  });

export const makeTranscript = (grade: string): Transcript =>
  transcriptSchema.parse({
    institution: 'Host',
    student: 'P-17',
    rows: [
      {
        line: 2,
        code: 'X1',
        titles: { en: 'Course X1' },
        credits: '5',
        unit: 'ECTS',
        grade,
        scale: null,
        completedOn: '2028-01-20',
        term: null,
        languages: ['en'],
        attempt: 1,
      },
    ],
  });

export const makeRecognition = (): Recognition =>
  recognitionSchema.parse({
    format: 'concord-recognition',
    version: 1,
    student: 'P-17',
    home: { institution: 'Home', programme: null },
    host: { institution: 'Host' },
    policy: { id: 'p', version: '1', source: 's' },
    date: '2028-02-10',
    rows: [],
    bundles: [],
    credited: [],
    additional: [],
    difference: [],
    totals: {
      hostEctsEarned: '5',
      creditsRecognised: '5',
      ectsAdditional: '0',
      creditsDifference: '0',
      ectsInBundles: '5',
      ectsNotRecognised: '0',
    },
    gpa: { value: '11/3', derivation: [] },
  });

export const makePrecedent = (institute: string, host: string): Omit<BundlePrecedent, 'id'> => ({
  home: { institution: 'Home', courses: [precedentCourse('EE 201')] },
  host: { institution: host, courses: [precedentCourse('X-1'), precedentCourse('X-2')] },
  electiveBlock: null,
  decision: 'approved',
  bridge: null,
  reason: null,
  institute,
  decidedOn: '2026-11-02',
  validUntil: '2029-11-02',
  status: 'counts',
});

const precedentCourse = (code: string) => ({
  code,
  titles: { en: `Course ${code}` },
  descriptions: {},
  outcomes: {},
  credits: null,
  contentHash: HASH,
});

export const makeNotice = (to: string): Notice => ({
  id: `n-${unique()}`,
  key: 'plan-submitted',
  to,
  subject: { kind: 'plan', id: 'p1' },
  parameters: { host: { en: 'Host', ru: 'Вуз' }, days: '3' },
});
