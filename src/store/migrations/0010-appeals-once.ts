import { type Migration, sql } from 'kysely';

/** Of appeals about one thing that come at the same moment, one is first. */
export const appealsOnce: Migration = {
  up: async (db) => {
    await sql`
      create unique index appeals_open_once on appeals ((body->'subject'->>'id')) where state in ('lodged', 'admitted')
    `.execute(db);
  },
};
