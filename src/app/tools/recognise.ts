/** Recognise: a returning transcript, reconciled with the approved plan and converted to credited grades. */
import {
  compareRecognitions,
  type Despite,
  type RecogniseInput,
  type RecognitionDifference,
  type RowAnswer,
  type RowMatcher,
  recognise as recogniseTranscript,
  rulesAt,
} from '../../credits/index.ts';
import {
  courseSchema,
  failure,
  type HomeGrade,
  type Policy,
  type Problem,
  type Rational,
  type Recognition,
  type Result,
  success,
  type Transcript,
  textIn,
  withTexts,
} from '../../domain/index.ts';
import {
  type DocumentOptions,
  type FileInput,
  readPlan,
  readTranscript,
  type Sheet,
  writeJson,
} from '../../interchange/index.ts';
import { averageOf } from './average.ts';
import { type AppContext, findPolicy, joinProblems, policyOfPlan } from './context.ts';
import { match } from './match.ts';

export type { Despite, RecognitionDifference, RowAnswer };
export { compareRecognitions };

export interface RecogniseRequest
  extends Pick<RecogniseInput, 'plan' | 'transcript' | 'further' | 'changes' | 'answers' | 'known' | 'despite'> {
  /** The plan's policy when left out; by its id the version that is in force. */
  readonly policy?: string | Policy;
  /** What the student had earned at home before, for the GPA after the stay. */
  readonly soFar?: Transcript;
}

export function recognise(context: AppContext, request: RecogniseRequest): Result<Recognition> {
  const { policy: _, soFar, ...input } = request;
  const policy = policyAsked(context, request);
  if (!policy.ok) return policy;
  const before = soFar ? averageOf(context, { transcript: soFar, policy: policy.value.id }) : null;
  const recognised = recogniseTranscript({
    ...input,
    rules: rulesAt(context.rules, context.today),
    policy: policy.value,
    matcher: rowMatcher(context),
    ...(before?.ok && before.value.value && { standing: { ...before.value, gpa: before.value.value } }),
  });
  // A record whose average cannot be known leaves the average out, and takes nothing from the stay.
  const ofRecord = (before?.problems ?? []).map((found): Problem => ({ ...found, severity: 'warning' }));
  return { ...recognised, problems: joinProblems(policy.problems, ofRecord, recognised.problems) };
}

function policyAsked(context: AppContext, { policy, plan }: RecogniseRequest): Result<Policy> {
  if (policy === undefined) return policyOfPlan(context, plan.basis);
  return typeof policy === 'string' ? findPolicy(context, policy) : success(policy);
}

/** What another policy would make of the same transcript; the result of the first one is not touched. */
export function compareUnderPolicy(
  context: AppContext,
  request: RecogniseRequest & { readonly against: string },
): Result<RecognitionDifference[]> {
  const [before, after] = [recognise(context, request), recognise(context, { ...request, policy: request.against })];
  if (!before.ok) return before;
  if (!after.ok) return after;
  return success(compareRecognitions(before.value, after.value));
}

/** Finds the planned course that a row with an unknown code means, by the matching engine on the titles. */
const rowMatcher =
  (context: AppContext): RowMatcher =>
  (row, planned) => {
    const home = courseSchema.safeParse({ code: row.code || `line ${row.line}`, titles: row.titles });
    if (!home.success) return null;
    const host = planned.map(({ code, titles, languages }) => courseSchema.parse({ code, titles, languages }));
    const best = match(context, { home: [home.data], host, hostInstitution: '', top: 1 }).results[0]?.matches[0];
    return best ? { code: best.hostCode, score: best.probability ?? best.score } : null;
  };

