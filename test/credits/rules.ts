/** The installed rules, for tests: the very files that ship. */
import { type RulesAt, resolveScale, resolveUnit, rulesAt } from '../../src/credits/index.ts';
import {
  type CreditUnit,
  describeProblem,
  type GradeScale,
  type Policy,
  type Problem,
  policySchema,
  type Reason,
  type Result,
} from '../../src/domain/index.ts';
import { RULES as BOOK, TEXTS } from '../installed.ts';

export { BOOK };
export const RULES: RulesAt = rulesAt(BOOK, '2026-11-20');

/** The English sentence of a reason, and what to do about it. */
export const said = (reason: Reason | undefined): string => (reason ? TEXTS.say(reason, 'en') : '');
export const remedyOf = (problem: Problem | undefined): string =>
  problem?.reason ? TEXTS.remedy(problem.reason, 'en') : '';

/** The value of a result that the test relies on. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map((one) => describeProblem(one, TEXTS)).join('\n'));
}

export const scale = (name: string, date = RULES.date): GradeScale => must(resolveScale(rulesAt(BOOK, date), name));
export const unit = (name: string, date = RULES.date): CreditUnit => must(resolveUnit(rulesAt(BOOK, date), name));

export function policy(id = 'aupet-2024'): Policy {
  const found = BOOK.policies.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no policy ${id}`);
  return found;
}

/** The default policy with another ladder, so that a test shows one method alone. */
export function policyWith(ladder: unknown[], changes: Partial<Policy> = {}): Policy {
  const base = policy();
  const grades = { ...base.grades, ladder: policySchema.shape.grades.shape.ladder.parse(ladder) };
  return { ...base, ...changes, grades };
}
