/** All migrations by name, run in the order of their names. A released one is never edited; a change is a new one. */
import type { Migration } from 'kysely';
import { people } from './0001-people.ts';
import { audit } from './0002-audit.ts';
import { courses } from './0003-courses.ts';
import { process } from './0004-process.ts';
import { plans } from './0005-plans.ts';
import { desk } from './0006-desk.ts';
import { stateSince } from './0007-state-since.ts';
import { curriculumInstitute } from './0008-curriculum-institute.ts';
import { retention } from './0009-retention.ts';
import { appealsOnce } from './0010-appeals-once.ts';
import { waiting } from './0011-waiting.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-audit': audit,
  '0003-courses': courses,
  '0004-process': process,
  '0005-plans': plans,
  '0006-desk': desk,
  '0007-state-since': stateSince,
  '0008-curriculum-institute': curriculumInstitute,
  '0009-retention': retention,
  '0010-appeals-once': appealsOnce,
  '0011-waiting': waiting,
};
