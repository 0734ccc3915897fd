/** The tools: match, plan, recognise, and single conversions. They compute on what a request brings along, and store nothing. */
import { z } from '@hono/zod-openapi';
import {
  amendStay,
  averageOf,
  compareHosts,
  compareUnderPolicy,
  convertCredits,
  convertOneGrade,
  evaluateStay,
  explainAbsence,
  matchSides,
  planAlternatives,
  planStay,
  type RecogniseRequest,
  recognise,
} from '../../app/index.ts';
import {
  courseMatchesSchema,
  derivationStepSchema,
  failure,
  gradeCountsSchema,
  homeGradeSchema,
  hostComparisonSchema,
  matchBasisSchema,
  planAlternativeSchema,
  planAmendmentSchema,
  planChangeSchema,
  planEvaluationSchema,
  planSchema,
  planWhyNotSchema,
  precedentSchema,
  type Result,
  rationalSchema,
  reasonSchema,
  recognitionSchema,
  success,
} from '../../domain/index.ts';
import { PLAN_EXAMPLE, TRANSCRIPT_CSV } from '../examples.ts';
import { noticed, problems, under } from '../resource.ts';
import { post } from '../route.ts';
import { tool } from '../rule.ts';
import {
  both,
  defined,
  despiteSchema,
  hostsFrom,
  hostsShape,
  rowAnswerSchema,
  runOptionsShape,
  sidesFrom,
  sidesShape,
  stayOptions,
  stayOptionsShape,
  transcriptFrom,
  transcriptSourceSchema,
} from '../sources.ts';

const SIDES = { curriculum: { id: 'curriculum_software' }, host: { id: 'cedar_hollow_us' } };
const STAY = { ...SIDES, semester: 5, minEcts: '20' };

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

