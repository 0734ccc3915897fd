/**
 * `curriculum.ts --folder TEXTS [--load]`: a curriculum against the catalogue with everything, in a process of its own. Prints JSON. The
 * index is built and saved in the folder, or with `--load` the saved one is loaded.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Course } from '../../src/domain/index.ts';
import { buildIndex, type CatalogueIndex, decodeIndex, encodeIndex, matchCourses } from '../../src/matching/index.ts';
import { SUBJECTS } from '../../train/subjects.ts';
import { syntheticQueries } from '../lib/synthetic.ts';
import { asCourse } from './concord.ts';
import { type CurriculumResult, MEGABYTE, usedBytes } from './protocol.ts';
import { readCourses } from './texts.ts';

const { values } = parseArgs({ options: { folder: { type: 'string' }, load: { type: 'boolean', default: false } } });
if (values.folder === undefined) throw new Error('usage: curriculum.ts --folder TEXTS');

const COURSES = 60;
const ROUNDS = 3;
const TOP = 10;

const texts = readCourses(values.folder);
const home = syntheticQueries(texts, COURSES, 23).map(asCourse);
const hosts = texts.map(asCourse);
texts.length = 0;

const file = path.join(values.folder, 'catalogue.index');

function loadIndex(courses: readonly Course[]): CatalogueIndex {
  const index = decodeIndex(readFileSync(file), courses);
  if (!index.ok) throw new Error(JSON.stringify(index.problems));
  return index.value;
}

const before = usedBytes();
const started = performance.now();
const index = values.load ? loadIndex(hosts) : buildIndex(hosts);
const openSeconds = (performance.now() - started) / 1000;

// What the index learns when it is first asked belongs to its making, and is told apart from both.
const begun = performance.now();
matchCourses(home.slice(0, 1), index, { top: TOP, subjects: SUBJECTS });
const firstSeconds = (performance.now() - begun) / 1000;
const indexMegabytes = (usedBytes() - before) / MEGABYTE;

const seconds: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  globalThis.gc?.();
  const asked = performance.now();
  matchCourses(home, index, { top: TOP, subjects: SUBJECTS });
  seconds.push((performance.now() - asked) / 1000);
}
const { rss } = process.memoryUsage();
const saving = performance.now();
if (!values.load) writeFileSync(file, encodeIndex(index));
const saveSeconds = values.load ? null : (performance.now() - saving) / 1000;

const result: CurriculumResult = {
  courses: home.length,
  openSeconds,
  saveSeconds,
  fileMegabytes: statSync(file).size / MEGABYTE,
  firstSeconds,
  indexMegabytes,
  seconds,
  residentMegabytes: rss / MEGABYTE,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
