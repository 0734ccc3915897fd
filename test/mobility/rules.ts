/** The installed rules of the process, for tests: the very files that ship. */
import { type Problem, policyOn, problemText, type Reason, type Result } from '../../src/domain/index.ts';
import { PROCESS as BOOK, TEXTS } from '../installed.ts';

export { BOOK };
export const TODAY = '2027-02-01';

/** As an English reader sees them. */
export const sayIn = (reason: Reason | undefined): string => (reason ? TEXTS.say(reason, 'en') : '');
export const messageOf = (problem: Problem): string => problemText(problem, TEXTS, 'en').message;

/** The value of a result that the test relies on. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map((problem) => `${problem.code}: ${messageOf(problem)}`).join('\n'));
}

const ID = 'aupet-2024';
export const ELIGIBILITY = must(policyOn(BOOK.eligibility, ID, TODAY));
export const DOCUMENTS = must(policyOn(BOOK.documents, ID, TODAY));
export const DOCUMENTS_OF_MINORS = must(policyOn(BOOK.documents, `${ID}-minors`, TODAY));
export const COMPETITION = must(policyOn(BOOK.competitions, ID, TODAY));
export const PRECEDENTS = must(policyOn(BOOK.precedents, ID, TODAY));
export const TIMES = must(policyOn(BOOK.times, ID, TODAY));
export const RETENTION = must(policyOn(BOOK.retention, ID, TODAY));
