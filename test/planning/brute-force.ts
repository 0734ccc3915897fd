/** The best plan by trying everything: slow, short, and written without a look at the planner's model. */
import { codeKey, Rational } from '../../src/domain/index.ts';
import type { PlanInput } from '../../src/planning/index.ts';

interface Option {
  readonly hosts: readonly string[];
  readonly ects: Rational;
  /** [thousandths of expected weighted credits, owed courses, minus courses] */
  readonly worth: readonly [number, number, number];
}

/** The best worth of any allowed plan, or null when none is allowed. */
export function bestByTrying(input: PlanInput): readonly number[] | null {
  const perHome = input.home.courses.map((home) => optionsOf(home, input));
  let best: readonly number[] | null = null;
  const visit = (index: number, used: ReadonlySet<string>, ects: Rational, worth: readonly number[]): void => {
    if (ects.gt(input.request.maxEcts)) return;
    const options = perHome[index];
    if (!options) {
      if (ects.gte(input.request.minEcts) && (best === null || isBetter(worth, best))) best = worth;
      return;
    }
    for (const option of options) {
      if (option.hosts.some((key) => used.has(key))) continue;
      const sum = worth.map((value, part) => value + (option.worth[part] ?? 0));
      visit(index + 1, new Set([...used, ...option.hosts]), ects.add(option.ects), sum);
    }
  };
  visit(0, new Set(), Rational.ZERO, [0, 0, 0]);
  return best;
}

function isBetter(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

const NOTHING: Option = { hosts: [], ects: Rational.ZERO, worth: [0, 0, 0] };

function optionsOf({ course, ects }: PlanInput['home']['courses'][number], input: PlanInput): Option[] {
  const pins = input.request.pins
    .filter(({ home }) => codeKey(home) === codeKey(course.code))
    .map(({ host }) => codeKey(host));
  const { minScore, minCreditShare, maxCreditShare, compulsoryWeight } = input.policy.planning;
  const matches = input.matches.find(({ homeCode }) => codeKey(homeCode) === codeKey(course.code))?.matches ?? [];
  const hosts = input.host.courses.map((host) => ({
    ...host,
    key: codeKey(host.course.code),
    match: matches.find(({ hostCode }) => codeKey(hostCode) === codeKey(host.course.code)),
  }));
  type Host = (typeof hosts)[number];
  const credits = (set: readonly Host[]): Rational => Rational.sum(set.map((host) => host.ects ?? Rational.ZERO));
  const owed = course.component === 'compulsory' || course.component === 'university';
  const toOption = (set: readonly Host[]): Option => {
    const expected = (ects?.toNumber() ?? 0) * (owed ? compulsoryWeight : 1) * strength(set);
    return {
      hosts: set.map(({ key }) => key),
      ects: credits(set),
      worth: [Math.round(expected * 1000), owed ? 1 : 0, -set.length],
    };
  };
  if (pins.length > 0) return [toOption(hosts.filter(({ key }) => pins.includes(key)))];
  const { term, languages, bans } = input.request;
  const parts = hosts.filter(
    (host) =>
      host.match !== undefined &&
      ects !== null &&
      host.ects !== null &&
      (host.match.probability ?? host.match.score) >= minScore &&
      !bans.map(codeKey).includes(host.key) &&
      (term === null || host.course.terms.length === 0 || host.course.terms.includes(term)) &&
      (languages.length === 0 ||
        host.course.languages.length === 0 ||
        host.course.languages.some((l) => languages.includes(l))),
  );
  const fits = (set: readonly Host[]): boolean =>
    ects !== null &&
    !ects.isZero() &&
    credits(set).gte(ects.mul(minCreditShare)) &&
    credits(set).lte(ects.mul(maxCreditShare));
  const singles = parts.filter((host) => fits([host])).map((host) => toOption([host]));
  const couples = parts.flatMap((a, i) => parts.slice(i + 1).map((b) => [a, b] as const));
  const useful = couples.filter(
    ([a, b]) =>
      fits([a, b]) && ((!fits([a]) && !fits([b])) || coverage([a, b]) - Math.max(coverage([a]), coverage([b])) >= 0.1),
  );
  return [NOTHING, ...singles, ...useful.map(toOption)];

  function strength(set: readonly Host[]): number {
    const found = set.flatMap(({ match }) => match ?? []);
    const [first, second] = found.map((match) => match.probability ?? match.score).sort((x, y) => y - x);
    if (first === undefined || second === undefined) return first ?? 0;
    const strongest = set.find(({ match }) => (match?.probability ?? match?.score) === first);
    const alone = strongest ? coverage([strongest]) : 0;
    return alone < 1 && first < 1 ? first + (1 - first) * ((coverage(set) - alone) / (1 - alone)) * second : first;
  }

  /** All topics of the tests weigh the same, so coverage is a share of a count. */
  function coverage(set: readonly Host[]): number {
    const found = set.flatMap(({ match }) => match ?? []);
    const shared = new Set(found.flatMap((match) => match.shared.map(({ term: word }) => word)));
    const all = new Set(found.flatMap((match) => [...match.shared, ...match.missing].map(({ term: word }) => word)));
    return all.size > 0 ? shared.size / all.size : 0;
  }
}
