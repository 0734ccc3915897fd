/**
 * Erasing what is personal in a case, kind by kind: a retention policy says which kinds and when. Records stay with their ids, so the
 * audit still verifies and statistics still add up; names, addresses, facts, files, grades and free texts are gone.
 */
import { applicantFactsSchema, bundleDecisionSchema, type Retained } from '../../domain/index.ts';
import type { Act, Tx } from '../connection.ts';
import { recordEvent, rewriteRecord } from '../records/write.ts';
import { APPLICATIONS, rankingSchema } from '../tables/applications.ts';
import { DOCUMENTS } from '../tables/documents.ts';
import { APPEALS, RECOGNITIONS } from '../tables/recognitions.ts';
import { eraseUser } from '../tables/users.ts';
import { toJson } from '../values.ts';

/** Whose data, and of which case: all of the person's when `application` is null. */
export interface ErasureScope {
  readonly user: string;
  readonly application: string | null;
}

/** The ids that a scope reaches. */
interface Reached extends ErasureScope {
  readonly applications: readonly string[];
  readonly plans: readonly string[];
}

type Erase = (tx: Tx, reached: Reached, act: Act) => Promise<void>;

/** Events and precedents hold nothing personal, so there is nothing in them to erase. */
const ERASERS: Readonly<Record<Exclude<Retained, 'audit-event' | 'precedent'>, Erase>> = {
  application: eraseApplications,
  'document-file': (tx, reached, act) => eraseFiles(tx, reached, { act, onlyMedical: false }),
  'medical-certificate-file': (tx, reached, act) => eraseFiles(tx, reached, { act, onlyMedical: true }),
  'study-plan': eraseComments,
  transcript: eraseTranscripts,
  recognition: eraseRecognitions,
  appeal: eraseAppeals,
  notice: eraseNotices,
  session: eraseSecrets,
  user: (tx, { user }, act) => eraseUser(tx, user, act),
};

export type ErasedKind = keyof typeof ERASERS;
export const ERASED_KINDS = Object.keys(ERASERS) as readonly ErasedKind[];

/** Erases these kinds within the scope; all of them for a person who leaves. Doing it again does no harm. */
export async function erasePersonalData(
  tx: Tx,
  scope: ErasureScope,
  kinds: readonly ErasedKind[],
  act: Act,
): Promise<void> {
  const reached = await reach(tx, scope);
  for (const kind of kinds) await ERASERS[kind](tx, reached, act);
}

async function reach(tx: Tx, { user, application }: ErasureScope): Promise<Reached> {
  const applications = tx.selectFrom('applications').select('id').where('student', '=', user);
  const plans = tx.selectFrom('studyPlans').select('id').where('student', '=', user);
  const rows = [
    await (application === null ? applications : applications.where('id', '=', application)).execute(),
    await (application === null ? plans : plans.where('application', '=', application)).execute(),
  ];
  const [applicationIds = [], planIds = []] = rows.map((ids) => ids.map(({ id }) => id));
  return { user, application, applications: applicationIds, plans: planIds };
}

async function eraseApplications(tx: Tx, { applications }: Reached, act: Act): Promise<void> {
  const facts = applicantFactsSchema.parse({});
  for (const id of applications) {
    await rewriteRecord(tx, APPLICATIONS, { id, change: (application) => ({ ...application, facts }) }, act);
    await tx.deleteFrom('eligibilityChecks').where('application', '=', id).execute();
    await tx.updateTable('applications').set({ erasedAt: act.at }).where('id', '=', id).execute();
    await eraseFromRankings(tx, id);
  }
}

/** Rank and score stay, because others were ranked beside them; the figures behind the score go. */
async function eraseFromRankings(tx: Tx, application: string): Promise<void> {
  const rows = await tx
    .selectFrom('rankings')
    .select(['call', 'number', 'body'])
    .where('call', 'in', (eb) => eb.selectFrom('applications').select('call').where('id', '=', application))
    .execute();
  for (const { call, number, body } of rows) {
    const ranking = rankingSchema.parse(body);
    const ranked = ranking.ranked.map((one) => (one.application === application ? { ...one, parts: [] } : one));
    await tx
      .updateTable('rankings')
      .set({ body: toJson(rankingSchema, { ...ranking, ranked }) })
      .where('call', '=', call)
      .where('number', '=', number)
      .execute();
  }
}

