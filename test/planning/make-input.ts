/** Small plan inputs in the words of the rule that a test checks. */
import type { z } from 'zod';
import {
  type CurriculumCourse,
  courseSchema,
  curriculumCourseSchema,
  type Match,
  type Meeting,
  type PlanRequest,
  type Policy,
  type Precedent,
  policySchema,
  Rational,
  reason,
} from '../../src/domain/index.ts';
import type { PlanHomeCourse, PlanHostCourse, PlanInput } from '../../src/planning/index.ts';

const ects = (value: number | string | null): Rational | null => (value === null ? null : Rational.from(value));

export interface HomeDraft {
  code: string;
  ects?: number | string | null;
  component?: CurriculumCourse['component'];
  level?: string | null;
  semester?: number | null;
  electiveBlock?: string | null;
  takenAt?: CurriculumCourse['takenAt'];
}
export interface HostDraft {
  code: string;
  ects?: number | string | null;
  mostEcts?: number;
  titles?: Record<string, string>;
  descriptions?: Record<string, string>;
  terms?: ('autumn' | 'spring' | 'year')[];
  languages?: string[];
  level?: string | null;
  prerequisites?: string[];
  meetings?: readonly Meeting[];
}
export interface MatchDraft {
  score: number;
  probability?: number;
  /** `suggest` when left out: most tests are about other rules. */
  verdict?: Match['verdict'];
  /** Topic words, all of the same weight. */
  shared?: string[];
  missing?: string[];
}

const home = ({ code, ects: credits = 5, ...rest }: HomeDraft): PlanHomeCourse => ({
  course: curriculumCourseSchema.parse({ code, titles: { en: `Home ${code}` }, ...rest }),
  ects: ects(credits),
});
const host = ({ code, ects: credits = 5, mostEcts, ...rest }: HostDraft): PlanHostCourse => ({
  course: courseSchema.parse({ code, titles: { en: `Host ${code}` }, ...rest }),
  ects: ects(credits),
  ...(mostEcts !== undefined && { mostEcts: Rational.of(mostEcts) }),
});

const topics = (terms: readonly string[] = []) => terms.map((term) => ({ term, weight: 0.1, quotes: [] }));

export function match(homeCode: string, hostCode: string, draft: MatchDraft): Match {
  const { score, probability, verdict = 'suggest', shared, missing } = draft;
  return {
    homeCode,
    hostCode,
    homeTitle: homeCode,
    hostTitle: hostCode,
    rank: 1,
    score,
    ...(probability !== undefined && { probability }),
    verdict,
    evidence: [
      { key: 'title', reason: reason('titles-alike', { percent: 100 * score }), value: score, contribution: score },
    ],
    shared: topics(shared),
    missing: topics(missing),
    surplus: [],
    credits: { home: null, host: null },
    levels: { home: null, host: null },
    precedents: [],
    notes: [],
  };
}

type PlanningDraft = Partial<z.input<typeof policySchema>['planning']>;

export const policy = (planning: PlanningDraft = {}): Policy =>
  policySchema.parse({
    id: 'test',
    version: '1',
    title: { en: 'Test' },
    institution: 'Home',
    authority: 'institution',
    homeScale: 'kz',
    homeUnit: 'ects',
    credits: { rounding: null, granted: 'home', shortfallTolerance: '0.1' },
    grades: { ladder: [{ method: 'credit-without-grade', source: 'test' }], percentRounding: 'half-up' },
    gpa: { failedCount: true, withoutGradeCount: false, digits: 2, rounding: 'half-up' },
    planning: {
      minEcts: 0,
      maxEcts: 60,
      minScore: 0.3,
      minCreditShare: '0.8',
      maxCreditShare: '1.6',
      compulsoryWeight: 2,
      ...planning,
    },
    source: 'test',
    confidence: 'high',
  });

export interface InputDraft {
  homes: HomeDraft[];
  hosts: HostDraft[];
  /** `{ A: { X: 0.9 } }`: home A matches host X with score 0.9. */
  scores: Record<string, Record<string, number | MatchDraft>>;
  request?: Partial<Omit<PlanRequest, 'minEcts' | 'maxEcts'>> & {
    minEcts?: number | string;
    maxEcts?: number | string;
  };
  planning?: PlanningDraft;
  /** Whatever else of the input a test needs. */
  more?: Partial<Pick<PlanInput, 'precedents' | 'clashes' | 'timeLimitSeconds' | 'solver' | 'mostSets'>>;
}

/** An earlier decision on these courses, of no known day. */
export const decided = (home: string[], host: string[], decision: Precedent['decision']): Precedent => {
  const side = (codes: string[]) => ({
    institution: '',
    courses: codes.map((code) => ({ code, titles: {}, descriptions: {} })),
  });
  return { home: side(home), host: side(host), decision, decidedOn: null, validUntil: null };
};

/** Limits of both terms of a stay, each from `min` to `max`. */
export const eachTerm = (min: number, max: number) => {
  const limits = { minEcts: Rational.of(min), maxEcts: Rational.of(max) };
  return { autumn: limits, spring: limits };
};

export function makeInput({ homes, hosts, scores, request = {}, planning = {}, more = {} }: InputDraft): PlanInput {
  const { minEcts = 0, maxEcts = 60, ...others } = request;
  return {
    home: { institution: 'Home', programme: null, courses: homes.map(home) },
    host: { institution: 'Host', academicYear: null, courses: hosts.map(host) },
    matches: Object.entries(scores).map(([homeCode, row]) => ({
      homeCode,
      homeTitle: homeCode,
      matches: Object.entries(row).map(([hostCode, drawn]) =>
        match(homeCode, hostCode, typeof drawn === 'number' ? { score: drawn } : drawn),
      ),
    })),
    request: {
      minEcts: Rational.from(minEcts),
      maxEcts: Rational.from(maxEcts),
      term: null,
      semesters: [],
      languages: [],
      pins: [],
      bans: [],
      ...others,
    },
    policy: policy(planning),
    basis: { engine: 'test', model: 'test', calibrated: false },
    ...more,
  };
}

/** `['A=X', 'B=Y+Z']`: what a plan replaces by what. */
export const pairs = (plan: {
  bundles: readonly { home: { code: string }[]; host: { code: string }[]; electiveBlock: string | null }[];
}): string[] => plan.bundles.map((bundle) => `${bundle.electiveBlock ?? codes(bundle.home)}=${codes(bundle.host)}`);

const codes = (courses: readonly { code: string }[]): string => courses.map(({ code }) => code).join('+');
