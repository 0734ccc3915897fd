/** Plans for a terminal. */
import {
  type Bundle,
  type HostComparison,
  type Plan,
  type PlanAlternative,
  type PlanAmendment,
  type PlanConflict,
  type PlannedHomeCourse,
  Rational,
  textIn,
} from '../domain/index.ts';
import { type Cli, table } from './terminal.ts';

type Say = Cli['say'];

/** Below this a bundle is less likely to be approved than not. */
const EVEN_CHANCE = 0.5;

const strengthOf = ({ probability, score }: Bundle): number => probability ?? score;
const joined = (parts: readonly string[]): string => parts.join(' + ');
const hostCodes = ({ host }: Bundle): string => joined(host.map(({ code }) => code));
const sumOf = (courses: readonly { ects: Rational }[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
const sumEcts = (courses: readonly { ects: Rational }[]): string => sumOf(courses).toString();

/** Names home courses as the options of the commands take them: with the semester where a code stands twice in the plan. */
function homeNames(plan: Plan): (course: PlannedHomeCourse) => string {
  const all = [
    ...plan.bundles.flatMap(({ home, fills = [] }) => [...home, ...fills]),
    ...plan.uncovered.map(({ home }) => home),
  ];
  return ({ code, semester }) =>
    all.filter((other) => other.code === code).length > 1 ? `${code}@${semester ?? '?'}` : code;
}

function bundleRow(bundle: Bundle, plan: Plan): string[] {
  const { home, fills = [], host, electiveBlock, pinned } = bundle;
  const replaced = [...home, ...fills];
  const inTerm = (term: string | null): string => (plan.request.termLimits && term ? ` (${term})` : '');
  return [
    joined(replaced.map(homeNames(plan))),
    joined(replaced.map(({ titles }) => textIn(titles, 'en'))) + (electiveBlock ? ` (place in ${electiveBlock})` : ''),
    sumEcts(replaced),
    joined(host.map(({ code, term }) => `${code}${inTerm(term)}`)),
    joined(host.map(({ titles }) => textIn(titles, 'en'))),
    sumEcts(host),
    `${strengthOf(bundle).toFixed(2)}${pinned ? ' (pinned)' : ''}`,
  ];
}

/** What a catalogue may leave out for many courses at once, by the code of its note. */
const SILENT: Readonly<Record<string, string>> = {
  'term-unknown': 'in which term these are taught',
  'language-unknown': 'in which language these are taught',
};

/** Most notes name the course themselves. */
const noteText = (text: string, bundle: Bundle): string =>
  bundle.host.some(({ code }) => text.includes(code)) ? `  ${text}` : `  ${hostCodes(bundle)}: ${text}`;

/** What a person should look at before the plan is submitted. */
function remarks({ bundles, basis }: Plan, say: Say): string[] {
  const weak = bundles.filter((bundle) => bundle.electiveBlock === null && strengthOf(bundle) < EVEN_CHANCE);
  const noted = bundles.flatMap((bundle) => (bundle.notes ?? []).map((note) => ({ note, bundle })));
  const silent = Object.entries(SILENT).flatMap(([key, text]) => {
    const hosts = noted.filter(({ note }) => note.code === key).map(({ bundle }) => hostCodes(bundle));
    return hosts.length > 0 ? [`  the catalogue does not say ${text}: ${[...new Set(hosts)].join(', ')}`] : [];
  });
  const notes = [
    ...noted.filter(({ note }) => !(note.code in SILENT)).map(({ note, bundle }) => noteText(say(note), bundle)),
    ...silent,
  ];
  return [
    ...(basis.calibrated && weak.length > 0
      ? [
          `${weak.length} of ${bundles.length} bundles are less likely to be approved than refused (below ${EVEN_CHANCE.toFixed(2)}): compare their syllabi first.`,
        ]
      : []),
    ...(notes.length > 0 ? ['To check:', ...notes] : []),
  ];
}

/** Of the credits covered, how many are recognised on average; only probabilities can say it. */
function expectedText({ bundles, basis }: Plan): string {
  const expected = bundles
    .filter(({ electiveBlock }) => electiveBlock === null)
    .reduce((sum, bundle) => sum + strengthOf(bundle) * sumOf(bundle.home).toNumber(), 0);
  return basis.calibrated ? ` (about ${expected.toFixed(1)} expected to be recognised)` : '';
}

export function planTable(plan: Plan, say: Say): string {
  const figure = plan.basis.calibrated ? 'probability' : 'score';
  const bundles = table(
    ['home', 'title', 'ECTS', 'host', 'title', 'ECTS', figure],
    plan.bundles.map((bundle) => bundleRow(bundle, plan)),
    [12, 30, 6, 14, 34, 6, 13],
  );
  const uncovered = table(
    ['not covered', 'title', 'ECTS', 'why'],
    plan.uncovered.map(({ home, explanation }) => [
      homeNames(plan)(home),
      textIn(home.titles, 'en'),
      home.ects.toString(),
      say(explanation),
    ]),
    [13, 30, 6, 70],
  );
  const { totals, solver, request, basis } = plan;
  const stay = [
    plan.host.institution,
    request.termLimits ? 'autumn and spring' : request.term,
    request.semesters.length > 0 ? `semester ${request.semesters.join(', ')}` : null,
  ];
  const lines = [
    `Study plan at ${stay.filter(Boolean).join(', ')}`,
    bundles,
    plan.uncovered.length > 0 ? uncovered : 'Every home course of the period is covered.',
    ...remarks(plan, say),
    `ECTS at the host ${totals.hostEcts} (asked: ${request.minEcts} to ${request.maxEcts}); home credits covered ${totals.homeEcts}${expectedText(plan)}, academic difference ${totals.uncoveredEcts}.`,
    solver.status === 'optimal'
      ? 'Proven: no other choice is better under these rules.'
      : `Not proven best: the time limit came first; a plan may exist that is up to ${((solver.gap ?? 0) * 100).toFixed(1)} % better.`,
    `Policy ${basis.policy} (${basis.policyVersion}); model ${basis.model}.`,
  ];
  return lines.join('\n');
}

export const alternativesTable = (plans: readonly PlanAlternative[], say: Say): string =>
  plans
    .map(({ plan, trade, added, dropped }, at) => {
      const changed = at === 0 ? '' : ` (in: ${added.join(', ') || 'none'}; out: ${dropped.join(', ') || 'none'})`;
      return `Plan ${at + 1} of ${plans.length}: ${say(trade)}${changed}\n${planTable(plan, say)}`;
    })
    .join('\n\n');

export const comparisonTable = (hosts: readonly HostComparison[], say: Say): string =>
  table(
    ['#', 'host', 'ECTS', 'expected', 'owed', 'risk', 'languages', 'summary'],
    hosts.map(({ rank, host, figures, risk, languages, summary }) => [
      String(rank),
      host.institution,
      figures?.hostEcts.toString() ?? '-',
      figures?.expectedEcts.toFixed(1) ?? '-',
      figures ? `${figures.owedCovered} of ${figures.owedTotal}` : '-',
      risk?.toFixed(2) ?? '-',
      Object.keys(languages).join(', '),
      say(summary),
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
export function amendmentText({ plan, kept, removed, added, summary }: PlanAmendment, say: Say): string {
  const listed = (title: string, bundles: readonly Bundle[]): string =>
    `${title}: ${bundles.map(pairText(plan)).join('; ') || 'none'}`;
  const lists = [listed('Kept', kept), listed('Out', removed), listed('In', added)];
  return [say(summary), ...lists, '', planTable(plan, say)].join('\n');
}

/** For each rule that could give way, how far, and the plan that would then be possible. */
export const conflictText = ({ relaxations }: PlanConflict, say: Say): string =>
  relaxations
    .flatMap(({ rules, explanation, plan }) => [
      `If "${rules.map(say).join(' and ')}" gives way: ${say(explanation)}.`,
      `  The nearest plan then, ${plan.totals.hostEcts} ECTS at the host: ${plan.bundles.map(pairText(plan)).join('; ') || 'no course at all'}`,
    ])
    .join('\n');
