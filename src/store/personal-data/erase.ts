/**
 * Erasing what is personal in a case, kind by kind: a retention policy says which kinds and when. Records stay with their ids, so the
 * audit still verifies and statistics still add up; names, addresses, facts, files, grades and free texts are gone.
 */
import { sql } from 'kysely';
import { applicantFactsSchema, type Retained } from '../../domain/index.ts';
import type { Act, Tx } from '../connection.ts';
import { rewrite } from '../records/write.ts';
import { rankingSchema } from '../tables/results.ts';
import { toJson } from '../values.ts';
import { isOfCase } from './cases.ts';
import { detachPlans, detachTranscripts } from './detach.ts';
import { eraseUser } from './people.ts';

/** Whose data, and of which case: all of the person's when `ofCase` is null. */
export interface ErasureScope {
  readonly user: string;
  /** Id of its application, or of the plan where there is none. */
  readonly ofCase: string | null;
}

/** The ids that a scope reaches. */
interface Reached extends ErasureScope {
  readonly applications: readonly string[];
  readonly plans: readonly string[];
}

type Erase = (tx: Tx, reached: Reached, act: Act) => Promise<void>;

/** Events and precedents hold nothing personal, and recognitions are part of the academic record. */
const ERASERS: Readonly<Record<Exclude<Retained, 'audit-event' | 'precedent' | 'recognition'>, Erase>> = {
  application: eraseApplications,
  'document-file': (tx, reached, act) => eraseFiles(tx, reached, { act, onlyMedical: false }),
  'medical-certificate-file': (tx, reached, act) => eraseFiles(tx, reached, { act, onlyMedical: true }),
  'study-plan': detachPlans,
  transcript: (tx, { plans }, act) => detachTranscripts(tx, plans, act),
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

async function reach(tx: Tx, { user, ofCase }: ErasureScope): Promise<Reached> {
  const applications = tx.selectFrom('applications').select('id').where('student', '=', user);
  const plans = tx.selectFrom('studyPlans').select('id').where('student', '=', user);
  if (ofCase === null) return { user, ofCase, applications: await idsOf(applications), plans: await idsOf(plans) };
  return {
    user,
    ofCase,
    applications: await idsOf(applications.where('id', '=', ofCase)),
    plans: await idsOf(plans.where(isOfCase(ofCase))),
  };
}

const idsOf = async (query: { execute: () => Promise<{ id: string }[]> }): Promise<string[]> =>
  (await query.execute()).map(({ id }) => id);

async function eraseApplications(tx: Tx, { applications }: Reached, act: Act): Promise<void> {
  const facts = applicantFactsSchema.parse({});
  for (const id of applications) {
    await rewrite(tx, 'application', { id, change: (application) => ({ ...application, facts }) }, act);
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
      await rewrite(tx, 'document', { id, change: (one) => ({ ...one, ...changed, state: 'erased' as const }) }, act);
  }
}

async function eraseAppeals(tx: Tx, { user, ofCase, applications, plans }: Reached, act: Act): Promise<void> {
  const rows = await tx
    .selectFrom('appeals')
    .select(['id', 'body'])
    .where('student', '=', user)
    .where(sql<boolean>`body->>'text' <> ''`)
    .execute();
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
    if (ofCase === null || reached.has(subject.id))
      await rewrite(tx, 'appeal', { id, change: (appeal) => ({ ...appeal, text: '' }) }, act);
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
