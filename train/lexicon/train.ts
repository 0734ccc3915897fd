/**
 * The word translations that the engine ships, learned from parallel texts and the curated lexicon. Nothing is random: same data, same
 * table. Only single stems with weights are written, no texts.
 */
import type { Artefact, Note } from '../artefact.ts';
import type { TrainingData } from '../data.ts';
import { LEXICON_LANGUAGES, type LexiconLanguage, pairName } from '../engine.ts';
import { ALIGNMENT, alignWords, type Table } from './align-words.ts';
import { measureLexicon } from './measure.ts';
import { pairConcepts, pairCourses, pairTerms, readGermanTitles, readTrilingualCourses } from './parallel-texts.ts';

/** Raised by hand whenever the table changes: results name it. */
const VERSION = '1';
/** Targets kept per stem; the rest are chance. */
const MOST_TARGETS = 6;

/**
 * Quality of a table learned on four fifths of the trilingual courses and tested on the rest against all of them, by title and
 * description. The shipped table is learned on all of them.
 */
function measure(data: TrainingData): Record<string, { hit1: number; hit5: number }> {
  const courses = readTrilingualCourses(data);
  const means = { name: 'all three', learned: true, curated: true, cognates: true };
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return Object.fromEntries(
    (['ru', 'kk'] as const).map((from) => {
      const { all } = measureLexicon({ data, courses, distractors: [], from, to: 'en', means });
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

function learn(data: TrainingData, from: LexiconLanguage, to: LexiconLanguage): Table {
  const courses = [from, to].includes('de') ? readGermanTitles(data) : readTrilingualCourses(data);
  return alignWords(
    [...pairCourses(courses, from, to), ...pairTerms(data, from, to), ...pairConcepts(from, to)],
    ALIGNMENT,
  );
}

type Pair = readonly [from: LexiconLanguage, to: LexiconLanguage];
const ALL_PAIRS = LEXICON_LANGUAGES.flatMap((from, k) => LEXICON_LANGUAGES.slice(k + 1).map((to): Pair => [from, to]));

export function trainLexicon(data: TrainingData, note: Note, pairs: readonly Pair[] = ALL_PAIRS): Artefact {
  const tables: Record<string, Record<string, string>> = {};
  for (const [from, to] of pairs) {
    const [name, table] = [pairName(from, to), formatTable(learn(data, from, to))];
    tables[name] = table;
    note(`${name}: ${Object.keys(table).length} stems`);
  }
  const { kinds } = data.sources.lexicon;
  const measured = pairs.length === ALL_PAIRS.length ? measure(data) : {};
  const model = { version: VERSION, sources: kinds, measured, alignment: ALIGNMENT, tables };
  return { name: 'learned.json', place: 'lexicon', content: `${JSON.stringify(model, null, 2)}\n` };
}
