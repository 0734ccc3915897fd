/** The judged course equivalences: read where they lie, never copied. Protocol: README beside the data. */
import { type Course, courseSchema, Rational, titleKey } from '../../src/domain/index.ts';
import { readRows, type TrainingData } from '../data.ts';

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

/** The protocol's key of a code: upper case, letters and digits only. */
const protocolKey = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

export function readCredits(text: string | undefined, unit: string | undefined): Course['credits'] {
  const value = text ? Rational.parse(text) : null;
  return value && value.num >= 0n ? { min: value, max: value, unit: unit || null } : null;
}

interface PlainCourse {
  readonly code: string;
  readonly title: string;
  readonly description?: string;
  readonly credits?: string;
  readonly unit?: string;
  readonly level?: string;
}

function toCourse(plain: PlainCourse): Course {
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

export const readCatalogue = (data: TrainingData, name: string): Course[] =>
  readRows(data, `${data.sources.catalogues}/${name}.csv`).map((row) =>
    toCourse({
      code: row.code ?? '',
      title: row.title ?? '',
      description: row.description ?? '',
      credits: row.credits ?? '',
      unit: row.credit_system ?? '',
      level: row.level ?? '',
    }),
  );

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

/** Equal for courses that say the same. */
export const textKey = (course: Course): string =>
  `${titleKey(course.titles.en ?? '')}|${titleKey(course.descriptions.en ?? '')}`;

/** Queries with identical text are one query; its answers are those of all of them. */
function mergeQueries(queries: readonly Query[]): Query[] {
  const merged = new Map<string, Query>();
  for (const query of queries) {
    const key = textKey(query.course);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, right: new Set([...known.right, ...query.right]) } : query);
  }
  return [...merged.values()];
}

/** The pairs of catalogues, in the order of the file. */
export function readHomeToHost(data: TrainingData): JudgedSet[] {
  const { homeToHost, dropped } = data.sources.judgements;
  const rows = readRows(data, homeToHost);
  const catalogues = new Map<string, Course[]>();
  const catalogue = (name: string): Course[] => {
    const known = catalogues.get(name) ?? readCatalogue(data, name);
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
      if (!course || right.size === 0 || dropped.includes(code)) return [];
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

/** Foreign course -> the granting university's own catalogue. */
export interface Guide {
  /** Name of the catalogue. */
  readonly granting: string;
  readonly catalogue: readonly Course[];
  readonly rows: readonly GuideRow[];
}

/** All rows but members of bundles. */
export function readTransferGuide(data: TrainingData): Guide {
  const { guide, granting } = data.sources.judgements;
  const catalogue = readCatalogue(data, granting);
  const at = positionsByKey(catalogue);
  return {
    granting,
    catalogue,
    rows: readRows(data, guide).flatMap((row) => {
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

/** The set's name in reports. */
export const guideName = ({ granting }: Guide): string => `foreign -> ${granting}`;

/** The guide's rows with an equivalent, as queries. */
export function guideQueries(guide: Guide): JudgedSet {
  const queries = mergeQueries(
    guide.rows.flatMap(({ institution, course, target }) =>
      target === null ? [] : [{ institution, course, right: new Set([target]) }],
    ),
  );
  const home = queries.map(({ course }) => course);
  return { name: guideName(guide), catalogue: guide.catalogue, home, queries };
}