async function eraseFiles(
  tx: Tx,
  { applications }: Reached,
  { act, onlyMedical }: { readonly act: Act; readonly onlyMedical: boolean },
): Promise<void> {
  if (applications.length === 0) return;
  let documents = tx.selectFrom('documents').select('id').where('application', 'in', applications);
  if (onlyMedical) documents = documents.where('type', '=', 'medical-certificate');
  for (const { id } of await documents.execute()) {
    const { numUpdatedRows } = await tx
      .updateTable('documentFiles')
      .set({ content: null, name: 'erased', sha256: '0'.repeat(64) })
      .where('document', '=', id)
      .where('content', 'is not', null)
      .executeTakeFirstOrThrow();
    const changed = { issuedOn: null, validUntil: null };
    if (numUpdatedRows > 0n)
      await rewriteRecord(
        tx,
        DOCUMENTS,
        { id, change: (one) => ({ ...one, ...changed, state: 'erased' as const }) },
        act,
      );
  }
}

/** Comments and questions are free text about a person; the decisions themselves are not. */
async function eraseComments(tx: Tx, { plans }: Reached, act: Act): Promise<void> {
  if (plans.length === 0) return;
  const rows = await tx.selectFrom('bundleDecisions').select(['id', 'body']).where('studyPlan', 'in', plans).execute();
  for (const { id, body } of rows) {
    const decision = bundleDecisionSchema.parse(body);
    const erased = { ...decision, comment: '', ...(decision.decision === 'ask' && { question: 'erased' }) };
    await tx
      .updateTable('bundleDecisions')
      .set({ body: toJson(bundleDecisionSchema, erased) })
      .where('id', '=', id)
      .execute();
    recordEvent(tx, act, { kind: 'bundle decision', id, before: null, after: null });
  }
}

async function eraseTranscripts(tx: Tx, { plans }: Reached, act: Act): Promise<void> {
  for (const plan of plans) {
    const { numDeletedRows } = await tx
      .deleteFrom('transcripts')
      .where('studyPlan', '=', plan)
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) recordEvent(tx, act, { kind: 'transcript', id: plan, before: null, after: null });
  }
}

/** Leaves what was credited, without the pseudonym. */
async function eraseRecognitions(tx: Tx, { plans }: Reached, act: Act): Promise<void> {
  if (plans.length === 0) return;
  const rows = await tx.selectFrom('recognitionCases').select('id').where('studyPlan', 'in', plans).execute();
  for (const { id } of rows)
    await rewriteRecord(
      tx,
      RECOGNITIONS,
      { id, change: (one) => ({ ...one, recognition: { ...one.recognition, student: null } }) },
      act,
    );
}

async function eraseAppeals(tx: Tx, { user, application, applications, plans }: Reached, act: Act): Promise<void> {
  const rows = await tx.selectFrom('appeals').select(['id', 'body']).where('student', '=', user).execute();
  const recognitions = await tx
    .selectFrom('recognitionCases')
    .select(['id', 'studyPlan'])
    .where('student', '=', user)
    .execute();
  const reached = new Set([
    ...applications,
    ...plans,
    ...recognitions.filter(({ studyPlan }) => plans.includes(studyPlan)).map(({ id }) => id),
  ]);
  for (const { id, body } of rows) {
    const { subject } = body as { subject: { id: string } };
    if (application === null || reached.has(subject.id))
      await rewriteRecord(tx, APPEALS, { id, change: (appeal) => ({ ...appeal, text: '' }) }, act);
  }
}

async function eraseNotices(tx: Tx, { user }: Reached): Promise<void> {
  await tx.deleteFrom('notices').where('to', '=', user).execute();
  await tx.deleteFrom('outbox').where('to', '=', user).execute();
}

async function eraseSecrets(tx: Tx, { user }: Reached): Promise<void> {
  for (const table of [
    'sessions',
    'apiTokens',
    'credentials',
    'oneTimePasswords',
    'identities',
    'idempotencyKeys',
  ] as const)
    await tx.deleteFrom(table).where('user', '=', user).execute();
}
