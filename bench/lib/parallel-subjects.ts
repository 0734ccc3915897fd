/** The parallel subjects of one university as questions: those in one language asked of the English ones. */
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { type Row, readRows, type TrainingData } from '../../train/data.ts';
import type { JudgedSet } from '../../train/matching/judgements.ts';

function courseIn(row: Row, language: string, withDescription: boolean): Course {
  const description = row[`description_${language}`];
  return courseSchema.parse({
    code: row.id || '-',
    titles: { [language]: row[`title_${language}`] || '-' },
    descriptions: withDescription && description ? { [language]: description } : {},
  });
}

export function readParallelSubjects(data: TrainingData, from: 'ru' | 'kk', withDescriptions: boolean): JudgedSet {
  const rows = readRows(data, data.sources.lexicon.courses).filter((row) => row.title_en && row[`title_${from}`]);
  const home = rows.map((row) => courseIn(row, from, withDescriptions));
  return {
    name: `${from} -> en, title${withDescriptions ? ' + description' : ''}`,
    catalogue: rows.map((row) => courseIn(row, 'en', withDescriptions)),
    home,
    queries: home.map((course, position) => ({ course, institution: '', right: new Set([position]) })),
  };
}
