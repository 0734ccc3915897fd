/** Decisions on bundles as precedents: how one is made, which count, what they say about a bundle. */
import {
  addDays,
  addMonths,
  type Bundle,
  type BundleDecision,
  type BundlePrecedent,
  type Course,
  codeKey,
  type DecidedSets,
  failure,
  groupBy,
  type Plan,
  type Precedent,
  type PrecedentCourse,
  type PrecedentPolicy,
  type Problem,
  precedentKey,
  problem,
  type Result,
  reason,
  speaksOn,
  success,
  textIn,
} from '../domain/index.ts';

/** What of a course a precedent keeps. */
type Described = Pick<Course, 'code' | 'titles' | 'descriptions' | 'outcomes' | 'credits'>;
/** SHA-256 of a text in lower-case hexadecimal; comes from outside because this folder has no Node modules. */
export type Hash = (text: string) => string;

/** A course's text in one canonical form: the same content gives the same text, whatever the order of its languages. */
export function courseText({ code, titles, descriptions, outcomes, credits }: Described): string {
  const sorted = <T>(texts: Readonly<Record<string, T>>) => Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([codeKey(code), sorted(titles), sorted(descriptions), sorted(outcomes), credits]);
}

export const asPrecedentCourse = (course: Described, hash: Hash): PrecedentCourse => {
  const { code, titles, descriptions, outcomes, credits } = course;
  return { code, titles, descriptions, outcomes, credits, contentHash: hash(courseText(course)) };
};

export interface DecidedBundle {
  /** Id of the new precedent. */
  readonly id: string;
  readonly decision: BundleDecision;
  readonly bundle: Bundle;
  readonly plan: Pick<Plan, 'home' | 'host'>;
  /** The courses as the curriculum and the catalogue have them. */
  readonly courses: { readonly home: readonly Described[]; readonly host: readonly Described[] };
}

/**
 * The precedent that a decision makes; null for what neither approves nor refuses. Who decided and what was written beside it
 * stay behind, and of a bridging task only topics that the match names go in.
 */
export function precedentOf(
  { id, decision, bundle, plan, courses }: DecidedBundle,
  policy: PrecedentPolicy,
  hash: Hash,
): Result<BundlePrecedent | null> {
  if (!isFinal(decision)) return success(null);
  const { institute, decidedOn } = decision;
  const terms = new Set(bundle.missing.map(({ term }) => term));
  const verdict: Ruling = {
    id,
    institute,
    decidedOn,
    decision: DECISIONS[decision.decision],
    reason: decision.decision === 'refuse' ? decision.reason : null,
    bridge:
      decision.decision === 'approve-with-bridge'
        ? { ...decision.bridge, topics: decision.bridge.topics.filter((topic) => terms.has(topic)) }
        : null,
  };
  return makePrecedent(verdict, decidedSets(bundle, plan), { courses, policy, hash });
}

const isFinal = (decision: BundleDecision): decision is Extract<BundleDecision, { decision: keyof typeof DECISIONS }> =>
  decision.decision in DECISIONS;
const DECISIONS = { approve: 'approved', 'approve-with-bridge': 'approved-with-bridge', refuse: 'refused' } as const;

/** What was decided, without by whom. */
export type Ruling = Pick<BundlePrecedent, 'id' | 'decision' | 'bridge' | 'reason' | 'institute' | 'decidedOn'>;

/** The same sets decided again, on the texts of today: how a precedent that was opened or is ending is renewed. */
export const renewPrecedent = (
  old: BundlePrecedent,
  verdict: Omit<Ruling, 'bridge'>,
  basis: MadeFrom,
): Result<BundlePrecedent> => {
  const bridge = verdict.decision === 'approved-with-bridge' ? old.bridge : null;
  return makePrecedent({ ...verdict, bridge }, old, basis);
};

/** What a precedent is made from. */
export interface MadeFrom {
  /** The courses as the curriculum and the catalogue have them. */
  readonly courses: DecidedBundle['courses'];
  readonly policy: PrecedentPolicy;
  readonly hash: Hash;
}

export function makePrecedent(
  verdict: Ruling,
  { home, host, electiveBlock = null }: DecidedSets,
  { courses, policy, hash }: MadeFrom,
): Result<BundlePrecedent> {
  const homeCourses = findCourses(home.courses, { known: courses.home, where: 'curriculum', hash });
  const hostCourses = findCourses(host.courses, { known: courses.host, where: 'catalogue', hash });
  if (!homeCourses.ok || !hostCourses.ok) return failure(...homeCourses.problems, ...hostCourses.problems);
  const months = verdict.decision === 'refused' ? policy.refusedMonths : policy.approvedMonths;
  return success({
    ...verdict,
    home: { institution: home.institution, courses: homeCourses.value },
    host: { institution: host.institution, courses: hostCourses.value },
    electiveBlock,
    validUntil: addDays(addMonths(verdict.decidedOn, months), -1),
    status: 'counts',
  });
}

function findCourses(
  named: DecidedSets['home']['courses'],
  {
    known,
    where,
    hash,
  }: { readonly known: readonly Described[]; readonly where: 'curriculum' | 'catalogue'; readonly hash: Hash },
): Result<PrecedentCourse[]> {
  const problems: Problem[] = [];
  const found = named.flatMap(({ code }) => {
    const course = known.find((one) => codeKey(one.code) === codeKey(code));
    if (course) return [asPrecedentCourse(course, hash)];
    problems.push(problem('reference-unknown', reason(`course-not-in-${where}`, { code }), { value: code }));
    return [];
  });
  return problems.length > 0 ? failure(...problems) : success(found);
}

