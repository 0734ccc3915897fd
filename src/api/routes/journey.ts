/** The three actions: match, plan, recognise. */
import { z } from '@hono/zod-openapi';
import { compareUnderPolicy, matchSides, planStay, type RecogniseRequest, recognise } from '../../app/index.ts';
import {
  courseMatchesSchema,
  matchBasisSchema,
  planSchema,
  precedentSchema,
  problemSchema,
  type Result,
  recognitionSchema,
  success,
} from '../../domain/index.ts';
import { action } from '../action.ts';
import type { ApiEnvironment } from '../environment.ts';
import { problemResponse } from '../problems.ts';
import { router } from '../router.ts';
import {
  catalogueSourceSchema,
  curriculumSourceSchema,
  defined,
  sidesFrom,
  stayOptions,
  stayOptionsShape,
  transcriptFrom,
  transcriptSourceSchema,
} from '../sources.ts';

const problems = z.array(problemSchema).describe('rejected rows and warnings; empty when everything was used');

const matchRoute = action('/api/v1/match', "For each home course, the host's courses that could replace it", {
  tag: 'journey',
  body: z.strictObject({
    home: curriculumSourceSchema,
    host: catalogueSourceSchema,
    top: z.number().int().min(1).max(100).default(10),
    precedents: z.array(precedentSchema).optional().describe('past decisions'),
    semester: z.number().int().min(1).max(12).optional().describe('only the home courses of this semester'),
  }),
  response: z.object({ basis: matchBasisSchema, results: z.array(courseMatchesSchema), problems }),
});

const planRoute = action('/api/v1/plan', 'The study plan of one stay', {
  tag: 'journey',
  body: z.strictObject({
    curriculum: curriculumSourceSchema,
    host: catalogueSourceSchema,
    ...stayOptionsShape,
  }),
  response: z.object({ plan: planSchema, problems }),
});

const recogniseBody = {
  plan: planSchema,
  transcript: transcriptSourceSchema,
  policy: z.string().optional(),
  changes: z.array(z.strictObject({ planned: z.string(), taken: z.string() })).optional(),
  soFar: transcriptSourceSchema.optional().describe('home courses before the stay, for the GPA before and after'),
};

const recogniseRoute = action('/api/v1/recognise', 'Credited grades from a returning transcript and its plan', {
  tag: 'journey',
  body: z.strictObject(recogniseBody),
  response: z.object({ recognition: recognitionSchema, problems }),
});

const differenceSchema = z.object({
  kind: z.enum(['row', 'credited', 'additional', 'difference', 'gpa']),
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const againstRoute = action(
  '/api/v1/recognise/compare',
  'What another policy would change in a recognition; nothing is changed',
  {
    tag: 'journey',
    body: z.strictObject({ ...recogniseBody, against: z.string() }),
    response: z.object({ differences: z.array(differenceSchema) }),
  },
);

type RecogniseBody = z.output<z.ZodObject<typeof recogniseBody>>;

function recogniseRequest({ transcript: source, soFar, ...rest }: RecogniseBody): Result<RecogniseRequest> {
  const transcript = transcriptFrom(source);
  if (!transcript.ok) return transcript;
  const before = soFar ? transcriptFrom(soFar) : null;
  if (before && !before.ok) return before;
  const request = { ...defined(rest), transcript: transcript.value, ...(before && { soFar: before.value }) };
  return success(request, [...transcript.problems, ...(before?.problems ?? [])]);
}

export const journeyRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(matchRoute, async (c) => {
      const { home: curriculum, host, ...asked } = c.req.valid('json');
      const read = await sidesFrom({ curriculum, host }, { service, caller: c.get('caller') });
      if (!read.ok) return problemResponse(c, 422, read.problems);
      const { basis, results } = await matchSides(service.context(), read.value, asked);
      return c.json({ basis, results: [...results], problems: [...read.problems] }, 200);
    })
    .openapi(planRoute, async (c) => {
      const { curriculum, host, ...options } = c.req.valid('json');
      const read = await sidesFrom({ curriculum, host }, { service, caller: c.get('caller') });
      if (!read.ok) return problemResponse(c, 422, read.problems);
      const stay = stayOptions(options);
      if (!stay.ok) return problemResponse(c, 422, stay.problems);
      const plan = await planStay(service.context(), read.value, stay.value);
      if (!plan.ok) return problemResponse(c, 422, plan.problems, plan.conflict);
      return c.json({ plan: plan.value, problems: [...read.problems, ...stay.problems, ...plan.problems] }, 200);
    })
    .openapi(recogniseRoute, (c) => {
      const request = recogniseRequest(c.req.valid('json'));
      if (!request.ok) return problemResponse(c, 422, request.problems);
      const recognition = recognise(service.context(), request.value);
      if (!recognition.ok) return problemResponse(c, 422, recognition.problems);
      return c.json({ recognition: recognition.value, problems: [...request.problems, ...recognition.problems] }, 200);
    })
    .openapi(againstRoute, (c) => {
      const { against, ...body } = c.req.valid('json');
      const request = recogniseRequest(body);
      if (!request.ok) return problemResponse(c, 422, request.problems);
      const compared = compareUnderPolicy(service.context(), { ...request.value, against });
      if (!compared.ok) return problemResponse(c, 422, compared.problems);
      return c.json({ differences: compared.value }, 200);
    });
