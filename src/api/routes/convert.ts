/** Single conversions: a grade, credits, an average. */
import { z } from '@hono/zod-openapi';
import { averageOf, convertCredits, convertOneGrade } from '../../app/index.ts';
import {
  derivationStepSchema,
  gradeCountsSchema,
  homeGradeSchema,
  problemSchema,
  rationalSchema,
} from '../../domain/index.ts';
import { action } from '../action.ts';
import type { ApiEnvironment } from '../environment.ts';
import { problemResponse } from '../problems.ts';
import { router } from '../router.ts';
import { transcriptFrom, transcriptSourceSchema } from '../sources.ts';

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

const gradeRoute = action('/api/v1/grade', 'One foreign grade on the home scale, with its derivation', {
  tag: 'credits',
  right: 'rules.read',
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
  response: z.object({ grade: homeGradeSchema, derivation }),
});

const creditsRoute = action('/api/v1/credits', 'An amount of credits in another unit, exact', {
  tag: 'credits',
  right: 'rules.read',
  body: z.strictObject({ amount: rationalSchema, from: z.string(), to: z.string().default('ECTS'), ...ruleChoice }),
  response: z.object({ credits: rationalSchema, derivation }),
});

const gpaRoute = action('/api/v1/gpa', 'The average of a list of courses graded on the home scale', {
  tag: 'credits',
  right: 'rules.read',
  body: z.strictObject({ transcript: transcriptSourceSchema, ...ruleChoice }),
  response: z.object({ gpa: rationalSchema.nullable(), derivation, problems: z.array(problemSchema) }),
});

export const conversionRoutes = (environment: ApiEnvironment) =>
  router()
    .openapi(gradeRoute, (c) => {
      const run = convertOneGrade(environment.service.context(), c.req.valid('json'));
      if (!run.ok) return problemResponse(c, 422, run.problems);
      return c.json({ grade: run.value.value, derivation: [...run.value.derivation] }, 200);
    })
    .openapi(creditsRoute, (c) => {
      const run = convertCredits(environment.service.context(), c.req.valid('json'));
      if (!run.ok) return problemResponse(c, 422, run.problems);
      return c.json({ credits: run.value.value, derivation: [...run.value.derivation] }, 200);
    })
    .openapi(gpaRoute, (c) => {
      const { transcript: source, ...choice } = c.req.valid('json');
      const transcript = transcriptFrom(source);
      if (!transcript.ok) return problemResponse(c, 422, transcript.problems);
      const run = averageOf(environment.service.context(), { ...choice, transcript: transcript.value });
      if (!run.ok) return problemResponse(c, 422, run.problems);
      const problems = [...transcript.problems, ...run.problems];
      return c.json({ gpa: run.value.value, derivation: [...run.value.derivation], problems }, 200);
    });
