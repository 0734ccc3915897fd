import { type Migration, sql } from 'kysely';

const TABLES = [
  'calls',
  'applications',
  'documents',
  'study_plans',
  'change_proposals',
  'recognition_cases',
  'appeals',
];

/** Since when a case is in its state: a deadline counts from then, whatever else is written meanwhile. */
export const stateSince: Migration = {
  up: async (db) => {
    for (const table of TABLES) {
      await sql`alter table ${sql.table(table)} add column state_since timestamptz(3)`.execute(db);
      await sql`update ${sql.table(table)} set state_since = updated_at`.execute(db);
      await sql`alter table ${sql.table(table)} alter column state_since set not null`.execute(db);
    }
  },
};
