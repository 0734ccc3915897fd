/** Plans for a terminal. */
import {
  type Bundle,
  type HostComparison,
  hostNamed,
  type Plan,
  type PlanAlternative,
  type PlanAmendment,
  type PlanConflict,
  type PlanEvaluation,
  type PlannedHomeCourse,
  Rational,
  type Reason,
  reason,
  textIn,
} from '../domain/index.ts';
import { type Cli, table } from './terminal.ts';

/** Below this a bundle is less likely to be approved than not. */
const EVEN_CHANCE = 0.5;

const strengthOf = ({ probability, score }: Bundle): number => probability ?? score;
const joined = (parts: readonly string[]): string => parts.join(' + ');
const hostCodes = ({ host }: Bundle): string => joined(host.map(({ code }) => code));
const ectsSum = (courses: readonly { ects: Rational }[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
const sumEcts = (courses: readonly { ects: Rational }[]): string => ectsSum(courses).toString();

/** Names home courses as the options of the commands take them: with the semester where a code stands twice in the plan. */
function homeNames(plan: Plan): (course: PlannedHomeCourse) => string {
  const all = [
    ...plan.bundles.flatMap(({ home, fills = [] }) => [...home, ...fills]),
    ...plan.uncovered.map(({ home }) => home),
  ];
  return ({ code, semester }) =>
    all.filter((other) => other.code === code).length > 1 ? `${code}@${semester ?? '?'}` : code;
}

function bundleRow(bundle: Bundle, plan: Plan, { say, language }: Cli): string[] {
  const { home, fills = [], host, electiveBlock: block, pinned } = bundle;
  const replaced = [...home, ...fills];
  const titlesOf = (courses: Bundle['host']): string =>
    joined(courses.map(({ titles }) => textIn(titles, language, 'en')));
  const title = titlesOf(replaced);
  const figure = strengthOf(bundle).toFixed(2);
  return [
    joined(replaced.map(homeNames(plan))),
    block === null ? title : say(reason('plan-place', { title, block })),
    sumEcts(replaced),
    joined(
      host.map(({ code, term }) =>
        plan.request.termLimits && term ? say(reason('plan-in-term', { code, term })) : code,
      ),
    ),
    titlesOf(host),
    sumEcts(host),
    pinned ? say(reason('plan-pinned', { figure })) : figure,
  ];
}

/** Most notes name the course themselves. */
const noteText = (text: string, bundle: Bundle): string =>
  bundle.host.some(({ code }) => text.includes(code)) ? `  ${text}` : `  ${hostCodes(bundle)}: ${text}`;

/** What a person should look at before the plan is submitted. */
function remarks({ bundles, basis }: Plan, { say }: Cli): string[] {
  const weak = bundles.filter((bundle) => bundle.electiveBlock === null && strengthOf(bundle) < EVEN_CHANCE);
  const noted = bundles.flatMap((bundle) => (bundle.notes ?? []).map((note) => ({ note, bundle })));
  // What a catalogue may leave out for many courses is said of all of them at once.
  const silent = (['term', 'language'] as const).flatMap((what) => {
    const those = noted.filter(({ note }) => note.code === `${what}-unknown`);
    const hosts = [...new Set(those.map(({ bundle }) => hostCodes(bundle)))];
    return hosts.length > 0 ? [`  ${say(reason(`plan-silent-${what}`, { hosts }))}`] : [];
  });
  const own = noted.filter(({ note: { code } }) => code !== 'term-unknown' && code !== 'language-unknown');
  const notes = [...own.map(({ note, bundle }) => noteText(say(note), bundle)), ...silent];
  const counted = { weak: weak.length, count: bundles.length, chance: EVEN_CHANCE.toFixed(2) };
  return [
    ...(basis.calibrated && weak.length > 0 ? [say(reason('plan-weak', counted))] : []),
    ...(notes.length > 0 ? [say(reason('plan-to-check')), ...notes] : []),
  ];
}

/** The sums of a plan; only probabilities can say how many of the credits covered are recognised on average. */
function totalsOf({ bundles, basis, totals, request }: Plan): Reason {
  const expected = bundles
    .filter(({ electiveBlock }) => electiveBlock === null)
    .reduce((sum, bundle) => sum + strengthOf(bundle) * ectsSum(bundle.home).toNumber(), 0);
  const values = {
    host: totals.hostEcts,
    least: request.minEcts,
    most: request.maxEcts,
    home: totals.homeEcts,
    difference: totals.uncoveredEcts,
  };
  return basis.calibrated
    ? reason('plan-totals-expected', { ...values, expected: expected.toFixed(1) })
    : reason('plan-totals', values);
}

export function planTable(plan: Plan, cli: Cli): string {
  const { say, language } = cli;
  const { solver, request, basis } = plan;
  const bundles = table(
    cli,
    ['home', 'title', 'ECTS', 'host', 'title', 'ECTS', basis.calibrated ? 'probability' : 'score'],
    plan.bundles.map((bundle) => bundleRow(bundle, plan, cli)),
    [12, 30, 6, 14, 34, 6, 13],
  );
  const uncovered = table(
    cli,
    ['uncovered', 'title', 'ECTS', 'why'],
    plan.uncovered.map(({ home, explanation }) => [
      homeNames(plan)(home),
      textIn(home.titles, language, 'en'),
      home.ects.toString(),
      say(explanation),
    ]),
    [13, 30, 6, 70],
  );
  const stay = {
    host: hostNamed(plan.host.institution),
    term: request.termLimits ? 'both' : (request.term ?? 'none'),
    semesters: request.semesters.join(', ') || 'none',
  };
  const percent = ((solver.gap ?? 0) * 100).toFixed(1);
  const lines = [
    say(reason('plan-heading', stay)),
    bundles,
    plan.uncovered.length > 0 ? uncovered : say(reason('plan-all-covered')),
    ...remarks(plan, cli),
    say(totalsOf(plan)),
    say(
      {
        optimal: reason('plan-proven'),
        'best-among': reason('plan-best-among', { percent }),
        'not-proven': reason('plan-unproven', { percent }),
        'by-hand': reason('plan-by-hand'),
      }[solver.status],
    ),
    say(reason('plan-basis', { policy: basis.policy, version: basis.policyVersion, model: basis.model })),
  ];
  return lines.join('\n');
}

/** A list as a value of a sentence; a word where it is empty. */
const listed = (items: readonly string[], separator: string): Reason | string =>
  items.length > 0 ? items.join(separator) : reason('none-of-them');

export const alternativesTable = (plans: readonly PlanAlternative[], cli: Cli): string =>
  plans
    .map(({ plan, trade, added, dropped }, at) => {
      const values = { number: at + 1, count: plans.length, trade };
      const heading =
        at === 0
          ? reason('alternative-first', values)
          : reason('alternative-further', { ...values, added: listed(added, ', '), dropped: listed(dropped, ', ') });
      return `${cli.say(heading)}\n${planTable(plan, cli)}`;
    })
    .join('\n\n');

export const comparisonTable = (hosts: readonly HostComparison[], cli: Cli): string =>
  table(
    cli,
    ['#', 'host', 'ECTS', 'expected', 'owed', 'risk', 'languages', 'summary'],
    hosts.map(({ rank, host, figures, interval, risk, languages, summary, notes }) => [
      hosts.filter((other) => other.rank === rank).length > 1 ? `${rank}=` : String(rank),
      host.institution || cli.say(reason('host-not-named')),
      figures?.hostEcts.toString() ?? '-',
      interval ? `${interval.low.toFixed(1)}–${interval.high.toFixed(1)}` : '-',
      figures ? cli.say(reason('owed-covered', { covered: figures.owedCovered, total: figures.owedTotal })) : '-',
      risk?.toFixed(2) ?? '-',
      Object.keys(languages).join(', '),
      [summary, ...notes].map(cli.say).join('; '),
    ]),
    [4, 28, 6, 10, 9, 6, 11, 46],
  );

const pairText =
  (plan: Plan) =>
  (bundle: Bundle): string => {
    const { home, fills = [] } = bundle;
    return `${joined([...home, ...fills].map(homeNames(plan)))} = ${hostCodes(bundle)}`;
  };

/** The amendment in words, then the plan as it stands afterwards. */
export function amendmentText({ plan, kept, removed, added, summary }: PlanAmendment, cli: Cli): string {
  const pairs = (bundles: readonly Bundle[]) => ({ bundles: listed(bundles.map(pairText(plan)), '; ') });
  const lists = [
    reason('amended-kept', pairs(kept)),
    reason('amended-out', pairs(removed)),
    reason('amended-in', pairs(added)),
  ];
  return [...[summary, ...lists].map(cli.say), '', planTable(plan, cli)].join('\n');
}

/** What is wrong with a plan made by hand, how it stands beside the best, and the plan. */
export const evaluationText = ({ plan, broken, trade }: PlanEvaluation, cli: Cli): string =>
  [
    ...(trade ? [cli.say(trade)] : []),
    ...broken.map(({ reason: why }) => `  ${why ? cli.say(why) : ''}`),
    '',
    planTable(plan, cli),
  ].join('\n');

/** For each rule that could give way, how far, and the plan that would then be possible. */
export const conflictText = ({ relaxations }: PlanConflict, { say }: Cli): string =>
  relaxations
    .flatMap(({ rules, explanation: how, plan }) => {
      const pairs = plan.bundles.map(pairText(plan)).join('; ');
      const nearest = { ects: plan.totals.hostEcts, bundles: pairs || reason('no-course-at-all') };
      return [say(reason('rule-gives-way', { rules, how })), `  ${say(reason('nearest-plan', nearest))}`];
    })
    .join('\n');
