import { type Kysely, type Migration, sql } from 'kysely';
import { addIndexes, recordTable } from './tables.ts';

/** Agreements, calls with their seats, applications and their documents. */
export const process: Migration = {
  up: async (db) => {
    await addCalls(db);
    await addApplications(db);
    await addDocuments(db);
  },
};

async function addCalls(db: Kysely<unknown>): Promise<void> {
  await recordTable(db, 'agreements')
    .addColumn('institution', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('validFrom', 'date', (column) => column.notNull())
    .addColumn('validTo', 'date')
    .execute();
  await addIndexes(db, 'agreements', [['createdAt', 'id'], ['institution']]);
  await recordTable(db, 'calls')
    .addColumn('university', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('specialty', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('quantity', 'integer', (column) => column.notNull())
    .addColumn('grantPlaces', 'integer', (column) => column.notNull())
    .addColumn('deadline', 'date', (column) => column.notNull())
    .addColumn('agreement', 'text', (column) => column.references('agreements.id'))
    .addColumn('seatsTaken', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('grantsTaken', 'integer', (column) => column.notNull().defaultTo(0))
    // Whatever the code does, no call is over-booked.
    .addCheckConstraint('calls_not_over_booked', sql`seats_taken between 0 and quantity`)
    .addCheckConstraint('calls_grants_not_over_given', sql`grants_taken between 0 and least(grant_places, seats_taken)`)
    .execute();
  await addIndexes(db, 'calls', [['createdAt', 'id'], ['deadline'], ['university'], ['agreement']]);
}

async function addApplications(db: Kysely<unknown>): Promise<void> {
  await recordTable(db, 'applications')
    .addColumn('student', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('institute', 'text', (column) => column.notNull().references('institutes.id'))
    .addColumn('call', 'text', (column) => column.notNull().references('calls.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('submittedOn', 'date')
    .addColumn('erasedAt', 'timestamptz(3)')
    .execute();
  await addIndexes(db, 'applications', [['createdAt', 'id'], ['student'], ['institute', 'state'], ['call', 'state']]);
  await db.schema
    .createTable('seats')
    .addColumn('application', 'text', (column) => column.primaryKey().references('applications.id'))
    .addColumn('call', 'text', (column) => column.notNull().references('calls.id'))
    .addColumn('funding', 'text', (column) => column.notNull())
    .addColumn('takenAt', 'timestamptz(3)', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'seats', [['call']]);
  await addNumbered(db, 'eligibilityChecks', { owner: 'application', table: 'applications' });
  await addNumbered(db, 'rankings', { owner: 'call', table: 'calls' });
}

/** Results that are made again and again for one owner, each kept. */
const addNumbered = (db: Kysely<unknown>, name: string, { owner, table }: { owner: string; table: string }) =>
  db.schema
    .createTable(name)
    .addColumn(owner, 'text', (column) => column.notNull().references(`${table}.id`))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .addColumn('madeAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('madeBy', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${name}_pkey`, [owner, 'number'] as never)
    .execute();

async function addDocuments(db: Kysely<unknown>): Promise<void> {
  await recordTable(db, 'documents')
    .addColumn('application', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('validUntil', 'date')
    .addUniqueConstraint('documents_once', ['application', 'type'] as never)
    .execute();
  await addIndexes(db, 'documents', [
    ['createdAt', 'id'],
    ['state', 'validUntil'],
  ]);
  await db.schema
    .createTable('documentFiles')
    .addColumn('document', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('mediaType', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('uploadedOn', 'date', (column) => column.notNull())
    .addColumn('content', 'bytea')
    .addPrimaryKeyConstraint('document_files_pkey', ['document', 'version'])
    .execute();
  // Files are mostly compressed already; storing them as they are is faster than trying again.
  await sql`alter table document_files alter column content set storage external`.execute(db);
}
