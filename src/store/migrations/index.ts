/** All migrations by name, run in the order of their names. A released one is never edited; a change is a new one. */
import type { Migration } from 'kysely';
import * as institutes from './0001-institutes.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-institutes': institutes,
};
