import {
  failure,
  type Policy,
  type Problem,
  type Result,
  type RuleBook,
  success,
  type Texts,
} from '../../domain/index.ts';
import type { Solver } from '../../planning/index.ts';
import type { IndexStore } from './index-file.ts';
import type { Matcher } from './match-threads.ts';

/** What every action needs from outside: the rules of the installation and the day it is done on. */
export interface AppContext {
  readonly rules: RuleBook;
  /** The sentences of reasons. */
  readonly texts: Texts;
  /** ISO date. Rules and precedents are those of this day. */
  readonly today: string;
  /** Where plans are solved; in the calling thread when left out. */
  readonly solver?: Solver;
  /** Where long lists are matched; in the calling thread when left out. */
  readonly matcher?: Matcher;
  /** Indexes of the catalogues that stay loaded; built for each request when left out. */
  readonly indexes?: IndexStore;
}

export const DEFAULT_POLICY = 'aupet-2024';

/** The policy with this id, or the problem that names those there are. */
export function findPolicy(context: AppContext, id: string = DEFAULT_POLICY): Result<Policy> {
  const policy = context.rules.policies.find((candidate) => candidate.id === id);
  if (policy) return success(policy);
  return failure({
    code: 'policy-unknown',
    severity: 'error',
    message: `there is no policy "${id}"`,
    mend: `Choose one of: ${context.rules.policies.map((known) => known.id).join(', ')}`,
  });
}

/** Problem lists of several inputs as one, errors first, else in the order of reading. */
export function joinProblems(...lists: readonly (readonly Problem[])[]): Problem[] {
  const all = lists.flat();
  return [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity !== 'error')];
}
