import { type Kysely, type Migration, sql } from 'kysely';
import { addIndexes, recordTable } from './tables.ts';

/** Institutes, users with their roles, and all that signs them in. */
export const people: Migration = {
  up: async (db) => {
    await recordTable(db, 'institutes')
      .addColumn('code', 'text', (column) => column.notNull().unique())
      .execute();
    await db.schema
      .createTable('users')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('salt', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('active', 'boolean', (column) => column.notNull())
      .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
      .addColumn('updatedAt', 'timestamptz(3)', (column) => column.notNull())
      .addColumn('erasedAt', 'timestamptz(3)')
      .execute();
    await sql`create unique index users_email on users (lower(email))`.execute(db);
    await db.schema
      .createTable('userRoles')
      .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('institute', 'text', (column) => column.references('institutes.id'))
      .addUniqueConstraint('user_roles_once', ['user', 'role', 'institute'], (unique) => unique.nullsNotDistinct())
      .execute();
    await addIndexes(db, 'userRoles', [['role', 'institute']]);
    await addSecrets(db);
    await addOpenId(db);
  },
};

async function addSecrets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('credentials')
    .addColumn('user', 'text', (column) => column.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('updatedAt', 'timestamptz(3)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('oneTimePasswords')
    .addColumn('user', 'text', (column) => column.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('secretHash', 'text', (column) => column.notNull())
    .addColumn('expiresAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('secretHash', 'text', (column) => column.primaryKey())
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('lastSeenAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('expiresAt', 'timestamptz(3)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('apiTokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('secretHash', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'jsonb', (column) => column.notNull())
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('lastUsedAt', 'timestamptz(3)')
    .addColumn('expiresAt', 'timestamptz(3)')
    .addColumn('revokedAt', 'timestamptz(3)')
    .execute();
  await db.schema
    .createTable('signInAttempts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz(3)', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'sessions', [['user'], ['expiresAt']]);
  await addIndexes(db, 'apiTokens', [['user']]);
  await addIndexes(db, 'signInAttempts', [['key', 'at'], ['at']]);
}

async function addOpenId(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identities')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .addPrimaryKeyConstraint('identities_pkey', ['issuer', 'subject'])
    .execute();
  await addIndexes(db, 'identities', [['user']]);
  await db.schema
    .createTable('oidcStates')
    .addColumn('stateHash', 'text', (column) => column.primaryKey())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .addColumn('expiresAt', 'timestamptz(3)', (column) => column.notNull())
    .execute();
}
