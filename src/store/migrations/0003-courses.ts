import { type Kysely, type Migration, sql } from 'kysely';
import { addIndexes } from './tables.ts';

/** Catalogues and curricula in versions, and the precedents that rest on the texts of their courses. */
export const courses: Migration = {
  up: async (db) => {
    await addLists(db);
    await addPrecedents(db);
  },
};

async function addLists(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('courseLists')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('catalogue', 'curriculum')`))
    .addColumn('institution', 'text', (column) => column.notNull())
    .addColumn('institutionKey', 'text', (column) => column.notNull())
    .addColumn('academicYear', 'text', (column) => column.notNull())
    .addColumn('programme', 'text', (column) => column.notNull())
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .addUniqueConstraint('course_lists_once', ['kind', 'institutionKey', 'academicYear', 'programme'])
    .execute();
  await db.schema
    .createTable('courseListVersions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('list', 'text', (column) => column.notNull().references('courseLists.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('contentHash', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('courseCount', 'integer', (column) => column.notNull())
    .addColumn('importedAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('importedBy', 'text', (column) => column.notNull())
    .addUniqueConstraint('course_list_versions_once', ['list', 'number'])
    .execute();
  await db.schema
    .createTable('courses')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('courseListEntries')
    .addColumn('version', 'text', (column) => column.notNull().references('courseListVersions.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('codeKey', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().references('courses.hash'))
    .addColumn('source', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('course_list_entries_pkey', ['version', 'position'])
    .execute();
  await addIndexes(db, 'courseListEntries', [['version', 'codeKey'], ['hash']]);
}

async function addPrecedents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bundlePrecedents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('homeInstitution', 'text', (column) => column.notNull())
    .addColumn('hostInstitution', 'text', (column) => column.notNull())
    .addColumn('institute', 'text', (column) => column.notNull().references('institutes.id'))
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('decidedOn', 'date', (column) => column.notNull())
    .addColumn('validUntil', 'date', (column) => column.notNull())
    .addColumn('reopenedBecause', 'text')
    .addColumn('createdAt', 'timestamptz(3)', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .execute();
  await addIndexes(db, 'bundlePrecedents', [
    ['createdAt', 'id'],
    ['status', 'validUntil'],
  ]);
  await db.schema
    .createTable('precedentCourses')
    .addColumn('precedent', 'text', (column) => column.notNull().references('bundlePrecedents.id'))
    .addColumn('side', 'text', (column) => column.notNull().check(sql`side in ('home', 'host')`))
    .addColumn('institutionKey', 'text', (column) => column.notNull())
    .addColumn('codeKey', 'text', (column) => column.notNull())
    .addColumn('contentHash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('precedent_courses_pkey', ['precedent', 'side', 'codeKey', 'contentHash'])
    .execute();
  await addIndexes(db, 'precedentCourses', [['institutionKey', 'codeKey'], ['contentHash']]);
}
