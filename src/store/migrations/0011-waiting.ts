import type { Migration } from 'kysely';
import { addIndexes } from './tables.ts';

const TABLES = ['applications', 'documents', 'studyPlans', 'changeProposals', 'recognitionCases', 'appeals'];

/** Cases by state in the order in which they have waited: what every queue asks for. */
export const waiting: Migration = {
  up: async (db) => {
    for (const table of TABLES) await addIndexes(db, table, [['state', 'stateSince', 'id']]);
  },
};