/** What a bundle of a plan decides on. */
const decidedSets = ({ home, host, electiveBlock }: Bundle, plan: Pick<Plan, 'home' | 'host'>): DecidedSets => ({
  home: { institution: plan.home.institution, courses: home },
  host: { institution: plan.host.institution, courses: host },
  electiveBlock,
});

/** Earlier decisions of the same institute on the same sets: a new one takes their place. */
export const replacedBy = (made: BundlePrecedent, precedents: readonly BundlePrecedent[]): BundlePrecedent[] =>
  precedents.filter(
    (one) =>
      one.id !== made.id &&
      one.status !== 'replaced' &&
      one.institute === made.institute &&
      one.decidedOn <= made.decidedOn &&
      precedentKey(one) === precedentKey(made),
  );

/** Precedents about one pair of sets that count on the day and disagree. */
export interface Contradiction {
  readonly key: string;
  readonly approved: readonly BundlePrecedent[];
  readonly refused: readonly BundlePrecedent[];
}

export function findContradictions(precedents: readonly BundlePrecedent[], date: string): Contradiction[] {
  const speaking = precedents.filter((one) => speaksOn(one, date));
  return [...groupBy(speaking, precedentKey)]
    .map(([key, group]) => ({
      key,
      approved: group.filter(({ decision }) => decision !== 'refused'),
      refused: group.filter(({ decision }) => decision === 'refused'),
    }))
    .filter(({ approved, refused }) => approved.length > 0 && refused.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Those that count and end within the policy's days of warning, soonest first. */
export const findExpiring = (
  precedents: readonly BundlePrecedent[],
  { warnDays }: PrecedentPolicy,
  date: string,
): BundlePrecedent[] =>
  precedents
    .filter((one) => speaksOn(one, date) && one.validUntil <= addDays(date, warnDays))
    .sort((a, b) => (a.validUntil < b.validUntil ? -1 : a.validUntil > b.validUntil ? 1 : a.id < b.id ? -1 : 1));

/** What the precedents say about a bundle of a plan on a day. */
export interface PrecedentView {
  readonly says: 'approved' | 'approved-with-bridge' | 'refused' | 'contradictory' | 'reopened' | 'nothing';
  /** Those it rests on, newest first. */
  readonly precedents: readonly BundlePrecedent[];
}

export function precedentsFor(
  bundle: Bundle,
  plan: Pick<Plan, 'home' | 'host'>,
  { precedents, date }: { readonly precedents: readonly BundlePrecedent[]; readonly date: string },
): PrecedentView {
  const key = precedentKey(decidedSets(bundle, plan));
  const newestFirst = (a: BundlePrecedent, b: BundlePrecedent): number =>
    a.decidedOn > b.decidedOn ? -1 : a.decidedOn < b.decidedOn ? 1 : a.id < b.id ? -1 : 1;
  const about = precedents.filter((one) => precedentKey(one) === key).sort(newestFirst);
  const counting = about.filter((one) => speaksOn(one, date));
  const [newest] = counting;
  if (!newest) {
    const reopened = about.filter(({ status, validUntil }) => status === 'reopened' && date <= validUntil);
    return reopened.length > 0 ? { says: 'reopened', precedents: reopened } : { says: 'nothing', precedents: [] };
  }
  const isMixed = new Set(counting.map(({ decision }) => decision === 'refused')).size > 1;
  return { says: isMixed ? 'contradictory' : newest.decision, precedents: counting };
}

/** Without a last day in the row the policy's months count. A precedent needs both institutions, codes and the day of the decision. */
export function importedPrecedent(
  row: Precedent,
  {
    id,
    institute,
    today,
    ...basis
  }: MadeFrom & {
    readonly id: string;
    readonly institute: string;
    readonly today: string;
  },
): Result<BundlePrecedent> {
  const { home, host, decidedOn } = row;
  const codesOf = ({ courses }: Precedent['home']): string => courses.map(({ code }) => code).join('');
  const columns = {
    home_institution: home.institution,
    host_institution: host.institution,
    home_code: codesOf(home),
    host_code: codesOf(host),
    decided_on: decidedOn ?? '',
  };
  const value = [home, host]
    .map(({ courses }) => courses.map(({ code, titles }) => code || textIn(titles)).join(' + '))
    .join(' = ');
  const faults = Object.entries(columns).flatMap(([column, given]): Problem[] =>
    given === '' ? [problem('value-missing', reason('precedent-lacks', { column }), { column, value })] : [],
  );
  if (decidedOn !== null && decidedOn > today) {
    const why = reason('precedent-in-future', { day: decidedOn });
    faults.push(problem('value-invalid', why, { column: 'decided_on', value }));
  }
  if (decidedOn === null || faults.length > 0) return failure(...faults);
  const made = makePrecedent(
    { id, institute, decidedOn, decision: row.decision, reason: null, bridge: null },
    row,
    basis,
  );
  if (!made.ok || row.validUntil === null) return made;
  return { ...made, value: { ...made.value, validUntil: row.validUntil } };
}
