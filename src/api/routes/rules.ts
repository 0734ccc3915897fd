/** The rules in force: grade scales, credit units, policies. */
import { createRoute, z } from '@hono/zod-openapi';
import { creditUnitSchema, gradeScaleSchema, policySchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { TOOL_ERRORS } from '../problems.ts';
import { router } from '../router.ts';
import { toolRule } from '../rule.ts';

const query = z.object({
  date: z.iso
    .date()
    .optional()
    .openapi({ description: 'only what is valid on this day; without it, everything', example: '2026-09-01' }),
});

const listOf = <T extends z.ZodType>(schema: T, description: string) => ({
  200: { description, content: { 'application/json': { schema: z.object({ items: z.array(schema) }) } } },
  ...TOOL_ERRORS,
});

const scalesRoute = createRoute({
  ...toolRule('rules.read'),
  method: 'get',
  path: '/api/v1/scales',
  tags: ['rules'],
  summary: 'Grade scales with their dates and sources',
  request: { query },
  responses: listOf(gradeScaleSchema, 'The scales'),
});

const unitsRoute = createRoute({
  ...toolRule('rules.read'),
  method: 'get',
  path: '/api/v1/credit-units',
  tags: ['rules'],
  summary: 'Credit units with their exact ratios to ECTS',
  request: { query },
  responses: listOf(creditUnitSchema, 'The units'),
});

const policiesRoute = createRoute({
  ...toolRule('rules.read'),
  method: 'get',
  path: '/api/v1/policies',
  tags: ['rules'],
  summary: 'Policies: which rules an institution applies',
  request: { query },
  responses: listOf(policySchema, 'The policies'),
});

interface Dated {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Both ends of a validity are inclusive; ISO dates compare as text. */
const validOn =
  (date: string | undefined) =>
  ({ validFrom, validTo }: Dated): boolean =>
    date === undefined || ((validFrom === null || validFrom <= date) && (validTo === null || date <= validTo));

export const ruleRoutes = ({ service: { context } }: ApiEnvironment) =>
  router()
    .openapi(scalesRoute, (c) =>
      c.json({ items: context().rules.scales.filter(validOn(c.req.valid('query').date)) }, 200),
    )
    .openapi(unitsRoute, (c) =>
      c.json({ items: context().rules.units.filter(validOn(c.req.valid('query').date)) }, 200),
    )
    .openapi(policiesRoute, (c) =>
      c.json({ items: context().rules.policies.filter(validOn(c.req.valid('query').date)) }, 200),
    );
