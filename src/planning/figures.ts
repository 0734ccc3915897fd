/** A plan in figures. */
import { codeKey, type Plan, type PlanFigures, type PlannedHomeCourse, Rational } from '../domain/index.ts';
import { strengthOf } from './stay.ts';

/** Figures of a plan, from the plan alone. */
export function figuresOf({ bundles, uncovered, totals }: Plan): PlanFigures {
  const isOwed = ({ component }: PlannedHomeCourse): boolean =>
    component === 'compulsory' || component === 'university';
  const sum = (courses: readonly { readonly ects: Rational }[]): Rational =>
    Rational.sum(courses.map(({ ects }) => ects));
  const content = bundles.filter(({ electiveBlock }) => electiveBlock === null);
  const owedCovered = content.flatMap(({ home }) => home).filter(isOwed).length;
  const places = bundles.flatMap(({ fills = [] }) => fills);
  const open = uncovered.filter(({ reason }) => reason !== 'already-passed').map(({ home }) => home);
  const expected = content.reduce((total, bundle) => total + sum(bundle.home).toNumber() * strengthOf(bundle), 0);
  return {
    homeEcts: sum(content.flatMap(({ home }) => home)),
    expectedEcts: Math.round(expected * 1000) / 1000,
    blockEcts: sum(places),
    hostEcts: totals.hostEcts,
    courses: bundles.flatMap(({ host }) => host).length,
    owedCovered,
    owedTotal: owedCovered + [...open, ...places].filter(isOwed).length,
    weakest: content.length > 0 ? Math.min(...content.map(strengthOf)) : null,
  };
}

/** Host codes of bundles, in their order. */
export const hostCodesOf = ({ bundles }: Pick<Plan, 'bundles'>): string[] =>
  bundles.flatMap(({ host }) => host.map(({ code }) => code));

/** The codes of `a` that `b` lacks. */
export function codesWithout(a: readonly string[], b: readonly string[]): string[] {
  const known = new Set(b.map(codeKey));
  return a.filter((code) => !known.has(codeKey(code)));
}

/** `+2.5`, `−3`, `±0`: a difference for people, with its sign and at most two decimals. */
export function signedFigure(difference: number): string {
  const shown = Math.round(difference * 100) / 100;
  return shown === 0 ? '±0' : `${shown > 0 ? '+' : '−'}${Math.abs(shown)}`;
}
