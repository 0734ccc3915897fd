/** Judged queries as rows of features, ready to learn from and to measure on. */
import { type Course, type Precedent, precedentSchema } from '../../src/domain/index.ts';
import type { TrainingData } from '../data.ts';
import { buildIndex, type RankedCourse, rankCourses } from '../engine.ts';
import { SUBJECTS } from '../subjects.ts';
import { type GuideRow, guideName, readHomeToHost, readTransferGuide, textKey } from './judgements.ts';

/** No decisions; approvals alone; refusals of every course of the catalogue as well. */
export type Known = 'nothing' | 'approvals' | 'decisions';

/** One query with its candidates. */
export interface Sample {
  readonly kind: 'home-to-host' | 'guide' | 'graded';
  /** Of most of its comparisons: the pair of languages, described or not; the guide's own name where the guide judged. */
  readonly pair: string;
  /** Of each candidate. */
  readonly pairs: readonly string[];
  /** Candidates that something stands before whatever is alike. */
  readonly bars: readonly RankedCourse['barCode'][];
  /** Which decisions of others were there as precedents. */
  readonly known: Known;
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
  /** 0 to 3 as people graded them, 3 for the right ones where nobody did. */
  readonly grades: readonly number[];
  /** Courses in the catalogue. */
  readonly size: number;
}

export interface Samples {
  readonly homeToHost: readonly Sample[];
  readonly guide: readonly Sample[];
  /** The same rows with the other colleges' approvals as precedents. */
  readonly guideWithApprovals: readonly Sample[];
  /** And with their refusals as well: courses that were given generic credit only. */
  readonly guideWithDecisions: readonly Sample[];
}

/** Which descriptions are taken away, to learn what titles alone tell. */
type Stripped = 'none' | 'home' | 'both';

const withoutDescription = (course: Course): Course => ({ ...course, descriptions: {} });
const stripHome = (courses: readonly Course[], stripped: Stripped): readonly Course[] =>
  stripped !== 'none' ? courses.map(withoutDescription) : courses;
const stripHost = (courses: readonly Course[], stripped: Stripped): readonly Course[] =>
  stripped === 'both' ? courses.map(withoutDescription) : courses;

/** What is known of the candidates; `pair` where one name stands for all comparisons. */
export const candidatesOf = (
  ranked: readonly RankedCourse[],
  pair?: string,
): Pick<Sample, 'rows' | 'bars' | 'pairs'> => ({
  rows: ranked.map(({ values }) => values),
  bars: ranked.map(({ barCode }) => barCode),
  pairs: ranked.map((one) => pair ?? one.pair),
});

/** Which candidates are right, and the grades that this comes to. */
const judge = (right: readonly boolean[]): Pick<Sample, 'right' | 'grades'> => ({
  right,
  grades: right.map((is) => (is ? 3 : 0)),
});

function sampleHomeToHost(data: TrainingData, stripped: Stripped): Sample[] {
  const indexes = new Map<readonly Course[], { host: readonly Course[]; index: ReturnType<typeof buildIndex> }>();
  const open = (catalogue: readonly Course[]): { host: readonly Course[]; index: ReturnType<typeof buildIndex> } => {
    const host = stripHost(catalogue, stripped);
    return { host, index: buildIndex(host) };
  };
  return readHomeToHost(data).flatMap(({ name, catalogue, home, queries }) => {
    const { host, index } = indexes.get(catalogue) ?? open(catalogue);
    indexes.set(catalogue, { host, index });
    const places = new Map(home.map((course, position) => [course, position]));
    const ranked = rankCourses(stripHome(home, stripped), index, {
      only: queries.map(({ course }) => places.get(course) ?? 0),
      subjects: SUBJECTS,
    });
    return queries.map(({ course, right }, at): Sample => {
      const answers = new Set([...right].map((position) => host[position]));
      return {
        kind: 'home-to-host',
        known: 'nothing',
        set: name,
        text: `${name} ${course.code}`,
        group: `${name.split(' ')[0]} ${course.code}`,
        target: [...right].map((position) => `${name.split(' ')[2]} ${catalogue[position]?.code}`).sort()[0] ?? '',
        repeated: false,
        has: true,
        ...candidatesOf(ranked[at] ?? [], 'home-to-host'),
        ...judge((ranked[at] ?? []).map((candidate) => answers.has(candidate.course))),
        pair: 'home-to-host',
        size: catalogue.length,
      };
    });
  });
}

/** The guide's decisions as precedents. Generic credit refuses the courses of the catalogue, without naming one. */
function asPrecedents(rows: readonly GuideRow[], catalogue: readonly Course[], known: Known): Precedent[] {
  if (known === 'nothing') return [];
  return rows.flatMap(({ institution, course, target }) => {
    const host = target === null ? undefined : catalogue[target];
    if (!host && known === 'approvals') return [];
    return [
      precedentSchema.parse({
        homeInstitution: institution,
        homeCode: course.code,
        homeTitle: course.titles.en ?? '',
        homeDescription: course.descriptions.en ?? '',
        hostInstitution: '',
        hostCode: host?.code ?? '',
        hostTitle: host?.titles.en ?? '',
        hostDescription: '',
        decision: host ? 'approved' : 'refused',
      }),
    ];
  });
}

function sampleGuide(data: TrainingData, known: Known, stripped: Stripped): Sample[] {
  const guide = readTransferGuide(data);
  const { rows } = guide;
  const catalogue = stripHost(guide.catalogue, stripped);
  const index = buildIndex(catalogue);
  const institutions = new Map<string, Set<string>>();
  for (const row of rows)
    institutions.set(textKey(row.course), (institutions.get(textKey(row.course)) ?? new Set()).add(row.institution));
  const ranked = rankCourses(
    stripHome(
      rows.map(({ course }) => course),
      stripped,
    ),
    index,
    {
      precedents: asPrecedents(rows, catalogue, known),
      subjects: SUBJECTS,
      withheld: (position, { home }) => rows[position]?.institution === home.institution,
    },
  );
  return rows.map((row, at): Sample => {
    const answer = row.target === null ? undefined : catalogue[row.target];
    return {
      kind: 'guide',
      known,
      set: guideName(guide),
      text: textKey(row.course),
      group: row.institution,
      target: answer ? `${guide.granting} ${answer.code}` : '',
      repeated: (institutions.get(textKey(row.course))?.size ?? 1) > 1,
      has: answer !== undefined,
      ...candidatesOf(ranked[at] ?? [], 'guide'),
      ...judge((ranked[at] ?? []).map(({ course }) => course === answer)),
      pair: 'guide',
      size: catalogue.length,
    };
  });
}

/** Reads and measures everything once. Decisions are left out where `withDecisions` is false. */
export const readSamples = (data: TrainingData, stripped: Stripped = 'none', withDecisions = true): Samples => ({
  homeToHost: sampleHomeToHost(data, stripped),
  guide: sampleGuide(data, 'nothing', stripped),
  guideWithApprovals: withDecisions ? sampleGuide(data, 'approvals', stripped) : [],
  guideWithDecisions: withDecisions ? sampleGuide(data, 'decisions', stripped) : [],
});
