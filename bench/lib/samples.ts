/** Judged queries as rows of features, ready to learn from and to measure on. */
import { type Course, type Precedent, titleKey } from '../../src/domain/index.ts';
import { buildIndex, type RankedCourse, rankCourses } from '../../src/matching/index.ts';
import { type GuideRow, readHomeToHost, readTransferGuide } from './equivalence.ts';

/** One query with its candidates. */
export interface Sample {
  readonly kind: 'home-to-host' | 'guide';
  /** Name of the set it is reported in. */
  readonly set: string;
  /** Equal for queries with identical text, which the protocol counts once. */
  readonly text: string;
  /** Rows of one group are never on both sides of a split. */
  readonly group: string;
  /** The right host course, for folds by target; empty when there is none. */
  readonly target: string;
  /** True when another institution of the guide has a course with the same text. */
  readonly repeated: boolean;
  readonly has: boolean;
  readonly rows: readonly Float64Array[];
  readonly right: readonly boolean[];
  /** Courses in the catalogue. */
  readonly size: number;
}

export interface Samples {
  readonly homeToHost: readonly Sample[];
  /** Guide rows, with and without the other colleges' decisions as precedents. */
  readonly guide: readonly Sample[];
  readonly guideWithPrecedents: readonly Sample[];
}

const rowsOf = (ranked: readonly RankedCourse[]): Float64Array[] => ranked.map(({ values }) => values);

function sampleHomeToHost(): Sample[] | null {
  const indexes = new Map<readonly Course[], ReturnType<typeof buildIndex>>();
  return (
    readHomeToHost()?.flatMap(({ name, catalogue, home, queries }) => {
      const index = indexes.get(catalogue) ?? buildIndex(catalogue);
      indexes.set(catalogue, index);
      const places = new Map(home.map((course, position) => [course, position]));
      const ranked = rankCourses(home, index, { only: queries.map(({ course }) => places.get(course) ?? 0) });
      return queries.map(({ course, right }, at): Sample => {
        const answers = new Set([...right].map((position) => catalogue[position]));
        return {
          kind: 'home-to-host',
          set: name,
          text: `${name} ${course.code}`,
          group: `${name.split(' ')[0]} ${course.code}`,
          target: [...right].map((position) => `${name.split(' ')[2]} ${catalogue[position]?.code}`).sort()[0] ?? '',
          repeated: false,
          has: true,
          rows: rowsOf(ranked[at] ?? []),
          right: (ranked[at] ?? []).map((candidate) => answers.has(candidate.course)),
          size: catalogue.length,
        };
      });
    }) ?? null
  );
}

const textKey = ({ course }: GuideRow): string =>
  `${titleKey(course.titles.en ?? '')}|${titleKey(course.descriptions.en ?? '')}`;

/** The guide's decisions as precedents; generic credit is no decision about a course of the catalogue. */
export function asPrecedents(rows: readonly GuideRow[], catalogue: readonly Course[]): Precedent[] {
  return rows.flatMap(({ institution, course, target }) => {
    const host = target === null ? undefined : catalogue[target];
    if (!host) return [];
    return [
      {
        homeInstitution: institution,
        homeCode: course.code,
        homeTitle: course.titles.en ?? '',
        homeDescription: course.descriptions.en ?? '',
        hostInstitution: '',
        hostCode: host.code,
        hostTitle: host.titles.en ?? '',
        hostDescription: '',
        decision: 'approved' as const,
        decidedOn: null,
        validUntil: null,
      },
    ];
  });
}

function sampleGuide(withPrecedents: boolean): Sample[] | null {
  const guide = readTransferGuide();
  if (!guide) return null;
  const { rows, catalogue } = guide;
  const index = buildIndex(catalogue);
  const institutions = new Map<string, Set<string>>();
  for (const row of rows)
    institutions.set(textKey(row), (institutions.get(textKey(row)) ?? new Set()).add(row.institution));
  const ranked = rankCourses(
    rows.map(({ course }) => course),
    index,
    withPrecedents
      ? {
          precedents: asPrecedents(rows, catalogue),
          withheld: (position, { homeInstitution }) => rows[position]?.institution === homeInstitution,
        }
      : {},
  );
  return rows.map((row, at): Sample => {
    const answer = row.target === null ? undefined : catalogue[row.target];
    return {
      kind: 'guide',
      set: 'foreign -> rpi',
      text: textKey(row),
      group: row.institution,
      target: answer ? `rpi ${answer.code}` : '',
      repeated: (institutions.get(textKey(row))?.size ?? 1) > 1,
      has: answer !== undefined,
      rows: rowsOf(ranked[at] ?? []),
      right: (ranked[at] ?? []).map(({ course }) => course === answer),
      size: catalogue.length,
    };
  });
}

/** Reads and measures everything once; null where the data is absent. */
export function readSamples(): Samples | null {
  const [homeToHost, guide, guideWithPrecedents] = [sampleHomeToHost(), sampleGuide(false), sampleGuide(true)];
  return homeToHost && guide && guideWithPrecedents ? { homeToHost, guide, guideWithPrecedents } : null;
}
