/** Recognise: a returning transcript, reconciled with the approved plan and converted to credited grades. */
import {
  type ApprovedChange,
  compareRecognitions,
  type RecognitionDifference,
  type RowMatcher,
  recognise as recogniseTranscript,
  rulesAt,
} from '../../credits/index.ts';
import {
  courseSchema,
  failure,
  type HomeGrade,
  type Plan,
  type Rational,
  type Recognition,
  type Result,
  success,
  type Transcript,
  textIn,
  withTexts,
} from '../../domain/index.ts';
import {
  type FileInput,
  type ProtocolOptions,
  readPlan,
  readTranscript,
  writeCsv,
  writeJson,
  writeProtocol,
} from '../../interchange/index.ts';
import { type AppContext, findPolicy, joinProblems, policyOfPlan } from './context.ts';
import { averageOf } from './convert.ts';
import { match } from './match.ts';

export type { RecognitionDifference };

export interface RecogniseRequest {
  readonly plan: Plan;
  readonly transcript: Transcript;
  /** The plan's policy when left out. */
  readonly policy?: string;
  /** Changes of the agreement that were approved after this plan; codes of the host. */
  readonly changes?: readonly ApprovedChange[];
  /** What the student had earned at home before, for the GPA after the stay. */
  readonly soFar?: Transcript;
}

export function recognise(context: AppContext, request: RecogniseRequest): Result<Recognition> {
  const { plan, transcript, changes, soFar } = request;
  const policy = request.policy === undefined ? policyOfPlan(context, plan.basis) : findPolicy(context, request.policy);
  if (!policy.ok) return policy;
  const before = soFar ? standingOf(context, soFar, policy.value.id) : success(null);
  if (!before.ok) return before;
  const recognised = recogniseTranscript({
    plan,
    transcript,
    rules: rulesAt(context.rules, context.today),
    policy: policy.value,
    matcher: rowMatcher(context),
    ...(changes && { changes }),
    ...(before.value && { standing: before.value }),
  });
  return { ...recognised, problems: joinProblems(policy.problems, before.problems, recognised.problems) };
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

/** The average so far and the credits in it; null when no course of the record has a grade. */
function standingOf(
  context: AppContext,
  soFar: Transcript,
  policy: string,
): Result<{ gpa: Rational; credits: Rational } | null> {
  const average = averageOf(context, { transcript: soFar, policy });
  if (!average.ok) return average;
  const { value, credits } = average.value;
  return success(value ? { gpa: value, credits } : null, average.problems);
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

/** Reads the files of a recognition; every rejected row is among the problems. */
export function readRecogniseFiles(files: {
  readonly plan: FileInput;
  readonly transcript: FileInput;
  readonly soFar?: FileInput;
}): Result<{ request: RecogniseRequest; rejected: number }> {
  const plan = readPlan(files.plan);
  const transcript = readTranscript(files.transcript);
  const soFar = files.soFar && readTranscript(files.soFar);
  const problems = joinProblems(plan.problems, transcript.problems, soFar?.problems ?? []);
  if (!plan.ok || !transcript.ok || (soFar && !soFar.ok)) return failure(...problems);
  const request = {
    plan: plan.value,
    transcript: transcript.value.value,
    ...(soFar && { soFar: soFar.value.value }),
  };
  return success({ request, rejected: transcript.value.rejected + (soFar?.value.rejected ?? 0) }, problems);
}

/** Who reads a file: the sentences of the installation, and the language. */
type Reader = Pick<ProtocolOptions, 'texts' | 'language'>;

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
export function recognitionToCsv(recognition: Recognition, { texts, language }: Reader): string {
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
  return writeCsv(
    CSV_COLUMNS,
    records.map((record) => CSV_COLUMNS.map((column) => record[column] ?? null)),
  );
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

/** The recognition as a printable document (PDF). @throws RangeError for a date that is none. */
export const recognitionToPdf = (recognition: Recognition, options: ProtocolOptions): Promise<Uint8Array> =>
  writeProtocol(recognition, options);
