/** The tools of credits and grades: recognition, and single conversions. They compute on what a request brings along, and store nothing. */
import { z } from '@hono/zod-openapi';
import {
  averageOf,
  compareUnderPolicy,
  convertCredits,
  convertOneGrade,
  figureDifferenceSchema,
  type RecogniseRequest,
  recognise,
  type Service,
} from '../../app/index.ts';
import {
  derivationStepSchema,
  failure,
  gradeCountsSchema,
  homeGradeSchema,
  planSchema,
  type Result,
  rationalSchema,
  recognitionSchema,
  success,
} from '../../domain/index.ts';
import { PLAN_EXAMPLE, TRANSCRIPT_CSV } from '../examples.ts';
import { noticed, problems, under } from '../resource.ts';
import { post } from '../route.ts';
import { tool } from '../rule.ts';
import { both, defined, despiteSchema, rowAnswerSchema, transcriptFrom, transcriptSourceSchema } from '../sources.ts';

export const recogniseShape = {
  plan: planSchema,
  transcript: transcriptSourceSchema,
  further: z
    .array(transcriptSourceSchema)
    .max(10)
    .optional()
    .describe('more transcripts of the same stay, in any order'),
  answers: z.array(rowAnswerSchema).max(500).optional(),
  despite: despiteSchema.optional(),
  student: z.string().max(100).optional().describe('number of the student, to be compared with the transcript'),
  policy: z.string().optional(),
  changes: z.array(z.strictObject({ planned: z.string(), taken: z.string() })).optional(),
  soFar: transcriptSourceSchema.optional().describe('home courses before the stay, for the GPA before and after'),
};
export const RETURN = { plan: PLAN_EXAMPLE, transcript: { csv: TRANSCRIPT_CSV } };

export async function recogniseRequest(
  {
    transcript: source,
    further: sources = [],
    soFar,
    student,
    despite,
    ...rest
  }: z.output<z.ZodObject<typeof recogniseShape>>,
  service: Pick<Service, 'context'>,
): Promise<Result<RecogniseRequest>> {
  const read = both(
    await transcriptFrom(source, service),
    soFar ? await transcriptFrom(soFar, service) : success(null),
  );
  const others = await Promise.all(sources.map((each) => transcriptFrom(each, service)));
  const problems = [...read.problems, ...others.flatMap((other) => other.problems)];
  const further = others.flatMap((other) => (other.ok ? [other.value] : []));
  if (!read.ok || further.length < sources.length) return failure(...problems);
  const [transcript, before] = read.value;
  const request = {
    ...defined(rest),
    transcript,
    further,
    ...(despite && { despite: defined(despite) }),
    ...(student !== undefined && { known: { student: [student] } }),
    ...(before && { soFar: before }),
  };
  return success(request, problems);
}

const ruleChoice = {
  policy: z.string().optional().describe('policy id; the default policy when left out'),
  on: z.iso.date().optional().describe('day whose rules apply; today when left out'),
};
const derivation = z.array(derivationStepSchema);
const givenGrades = z
  .strictObject({
    counts: gradeCountsSchema,
    sampleStated: z.boolean().optional().describe('false: the counts are shares, the number of students is not known'),
  })
  .optional();

/** What would differ under another policy. */
export const differencesSchema = z.object({ differences: z.array(figureDifferenceSchema) });

export const creditToolRoutes = {
  recognise: post('/api/v1/recognise', {
    may: tool(),
    summary: 'Credited grades from a returning transcript and its plan',
    body: z.strictObject(recogniseShape),
    example: RETURN,
    answer: z.object({ recognition: recognitionSchema, problems }),
    run: async ({ service, body }) => {
      const request = await recogniseRequest(body, service);
      if (!request.ok) return request;
      return noticed(under('recognition', recognise(service.context(), request.value)), request.problems);
    },
  }),
  compareRecognitions: post('/api/v1/recognise/compare', {
    may: tool(),
    summary: 'What another policy would change in a recognition; nothing is changed',
    body: z.strictObject({ ...recogniseShape, against: z.string() }),
    example: { ...RETURN, against: 'aupet-2024-bavarian' },
    answer: differencesSchema,
    run: async ({ service, body: { against, ...body } }) => {
      const request = await recogniseRequest(body, service);
      if (!request.ok) return request;
      return under('differences', compareUnderPolicy(service.context(), { ...request.value, against }));
    },
  }),
  convertGrade: post('/api/v1/grade', {
    may: tool('rules.read'),
    summary: 'One foreign grade on the home scale, with its derivation',
    body: z.strictObject({
      grade: z.string().min(1).describe('as the host prints it'),
      from: z.string().describe('its scale by id, name or alias: "de", "Germany", "ECTS grade"'),
      to: z.string().optional().describe("home scale; the policy's when left out"),
      table: z.string().optional().describe("id of one conversion table, used instead of the policy's ladder"),
      host: z.string().optional().describe('host institution, for its own conversion table and grading tables'),
      iscedF: z.string().optional().describe('ISCED-F field of the course, which chooses the grading tables'),
      level: z.string().optional().describe('level of the course, for example bachelor'),
      hostGrades: givenGrades.describe('grading table of the host, instead of the installed ones'),
      homeGrades: givenGrades.describe('the same of the home university'),
      ...ruleChoice,
    }),
    example: { grade: '1,7', from: 'de', on: '2026-11-20' },
    answer: z.object({ grade: homeGradeSchema, derivation }),
    run: ({ service, body }) => {
      const run = convertOneGrade(service.context(), body);
      return run.ok ? { grade: run.value.value, derivation: [...run.value.derivation] } : run;
    },
  }),
  convertCredits: post('/api/v1/credits', {
    may: tool('rules.read'),
    summary: 'An amount of credits in another unit, exact',
    body: z.strictObject({ amount: rationalSchema, from: z.string(), to: z.string().default('ECTS'), ...ruleChoice }),
    example: { amount: '7', from: 'US quarter credit' },
    answer: z.object({ credits: rationalSchema, derivation }),
    run: ({ service, body }) => {
      const run = convertCredits(service.context(), body);
      return run.ok ? { credits: run.value.value, derivation: [...run.value.derivation] } : run;
    },
  }),
  average: post('/api/v1/gpa', {
    may: tool('rules.read'),
    summary: 'The average of a list of courses graded on the home scale',
    body: z.strictObject({ transcript: transcriptSourceSchema, ...ruleChoice }),
    example: { transcript: { csv: 'title,credits,grade\nDatabases,5,A\nOperating Systems,5,B\n' } },
    answer: z.object({ gpa: rationalSchema.nullable(), derivation, problems }),
    run: async ({ service, body: { transcript: source, ...choice } }) => {
      const transcript = await transcriptFrom(source, service);
      if (!transcript.ok) return transcript;
      const run = averageOf(service.context(), { ...choice, transcript: transcript.value });
      if (!run.ok) return run;
      const { value: gpa, derivation: steps } = run.value;
      return { gpa, derivation: [...steps], problems: [...transcript.problems, ...run.problems] };
    },
  }),
};
