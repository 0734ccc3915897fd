/** The tables, step by step: a new column, with or without an index, is a new step at the end. */
import type { Migration } from 'kysely';
import { COURSES } from './courses.ts';
import { migrationOf, type SchemaStep, type TablesOf } from './define.ts';
import { IMPORTS } from './imports.ts';
import { JOBS } from './jobs.ts';
import { AUDIT, PEOPLE } from './people.ts';
import { DESK, HELD, PLANS, SHARE_LINKS, SYLLABI } from './plans.ts';
import { PROCESS } from './process.ts';
import { STUDENTS, TRANSCRIPT_CONTENTS, TRANSCRIPT_FILES } from './students.ts';

const SINCE = { stateSince: 'timestamptz(3) not null' } as const;
const BY_WAITING = [['state', 'stateSince', 'id']] as const;

const SCHEMA_STEPS = {
  '0001-people': PEOPLE,
  '0002-audit': AUDIT,
  '0003-courses': COURSES,
  '0004-process': PROCESS,
  '0005-plans': PLANS,
  '0006-desk': DESK,
  /** Since when a case is in its state: a deadline counts from then, whatever else is written meanwhile. */
  '0007-state-since': {
    add: {
      calls: SINCE,
      applications: SINCE,
      documents: SINCE,
      studyPlans: SINCE,
      changeProposals: SINCE,
      recognitionCases: SINCE,
      appeals: SINCE,
    },
    fill: { stateSince: 'updated_at' },
  },
  /** Whose a curriculum is: the institute whose directorate may import it. Null: the registrar alone keeps it. */
  '0008-curriculum-institute': { add: { courseLists: { institute: 'text references institutes' } } },
  /** What keeping and erasing look at: when an account was last used, which plans have lost their person, and old things by their day. */
  '0009-retention': {
    add: { users: { lastSignInAt: 'timestamptz(3)' }, studyPlans: { detachedAt: 'timestamptz(3)' } },
    fill: { lastSignInAt: '(select max(last_seen_at) from sessions where sessions."user" = users.id)' },
    indexes: {
      applications: [['state', 'updatedAt']],
      notices: [['createdAt']],
      outbox: [['createdAt']],
      idempotencyKeys: [['createdAt']],
    },
  },
  /** Of appeals about one thing that come at the same moment, one is first. */
  '0010-appeals-once': {
    also: [
      `create unique index appeals_open_once on appeals ((body->'subject'->>'id')) where state in ('lodged', 'admitted')`,
    ],
  },
  /** Cases by state in the order in which they have waited: what every queue asks for. */
  '0011-waiting': {
    indexes: {
      applications: BY_WAITING,
      documents: BY_WAITING,
      studyPlans: BY_WAITING,
      changeProposals: BY_WAITING,
      recognitionCases: BY_WAITING,
      appeals: BY_WAITING,
    },
  },
  /** Students as the registrar keeps them: the number that transcripts print leads to the account. */
  '0012-students': STUDENTS,
  '0013-transcript-files': TRANSCRIPT_FILES,
  /** What waits until a decision can no longer be taken back. */
  '0014-held-consequences': HELD,
  /** Several transcripts of one plan: until now each one took the place of the one before it. */
  '0015-several-transcripts': {
    add: { transcripts: { replaces: 'integer', fingerprint: 'text', despite: 'jsonb' } },
    fill: { 'transcripts.replaces': 'nullif(number - 1, 0)' },
    indexes: { transcripts: [['fingerprint']] },
  },
  /** What the program notes for itself. */
  '0016-marks': {
    create: {
      marks: {
        columns: { name: 'text primary key', body: 'jsonb not null', updatedAt: 'timestamptz(3) not null' },
      },
    },
  },
  '0017-jobs': JOBS,
  '0018-imports': IMPORTS,
  '0019-share-links': SHARE_LINKS,
  /** Transcripts are read again when a person says what their columns are. */
  '0020-transcript-contents': TRANSCRIPT_CONTENTS,
  /** What the courses of a catalogue are about, in few bytes: made by a process that has time, and again by the next engine. */
  '0021-catalogue-sketches': {
    create: {
      catalogueSketches: {
        columns: {
          version: 'text primary key references course_list_versions',
          kind: 'text not null',
          content: 'bytea not null',
        },
      },
    },
  },
  '0022-syllabi': SYLLABI,
} as const satisfies Readonly<Record<string, SchemaStep>>;

export type Database = TablesOf<(typeof SCHEMA_STEPS)[keyof typeof SCHEMA_STEPS]>;

/** All steps by name. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = Object.fromEntries(
  Object.entries(SCHEMA_STEPS).map(([name, step]) => [name, migrationOf(step)]),
);

/** The columns of a table. */
export const columnsIn = (table: keyof Database): string[] =>
  Object.values<SchemaStep>(SCHEMA_STEPS).flatMap(({ create, add }) => [
    ...Object.keys(create?.[table]?.columns ?? {}),
    ...Object.keys(add?.[table] ?? {}),
  ]);
