/** Catalogues and curricula in versions, and the precedents that rest on the texts of their courses. */
import type { SchemaStep } from './define.ts';

export const COURSES = {
  create: {
    /** A host's catalogue of one academic year, or the curriculum of a programme. Absent parts are ''. */
    courseLists: {
      columns: {
        id: 'text primary key',
        kind: "text not null check (kind in ('catalogue', 'curriculum'))",
        institution: 'text not null',
        institutionKey: 'text not null',
        academicYear: 'text not null',
        programme: 'text not null',
        createdAt: 'timestamptz(3) not null',
      },
      constraints: ['constraint course_lists_once unique (kind, institution_key, academic_year, programme)'],
    },
    courseListVersions: {
      columns: {
        id: 'text primary key',
        list: 'text not null references course_lists',
        number: 'integer not null',
        /** Of the codes and contents of its courses in order; the same content is the same version. */
        contentHash: 'text not null',
        language: 'text',
        courseCount: 'integer not null',
        importedAt: 'timestamptz(3) not null',
        importedBy: 'text not null',
      },
      constraints: ['constraint course_list_versions_once unique (list, number)'],
    },
    /** A course as written, once for all versions that have it. */
    courses: { columns: { hash: 'text primary key', body: 'jsonb not null' } },
    courseListEntries: {
      columns: {
        version: 'text not null references course_list_versions',
        position: 'integer not null',
        codeKey: 'text not null',
        hash: 'text not null references courses',
        /** File and line that it was read from; not part of its content. */
        source: 'jsonb not null',
      },
      constraints: ['constraint course_list_entries_pkey primary key (version, position)'],
      indexes: [['version', 'codeKey'], ['hash']],
    },
    bundlePrecedents: {
      columns: {
        id: 'text primary key',
        homeInstitution: 'text not null',
        hostInstitution: 'text not null',
        institute: 'text not null references institutes',
        decision: 'text not null',
        status: 'text not null',
        decidedOn: 'date not null',
        validUntil: 'date not null',
        reopenedBecause: 'text',
        createdAt: 'timestamptz(3) not null',
        body: 'jsonb not null',
      },
      indexes: [
        ['createdAt', 'id'],
        ['status', 'validUntil'],
      ],
    },
    /** The courses of a precedent, for finding it by code or by the text that it was decided on. */
    precedentCourses: {
      columns: {
        precedent: 'text not null references bundle_precedents',
        side: "text not null check (side in ('home', 'host'))",
        institutionKey: 'text not null',
        codeKey: 'text not null',
        contentHash: 'text not null',
      },
      constraints: ['constraint precedent_courses_pkey primary key (precedent, side, code_key, content_hash)'],
      indexes: [['institutionKey', 'codeKey'], ['contentHash']],
    },
  },
} as const satisfies SchemaStep;
