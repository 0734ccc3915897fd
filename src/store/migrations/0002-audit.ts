import { type Migration, sql } from 'kysely';
import { addIndexes, refuseChanges } from './tables.ts';

/** Events, and the one row that knows where their chain ends. */
export const audit: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('events')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'timestamptz(3)', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subjectKind', 'text', (column) => column.notNull())
      .addColumn('subjectId', 'text', (column) => column.notNull())
      .addColumn('before', 'text')
      .addColumn('after', 'text')
      .addColumn('previous', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await addIndexes(db, 'events', [
      ['subjectKind', 'subjectId'],
      ['actor', 'sequence'],
    ]);
    await refuseChanges(db, 'events');
    await db.schema
      .createTable('auditHead')
      .addColumn('singleton', 'boolean', (column) => column.primaryKey().check(sql`singleton`))
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await sql`insert into audit_head (singleton, count, hash) values (true, 0, repeat('0', 64))`.execute(db);
  },
};
