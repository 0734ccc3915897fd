/** The customer's own case: courses of Kazakh and Russian curricula against real hosts, read by people and graded 0 to 3. */
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { type Row, readRows, type TrainingData } from '../data.ts';
import { buildIndex, comparisonName, type RankedCourse, rankCourses } from '../engine.ts';
import { SUBJECTS } from '../subjects.ts';
import { groupBy, readCredits } from './judgements.ts';
import { candidatesOf, type Sample } from './samples.ts';

const HOME_LANGUAGES = ['en', 'ru', 'kk'] as const;
type HomeLanguage = (typeof HOME_LANGUAGES)[number];

const codeKeyOf = (code: string): string => code.trim().replace(/\s+/g, ' ');

interface Host {
  readonly name: string;
  readonly language: string;
  readonly courses: readonly Course[];
}

interface Text {
  readonly title: string;
  readonly description: string;
  readonly language: string;
}

const toCourse = (row: Row, code: string, { title, description, language }: Text): Course => ({
  ...courseSchema.parse({
    code,
    titles: { [language]: title },
    descriptions: description ? { [language]: description } : {},
    level: row.level || null,
  }),
  credits: readCredits(row.credits, row.credit_system),
});

/** A host's courses as they are matched: each code once, without those that have no title. */
function hostOf(data: TrainingData, set: string, [name, from]: readonly [string, HomeLanguage]): Host {
  const read = (file: string, textOf: (row: Row) => Text, keep: (row: Row) => boolean = () => true): Host => {
    const seen = new Set<string>();
    const courses = readRows(data, file).flatMap((row, at) => {
      const code = row.code || `N${at}`;
      const text = textOf(row);
      if (seen.has(code) || !text.title || !keep(row)) return [];
      seen.add(code);
      return [toCourse(row, code, text)];
    });
    return { name, language: courses[0] ? (Object.keys(courses[0].titles)[0] ?? 'en') : 'en', courses };
  };
  const { catalogues } = data.sources;
  const plain =
    (language: string) =>
    (row: Row): Text => ({
      title: row.title ?? '',
      description: row.description ?? '',
      language,
    });
  if (set === 'internal') {
    const language = name === 'spbu' && from !== 'en' ? 'ru' : from;
    const file = name === 'spbu' ? 'spbu_ru' : 'almaty_ru_kk_en';
    return read(`${catalogues}/${file}.csv`, (row) => ({
      title: row[`title_${language}`] || row.title_ru || '',
      description: row[`description_${language}`] ?? '',
      language,
    }));
  }
  if (set === 'partners') {
    const files: Record<string, readonly [string, string]> = {
      itmo: ['itmo', 'ru'],
      vut: ['vut-brno', 'en'],
      haw: ['germany-haw', 'de'],
    };
    const [file, language] = files[name] ?? [name, 'en'];
    return read(
      `partners/${file}.csv`,
      (row) => ({ ...plain(language)(row), title: (name === 'vut' && row.title_en) || row.title || '' }),
      (row) => name !== 'itmo' || row.language === 'ru',
    );
  }
  if (!name.endsWith('_de')) return read(`${catalogues}/${name}.csv`, plain('en'));
  return read(`multilingual/${name}.csv`, (row) => ({
    title: row.title_local ?? '',
    description: row.description_local ?? '',
    language: 'de',
  }));
}

/** Sets of judged hosts: abroad, of the same country or a neighbour, and the likeliest partners. */
const SETS = { abroad: 'customer', internal: 'internal', partners: 'partners' } as const;

/** Reads and weighs everything once, each home course in each of its languages. */
export function readGraded(data: TrainingData): Sample[] {
  const folder = data.sources.judgements.graded;
  if (folder === undefined) return [];
  const home = new Map(readRows(data, `${folder}/customer_home_courses.csv`).map((row) => [row.id ?? '', row]));
  return Object.entries(SETS).flatMap(([set, file]) =>
    [...groupBy(readRows(data, `${folder}/judgements_${file}.csv`), (row) => row.host_catalogue ?? '')].flatMap(
      ([name, rows]) => HOME_LANGUAGES.flatMap((from) => sampleHost(data, { set, from, name, rows, home })),
    ),
  );
}

interface AskedHost {
  readonly set: string;
  readonly from: HomeLanguage;
  readonly name: string;
  /** Judgements of this host. */
  readonly rows: readonly Row[];
  readonly home: ReadonlyMap<string, Row>;
}

function sampleHost(data: TrainingData, { set, from, name, rows, home }: AskedHost): Sample[] {
  const { courses, language } = hostOf(data, set, [name, from]);
  const index = buildIndex(courses);
  const judgedBy = groupBy(rows, (row) => row.home_id ?? '');
  const ids = [...judgedBy.keys()].sort().filter((id) => home.get(id)?.[`title_${from}`]);
  // Courses of one curriculum are asked together, as an adviser would.
  return [...groupBy(ids, (id) => home.get(id)?.set ?? '').values()].flatMap((together) => {
    const asked = together.map((id) => homeCourseOf(home.get(id) ?? {}, id, from));
    const ranked = rankCourses(asked, index, { subjects: SUBJECTS });
    return together.map((id, at): Sample => {
      const grades = new Map(
        (judgedBy.get(id) ?? []).map((row) => [codeKeyOf(row.host_code ?? ''), Number(row.grade)]),
      );
      const found = ranked[at] ?? [];
      const given = found.map(({ course }) => grades.get(codeKeyOf(course.code)) ?? 0);
      return {
        ...{ kind: 'graded', known: 'nothing', set: `${set} ${from}`, repeated: false, target: '' },
        pair: usualPair(found) ?? comparisonName(from, language, [false, false]),
        text: `${set} ${from} ${name} ${id}`,
        group: id,
        has: [...grades.values()].includes(3),
        ...candidatesOf(found),
        right: given.map((grade) => grade === 3),
        grades: given,
        size: courses.length,
      };
    });
  });
}

/** The kind of comparison that most candidates are weighed in, the first in alphabetical order of equal ones. */
function usualPair(found: readonly RankedCourse[]): string | undefined {
  const counts = [...groupBy(found, ({ pair }) => pair)].map(([pair, { length }]) => ({ pair, length }));
  return counts.sort((a, b) => b.length - a.length || (a.pair < b.pair ? -1 : 1))[0]?.pair;
}

const homeCourseOf = (row: Row, id: string, language: HomeLanguage): Course =>
  toCourse({ credits: row.credits ?? '', credit_system: 'ECTS' }, row.code || id, {
    title: row[`title_${language}`] ?? '',
    description: row[`description_${language}`] ?? '',
    language,
  });
