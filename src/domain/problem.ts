/** What can be wrong with input, as data: a class of a closed list, its reason, and its place. */
import { z } from 'zod';
import type { UiLanguage } from './people.ts';
import { type Reason, reasonSchema } from './reasons/index.ts';
import type { Texts } from './texts.ts';

// The closed list of classes: what a program may branch on, while the reason says the instance.
export const problemCodeSchema = z.enum([
  // files
  'file-empty',
  'file-not-readable',
  'file-too-large',
  'file-encoding',
  'file-malformed',
  'header-missing-column',
  'header-duplicate-column',
  'header-too-wide',
  'too-many-rows',
  'cell-too-long',
  'row-malformed',
  'value-missing',
  'value-invalid',
  'code-duplicate',
  'column-unknown',
  'column-unclear',
  'value-unclear',
  'row-set-aside',
  'reference-unknown',
  // credits and grades
  'unit-unknown',
  'unit-not-convertible',
  'scale-unknown',
  'grade-unknown',
  'grade-contradicted',
  'grade-missing',
  'method-not-applicable',
  'policy-unknown',
  'policy-invalid',
  'rule-invalid',
  'difference-too-large',
  'identity-differs',
  'attempts-unclear',
  // matching and planning
  'index-incompatible',
  'no-candidate',
  'pin-unknown',
  'pin-conflict',
  'plan-infeasible',
  'plan-not-proven',
  'plan-invalid',
  // the process
  'event-not-possible',
  'not-permitted',
  'guard-not-met',
  'reason-missing',
  'version-conflict',
  // the outside
  'option-invalid',
  'request-invalid',
  'service-unavailable',
  // who is there
  'sign-in-needed',
  'sign-in-refused',
  'password-change-needed',
  'password-unsuitable',
  'too-many-attempts',
  // stored things
  'not-found',
  'precondition-needed',
  'key-used-otherwise',
  'already-exists',
  'already-decided',
  'still-in-use',
  'no-seat-left',
  'backup-damaged',
  'audit-broken',
] as const);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

export const problemSchema = z.object({
  code: problemCodeSchema,
  /** `error`: the thing named is not used; `warning`: used, but look at it; `note`: nothing to do. */
  severity: z.enum(['error', 'warning', 'note']),
  /** What is wrong; its text has a message and a remedy. */
  reason: reasonSchema,
  source: z.string().optional().describe('file or field it came from'),
  line: z.number().int().positive().optional().describe('1-based line in the file, or row of the sheet'),
  sheet: z.string().optional().describe('sheet of a workbook'),
  page: z.number().int().positive().optional().describe('1-based page of a document'),
  column: z.string().optional().describe('column header as printed in the file, or the path of a JSON field'),
  value: z.string().optional().describe('the offending value, shortened to 80 characters'),
});
export type Problem = z.infer<typeof problemSchema>;

/** A value or the reasons why there is none. `problems` of a success are warnings, notes and rejected parts. */
export type Result<T> = { ok: true; value: T; problems: Problem[] } | { ok: false; problems: Problem[] };

export const success = <T>(value: T, problems: Problem[] = []): Result<T> => ({ ok: true, value, problems });
export const failure = <T = never>(...problems: Problem[]): Result<T> => ({ ok: false, problems });

/** Where a problem is, and how grave it is; an `error` when left out. */
export type ProblemPlace = Partial<
  Pick<Problem, 'severity' | 'source' | 'line' | 'sheet' | 'page' | 'column' | 'value'>
>;

export const problem = (code: ProblemCode, reason: Reason, place: ProblemPlace = {}): Problem => ({
  code,
  severity: 'error',
  reason,
  ...place,
});

/** A refusal in one problem. */
export const refuse = (code: ProblemCode, reason: Reason, place?: ProblemPlace): Result<never> =>
  failure(problem(code, reason, place));

/** An offending value fit to be shown: control characters replaced, at most 80 characters. */
export function shown(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  const printable = value.replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
  return printable.length > 80 ? `${printable.slice(0, 79)}…` : printable;
}

/** Message and remedy of a problem in a language. */
export function problemText(problem: Problem, texts: Texts, language: UiLanguage): { message: string; remedy: string } {
  return { message: texts.say(problem.reason, language), remedy: texts.remedy(problem.reason, language) };
}

/** One line for a terminal or a log: `file:12: column "credits": ... (value "x"). What to do.` */
export function describeProblem(problem: Problem, texts: Texts, language: UiLanguage = 'en'): string {
  const { message, remedy } = problemText(problem, texts, language);
  const at = problem.page === undefined ? problem.line : `${problem.page}:${problem.line ?? ''}`;
  const place = [problem.source, problem.sheet, at].filter((part) => part !== undefined).join(':');
  const column = problem.column === undefined ? '' : `column "${problem.column}": `;
  const value = problem.value === undefined ? '' : ` (value "${problem.value}")`;
  return `${place ? `${place}: ` : ''}${column}${message}${value}.${remedy ? ` ${remedy}` : ''}`;
}
