/** The same curriculum at many hosts: which covers most of it, at which risk, in which languages. */
import {
  groupBy,
  type HostComparison,
  type Plan,
  type Problem,
  Rational,
  type Result,
  reason,
  success,
} from '../domain/index.ts';
import { buildPlan } from './build.ts';
import { figuresOf } from './figures.ts';
import type { PlanInput } from './input.ts';
import { compareText } from './stay.ts';

/** A host as it was compared, before others are. */
export type ComparedHost = Omit<HostComparison, 'rank'>;

/** How far probabilities may be off on the whole: the calibration error that the model is held to. */
const CALIBRATION_ERROR = 0.05;

/**
 * Ranks hosts for one curriculum: by credits expected to be recognised of what is planned, which is at `review` or above, then owed courses covered, then lower risk, then name.
 * `hosts` compares each host when its turn comes, by {@link compareHost}.
 */
export async function compareHosts(
  hosts: readonly (() => Promise<ComparedHost>)[],
  {
    onProgress,
    onRows,
    signal,
  }: {
    /** Called before the first host with 0, and after each; awaited, so that a caller can let other work run. */
    readonly onProgress?: (done: number, total: number) => void | Promise<void>;
    /** Called after each host with the ranking of those that are compared. */
    readonly onRows?: (ranked: readonly HostComparison[], total: number) => void;
    /** Aborting rejects with the signal's reason, at the latest after the host at hand. */
    readonly signal?: AbortSignal;
  } = {},
): Promise<Result<HostComparison[]>> {
  const rows: ComparedHost[] = [];
  for (const compared of hosts) {
    await onProgress?.(rows.length, hosts.length);
    signal?.throwIfAborted();
    rows.push(await compared());
    onRows?.(rank([...rows].sort(compareRows)), hosts.length);
  }
  await onProgress?.(rows.length, hosts.length);
  signal?.throwIfAborted();
  return success(rank(rows.sort(compareRows)));
}

/** Hosts whose intervals meet that of the first of their rank are equal: nothing that is known tells them apart. */
function rank(rows: readonly ComparedHost[]): HostComparison[] {
  let first = 0;
  return rows.map((row, index) => {
    const [best, own] = [rows[first]?.interval, row.interval];
    const isEqual = best && own ? own.high >= best.low : !best && !own;
    if (!isEqual) first = index;
    return { rank: first + 1, ...row };
  });
}

/** What a catalogue leaves out, so that its courses are matched by less. */
function hostNotes({ host: { courses } }: PlanInput): HostComparison['notes'] {
  const total = courses.length;
  const bare = courses.filter(({ course }) => Object.values(course.descriptions).every((text) => text === '')).length;
  const silent = courses.filter(({ course }) => course.languages.length === 0).length;
  return [
    ...(bare > 0 ? [reason('host-without-descriptions', { count: bare, total })] : []),
    ...(silent > 0 ? [reason('host-without-languages', { count: silent, total })] : []),
  ];
}

/**
 * Plans a host without its minimum, so that hosts below it are ranked too and say so; a host whose pins cannot be kept has no plan and comes last.
 */
export async function compareHost(input: PlanInput): Promise<ComparedHost> {
  const { termLimits, ...request } = input.request;
  const open = { minEcts: Rational.ZERO };
  const limits = termLimits && { autumn: { ...termLimits.autumn, ...open }, spring: { ...termLimits.spring, ...open } };
  const result = await buildPlan({ ...input, request: { ...request, ...open, ...(limits && { termLimits: limits }) } });
  const host = { institution: input.host.institution, academicYear: input.host.academicYear };
  if (!result.ok) return { ...withoutPlan(host, result.problems), notes: hostNotes(input) };
  return { host, notes: hostNotes(input), ...describePlan(result.value, input) };
}

/** A host for which there is no plan, and why. */
export const withoutPlan = (host: ComparedHost['host'], problems: readonly Problem[]): ComparedHost => ({
  ...{ host, plan: null, figures: null, interval: null, notes: [] },
  ...{ reachesMinimum: false, risk: null, languages: {} },
  summary: reason('host-without-plan', { reasons: problems.map((one) => one.reason) }),
});

function describePlan(plan: Plan, { request }: PlanInput): Omit<ComparedHost, 'host' | 'notes'> {
  const figures = figuresOf(plan);
  const replaced = figures.homeEcts.toNumber();
  const risk = replaced > 0 ? Math.round((1 - figures.expectedEcts / replaced) * 1000) / 1000 : null;
  const off = CALIBRATION_ERROR * replaced;
  const round = (ects: number): number => Math.round(Math.min(replaced, Math.max(0, ects)) * 1000) / 1000;
  const interval = { low: round(figures.expectedEcts - off), high: round(figures.expectedEcts + off) };
  const reachesMinimum = figures.hostEcts.gte(request.minEcts);
  const said = {
    ...{ home: `${figures.homeEcts}`, expected: `${figures.expectedEcts}` },
    ...{ covered: figures.owedCovered, owed: figures.owedTotal, courses: figures.courses },
  };
  const summary = reachesMinimum
    ? reason('host-covers', said)
    : reason('host-covers-short', { ...said, short: `${request.minEcts.sub(figures.hostEcts)}` });
  const taught = groupBy(
    plan.bundles.flatMap(({ host }) => host),
    ({ languages }) => languages[0] ?? 'unknown',
  );
  const languages = Object.fromEntries(
    [...taught]
      .map(([language, courses]) => [language, Rational.sum(courses.map(({ ects }) => ects))] as const)
      .sort(([a], [b]) => compareText(a, b)),
  );
  return { plan, figures, interval, reachesMinimum, risk, languages, summary };
}

const compareRows = (a: ComparedHost, b: ComparedHost): number =>
  Number(b.plan !== null) - Number(a.plan !== null) ||
  (b.figures?.expectedEcts ?? 0) - (a.figures?.expectedEcts ?? 0) ||
  (b.figures?.owedCovered ?? 0) - (a.figures?.owedCovered ?? 0) ||
  (a.risk ?? 0) - (b.risk ?? 0) ||
  compareText(a.host.institution, b.host.institution);
