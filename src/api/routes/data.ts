/** What this server knows of institutions: curricula and catalogues. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Action } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { TOOL_ERRORS } from '../problems.ts';
import { router } from '../router.ts';
import { toolRule } from '../rule.ts';

const curriculumSummary = z
  .object({ id: z.string(), institution: z.string(), programme: z.string().nullable(), courses: z.number().int() })
  .openapi('CurriculumSummary');
const catalogueSummary = z
  .object({ id: z.string(), institution: z.string(), academicYear: z.string().nullable(), courses: z.number().int() })
  .openapi('CatalogueSummary');

const listRoute = <P extends string, T extends z.ZodType>(right: Action, path: P, summary: string, schema: T) =>
  createRoute({
    ...toolRule(right),
    method: 'get',
    path,
    tags: ['data'],
    summary,
    responses: {
      200: { description: summary, content: { 'application/json': { schema: z.object({ items: z.array(schema) }) } } },
      ...TOOL_ERRORS,
    },
  });

const curriculaRoute = listRoute(
  'curriculum.read',
  '/api/v1/curricula',
  'Curricula that requests may name by id',
  curriculumSummary,
);
const cataloguesRoute = listRoute(
  'catalogue.read',
  '/api/v1/catalogues',
  'Host catalogues that requests may name by id',
  catalogueSummary,
);

export const dataRoutes = ({ fixtures }: ApiEnvironment) =>
  router()
    .openapi(curriculaRoute, (c) => {
      const items = [...fixtures.curricula].map(([id, { institution, programme, courses }]) => ({
        id,
        institution,
        programme,
        courses: courses.length,
      }));
      return c.json({ items }, 200);
    })
    .openapi(cataloguesRoute, (c) => {
      const items = [...fixtures.catalogues].map(([id, { institution, academicYear, courses }]) => ({
        id,
        institution,
        academicYear,
        courses: courses.length,
      }));
      return c.json({ items }, 200);
    });
