/** Whether a policy holds together and fits the rules it refers to; a person reads the answers. */
import { type GradeScale, type Policy, type Problem, Rational, type RuleBook, shown } from '../domain/index.ts';
import { type Complain, checkTable } from './check-table.ts';
import { homeGradeBySymbol } from './home-grade.ts';

/**
 * Checks one policy against a rule book: scales, units and symbols it names, tables that would pass a fail or turn an order round, steps that
 * can not be reached, limits that contradict each other. Empty when nothing is wrong. Every complaint names the field and the mend.
 */
export function checkPolicy(policy: Policy, book: RuleBook): Problem[] {
  const problems: Problem[] = [];
  const complain: Complain = (path, message, mend, value) => {
    problems.push({
      code: 'policy-invalid',
      severity: 'error',
      message: `policy ${policy.id}: ${message}`,
      mend,
      column: path,
      ...(value !== undefined && { value: shown(value) }),
    });
  };
  const homeScales = book.scales.filter(({ id, family }) => id === policy.homeScale || family === policy.homeScale);
  if (homeScales.length === 0)
    complain('homeScale', 'this scale is not known', 'Name a scale or a family of rules/scales', policy.homeScale);
  checkDates(policy, complain);
  checkCredits(policy, book, complain);
  checkLadder(policy, { book, homeScales }, complain);
  checkRecognition(policy, homeScales, complain);
  checkPlanning(policy, complain);
  return problems;
}

function checkDates({ validFrom, validTo, authority, confidence }: Policy, complain: Complain): void {
  if (validFrom !== null && validTo !== null && validFrom > validTo)
    complain('validTo', 'it ends before it begins', 'Put validTo on or after validFrom', validTo);
  if (authority === 'law' && confidence !== 'high')
    complain(
      'authority',
      'a policy is called law without a source that was read',
      'Set authority to institution, or read the law',
    );
}

function checkCredits({ homeUnit, credits }: Policy, book: RuleBook, complain: Complain): void {
  const ids = new Set(book.units.map(({ id }) => id));
  if (!ids.has(homeUnit))
    complain('homeUnit', 'this credit unit is not known', 'Name an id of rules/credit-units', homeUnit);
  for (const [id, ratio] of Object.entries(credits.ratios)) {
    const unit = book.units.find((candidate) => candidate.id === id);
    const path = `credits.ratios.${id}`;
    if (!unit) complain(path, 'this credit unit is not known', 'Name an id of rules/credit-units', id);
    else if (!unit.alternatives[ratio] && !Rational.parse(ratio)?.gt(Rational.ZERO)) {
      const names = Object.keys(unit.alternatives).join(', ') || 'none';
      complain(path, `${id} has no ratio of this name`, `Choose one of: ${names}; or a positive number`, ratio);
    }
  }
  const { shortfallTolerance: share, hoursPerEcts, rounding } = credits;
  if (share.lt(Rational.ZERO) || share.gt(Rational.ONE))
    complain('credits.shortfallTolerance', 'a share is between 0 and 1', 'Write 0.1 for a tenth', share.toString());
  if (hoursPerEcts.lt(Rational.of(25)) || hoursPerEcts.gt(Rational.of(30)))
    complain(
      'credits.hoursPerEcts',
      'an ECTS credit is 25 to 30 hours',
      'Choose a number from 25 to 30',
      hoursPerEcts.toString(),
    );
  if (rounding && !rounding.step.gt(Rational.ZERO))
    complain('credits.rounding.step', 'a step is above zero', 'Write 1 for whole credits', rounding.step.toString());
}

interface Scales {
  readonly book: RuleBook;
  readonly homeScales: readonly GradeScale[];
}

function checkLadder({ grades: { ladder } }: Policy, scales: Scales, complain: Complain): void {
  ladder.forEach((step, at) => {
    const path = `grades.ladder.${at}`;
    if (step.method === 'fixed-table') {
      const hostScales = scalesCalled(scales.book, step.hostScale);
      const below: Complain = (field, ...rest) => complain(`${path}.${field}`, ...rest);
      if (hostScales.length === 0)
        below('hostScale', 'this scale is not known', 'Name a scale or a family of rules/scales', step.hostScale);
      checkTable(step.table, { hostScales, homeScales: scales.homeScales }, below);
    }
    if (step.method === 'modified-bavarian' && !step.step.gt(Rational.ZERO))
      complain(`${path}.step`, 'a step is above zero', 'Write 0.1 for one decimal', step.step.toString());
    if ('practical' in step)
      step.practical.forEach(({ hostScale }, range) => {
        if (scalesCalled(scales.book, hostScale).length === 0)
          complain(
            `${path}.practical.${range}.hostScale`,
            'this scale is not known',
            'Name a scale of rules/scales',
            hostScale,
          );
      });
  });
  const last = ladder.findIndex(({ method }) => method === 'credit-without-grade');
  if (last >= 0 && last + 1 < ladder.length)
    complain(
      `grades.ladder.${last + 1}`,
      'it can not be reached: the step before applies to every pass',
      'Move credit-without-grade to the end',
    );
  if (last < 0)
    complain(
      'grades.ladder',
      'a grade that no step converts would need a person',
      'End the ladder with credit-without-grade',
    );
}

const scalesCalled = ({ scales }: RuleBook, name: string): GradeScale[] =>
  scales.filter(({ id, family }) => id === name || family === name);

function checkRecognition(
  { recognition, credits }: Policy,
  homeScales: readonly GradeScale[],
  complain: Complain,
): void {
  const { renamed, minimumGrade, maxAge, maxDifference, electiveBlock } = recognition;
  if (renamed.ask > renamed.accept)
    complain(
      'recognition.renamed',
      'a person would be asked above the score that is accepted',
      'Put ask at or below accept',
    );
  const known = (symbol: string): boolean =>
    homeScales.every((scale) => homeGradeBySymbol(scale, symbol, null)?.status === 'graded');
  if (minimumGrade !== null && !known(minimumGrade))
    complain(
      'recognition.minimumGrade',
      'this is no passing grade of the home scale',
      'Name a passing symbol',
      minimumGrade,
    );
  maxAge?.byGrade.forEach(({ from }, at) => {
    if (!known(from))
      complain(
        `recognition.maxAge.byGrade.${at}`,
        'this is no passing grade of the home scale',
        'Name a passing symbol',
        from,
      );
  });
  if (maxDifference?.lt(Rational.ZERO))
    complain(
      'recognition.maxDifference',
      'a cap is zero or more',
      'Write the credits allowed',
      maxDifference.toString(),
    );
  const usesBlock = credits.surplus === 'elective-block' || recognition.notInPlan === 'elective-block';
  if (usesBlock && electiveBlock.trim() === '')
    complain('recognition.electiveBlock', 'remainders go to an elective block without a name', 'Name the block');
}

function checkPlanning({ planning }: Policy, complain: Complain): void {
  if (planning.minEcts.gt(planning.maxEcts))
    complain(
      'planning.minEcts',
      'the least is more than the most',
      'Put minEcts at or below maxEcts',
      planning.minEcts.toString(),
    );
  if (planning.minCreditShare.gt(planning.maxCreditShare))
    complain(
      'planning.minCreditShare',
      'the least share is more than the greatest',
      'Put minCreditShare at or below maxCreditShare',
    );
}
