/** The judged course equivalences to measure on: read where they lie, never copied. Protocol: README beside the data. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { type Course, courseSchema, Rational, titleKey } from '../../src/domain/index.ts';
import { sharedData } from '../../test/shared-data.ts';

type Row = Readonly<Record<string, string>>;

/** A question with its right answers: positions in the catalogue it is asked of. */
export interface Query {
  readonly course: Course;
  readonly institution: string;
  readonly right: ReadonlySet<number>;
}

/** Queries of one kind against one catalogue. */
export interface JudgedSet {
  readonly name: string;
  readonly catalogue: readonly Course[];
  /** The whole home catalogue when it is known, for its habits of writing; else the queries' own courses. */
  readonly home: readonly Course[];
  readonly queries: readonly Query[];
}

export function readRows(name: string): Row[] | null {
  const file = sharedData(`equivalence/${name}`);
  return file === null
    ? null
    : Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
}

/** The protocol's key of a code: upper case, letters and digits only. */
export const protocolKey = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

function readCredits(text: string | undefined, unit: string | undefined): Course['credits'] {
  const value = text ? Rational.parse(text) : null;
  return value && value.num >= 0n ? { min: value, max: value, unit: unit || null } : null;
}

export interface PlainCourse {
  readonly code: string;
  readonly title: string;
  readonly description?: string;
  readonly credits?: string;
  readonly unit?: string;
  readonly level?: string;
}

export function toCourse(plain: PlainCourse): Course {
  return {
    ...courseSchema.parse({
      code: plain.code || '-',
      titles: { en: plain.title || '-' },
      descriptions: plain.description ? { en: plain.description } : {},
      level: plain.level || null,
    }),
    credits: readCredits(plain.credits, plain.unit),
  };
}

export function readCatalogue(name: string): Course[] | null {
  return (
    readRows(`catalogues/${name}.csv`)?.map((row) =>
      toCourse({
        code: row.code ?? '',
        title: row.title ?? '',
        description: row.description ?? '',
        credits: row.credits ?? '',
        unit: row.credit_system ?? '',
        level: row.level ?? '',
      }),
    ) ?? null
  );
}

/** Items by key, in order of first appearance. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    if (group.length === 0) groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}

/** Catch-all project modules of one university, dropped by the protocol. */
const DROPPED = new Set(['EE3180', 'IM3180']);

const textKey = (course: Course): string =>
  `${titleKey(course.titles.en ?? '')}|${titleKey(course.descriptions.en ?? '')}`;

/** Queries with identical text are one query; its answers are those of all of them. */
export function mergeQueries(queries: readonly Query[]): Query[] {
  const merged = new Map<string, Query>();
  for (const query of queries) {
    const key = textKey(query.course);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, right: new Set([...known.right, ...query.right]) } : query);
  }
  return [...merged.values()];
}

/** The twelve pairs of catalogues, in the order of the file; null where the data is absent. */
export function readHomeToHost(): JudgedSet[] | null {
  const rows = readRows('dev/judgements_home_to_host.csv');
  if (!rows) return null;
  const catalogues = new Map<string, Course[]>();
  const catalogue = (name: string): Course[] => {
    const known = catalogues.get(name) ?? readCatalogue(name) ?? [];
    catalogues.set(name, known);
    return known;
  };
  const pairs = groupBy(rows, (row) => `${row.home_catalogue} -> ${row.host_catalogue}`);
  return [...pairs].map(([name, judged]) => {
    const [home, host] = [catalogue(judged[0]?.home_catalogue ?? ''), catalogue(judged[0]?.host_catalogue ?? '')];
    const hostAt = positionsByKey(host);
    const homeAt = positionsByKey(home);
    const queries = [...groupBy(judged, (row) => row.home_code ?? '')].flatMap(([code, answers]) => {
      const course = home[homeAt.get(code) ?? -1];
      const right = new Set(answers.flatMap((row) => hostAt.get(row.host_code ?? '') ?? []));
      if (!course || right.size === 0 || DROPPED.has(code)) return [];
      return [{ course, institution: judged[0]?.home_catalogue ?? '', right }];
    });
    return { name, catalogue: host, home, queries: mergeQueries(queries) };
  });
}

const positionsByKey = (courses: readonly Course[]): Map<string, number> =>
  new Map(courses.map((course, position) => [protocolKey(course.code), position]));

/** One row of the transfer guide of the reverse direction, with what was decided. */
export interface GuideRow {
  readonly institution: string;
  readonly course: Course;
  /** Position of the equivalent course; null when only generic credit was given. */
  readonly target: number | null;
}

/** Foreign course -> the granting university's own catalogue, all rows but members of bundles. */
export function readTransferGuide(): { readonly catalogue: Course[]; readonly rows: GuideRow[] } | null {
  const rows = readRows('dev/pairs_rpi_transfer_guide.csv');
  const catalogue = readCatalogue('rpi');
  if (!rows || !catalogue) return null;
  const at = positionsByKey(catalogue);
  return {
    catalogue,
    rows: rows.flatMap((row) => {
      if (row.relation === 'part-of-combination') return [];
      const target = row.relation === 'equivalent' ? at.get(protocolKey(row.home_code ?? '')) : null;
      if (target === undefined) return [];
      const course = toCourse({
        code: row.host_code ?? '',
        title: row.host_title ?? '',
        description: row.host_description ?? '',
        credits: row.host_credits ?? '',
      });
      return [{ institution: row.host_institution ?? '', course, target }];
    }),
  };
}

/** The guide's rows with an equivalent, as queries. */
export function guideQueries(guide: { catalogue: readonly Course[]; rows: readonly GuideRow[] }): JudgedSet {
  const queries = mergeQueries(
    guide.rows.flatMap(({ institution, course, target }) =>
      target === null ? [] : [{ institution, course, right: new Set([target]) }],
    ),
  );
  const home = queries.map(({ course }) => course);
  return { name: 'foreign -> rpi', catalogue: guide.catalogue, home, queries };
}

/** The parallel subjects of one university: `from` titles and descriptions against all English ones. */
export function readParallelSubjects(from: 'ru' | 'kk' | 'de', withDescriptions: boolean): JudgedSet | null {
  const file = sharedData('multilingual/almaty_subjects_kk_ru_en.csv');
  if (file === null) return null;
  const rows = Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
  const inLanguage = (row: Row, language: string): Course =>
    courseSchema.parse({
      code: row.id || '-',
      titles: { [language]: row[`title_${language}`] || '-' },
      descriptions:
        withDescriptions && row[`description_${language}`] ? { [language]: row[`description_${language}`] } : {},
    });
  const usable = rows.filter((row) => row.title_en && row[`title_${from}`]);
  const catalogue = usable.map((row) => inLanguage(row, 'en'));
  const home = usable.map((row) => inLanguage(row, from));
  const queries = home.map((course, position) => ({ course, institution: 'almaty', right: new Set([position]) }));
  const part = withDescriptions ? 'title + description' : 'title';
  return { name: `${from} -> en, ${part}`, catalogue, home, queries };
}
