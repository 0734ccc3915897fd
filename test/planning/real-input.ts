/** A plan input of real courses from the shared data, with matches by title words: enough to check rules, no measure of matching. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { courseSchema, curriculumCourseSchema, type Match, Rational, titleKey } from '../../src/domain/index.ts';
import type { PlanHomeCourse, PlanHostCourse, PlanInput } from '../../src/planning/index.ts';
import { match, policy } from './make-input.ts';

type Cells = Record<string, string>;
const readRows = (file: string): Cells[] =>
  Papa.parse<Cells>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;

const words = (title: string): Set<string> =>
  new Set(
    titleKey(title)
      .split(' ')
      .filter((word) => word.length > 2),
  );

/** Dice coefficient of title words, 0 to 1. */
function overlap(a: Set<string>, b: Set<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size > 0 ? (2 * common) / (a.size + b.size) : 0;
}

/** Home courses of one semester of one plan; their credits are ECTS. */
export function realHomes(file: string, plan: string, semester: number): PlanHomeCourse[] {
  return readRows(file)
    .filter((row) => row.plan === plan && row.semester === String(semester) && row.title_en)
    .map((row) => ({
      course: curriculumCourseSchema.parse({
        code: row.code,
        titles: { en: row.title_en, ru: row.title_local || row.title_en },
        semester,
        component: row.part?.startsWith('Баз') ? 'compulsory' : 'elective',
      }),
      ects: Rational.parse(row.credits ?? ''),
    }));
}

/** Host courses; `ratio` is ECTS per printed credit. Ranges and blanks have unknown ECTS. */
export function realHosts(file: string, ratio: Rational): PlanHostCourse[] {
  return readRows(file)
    .filter((row) => row.code && row.title)
    .map((row) => ({
      course: courseSchema.parse({ code: row.code, titles: { en: row.title }, level: row.level || null }),
      ects: Rational.parse(row.credits ?? '')?.mul(ratio) ?? null,
    }));
}

/** The `top` matches of each home course by title words. */
function matchesByTitle(homes: readonly PlanHomeCourse[], hosts: readonly PlanHostCourse[], top = 40) {
  const hostWords = hosts.map(({ course }) => ({ code: course.code, words: words(course.titles.en ?? '') }));
  return homes.map(({ course }) => {
    const own = words(course.titles.en ?? '');
    const scored = hostWords
      .map((host) => ({ ...host, score: overlap(own, host.words) }))
      .filter(({ score }) => score > 0);
    scored.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
    const matches = scored.slice(0, top).map((found): Match => {
      const shared = [...own].filter((word) => found.words.has(word));
      return match(course.code, found.code, {
        score: found.score,
        shared,
        missing: [...own].filter((word) => !found.words.has(word)),
      });
    });
    return { homeCode: course.code, homeTitle: course.titles.en ?? '', matches };
  });
}

export function realInput(
  homes: readonly PlanHomeCourse[],
  hosts: readonly PlanHostCourse[],
  limits: { minEcts: number; maxEcts: number },
): PlanInput {
  return {
    home: { institution: 'home', programme: null, courses: homes },
    host: { institution: 'host', academicYear: null, courses: hosts },
    matches: matchesByTitle(homes, hosts),
    request: {
      minEcts: Rational.of(limits.minEcts),
      maxEcts: Rational.of(limits.maxEcts),
      term: null,
      semesters: [],
      languages: [],
      pins: [],
      bans: [],
    },
    policy: policy({ minScore: 0.3, minCreditShare: '0.5', maxCreditShare: '2.5' }),
    basis: { engine: 'title words', model: 'none', calibrated: false },
  };
}
