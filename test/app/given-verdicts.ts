/** Matches as the engine finds them, called safe whatever its weights: for tests of what is made of matches. */
import type { AppContext } from '../../src/app/index.ts';
import { buildIndex, matchCourses } from '../../src/matching/index.ts';

export const givenVerdicts: NonNullable<AppContext['matcher']> = {
  threads: 1,
  build: async (host) => buildIndex(host),
  match: async (home, index, options) => {
    const run = matchCourses(home, index, options);
    const results = run.results.map((found) => ({
      ...found,
      matches: found.matches.map((match) => ({
        ...match,
        verdict: (match.probability ?? 0) > 0.02 ? ('suggest' as const) : ('no-safe-match' as const),
      })),
    }));
    return { ...run, results };
  },
};
