/** Random stays for trying everything, and what a plan is worth by its own figures. */
import fc from 'fast-check';
import type { Plan } from '../../src/domain/index.ts';
import type { PlanInput } from '../../src/planning/index.ts';
import { eachTerm, makeInput } from './make-input.ts';

const HOMES = ['A', 'B', 'C'];
const HOSTS = ['U', 'V', 'W', 'X', 'Y'];
const WORDS = ['alpha', 'beta', 'gamma', 'delta'];

const homeArbitrary = fc.record({
  ects: fc.constantFrom(2, 3, 5, 5, 6, 6, '7.5', '4/3', null),
  component: fc.constantFrom('compulsory' as const, 'university' as const, 'elective' as const, null),
  electiveBlock: fc.constantFrom(null, null, null, 'Block 1'),
});
const meetingArbitrary = fc.record({
  term: fc.constantFrom(null, 'autumn' as const, 'spring' as const),
  day: fc.integer({ min: 1, max: 2 }),
  start: fc.constantFrom(540, 570, 600),
  end: fc.constantFrom(601, 660),
});
const hostArbitrary = fc.record({
  ects: fc.constantFrom(2, 3, 4, 5, 5, 5, 6, 6, 6, '7.5', '4/3', null),
  terms: fc.subarray(['autumn' as const, 'spring' as const, 'year' as const]),
  languages: fc.subarray(['en', 'de']),
  level: fc.constantFrom(null, null, null, 'bachelor', 'master'),
  prerequisites: fc.oneof(
    { arbitrary: fc.constant<string[]>([]), weight: 4 },
    { arbitrary: fc.subarray([...HOSTS, 'basic algebra'], { maxLength: 1 }), weight: 1 },
  ),
  meetings: fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: fc.array(meetingArbitrary, { maxLength: 2 }), weight: 1 },
  ),
});
/** Every word is shared or missing, as in a real match of one home course. Scores differ, so that the strongest part is one. */
const matchArbitrary = fc.record({
  score: fc.integer({ min: 1, max: 99 }),
  words: fc.subarray(WORDS),
  known: fc.integer({ min: 0, max: 3 }),
});

/** Small stays of the kind that a person can try by hand: up to three home courses and five host courses. */
export const inputArbitrary: fc.Arbitrary<PlanInput> = fc
  .record({
    homes: fc.array(homeArbitrary, { minLength: 2, maxLength: HOMES.length }),
    hosts: fc.array(hostArbitrary, { minLength: 3, maxLength: HOSTS.length }),
    cells: fc.array(matchArbitrary, { minLength: 15, maxLength: 15 }),
    calibrated: fc.boolean(),
    limits: fc.constantFrom([0, 60], [0, 60], [0, 12], [0, 12], [5, 12], [8, 11], [10, 30]),
    term: fc.constantFrom(null, 'autumn' as const, 'spring' as const),
    languages: fc.constantFrom<string[]>([], [], ['en'], ['ru', 'de']),
    levels: fc.constantFrom<('bachelor' | 'master')[] | undefined>(undefined, undefined, ['bachelor']),
    bans: fc.subarray(HOSTS, { maxLength: 1 }),
    planning: fc.record({
      compulsoryFirst: fc.constantFrom(undefined, true),
      compulsoryWeight: fc.constantFrom(1, 1.5, 3),
      maxUncertain: fc.constantFrom(undefined, undefined, { below: 0.6, atMost: 1 }),
      maxDifferenceEcts: fc.constantFrom(undefined, undefined, undefined, 5),
      minVerdict: fc.constantFrom('review' as const, 'review' as const, 'suggest' as const),
      bundle: fc.constantFrom(undefined, undefined, { maxHome: 3, maxHost: 2 }, { maxHome: 2, maxHost: 3 }),
    }),
    termLimits: fc.constantFrom(undefined, undefined, eachTerm(0, 6), eachTerm(3, 10)),
    passed: fc.constantFrom<{ home: string[]; host: string[] } | undefined>(
      undefined,
      { home: ['A'], host: ['U'] },
      { home: [], host: ['U', 'V'] },
    ),
  })
  .map(({ homes, hosts, cells, calibrated, limits: [minEcts = 0, maxEcts = 60], ...rest }) => {
    const homeCodes = HOMES.slice(0, homes.length);
    const hostCodes = HOSTS.slice(0, hosts.length);
    const cell = (row: number, column: number) => {
      const drawn = cells[row * HOSTS.length + column];
      if (!drawn || drawn.known === 0) return [];
      const score = drawn.score / 100 + column / 10_000;
      const verdict = score < 0.2 ? 'no-safe-match' : score < 0.6 ? 'review' : 'suggest';
      const missing = WORDS.filter((word) => !drawn.words.includes(word));
      const draft = { score, verdict, shared: drawn.words, missing } as const;
      return [[hostCodes[column] ?? '', calibrated ? { ...draft, probability: score } : draft] as const];
    };
    const scores = Object.fromEntries(
      homeCodes.map((code, row) => [code, Object.fromEntries(hostCodes.flatMap((_, column) => cell(row, column)))]),
    );
    return makeInput({
      homes: homes.map((draft, index) => ({ code: homeCodes[index] ?? '', ...draft })),
      hosts: hosts.map((draft, index) => ({ code: hostCodes[index] ?? '', ...draft })),
      scores,
      request: {
        minEcts,
        maxEcts,
        term: rest.termLimits ? null : rest.term,
        languages: rest.languages,
        bans: rest.bans,
        ...(rest.levels && { levels: rest.levels }),
        ...(rest.termLimits && { termLimits: rest.termLimits }),
        ...(rest.passed && { passed: rest.passed }),
      },
      planning: Object.fromEntries(Object.entries(rest.planning).filter(([, value]) => value !== undefined)),
    });
  });

/** The worth of a plan by its own figures. */
export function worthOf(plan: Plan, input: PlanInput): number[] {
  const components = new Map(input.home.courses.map(({ course }) => [course.code, course.component]));
  const owed = (code: string): boolean => ['compulsory', 'university'].includes(components.get(code) ?? '');
  let [first, value, covered, courses] = [0, 0, 0, 0];
  for (const { home, fills = [], host, score, probability } of plan.bundles) {
    const strength = probability ?? score;
    const weight = (code: string): number => (owed(code) ? input.policy.planning.compulsoryWeight : 1);
    const weighted = home.reduce((sum, { code, ects }) => sum + ects.toNumber() * weight(code), 0) * strength;
    const places = fills.reduce((sum, { ects }) => sum + ects.toNumber(), 0) * 0.3 * ((1 + strength) / 2);
    const ofOwed = home.filter(({ code }) => owed(code)).reduce((sum, { ects }) => sum + ects.toNumber(), 0);
    if (input.policy.planning.compulsoryFirst) first += Math.round(ofOwed * strength * 1000);
    value += Math.round((fills.length > 0 ? places : weighted) * 1000);
    covered += home.filter(({ code }) => owed(code)).length;
    courses += host.length;
  }
  return [first, value, covered, 0 - courses];
}
