/**
 * Learns the word translations that the engine ships (`npm run train:lexicon`) from the parallel data beside the repository and the
 * curated lexicon. Nothing is random: same data, same table. Only single stems with weights are written, no texts.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LEXICON_LANGUAGES, type LexiconLanguage } from '../src/matching/lexicon/concepts.ts';
import { pairName } from '../src/matching/lexicon/word-table.ts';
import { ALIGNMENT, alignWords, type Table } from './lexicon/align-words.ts';
import { measureLexicon } from './lexicon/measure.ts';
import {
  pairConcepts,
  pairCourses,
  pairTerms,
  readGermanTitles,
  readTrilingualCourses,
} from './lexicon/parallel-texts.ts';

const TARGET = path.resolve(import.meta.dirname, '../src/matching/lexicon/learned.json');
/** Raised by hand whenever the table changes: results name it. */
const VERSION = '1';
/** Targets kept per stem; the rest are chance. */
const MOST_TARGETS = 6;

const SOURCES = [
  'one Almaty university: 407 courses, titles and descriptions in Kazakh, Russian and English',
  'Saint Petersburg State University: titles of curricula in Russian and English',
  'Goethe University Frankfurt, Geosciences: titles in German and English',
  "Kazakhstan's classifiers of education: terms in Kazakh, Russian and English",
  'the curated lexicon of this repository',
];

/**
 * Quality of a table learned on four fifths of the first source's courses and tested on the rest against all of them, by title and
 * description. The shipped table is learned on all of them.
 */
function measure(): Record<string, { hit1: number; hit5: number }> {
  const courses = readTrilingualCourses();
  const means = { name: 'all three', learned: true, curated: true, cognates: true };
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return Object.fromEntries(
    (['ru', 'kk'] as const).map((from) => {
      const { all } = measureLexicon({ courses, distractors: [], from, to: 'en', means });
      return [`${from} -> en`, { hit1: round(all.hit1), hit5: round(all.hit5) }];
    }),
  );
}

/** `"target weight target weight"`, weights in hundredths, the surest first. */
function formatRow(row: ReadonlyMap<string, number>): string {
  return [...row]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_TARGETS)
    .map(([target, weight]) => `${target} ${Math.round(weight * 100)}`)
    .join(' ');
}

function formatTable(table: Table): Record<string, string> {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(rows.map(([stem, row]) => [stem, formatRow(row)]));
}

function learn(from: LexiconLanguage, to: LexiconLanguage): Table {
  const courses = [from, to].includes('de') ? readGermanTitles() : readTrilingualCourses();
  return alignWords([...pairCourses(courses, from, to), ...pairTerms(from, to), ...pairConcepts(from, to)], ALIGNMENT);
}

function main(): void {
  const pairs = LEXICON_LANGUAGES.flatMap((from, k) => LEXICON_LANGUAGES.slice(k + 1).map((to) => [from, to] as const));
  const tables: Record<string, Record<string, string>> = {};
  for (const [from, to] of pairs) {
    const name = pairName(from, to);
    tables[name] = formatTable(learn(from, to));
    process.stdout.write(`${name}: ${Object.keys(tables[name]).length} stems\n`);
  }
  const model = { version: VERSION, sources: SOURCES, measured: measure(), alignment: ALIGNMENT, tables };
  writeFileSync(TARGET, `${JSON.stringify(model, null, 2)}\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
