import { type Kysely, type Migration, sql } from 'kysely';
import { addIndexes, recordTable } from './tables.ts';

/** Study plans with versions, decisions and changes; transcripts, recognitions and appeals. */
export const plans: Migration = {
  up: async (db) => {
    await addPlans(db);
    await addDecisions(db);
    await addReturns(db);
  },
};

async function addPlans(db: Kysely<unknown>): Promise<void> {
  await recordTable(db, 'studyPlans')
    .addColumn('student', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('institute', 'text', (column) => column.notNull().references('institutes.id'))
    .addColumn('application', 'text', (column) => column.references('applications.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'studyPlans', [['createdAt', 'id'], ['student'], ['institute', 'state'], ['application']]);
  await recordTable(db, 'changeProposals')
    .addColumn('studyPlan', 'text', (column) => column.notNull().references('studyPlans.id'))
    .addColumn('baseVersion', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'changeProposals', [
    ['createdAt', 'id'],
    ['studyPlan', 'state'],
  ]);
  await db.schema
    .createTable('planVersions')
    .addColumn('studyPlan', 'text', (column) => column.notNull().references('studyPlans.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('contentHash', 'text', (column) => column.notNull())
    .addColumn('madeOn', 'date', (column) => column.notNull())
    .addColumn('change', 'text', (column) => column.references('changeProposals.id'))
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('plan_versions_pkey', ['studyPlan', 'number'])
    .execute();
}

async function addDecisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bundleDecisions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('studyPlan', 'text', (column) => column.notNull().references('studyPlans.id'))
    .addColumn('planVersion', 'integer', (column) => column.notNull())
    .addColumn('change', 'text', (column) => column.notNull())
    .addColumn('bundle', 'text', (column) => column.notNull())
    .addColumn('round', 'integer', (column) => column.notNull().check(sql`round > 0`))
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('institute', 'text', (column) => column.notNull().references('institutes.id'))
    .addColumn('decidedOn', 'date', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    // Of those who decide on the same bundle at the same time, one is first.
    .addUniqueConstraint('bundle_decisions_once', ['studyPlan', 'planVersion', 'change', 'bundle', 'round'])
    .execute();
  await addIndexes(db, 'bundleDecisions', [['by'], ['institute', 'decidedOn']]);
}

async function addReturns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('transcripts')
    .addColumn('studyPlan', 'text', (column) => column.notNull().references('studyPlans.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('receivedAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('receivedBy', 'text', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('transcripts_pkey', ['studyPlan', 'number'])
    .execute();
  await recordTable(db, 'recognitionCases')
    .addColumn('student', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('institute', 'text', (column) => column.notNull().references('institutes.id'))
    .addColumn('studyPlan', 'text', (column) => column.notNull().references('studyPlans.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'recognitionCases', [['createdAt', 'id'], ['student'], ['institute', 'state'], ['studyPlan']]);
  await recordTable(db, 'appeals')
    .addColumn('student', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('institute', 'text', (column) => column.notNull().references('institutes.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'appeals', [['createdAt', 'id'], ['student'], ['institute', 'state']]);
}
