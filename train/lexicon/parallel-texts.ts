/** The parallel data as stems, read as the engine reads courses. Nothing of it is stored but single stems with weights. */
import { detectLanguage } from '../../src/domain/index.ts';
import { type Row, readRows, type TrainingData } from '../data.ts';
import { allConcepts, type LexiconLanguage, readDescription, stemsOf } from '../engine.ts';
import type { ParallelText } from './align-words.ts';

/** One course in several languages. */
export interface ParallelCourse {
  readonly titles: Partial<Record<LexiconLanguage, readonly string[]>>;
  readonly bodies: Partial<Record<LexiconLanguage, readonly string[]>>;
  /** Courses with the same key have the same text and must stay on one side of a test. */
  readonly key: string;
}

/** Weights of a pair of texts in training, by where it comes from. Set by judgement, not fitted; a title weight of 4 changed nothing. */
const WEIGHT = { title: 2, body: 1, terms: 1, concept: 3 } as const;

const bodyOf = (text: string, language: string): string[] => readDescription(text, language).map(({ term }) => term);
/** Part numbers align with themselves; they need no table. */
const wordsOf = (text: string, language: string): string[] =>
  stemsOf(text, language).filter((stem) => !stem.startsWith('#'));

const TRILINGUAL: readonly LexiconLanguage[] = ['en', 'ru', 'kk'];

/** Courses in Kazakh, Russian and English. A body that only repeats its title is left out. */
export function readTrilingualCourses(data: TrainingData): ParallelCourse[] {
  return readRows(data, data.sources.lexicon.courses).map((row) => {
    const titles = Object.fromEntries(
      TRILINGUAL.map((language) => [language, stemsOf(row[`title_${language}`] ?? '', language)]),
    );
    const bodies = Object.fromEntries(
      TRILINGUAL.map((language) => {
        const text = row[`description_${language}`] ?? '';
        return [language, text.trim() === row[`title_${language}`]?.trim() ? [] : bodyOf(text, language)];
      }),
    );
    return { titles, bodies, key: row.description_en ?? '' };
  });
}

/** Titles of courses in German and English. */
export function readGermanTitles(data: TrainingData): ParallelCourse[] {
  return readRows(data, data.sources.lexicon.germanTitles).flatMap(({ title_en, title_local }) =>
    title_en && title_local
      ? [{ titles: { en: stemsOf(title_en, 'en'), de: stemsOf(title_local, 'de') }, bodies: {}, key: title_en }]
      : [],
  );
}

/** About `count` courses of an English catalogue, evenly picked: wrong answers to be told from right ones. */
export function readEnglishCatalogue(data: TrainingData, count: number): ParallelCourse[] {
  const { catalogues, judgements } = data.sources;
  const rows = readRows(data, `${catalogues}/${judgements.granting}.csv`);
  const step = rows.length / count;
  return Array.from({ length: count }, (_, k) => rows[Math.floor(k * step)]).flatMap((row) =>
    row
      ? [
          {
            titles: { en: stemsOf(row.title ?? '', 'en') },
            bodies: { en: bodyOf(row.description ?? '', 'en') },
            key: '',
          },
        ]
      : [],
  );
}

/** Titles and descriptions of courses as pairs of texts of two languages. */
export function pairCourses(
  courses: readonly ParallelCourse[],
  from: LexiconLanguage,
  to: LexiconLanguage,
): ParallelText[] {
  const words = (stems: readonly string[] | undefined): string[] =>
    (stems ?? []).filter((stem) => !stem.startsWith('#'));
  return courses.flatMap(({ titles, bodies }) => [
    { source: words(titles[from]), target: words(titles[to]), weight: WEIGHT.title },
    { source: words(bodies[from]), target: words(bodies[to]), weight: WEIGHT.body },
  ]);
}

/** Every term of a concept with every term of it in the other language; a concept counts the same however many terms it has. */
export function pairConcepts(from: LexiconLanguage, to: LexiconLanguage): ParallelText[] {
  return allConcepts().flatMap(({ terms }) =>
    terms[from].flatMap((source) =>
      terms[to].map((target) => ({
        source: wordsOf(source, from),
        target: wordsOf(target, to),
        weight: WEIGHT.concept / Math.max(terms[from].length, terms[to].length),
      })),
    ),
  );
}

/** Cells of the classifiers by language; a cell in another language than its column says is dropped. */
function readTermRows(data: TrainingData): Partial<Record<LexiconLanguage, string>>[] {
  return data.sources.lexicon.terms
    .flatMap((name): Row[] => readRows(data, name))
    .map((row) => {
      const cells = TRILINGUAL.map(
        (language) => [language, row[`title_${language}`] ?? row[`name_${language}`] ?? ''] as const,
      );
      return Object.fromEntries(cells.filter(([language, text]) => text !== '' && detectLanguage(text) === language));
    });
}

function uniquePairs(pairs: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return [...new Map(pairs.map((pair) => [pair.join('\u0001').toLowerCase(), pair])).values()];
}

/** Titles of real curricula and terms of the Kazakh classifiers, each pair once. */
export function pairTerms(data: TrainingData, from: LexiconLanguage, to: LexiconLanguage): ParallelText[] {
  const pairs: (readonly [string, string])[] = readTermRows(data).flatMap((row) => {
    const [source, target] = [row[from], row[to]];
    return source && target ? [[source, target] as const] : [];
  });
  const isCurricula = [from, to].includes('en') && [from, to].includes('ru');
  if (isCurricula) {
    for (const { title_en, title_local, local_language } of readRows(data, data.sources.lexicon.curricula)) {
      if (!title_en || !title_local || local_language !== 'ru') continue;
      pairs.push(from === 'en' ? [title_en, title_local] : [title_local, title_en]);
    }
  }
  return uniquePairs(pairs).map(([source, target]) => ({
    source: wordsOf(source, from),
    target: wordsOf(target, to),
    weight: WEIGHT.terms,
  }));
}
