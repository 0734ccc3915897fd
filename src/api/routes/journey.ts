/** The three actions: match, plan, recognise. */
import { z } from '@hono/zod-openapi';
import { match, planStay, recognise } from '../../app/index.ts';
import {
  courseMatchesSchema,
  languageSchema,
  matchBasisSchema,
  planSchema,
  problemSchema,
  rationalSchema,
  recognitionSchema,
} from '../../domain/index.ts';
import { action } from '../action.ts';
import type { Api, ApiEnvironment } from '../environment.ts';
import { problemResponse } from '../problems.ts';
import {
  catalogueFrom,
  catalogueSourceSchema,
  curriculumFrom,
  curriculumSourceSchema,
  transcriptFrom,
  transcriptSourceSchema,
} from '../sources.ts';

const problems = z.array(problemSchema).describe('rejected rows and warnings; empty when everything was used');

const matchRoute = action('/api/v1/match', "For each home course, the host's courses that could replace it", {
  tag: 'journey',
  body: z.object({
    home: curriculumSourceSchema,
    host: catalogueSourceSchema,
    top: z.number().int().min(1).max(100).default(10),
    semester: z.number().int().min(1).max(12).optional().describe('only the home courses of this semester'),
  }),
  response: z.object({ basis: matchBasisSchema, results: z.array(courseMatchesSchema), problems }),
});

const planRoute = action('/api/v1/plan', 'The study plan of one stay', {
  tag: 'journey',
  body: z.object({
    curriculum: curriculumSourceSchema,
    host: catalogueSourceSchema,
    minEcts: rationalSchema.optional(),
    maxEcts: rationalSchema.optional(),
    term: z.enum(['autumn', 'spring']).optional(),
    semester: z.number().int().min(1).max(12).optional(),
    languages: z.array(languageSchema).optional(),
    pins: z.array(z.object({ home: z.string(), host: z.string() })).default([]),
    bans: z.array(z.string()).default([]),
    policy: z.string().optional(),
  }),
  response: z.object({ plan: planSchema, problems }),
});

const recogniseRoute = action('/api/v1/recognise', 'Credited grades from a returning transcript and its plan', {
  tag: 'journey',
  body: z.object({ plan: planSchema, transcript: transcriptSourceSchema, policy: z.string().optional() }),
  response: z.object({ recognition: recognitionSchema, problems }),
});

/** The object without its undefined members, as `exactOptionalPropertyTypes` wants it. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;

export function addJourney(api: Api, environment: ApiEnvironment): void {
  api.openapi(matchRoute, (c) => {
    const { home: homeSource, host: hostSource, top, semester } = c.req.valid('json');
    const home = curriculumFrom(homeSource, environment);
    if (!home.ok) return problemResponse(c, 422, home.problems);
    const host = catalogueFrom(hostSource, environment);
    if (!host.ok) return problemResponse(c, 422, host.problems);
    const courses = home.value.courses.filter((course) => semester === undefined || course.semester === semester);
    const run = match(environment.context(), {
      home: courses,
      host: host.value.courses,
      hostInstitution: host.value.institution,
      top,
    });
    return c.json({ basis: run.basis, results: [...run.results], problems: [...home.problems, ...host.problems] }, 200);
  });

  api.openapi(planRoute, async (c) => {
    const { curriculum: curriculumSource, host: hostSource, ...options } = c.req.valid('json');
    const curriculum = curriculumFrom(curriculumSource, environment);
    if (!curriculum.ok) return problemResponse(c, 422, curriculum.problems);
    const catalogue = catalogueFrom(hostSource, environment);
    if (!catalogue.ok) return problemResponse(c, 422, catalogue.problems);
    const plan = await planStay(
      environment.context(),
      { curriculum: curriculum.value, catalogue: catalogue.value },
      defined(options),
    );
    if (!plan.ok) return problemResponse(c, 422, plan.problems);
    return c.json(
      { plan: plan.value, problems: [...curriculum.problems, ...catalogue.problems, ...plan.problems] },
      200,
    );
  });

  api.openapi(recogniseRoute, (c) => {
    const { plan, transcript: transcriptSource, policy } = c.req.valid('json');
    const transcript = transcriptFrom(transcriptSource);
    if (!transcript.ok) return problemResponse(c, 422, transcript.problems);
    const recognition = recognise(environment.context(), {
      plan,
      transcript: transcript.value,
      ...defined({ policy }),
    });
    if (!recognition.ok) return problemResponse(c, 422, recognition.problems);
    return c.json({ recognition: recognition.value, problems: [...transcript.problems, ...recognition.problems] }, 200);
  });
}
