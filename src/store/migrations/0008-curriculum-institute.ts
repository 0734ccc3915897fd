import type { Migration } from 'kysely';

/** Whose a curriculum is: the institute whose directorate may import it. Those that are there already are the registrar's alone. */
export const curriculumInstitute: Migration = {
  up: async (db) => {
    await db.schema
      .alterTable('courseLists')
      .addColumn('institute', 'text', (column) => column.references('institutes.id'))
      .execute();
  },
};
