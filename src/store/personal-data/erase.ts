/**
 * Erasing what is personal in a case, kind by kind: a retention policy says which kinds and when. Records stay with their ids, so the
 * audit still verifies and statistics still add up; names, addresses, facts, files, grades and free texts are gone.
 */
import { type RawBuilder, sql } from 'kysely';
import { applicantFactsSchema, type Retained } from '../../domain/index.ts';
import type { Act, Tx } from '../connection.ts';
import { rewrite } from '../records/write.ts';
import { rankingSchema } from '../tables/results.ts';
import { toJson } from '../values.ts';
import { isOfCase } from './cases.ts';
import { detachPlans, detachTranscripts } from './detach.ts';
import { eraseUser } from './people.ts';

/** Whose data, and the ids of what it reaches. */
interface Scope {
  readonly user: string;
  /** The case: id of its application, or of the plan where there is none. Null: all of the person's. */
  readonly ofCase: string | null;
  readonly applications: readonly string[];
  readonly plans: readonly string[];
}

/** Events and precedents hold nothing personal, and recognitions are part of the academic record. */
const ERASERS: Readonly<
  Record<
    Exclude<Retained, 'audit-event' | 'precedent' | 'recognition'>,
    (tx: Tx, scope: Scope, act: Act) => Promise<void>
  >
> = {
  application: eraseApplications,
  'document-file': (tx, scope, act) => eraseFiles(tx, scope, { act, onlyMedical: false }),
  'medical-certificate-file': (tx, scope, act) => eraseFiles(tx, scope, { act, onlyMedical: true }),
  'study-plan': detachPlans,
  transcript: (tx, { plans }, act) => detachTranscripts(tx, plans, act),
  appeal: eraseAppeals,
  notice: async (tx, { user }) => {
    for (const table of ['notices', 'outbox'] as const) await tx.deleteFrom(table).where('to', '=', user).execute();
    // Nor is the person told of what can still be taken back.
    await sql`update held_consequences set body = jsonb_set(body, '{notices}', (
        select coalesce(jsonb_agg(notice), '[]'::jsonb) from jsonb_array_elements(body->'notices') as notice
        where notice->>'to' <> ${user}))
      where state = 'waiting' and body->'notices' @> ${JSON.stringify([{ to: user }])}::jsonb`.execute(tx);
  },
  session: async (tx, { user }) => {
    const tables = [
      'sessions',
      'apiTokens',
      'credentials',
      'oneTimePasswords',
      'identities',
      'idempotencyKeys',
    ] as const;
    for (const table of tables) await tx.deleteFrom(table).where('user', '=', user).execute();
  },
  user: (tx, { user }, act) => eraseUser(tx, user, act),
};

export type ErasedKind = keyof typeof ERASERS;
export const ERASED_KINDS = Object.keys(ERASERS) as readonly ErasedKind[];

/** Erases these kinds within the scope; all of them for a person who leaves. Doing it again does no harm. */
export async function erasePersonalData(
  tx: Tx,
  { user, ofCase }: Pick<Scope, 'user' | 'ofCase'>,
  kinds: readonly ErasedKind[],
  act: Act,
): Promise<void> {
  const idsOf = async (table: 'applications' | 'studyPlans', isIn: RawBuilder<boolean>) => {
    const rows = await tx
      .selectFrom(table)
      .select('id')
      .where('student', '=', user)
      .where(ofCase === null ? sql<boolean>`true` : isIn)
      .execute();
    return rows.map(({ id }) => id);
  };
  const applications = await idsOf('applications', sql<boolean>`id = ${ofCase}`);
  const plans = await idsOf('studyPlans', isOfCase(ofCase ?? ''));
  for (const kind of kinds) await ERASERS[kind](tx, { user, ofCase, applications, plans }, act);
}

async function eraseApplications(tx: Tx, { applications }: Scope, act: Act): Promise<void> {
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
  { applications }: Scope,
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

async function eraseAppeals(tx: Tx, { user, ofCase, applications, plans }: Scope, act: Act): Promise<void> {
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
