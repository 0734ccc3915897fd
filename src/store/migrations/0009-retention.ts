import { type Migration, sql } from 'kysely';
import { addIndexes } from './tables.ts';

/** What keeping and erasing look at: when an account was last used, which plans have lost their person, and old things by their day. */
export const retention: Migration = {
  up: async (db) => {
    await db.schema.alterTable('users').addColumn('lastSignInAt', 'timestamptz(3)').execute();
    await sql`
      update users set last_sign_in_at = (select max(last_seen_at) from sessions where sessions."user" = users.id)
    `.execute(db);
    await db.schema.alterTable('studyPlans').addColumn('detachedAt', 'timestamptz(3)').execute();
    await addIndexes(db, 'applications', [['state', 'updatedAt']]);
    await addIndexes(db, 'notices', [['createdAt']]);
    await addIndexes(db, 'outbox', [['createdAt']]);
    await addIndexes(db, 'idempotencyKeys', [['createdAt']]);
  },
};
