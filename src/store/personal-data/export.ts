/** Everything that is kept about a person, to be handed to that person. */
import {
  type Appeal,
  type Application,
  type AuditEvent,
  type ChangeProposal,
  type Document,
  type Eligibility,
  eligibilitySchema,
  type PlanVersion,
  type RecognitionCase,
  type StudentRecord,
  type StudyPlan,
  type User,
} from '../../domain/index.ts';
import { audit } from '../audit/audit.ts';
import type { Connection } from '../connection.ts';
import { jobs, type StoredJob } from '../jobs/jobs.ts';
import type { Page } from '../page.ts';
import type { RecordKind } from '../records/kinds.ts';
import { find, list } from '../records/read.ts';
import { decisions, type StoredDecision } from '../tables/decisions.ts';
import { documents } from '../tables/documents.ts';
import { notices, type StoredNotice } from '../tables/notices.ts';
import { type ApiToken, apiTokens } from '../tables/sign-in.ts';
import { plans } from '../tables/study-plans.ts';
import { type Syllabus, syllabi } from '../tables/syllabi.ts';
import { type StoredTranscript, transcripts } from '../tables/transcripts.ts';

export interface PersonalData {
  readonly user: User;
  /** As the offices keep it. */
  readonly student: StudentRecord | null;
  readonly identities: readonly { readonly issuer: string; readonly subject: string }[];
  readonly sessions: readonly { readonly createdAt: string; readonly lastSeenAt: string; readonly expiresAt: string }[];
  readonly tokens: readonly ApiToken[];
  readonly applications: readonly {
    readonly application: Application;
    readonly eligibility: readonly Eligibility[];
    readonly documents: readonly Document[];
    /** The content of every version that was not erased. */
    readonly files: readonly { readonly document: string; readonly version: number; readonly base64: string }[];
  }[];
  readonly studyPlans: readonly {
    readonly plan: StudyPlan;
    readonly versions: readonly PlanVersion[];
    readonly decisions: readonly StoredDecision[];
    readonly changes: readonly ChangeProposal[];
    readonly transcripts: readonly StoredTranscript[];
    readonly syllabi: readonly (Syllabus & { readonly base64: string })[];
  }[];
  readonly recognitions: readonly RecognitionCase[];
  readonly appeals: readonly Appeal[];
  readonly notices: readonly StoredNotice[];
  readonly jobs: readonly StoredJob[];
  /** What the person did. */
  readonly events: readonly AuditEvent[];
}

/** Null for an unknown id. Run it in a transaction for one consistent moment. */
export async function exportPersonalData(connection: Connection, id: string): Promise<PersonalData | null> {
  const user = await find(connection, 'user', id);
  if (!user) return null;
  const ofStudent = <K extends RecordKind>(kind: K) =>
    allOf((after) => list(connection, kind, { reach: { all: false, owner: id, institutes: [] }, after }));
  const applications = await ofStudent('application');
  const ownPlans = await ofStudent('plan');
  return {
    user,
    student: await find(connection, 'student', id),
    identities: await connection
      .selectFrom('identities')
      .select(['issuer', 'subject'])
      .where('user', '=', id)
      .execute(),
    sessions: await connection
      .selectFrom('sessions')
      .select(['createdAt', 'lastSeenAt', 'expiresAt'])
      .where('user', '=', id)
      .execute(),
    tokens: await apiTokens.list(connection, id),
    applications: await inTurn(applications, (application) => exportApplication(connection, application)),
    studyPlans: await inTurn(ownPlans, (plan) => exportPlan(connection, plan)),
    recognitions: await ofStudent('recognition'),
    appeals: await ofStudent('appeal'),
    notices: await allOf((after) => notices.list(connection, id, { after })),
    jobs: await allOf((after) => jobs.list(connection, { reach: { all: false, owner: id, institutes: [] }, after })),
    events: await allOf((after) => audit.list(connection, { actor: id, after })),
  };
}

async function exportApplication(connection: Connection, application: Application) {
  const checks = await connection
    .selectFrom('eligibilityChecks')
    .select('body')
    .where('application', '=', application.id)
    .orderBy('number')
    .execute();
  const papers = await documents.list(connection, [application.id]);
  const versions = papers.flatMap(({ id, files }) => files.map(({ version }) => ({ document: id, version })));
  const files = await inTurn(versions, async ({ document, version }) => {
    const content = await documents.readFile(connection, document, version);
    return content ? [{ document, version, base64: Buffer.from(content).toString('base64') }] : [];
  });
  return {
    application,
    eligibility: checks.map(({ body }) => eligibilitySchema.parse(body)),
    documents: papers,
    files: files.flat(),
  };
}

async function exportPlan(connection: Connection, plan: StudyPlan) {
  const numbers = await plans.listVersions(connection, plan.id);
  const versions = await inTurn(numbers, ({ number }) => plans.findVersion(connection, plan.id, number));
  const handedIn = await syllabi.list(connection, plan.id);
  return {
    plan,
    versions: versions.filter((version) => version !== null),
    decisions: await decisions.list(connection, [plan.id]),
    changes: await allOf((after) => list(connection, 'change', { where: { studyPlan: plan.id }, after })),
    transcripts: await transcripts.list(connection, plan.id),
    syllabi: (await inTurn(handedIn, (one) => withContent(connection, one))).flat(),
  };
}

async function withContent(connection: Connection, known: Syllabus) {
  const read = await syllabi.read(connection, known);
  return read ? [{ ...known, base64: Buffer.from(read.content).toString('base64') }] : [];
}

/** One after the other, because a transaction has one connection. */
async function inTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

async function allOf<T>(page: (after: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = null; ; ) {
    const { items: more, next }: Page<T> = await page(after);
    items.push(...more);
    if (next === null) return items;
    after = next;
  }
}