/** Reads the files of a recognition; every rejected row is among the problems, and in the recognition that rests on the file. */
export function readRecogniseFiles(files: {
  readonly plan: FileInput;
  /** Links beside a plan that is a learning agreement. */
  readonly annex?: FileInput;
  readonly transcripts: readonly FileInput[];
  readonly soFar?: FileInput;
}): Result<{ request: RecogniseRequest; rejected: number }> {
  const plan = readPlan(files.plan, files.annex);
  const transcripts = files.transcripts.map((file) => readTranscript(file));
  const soFar = files.soFar && readTranscript(files.soFar);
  const problems = joinProblems(
    plan.problems,
    ...transcripts.map((transcript) => transcript.problems),
    soFar?.problems ?? [],
  );
  const read = transcripts.flatMap((transcript) => (transcript.ok ? [transcript.value] : []));
  const [first, ...others] = read;
  if (!plan.ok || !first || read.length < transcripts.length || (soFar && !soFar.ok)) return failure(...problems);
  const request = {
    plan: plan.value,
    transcript: first.value,
    further: others.map(({ value }) => value),
    ...(soFar && { soFar: soFar.value.value }),
  };
  const rejected = [...read, ...(soFar ? [soFar.value] : [])].reduce((sum, one) => sum + one.rejected, 0);
  return success({ request, rejected }, problems);
}

/** Who reads a file: the sentences of the installation, and the language. */
type Reader = Pick<DocumentOptions, 'texts' | 'language'>;

const CSV_COLUMNS = [
  'kind',
  'bundle',
  'home_code',
  'title',
  'credits',
  'letter',
  'points',
  'percent',
  'traditional',
  'transcript_lines',
  'host_codes',
  'host_credits',
  'host_grades',
  'derivation',
] as const;
type CsvRow = Partial<Record<(typeof CSV_COLUMNS)[number], Rational | string | number | null>>;

/**
 * One row per credited course with the original grades beside it, then the additional achievements, the transcript rows that earned
 * nothing, and the academic difference.
 */
export function recognitionSheet(recognition: Recognition, { texts, language }: Reader): Sheet {
  const { credited, additional, difference, rows } = recognition;
  const steps = (derivation: Recognition['gpa']['derivation']): string =>
    derivation.map((step) => texts.say(step.reason, language)).join(' | ');
  const used = new Set([...credited.flatMap(({ from }) => from), ...additional.map(({ line }) => line)]);
  const records: CsvRow[] = [
    ...credited.map((course) => ({
      kind: 'credited',
      bundle: course.bundle,
      home_code: course.homeCode,
      title: textIn(course.homeTitles, 'en', 'ru', 'kk'),
      credits: course.credits,
      ...gradeCells(course.grade),
      ...hostCells(rows.filter(({ line }) => course.from.includes(line))),
      derivation: steps(course.derivation),
    })),
    ...additional.map((item) => ({
      kind: 'additional',
      bundle: item.block,
      title: typeof item.title === 'string' ? item.title : texts.say(item.title, language),
      credits: item.ects,
      ...gradeCells(item.grade),
      ...hostCells(rows.filter(({ line }) => line === item.line)),
      derivation: steps(item.derivation),
    })),
    ...rows
      .filter(({ line }) => !used.has(line))
      .map((row) => ({
        kind: row.outcome,
        bundle: row.bundle,
        title: row.title,
        ...hostCells([row]),
        derivation: texts.say(row.reason, language),
      })),
    ...difference.map((course) => ({
      kind: 'difference',
      home_code: course.homeCode,
      title: textIn(course.homeTitles, 'en', 'ru', 'kk'),
      credits: course.credits,
      derivation: texts.say(course.reason, language),
    })),
  ];
  const cells = records.map((record) => CSV_COLUMNS.map((column) => record[column] ?? null));
  return { name: 'recognition', columns: CSV_COLUMNS, rows: cells };
}

const gradeCells = (grade: HomeGrade | null): CsvRow => ({
  letter: grade?.letter ?? null,
  points: grade?.points ?? null,
  percent: grade?.percent ?? null,
  traditional: grade?.traditional ?? null,
});

/** Lines, codes, credits and grades as the host printed them. */
const hostCells = (rows: Recognition['rows']): CsvRow => ({
  transcript_lines: rows.map(({ line }) => line).join(' '),
  host_codes: rows.map(({ code }) => code).join('; '),
  host_credits: rows.map(({ credits, unit }) => `${credits ?? '?'} ${unit ?? ''}`.trim()).join('; '),
  host_grades: rows.map(({ grade, scale }) => `${grade ?? '-'} (${scale ?? '?'})`).join('; '),
});

export const recognitionToJson = (recognition: Recognition, { texts, language }: Reader): string =>
  writeJson(withTexts(recognition, texts, language));
