/** Whether a policy holds together and fits the rules it refers to; a person reads the answers. */
import {
  type ConversionRow,
  type GradeScale,
  type Policy,
  type Problem,
  problem,
  Rational,
  type Reason,
  type RuleBook,
  reason,
  shown,
} from '../domain/index.ts';
import { isCalled } from './conversion.ts';
import { homeGradeBySymbol } from './home-grade.ts';
import { isBetter, parseGrade } from './parse-grade.ts';

/**
 * Checks one policy against a rule book: scales, units and symbols it names, tables that would pass a fail or turn an order round, steps that
 * cannot be reached, limits that contradict each other. Empty when nothing is wrong. Every complaint names the field and the remedy.
 */
export function checkPolicy(policy: Policy, book: RuleBook): Problem[] {
  const problems: Problem[] = [];
  const complain: Complain = (path, why, value) => {
    const place = { column: path, ...(value !== undefined && { value: shown(value) }) };
    problems.push(problem('policy-invalid', reason('policy-fault', { policy: policy.id, fault: why }), place));
  };
  const homeScales = scalesCalled(book, policy.homeScale);
  if (homeScales.length === 0) complain('homeScale', reason('policy-scale-unknown'), policy.homeScale);
  const { validFrom, validTo, planning } = policy;
  if (validFrom !== null && validTo !== null && validFrom > validTo)
    complain('validTo', reason('policy-ends-before-it-begins'), validTo);
  if (policy.authority === 'law' && policy.confidence !== 'high') complain('authority', reason('policy-law-unread'));
  checkCredits(policy, book, complain);
  checkLadder(policy, { book, homeScales }, complain);
  checkRecognition(policy, homeScales, complain);
  for (const [least, most] of [
    ['minEcts', 'maxEcts'],
    ['minCreditShare', 'maxCreditShare'],
  ] as const)
    if (planning[least].gt(planning[most]))
      complain(`planning.${least}`, reason('policy-least-above-most'), planning[least].toString());
  return problems;
}

function checkCredits({ homeUnit, credits }: Policy, book: RuleBook, complain: Complain): void {
  if (!book.units.some(({ id }) => id === homeUnit)) complain('homeUnit', reason('policy-unit-unknown'), homeUnit);
  for (const [id, ratio] of Object.entries(credits.ratios)) {
    const unit = book.units.find((candidate) => candidate.id === id);
    const path = `credits.ratios.${id}`;
    if (!unit) complain(path, reason('policy-unit-unknown'), id);
    else if (!unit.alternatives[ratio] && !Rational.parse(ratio)?.gt(Rational.ZERO))
      complain(path, reason('policy-no-such-ratio', { unit: id, known: Object.keys(unit.alternatives) }), ratio);
  }
  const { shortfallTolerance: share, hoursPerEcts: hours, rounding } = credits;
  if (share.lt(Rational.ZERO) || share.gt(Rational.ONE))
    complain('credits.shortfallTolerance', reason('policy-share'), share.toString());
  if (hours.lt(Rational.of(25)) || hours.gt(Rational.of(30)))
    complain('credits.hoursPerEcts', reason('policy-hours'), hours.toString());
  if (rounding && !rounding.step.gt(Rational.ZERO))
    complain('credits.rounding.step', reason('policy-step'), rounding.step.toString());
}

