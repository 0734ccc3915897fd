/** What this server knows of institutions: curricula, catalogues, calls. */
import { createRoute, z } from '@hono/zod-openapi';
import { mobilityCallSchema } from '../../domain/index.ts';
import type { Api, ApiEnvironment } from '../environment.ts';

const curriculumSummary = z
  .object({ id: z.string(), institution: z.string(), programme: z.string().nullable(), courses: z.number().int() })
  .openapi('CurriculumSummary');
const catalogueSummary = z
  .object({ id: z.string(), institution: z.string(), academicYear: z.string().nullable(), courses: z.number().int() })
  .openapi('CatalogueSummary');

const listRoute = <P extends string, T extends z.ZodType>(path: P, summary: string, schema: T) =>
  createRoute({
    method: 'get',
    path,
    tags: ['data'],
    summary,
    responses: {
      200: { description: summary, content: { 'application/json': { schema: z.object({ items: z.array(schema) }) } } },
    },
  });

const curriculaRoute = listRoute('/api/v1/curricula', 'Curricula that requests may name by id', curriculumSummary);
const cataloguesRoute = listRoute(
  '/api/v1/catalogues',
  'Host catalogues that requests may name by id',
  catalogueSummary,
);
const callsRoute = listRoute('/api/v1/calls', 'Mobility calls', mobilityCallSchema);

export function addData(api: Api, { fixtures }: ApiEnvironment): void {
  api.openapi(curriculaRoute, (c) => {
    const items = [...fixtures.curricula].map(([id, { institution, programme, courses }]) => ({
      id,
      institution,
      programme,
      courses: courses.length,
    }));
    return c.json({ items }, 200);
  });
  api.openapi(cataloguesRoute, (c) => {
    const items = [...fixtures.catalogues].map(([id, { institution, academicYear, courses }]) => ({
      id,
      institution,
      academicYear,
      courses: courses.length,
    }));
    return c.json({ items }, 200);
  });
  api.openapi(callsRoute, (c) => c.json({ items: [...fixtures.calls] }, 200));
}
