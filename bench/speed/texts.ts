/** The texts of one size, in files, so that engines in other processes and languages read the same ones. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type SyntheticCourse, syntheticCourses, syntheticQueries } from '../lib/synthetic.ts';
import type { Kind } from './protocol.ts';

const QUERIES = 200;

const writeLines = (file: string, rows: readonly unknown[]): void =>
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

const readLines = (file: string): SyntheticCourse[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SyntheticCourse); // written by writeTexts

/** Writes `courses.jsonl` and the long queries, `queries.jsonl`. */
export function writeTexts(folder: string, size: number): void {
  const courses = syntheticCourses(size);
  writeLines(path.join(folder, 'courses.jsonl'), courses);
  writeLines(path.join(folder, 'queries.jsonl'), syntheticQueries(courses, QUERIES));
}

export const readCourses = (folder: string): SyntheticCourse[] => readLines(path.join(folder, 'courses.jsonl'));

/** The queries of both kinds; a query bears the code of the course that it was made from. */
export function readQueries(folder: string): Record<Kind, SyntheticCourse[]> {
  const long = readLines(path.join(folder, 'queries.jsonl'));
  return { long, title: long.map((query) => ({ ...query, description: '' })) };
}
