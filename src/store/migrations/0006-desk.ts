import { type Migration, sql } from 'kysely';
import { addIndexes } from './tables.ts';

/** Notices, the outbox, and answers kept for requests that come twice. */
export const desk: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('notices')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('to', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('body', 'jsonb', (column) => column.notNull())
      .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
      .addColumn('readAt', 'timestamptz(3)')
      .execute();
    await addIndexes(db, 'notices', [['to', 'createdAt', 'id']]);
    await db.schema
      .createTable('outbox')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('to', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('body', 'jsonb', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('waiting', 'sent', 'dead')`))
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('dueAt', 'timestamptz(3)', (column) => column.notNull())
      .addColumn('claimedUntil', 'timestamptz(3)')
      .addColumn('lastError', 'text')
      .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
      .addColumn('sentAt', 'timestamptz(3)')
      .execute();
    await addIndexes(db, 'outbox', [['state', 'dueAt'], ['to']]);
    await db.schema
      .createTable('idempotencyKeys')
      .addColumn('user', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('requestHash', 'text', (column) => column.notNull())
      .addColumn('response', 'jsonb')
      .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_pkey', ['user', 'key'])
      .execute();
  },
};
