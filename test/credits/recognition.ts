/** Plans and transcripts in a few words, for the tests of recognition. */
import { type RecogniseInput, recognise, rulesAt } from '../../src/credits/index.ts';
import {
  type GradeCounts,
  type Plan,
  planSchema,
  type Recognition,
  reason,
  type Transcript,
  transcriptSchema,
} from '../../src/domain/index.ts';
import { BOOK, must, policy } from './rules.ts';

export interface CourseWords {
  readonly code: string;
  readonly title?: string;
  readonly ects: string | number;
  /** Printed credits; in ECTS when not given. */
  readonly credits?: { readonly min: string | number; readonly max: string | number; readonly unit: string };
}

export interface BundleWords {
  readonly bundle: string;
  readonly home?: readonly CourseWords[];
  readonly host: readonly CourseWords[];
  readonly electiveBlock?: string;
  /** Places of the block that the bundle fills. */
  readonly fills?: readonly CourseWords[];
}

export interface RowWords {
  readonly code?: string;
  readonly title?: string;
  readonly credits?: string | number | null;
  readonly unit?: string | null;
  readonly grade?: string | number | null;
  readonly scale?: string | null;
  readonly on?: string;
  readonly attempt?: number;
  readonly distribution?: GradeCounts;
  /** What the host states beside the grade. */
  readonly status?: 'passed' | 'failed' | 'in-progress';
  readonly level?: string;
  readonly iscedF?: string;
}

const course = ({ code, title, ects, credits }: CourseWords) => ({
  code,
  titles: { en: title ?? code },
  credits: credits ?? { min: ects, max: ects, unit: 'ECTS' },
  ects,
  term: null,
  languages: [],
});

const homeCourse = (words: CourseWords) => ({ ...course(words), semester: null, cycle: null, component: null });

export function planOf(bundles: readonly BundleWords[], uncovered: readonly CourseWords[] = []): Plan {
  return planSchema.parse({
    format: 'concord-plan',
    version: 1,
    home: { institution: 'Home (invented)', programme: null },
    host: { institution: 'Host (invented)', academicYear: null },
    request: { minEcts: 0, maxEcts: 60, term: null, semesters: [], languages: [], pins: [], bans: [] },
    bundles: bundles.map(({ bundle, home = [], host, electiveBlock = null, fills }) => ({
      id: bundle,
      home: home.map(homeCourse),
      host: host.map(course),
      electiveBlock,
      ...(fills && { fills: fills.map(homeCourse) }),
      score: 1,
    })),
    uncovered: uncovered.map((words) => ({
      home: homeCourse(words),
      reason: 'no-candidate',
      explanation: reason('no-shared-topic'),
      candidate: null,
    })),
    totals: { homeEcts: 0, hostEcts: 0, uncoveredEcts: 0 },
    solver: { name: 'test', status: 'optimal', gap: 0, objective: 0 },
    basis: { engine: 'test', model: 'test', calibrated: false, policy: 'aupet-2024', policyVersion: '1' },
  });
}

export function transcriptOf(rows: readonly RowWords[]): Transcript {
  return transcriptSchema.parse({
    institution: 'Host (invented)',
    student: 'S000',
    rows: rows.map((row, index) => ({
      line: index + 2,
      code: row.code ?? '',
      titles: row.title === undefined ? {} : { en: row.title },
      credits: row.credits ?? null,
      unit: row.unit === undefined ? 'ECTS' : row.unit,
      grade: row.grade === undefined || row.grade === null ? null : String(row.grade),
      scale: row.scale === undefined ? 'de' : row.scale,
      completedOn: row.on ?? null,
      term: null,
      languages: [],
      attempt: row.attempt ?? null,
      ...(row.distribution && { distribution: row.distribution }),
      ...(row.status && { status: row.status }),
      iscedF: row.iscedF ?? null,
      level: row.level ?? null,
    })),
  });
}

type Optional = Partial<Pick<RecogniseInput, 'policy' | 'matcher' | 'changes'>> & { readonly date?: string };

export function recognitionOf(plan: Plan, transcript: Transcript, options: Optional = {}): Recognition {
  const { date = '2026-11-20', matcher = () => null, changes = [] } = options;
  const rules = rulesAt(BOOK, date);
  return must(recognise({ plan, transcript, rules, policy: options.policy ?? policy(), matcher, changes }));
}