function checkLadder(
  { grades: { ladder } }: Policy,
  { book, homeScales }: { readonly book: RuleBook; readonly homeScales: readonly GradeScale[] },
  complain: Complain,
): void {
  ladder.forEach((step, at) => {
    const below: Complain = (field, ...rest) => complain(`grades.ladder.${at}.${field}`, ...rest);
    if (step.method === 'fixed-table') {
      const hostScales = scalesCalled(book, step.hostScale);
      if (hostScales.length === 0) below('hostScale', reason('policy-scale-unknown'), step.hostScale);
      if (step.table.length === 0) below('table', reason('policy-table-empty'));
      for (const host of hostScales) for (const home of homeScales) checkTable(step.table, [host, home], below);
    }
    if (step.method === 'modified-bavarian' && !step.step.gt(Rational.ZERO))
      below('step', reason('policy-step'), step.step.toString());
    if (!('practical' in step)) return;
    step.practical.forEach(({ hostScale }, range) => {
      if (scalesCalled(book, hostScale).length === 0)
        below(`practical.${range}.hostScale`, reason('policy-scale-unknown'), hostScale);
    });
  });
  const last = ladder.findIndex(({ method }) => method === 'credit-without-grade');
  if (last >= 0 && last + 1 < ladder.length) complain(`grades.ladder.${last + 1}`, reason('policy-ladder-unreachable'));
  if (last < 0) complain('grades.ladder', reason('policy-ladder-open'));
}

const scalesCalled = ({ scales }: RuleBook, name: string): GradeScale[] =>
  scales.filter((scale) => isCalled(scale, name));

function checkRecognition(
  { recognition, credits }: Policy,
  homeScales: readonly GradeScale[],
  complain: Complain,
): void {
  const { renamed, minimumGrade, maxAge, maxDifference, electiveBlock } = recognition;
  if (renamed.ask > renamed.accept) complain('recognition.renamed', reason('policy-asks-too-late'));
  const checkGrade = (path: string, symbol: string): void => {
    const known = homeScales.every((scale) => homeGradeBySymbol(scale, symbol, null)?.status === 'graded');
    if (!known) complain(path, reason('policy-no-passing-grade'), symbol);
  };
  if (minimumGrade !== null) checkGrade('recognition.minimumGrade', minimumGrade);
  maxAge?.byGrade.forEach(({ from }, at) => {
    checkGrade(`recognition.maxAge.byGrade.${at}`, from);
  });
  if (maxDifference?.lt(Rational.ZERO))
    complain('recognition.maxDifference', reason('policy-cap'), maxDifference.toString());
  const usesBlock = credits.surplus === 'elective-block' || recognition.notInPlan === 'elective-block';
  if (usesBlock && electiveBlock.trim() === '') complain('recognition.electiveBlock', reason('policy-block-unnamed'));
}

/** A complaint with the path of the field below the policy, and the value at fault. */
export type Complain = (path: string, why: Reason, value?: string) => void;

/** Checks a table between two scales. */
export function checkTable(
  table: readonly ConversionRow[],
  [host, home]: readonly [GradeScale, GradeScale],
  complain: Complain,
): void {
  const rows = table.map((row, at) => {
    // Each side is a symbol, or both ends of a `from..to`.
    const from = row.host.split('..').map((end) => {
      const parsed = parseGrade(host, end);
      return parsed.ok ? parsed.value : null;
    });
    const to = row.formula ? [] : row.home.split('..').map((end) => homeGradeBySymbol(home, end, null));
    if (from.includes(null))
      complain(`table.${at}.host`, reason('policy-no-such-grade', { scale: host.name }), row.host);
    if (to.includes(null)) complain(`table.${at}.home`, reason('policy-no-such-grade', { scale: home.name }), row.home);
    if (from.some((grade) => grade?.status === 'failed') && to.some((grade) => grade?.status === 'graded'))
      complain(`table.${at}`, reason('policy-table-passes-fail', { grade: row.host }), row.home);
    return { hostValue: from[0]?.value ?? null, homeValue: to[0]?.points ?? null };
  });
  rows.forEach(({ hostValue, homeValue }, at) => {
    const worse = rows.findIndex(
      (other) =>
        hostValue &&
        homeValue &&
        other.hostValue &&
        other.homeValue &&
        isBetter(host, hostValue, other.hostValue) &&
        isBetter(home, other.homeValue, homeValue),
    );
    if (worse >= 0) complain(`table.${at}`, reason('policy-table-order', { row: `${worse}` }));
  });
}
