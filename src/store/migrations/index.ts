/** All migrations by name, run in the order of their names. A released one is never edited; a change is a new one. */
import type { Migration } from 'kysely';
import { people } from './0001-people.ts';
import { audit } from './0002-audit.ts';
import { courses } from './0003-courses.ts';
import { process } from './0004-process.ts';
import { plans } from './0005-plans.ts';
import { desk } from './0006-desk.ts';
import { keeping } from './0007-keeping.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-audit': audit,
  '0003-courses': courses,
  '0004-process': process,
  '0005-plans': plans,
  '0006-desk': desk,
  '0007-keeping': keeping,
};
