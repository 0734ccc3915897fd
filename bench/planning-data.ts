/** Real semesters and real catalogues as plan inputs, with the matches that the engine finds. */
import path from 'node:path';
import { loadRules } from '../src/app/index.ts';
import { courseSchema, curriculumCourseSchema, type Policy, Rational } from '../src/domain/index.ts';
import { buildIndex, type CatalogueIndex, matchCourses } from '../src/matching/index.ts';
import type { PlanHomeCourse, PlanHostCourse, PlanInput } from '../src/planning/index.ts';
import { type Row, readRows, type TrainingData } from '../train/data.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** ECTS per printed credit, as in rules/credit-units. */
const RATIOS: Readonly<Record<string, string>> = {
  georgia_tech_2020_2023: '2',
  hkust: '2',
  langara: '2',
  ntu: '12/7',
  nus_2018: '1.5',
  rpi: '2',
  sfu: '2',
  ubc_vancouver: '2',
  uiuc_2019fa: '2',
};
export const CATALOGUES = Object.keys(RATIOS);

export interface Semester {
  readonly name: string;
  readonly courses: readonly PlanHomeCourse[];
}

/** One semester of each of the real curricula, odd and even ones in turn; their credits are ECTS. */
export function readSemesters(data: TrainingData): Semester[] {
  const rows = readRows(data, data.sources.lexicon.curricula).filter(({ title_en, code }) => title_en && code);
  const plans = [...new Set(rows.map(({ plan }) => plan))];
  return plans.flatMap((plan, index) => {
    const semester = 1 + (index % 4);
    const chosen = rows.filter((row) => row.plan === plan && row.semester === String(semester));
    const courses = [...new Map(chosen.map((row) => [row.code, homeCourse(row, semester)])).values()];
    return courses.length >= 5 ? [{ name: `curriculum ${index + 1}, semester ${semester}`, courses }] : [];
  });
}

const homeCourse = (row: Row, semester: number): PlanHomeCourse => ({
  course: curriculumCourseSchema.parse({
    code: row.code,
    titles: { en: row.title_en, ru: row.title_local || row.title_en },
    level: row.level || null,
    semester,
    component: row.part?.startsWith('Баз') ? 'compulsory' : 'elective',
  }),
  ects: Rational.parse(row.credits ?? ''),
});

export interface Host {
  readonly name: string;
  readonly courses: readonly PlanHostCourse[];
  readonly index: CatalogueIndex;
}

/** A real catalogue with its index. Credits printed as a range count at their minimum. */
export function readHost(data: TrainingData, name: string): Host {
  const ratio = Rational.from(RATIOS[name] ?? '1');
  const rows = readRows(data, `${data.sources.catalogues}/${name}.csv`).filter(({ code, title }) => code && title);
  const courses = rows.map((row) => ({
    course: courseSchema.parse({
      code: row.code,
      titles: { en: row.title },
      descriptions: row.description ? { en: row.description } : {},
      level: row.level || null,
      languages: ['en'],
    }),
    ects: Rational.parse(/^[\d.]+/.exec(row.credits ?? '')?.[0] ?? '')?.mul(ratio) ?? null,
  }));
  return { name, courses, index: buildIndex(courses.map(({ course }) => course)) };
}

/** The installation's default policy. */
export function readPolicy(): Policy {
  const policy = loadRules(path.join(ROOT, 'rules')).policies.find(({ id }) => id === 'aupet-2024');
  if (!policy) throw new Error('rules/policies has no aupet-2024');
  return policy;
}

/** The plan input of a semester at a host, with the 40 best matches of each course. */
export function inputFor(
  homes: readonly PlanHomeCourse[],
  host: Host,
  policy: Policy,
  limits: readonly [number, number],
): PlanInput {
  const { basis, results } = matchCourses(
    homes.map(({ course }) => course),
    host.index,
    { top: 40 },
  );
  return {
    home: { institution: 'home', programme: null, courses: homes },
    host: { institution: host.name, academicYear: null, courses: host.courses },
    matches: results,
    request: {
      minEcts: Rational.of(limits[0]),
      maxEcts: Rational.of(limits[1]),
      term: null,
      semesters: [],
      languages: ['en'],
      pins: [],
      bans: [],
    },
    policy,
    basis,
  };
}