export function recogniseRequest({
  transcript: source,
  further: sources = [],
  soFar,
  student,
  despite,
  ...rest
}: z.output<z.ZodObject<typeof recogniseShape>>): Result<RecogniseRequest> {
  const read = both(transcriptFrom(source), soFar ? transcriptFrom(soFar) : success(null));
  const others = sources.map(transcriptFrom);
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

export const toolRoutes = {
  match: post('/api/v1/match', {
    may: tool(),
    summary: "For each home course, the host's courses that could replace it",
    body: z.strictObject({
      ...sidesShape,
      top: z.number().int().min(1).max(100).default(10),
      precedents: z.array(precedentSchema).optional().describe('past decisions'),
      semester: z.number().int().min(1).max(12).optional().describe('only the home courses of this semester'),
      everyFeature: z
        .boolean()
        .optional()
        .describe('tell every feature of the figures, not the reasons of an adviser alone'),
    }),
    example: { ...SIDES, top: 3, semester: 5 },
    answer: z.object({ basis: matchBasisSchema, results: z.array(courseMatchesSchema), problems }),
    run: async ({ service, caller, body: { curriculum, host, ...asked } }) => {
      const read = await sidesFrom({ curriculum, host }, { service, caller });
      if (!read.ok) return read;
      const { basis, results } = await matchSides(service.context(), read.value, asked);
      return { basis, results: [...results], problems: read.problems };
    },
  }),
  plan: post('/api/v1/plan', {
    may: tool(),
    summary: 'The study plan of one stay',
    body: z.strictObject({ ...sidesShape, ...stayOptionsShape }),
    example: STAY,
    answer: z.object({ plan: planSchema, problems }),
    run: async ({ service, caller, body: { curriculum, host, ...options } }) => {
      const read = both(await sidesFrom({ curriculum, host }, { service, caller }), stayOptions(options));
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      return noticed(under('plan', await planStay(service.context(), sides, stay)), read.problems);
    },
  }),
  planAlternatives: post('/api/v1/plan/alternatives', {
    may: tool(),
    summary: 'The best plan and the next best that really differ',
    body: z.strictObject({
      ...sidesShape,
      ...stayOptionsShape,
      count: z.number().int().min(1).max(10).default(3).describe('plans in all'),
      difference: z.number().int().min(1).max(20).default(2).describe('host courses of every better plan left out'),
    }),
    example: { ...STAY, count: 3 },
    answer: z.object({ plans: z.array(planAlternativeSchema), problems }),
    run: async ({ service, caller, body: { curriculum, host, count, difference: minDifference, ...options } }) => {
      const read = both(await sidesFrom({ curriculum, host }, { service, caller }), stayOptions(options));
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      const asked = { ...stay, count, minDifference };
      return noticed(under('plans', await planAlternatives(service.context(), sides, asked)), read.problems);
    },
  }),
  amendPlan: post('/api/v1/plan/amend', {
    may: tool(),
    summary: 'What if: the plan that keeps most of one when something happened',
    body: z.strictObject({
      ...sidesShape,
      ...runOptionsShape,
      plan: planSchema,
      changes: z.array(planChangeSchema).min(1),
    }),
    example: { ...SIDES, plan: PLAN_EXAMPLE, changes: [{ kind: 'cancelled', host: 'CS 240' }] },
    answer: z.object({ amendment: planAmendmentSchema, problems }),
    run: async ({ service, caller, body: { plan, changes, curriculum, host, ...options } }) => {
      const read = await sidesFrom({ curriculum, host }, { service, caller });
      if (!read.ok) return read;
      const asked = { plan, changes, options: defined(options) };
      return noticed(under('amendment', await amendStay(service.context(), read.value, asked)), read.problems);
    },
  }),
  whyNotInPlan: post('/api/v1/plan/why-not', {
    may: tool(),
    summary: 'Why the best plan leaves out a home course or a host course, and the best plan with it',
    body: z.strictObject({
      ...sidesShape,
      ...stayOptionsShape,
      homeCourse: z.string().optional().describe('code, or CODE@SEMESTER, of the home course to cover'),
      hostCourse: z.string().optional().describe('code of the host course to take'),
    }),
    example: { ...STAY, hostCourse: 'CS 240' },
    answer: z.object({ answer: planWhyNotSchema, problems }),
    run: async ({ service, caller, body: { curriculum, host, homeCourse, hostCourse, ...options } }) => {
      const read = both(await sidesFrom({ curriculum, host }, { service, caller }), stayOptions(options));
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      const asked = { ...stay, ...defined({ home: homeCourse, host: hostCourse }) };
      return noticed(under('answer', await explainAbsence(service.context(), sides, asked)), read.problems);
    },
  }),
  evaluatePlan: post('/api/v1/plan/evaluate', {
    may: tool(),
    summary: 'A plan that was moved by hand: broken rules, figures, and how it stands beside the best one',
    body: z.strictObject({ ...sidesShape, ...runOptionsShape, plan: planSchema }),
    example: { ...SIDES, plan: PLAN_EXAMPLE },
    answer: z.object({ evaluation: planEvaluationSchema, problems }),
    run: async ({ service, caller, body: { plan, curriculum, host, ...options } }) => {
      const read = await sidesFrom({ curriculum, host }, { service, caller });
      if (!read.ok) return read;
      const asked = { plan, options: defined(options) };
      return noticed(under('evaluation', await evaluateStay(service.context(), read.value, asked)), read.problems);
    },
  }),
  compareHosts: post('/api/v1/compare-hosts', {
    may: tool(),
    summary: 'The same curriculum against several hosts, ranked',
    body: z.strictObject({ ...hostsShape, ...stayOptionsShape }),
    example: { curriculum: SIDES.curriculum, hosts: [SIDES.host, { id: 'lindenwerder_de' }], semester: 5 },
    answer: z.object({ hosts: z.array(hostComparisonSchema), problems }),
    run: async ({ service, caller, body: { curriculum, hosts, ...options }, c }) => {
      const read = both(await hostsFrom({ curriculum, hosts }, { service, caller }), stayOptions(options));
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      const run = await compareHosts(service.context(), {
        ...sides,
        options: stay,
        // Between two hosts others are answered, and a client that went away is noticed.
        onHost: () => new Promise((resolve) => setImmediate(resolve)),
        signal: c.req.raw.signal,
      }).catch((reason) => {
        // The signal's reason is a text when the connection is gone, and only an Error reaches the error handler.
        throw reason instanceof Error ? reason : new Error(String(reason));
      });
      return noticed(under('hosts', run), read.problems);
    },
  }),
  recognise: post('/api/v1/recognise', {
    may: tool(),
    summary: 'Credited grades from a returning transcript and its plan',
    body: z.strictObject(recogniseShape),
    example: RETURN,
    answer: z.object({ recognition: recognitionSchema, problems }),
    run: ({ service, body }) => {
      const request = recogniseRequest(body);
      if (!request.ok) return request;
      return noticed(under('recognition', recognise(service.context(), request.value)), request.problems);
    },
  }),
  compareRecognitions: post('/api/v1/recognise/compare', {
    may: tool(),
    summary: 'What another policy would change in a recognition; nothing is changed',
    body: z.strictObject({ ...recogniseShape, against: z.string() }),
    example: { ...RETURN, against: 'aupet-2024-bavarian' },
    answer: z.object({
      differences: z.array(
        z.object({
          kind: z.enum(['row', 'credited', 'additional', 'difference', 'gpa']),
          what: z.union([z.string(), reasonSchema]),
          before: z.union([z.string(), reasonSchema]).nullable(),
          after: z.union([z.string(), reasonSchema]).nullable(),
        }),
      ),
    }),
    run: ({ service, body: { against, ...body } }) => {
      const request = recogniseRequest(body);
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
    run: ({ service, body: { transcript: source, ...choice } }) => {
      const transcript = transcriptFrom(source);
      if (!transcript.ok) return transcript;
      const run = averageOf(service.context(), { ...choice, transcript: transcript.value });
      if (!run.ok) return run;
      const { value: gpa, derivation: steps } = run.value;
      return { gpa, derivation: [...steps], problems: [...transcript.problems, ...run.problems] };
    },
  }),
};
