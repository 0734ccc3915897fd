import {
  memoise,
  type Plan,
  type Policy,
  type Problem,
  policyOn,
  problem,
  type Result,
  type RuleBook,
  reason,
  success,
  type Texts,
} from '../../domain/index.ts';
import type { SubjectBook } from '../../matching/index.ts';
import type { Solver } from '../../planning/index.ts';
import type { IndexStore } from './index-file.ts';
import type { Matcher } from './match-threads.ts';
import type { Papers } from './paper-threads.ts';
import type { Planner } from './plan-threads.ts';

/** What every action needs from outside: the rules of the installation and the day it is done on. */
export interface AppContext {
  readonly rules: RuleBook;
  /** The sentences of reasons. */
  readonly texts: Texts;
  readonly home: Home;
  /** ISO date, of the home university. Rules and precedents are those of this day. */
  readonly today: string;
  /** What universities teach, read when it is first asked for; without it titles and texts are compared as they are. */
  readonly subjects?: () => SubjectBook;
  /** Where plans are solved; in the calling thread when left out. */
  readonly solver?: Solver;
  /** Where long lists are matched; in the calling thread when left out. */
  readonly matcher?: Matcher;
  /** Where plans are made; in the calling thread when left out. */
  readonly planner?: Planner;
  /** Where documents are laid out and files are read; in the calling thread when left out. */
  readonly papers?: Papers;
  /** Indexes of the catalogues that stay loaded; built for each request when left out. */
  readonly indexes?: IndexStore;
}

/** What matching and planning need: nothing is said to people there. */
export type PlanContext = Omit<AppContext, 'texts' | 'papers'>;

/** The university that an installation is of. */
export interface Home {
  /** Id of the policy that counts where none is named, for credits and for the process. */
  readonly policy: string;
  /** Empty where the files say it themselves. */
  readonly name: string;
  /** Of the days that deadlines and signatures bear, for example `Asia/Almaty`. */
  readonly timeZone: string;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant in a time zone, as an ISO date: Swedish writes dates so. */
export const dayIn = (timeZone: string, instant: string): string =>
  memoise(calendars, timeZone, () => new Intl.DateTimeFormat('sv-SE', { timeZone })).format(new Date(instant));

/** The version of a policy that is in force today. */
export const findPolicy = ({ rules, home, today }: PlanContext, id = home.policy): Result<Policy> =>
  policyOn(rules.policies, id, today);

/** The version of the policy that a plan rests on, with a note where another is in force today; that of the day for an agreement, which names none. */
export function policyOfPlan(
  context: PlanContext,
  { policy: id, policyVersion: version }: Plan['basis'],
): Result<Policy> {
  if (id === '') return findPolicy(context);
  const pinned = context.rules.policies.find((policy) => policy.id === id && policy.version === version);
  const current = findPolicy(context, id);
  if (!pinned || !current.ok) return current;
  if (current.value.version === version) return success(pinned);
  const values = { policy: id, version, current: current.value.version, day: context.today };
  return success(pinned, [problem('policy-unknown', reason('policy-version-differs', values), { severity: 'note' })]);
}

/** Problem lists of several inputs as one, errors first, else in the order of reading. */
export function joinProblems(...lists: readonly (readonly Problem[])[]): Problem[] {
  const all = lists.flat();
  return [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity !== 'error')];
}
