/** What was decided before, without whose case it was. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  contradictionSchema,
  decidePrecedent,
  importPrecedents,
  listContradictions,
  listExpiring,
  listPrecedents,
  precedentImportSchema,
  readPrecedent,
} from '../../app/index.ts';
import { bundlePrecedentSchema, idSchema, ruleCodeSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json, named, onceHeaders, pageOf, pageQuery } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const precedent = named(bundlePrecedentSchema, 'BundlePrecedent');
const tags = ['precedents'];

const list = createRoute({
  ...rule('precedent.read', 'reach'),
  method: 'get',
  path: '/api/v1/precedents',
  tags,
  summary: 'Decisions on bundles as memory, oldest first',
  request: {
    query: z.object({
      ...pageQuery,
      status: bundlePrecedentSchema.shape.status.unwrap().optional(),
      institute: idSchema.optional(),
      hostInstitution: z.string().max(500).optional(),
      homeInstitution: z.string().max(500).optional(),
      validOn: z.iso.date().optional().describe('leaves out what has ended before this day'),
      expiresBy: z.iso.date().optional(),
    }),
  },
  responses: { 200: json(pageOf(precedent), 'A page of precedents'), ...READ_ERRORS },
});

const contradictions = createRoute({
  ...rule('precedent.read', 'reach'),
  method: 'get',
  path: '/api/v1/precedents/contradictions',
  tags,
  summary: 'Decisions on the same courses that count today and disagree',
  responses: {
    200: json(z.object({ items: z.array(named(contradictionSchema, 'Contradiction')) }), 'The contradictions'),
    ...READ_ERRORS,
  },
});

const expiring = createRoute({
  ...rule('precedent.read', 'reach'),
  method: 'get',
  path: '/api/v1/precedents/expiring',
  tags,
  summary: 'Those that end soon, the soonest first',
  responses: { 200: json(z.object({ items: z.array(precedent) }), 'The precedents'), ...READ_ERRORS },
});

const read = createRoute({
  ...rule('precedent.read', 'house'),
  method: 'get',
  path: '/api/v1/precedents/{id}',
  tags,
  summary: 'One precedent with the texts that were decided on',
  request: { params: idParams },
  responses: { 200: json(precedent, 'The precedent'), ...READ_ERRORS },
});

const decide = createRoute({
  ...rule('precedent.decide', 'precedent'),
  method: 'post',
  path: '/api/v1/precedents/{id}/decision',
  tags,
  summary: 'Decides again on the texts of today: the new precedent takes the place of the old one',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({
          decision: bundlePrecedentSchema.shape.decision,
          reason: ruleCodeSchema.nullable().default(null).describe('of a refusal'),
        }),
        'The decision',
      ),
    },
  },
  responses: { 201: json(precedent, 'The new precedent'), ...WRITE_ERRORS },
});

const importFile = createRoute({
  ...rule('precedent.import', { kind: 'institute', field: 'institute' }),
  method: 'post',
  path: '/api/v1/precedents/import',
  tags,
  summary: 'Imports a file of past decisions of an institute; the same file again changes nothing',
  request: {
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z
          .strictObject({
            csv: z.string().min(1).describe('text of a CSV file, see docs/file-formats.md'),
            institute: idSchema.describe('whose directorate decided'),
            dryRun: z.boolean().default(false).describe('say what would change, and write nothing'),
          })
          .openapi('PrecedentFile'),
        'The file',
      ),
    },
  },
  responses: { 200: json(named(precedentImportSchema, 'PrecedentImport'), 'What became of each row'), ...WRITE_ERRORS },
});

export const precedentRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(list, async (c) => c.json(await listPrecedents(service, c.req.valid('query')), 200))
    .openapi(contradictions, async (c) => c.json({ items: await listContradictions(service, c.get('caller')) }, 200))
    .openapi(expiring, async (c) => {
      const run = await listExpiring(service, c.get('caller'));
      return run.ok ? c.json({ items: run.value }, 200) : refused(c, run.problems);
    })
    .openapi(importFile, async (c) => {
      const run = await importPrecedents(service, c.get('caller'), c.req.valid('json'));
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(read, async (c) => {
      const run = await readPrecedent(service, c.req.valid('param').id);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(decide, async (c) => {
      const asked = { ...c.req.valid('param'), ...c.req.valid('json') };
      const run = await decidePrecedent(service, c.get('caller'), asked);
      return run.ok ? c.json(run.value, 201) : refused(c, run.problems);
    });
