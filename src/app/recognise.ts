/** Recognise: a returning transcript, reconciled with the approved plan and converted to credited grades. */
import { type RowMatcher, recognise as recogniseTranscript, rulesAt } from '../credits/index.ts';
import { courseSchema, type Plan, type Recognition, type Result, success, type Transcript } from '../domain/index.ts';
import {
  type FileInput,
  type ProtocolOptions,
  readPlan,
  readTranscript,
  writeCsv,
  writeJson,
  writeProtocol,
} from '../interchange/index.ts';
import { type AppContext, findPolicy, joinProblems } from './context.ts';
import { match } from './match.ts';

export function recognise(
  context: AppContext,
  input: { readonly plan: Plan; readonly transcript: Transcript; readonly policy?: string },
): Result<Recognition> {
  const policy = findPolicy(context, input.policy ?? input.plan.basis.policy);
  if (!policy.ok) return policy;
  const { plan, transcript } = input;
  const rules = rulesAt(context.rules, context.today);
  return recogniseTranscript({ plan, transcript, rules, policy: policy.value, matcher: rowMatcher(context) });
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

export interface RecogniseFilesRequest {
  readonly plan: FileInput;
  readonly transcript: FileInput;
  readonly policy?: string;
}

export function recogniseFiles(
  context: AppContext,
  request: RecogniseFilesRequest,
): Result<{ recognition: Recognition; rejected: number }> {
  const plan = readPlan(request.plan);
  if (!plan.ok) return plan;
  const transcript = readTranscript(request.transcript);
  if (!transcript.ok) return transcript;
  const input = { plan: plan.value, transcript: transcript.value.value };
  const recognised = recognise(context, { ...input, ...(request.policy !== undefined && { policy: request.policy }) });
  const problems = joinProblems(transcript.problems, recognised.problems);
  if (!recognised.ok) return { ok: false, problems };
  return success({ recognition: recognised.value, rejected: transcript.value.rejected }, problems);
}

/** One row per credited course, then the additional achievements, then the academic difference. */
export function recognitionToCsv(recognition: Recognition): string {
  const columns = [
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
    'derivation',
  ];
  const steps = (derivation: readonly { text: string }[]) => derivation.map(({ text }) => text).join(' | ');
  const credited = recognition.credited.map((course) => [
    'credited',
    course.bundle,
    course.homeCode,
    course.homeTitle,
    course.credits,
    course.grade.letter,
    course.grade.points,
    course.grade.percent,
    course.grade.traditional,
    course.from.join(' '),
    steps(course.derivation),
  ]);
  const additional = recognition.additional.map((item) => [
    'additional',
    item.block,
    null,
    item.title,
    item.ects,
    item.grade?.letter ?? null,
    item.grade?.points ?? null,
    item.grade?.percent ?? null,
    item.grade?.traditional ?? null,
    item.line,
    steps(item.derivation),
  ]);
  const difference = recognition.difference.map((course) => [
    'difference',
    null,
    course.homeCode,
    course.homeTitle,
    course.credits,
    null,
    null,
    null,
    null,
    null,
    course.reason,
  ]);
  return writeCsv(columns, [...credited, ...additional, ...difference]);
}

export const recognitionToJson = (recognition: Recognition): string => writeJson(recognition);

/** The recognition as a printable document (PDF). @throws RangeError for a date that is none. */
export const recognitionToPdf = (recognition: Recognition, options: ProtocolOptions): Promise<Uint8Array> =>
  writeProtocol(recognition, options);
