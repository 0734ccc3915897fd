/** What was decided before, without whose case it was. */
import { z } from '@hono/zod-openapi';
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
import { listOf, named, pageOf, pageQuery, under } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule } from '../rule.ts';

const precedent = named(bundlePrecedentSchema, 'BundlePrecedent');

export const precedentRoutes = {
  listPrecedents: get('/api/v1/precedents', {
    may: rule('precedent.read', 'reach'),
    summary: 'Decisions on bundles as memory, oldest first',
    query: {
      ...pageQuery,
      status: bundlePrecedentSchema.shape.status.unwrap().optional(),
      institute: idParam.optional(),
      hostInstitution: z.string().max(500).optional().openapi({ example: 'Cedar Hollow' }),
      homeInstitution: z.string().max(500).optional().openapi({ example: 'Home University' }),
      validOn: z.iso
        .date()
        .optional()
        .openapi({ description: 'leaves out what has ended before this day', example: '2026-11-20' }),
      expiresBy: z.iso.date().optional().openapi({ example: '2027-06-30' }),
    },
    answer: pageOf(precedent),
    run: ({ service, query }) => listPrecedents(service, query),
  }),
  listContradictions: get('/api/v1/precedents/contradictions', {
    may: rule('precedent.read', 'reach'),
    summary: 'Decisions on the same courses that count today and disagree',
    answer: listOf(named(contradictionSchema, 'Contradiction')),
    run: async ({ service, caller }) => ({ items: await listContradictions(service, caller) }),
  }),
  listExpiring: get('/api/v1/precedents/expiring', {
    may: rule('precedent.read', 'reach'),
    summary: 'Those that end soon, the soonest first',
    answer: listOf(precedent),
    run: async ({ service, caller }) => under('items', await listExpiring(service, caller)),
  }),
  readPrecedent: get('/api/v1/precedents/{id}', {
    may: rule('precedent.read', 'house'),
    summary: 'One precedent with the texts that were decided on',
    answer: precedent,
    run: ({ service, id }) => readPrecedent(service, id),
  }),
  decidePrecedent: post('/api/v1/precedents/{id}/decision', {
    may: rule('precedent.decide', 'precedent'),
    summary: 'Decides again on the texts of today: the new precedent takes the place of the old one',
    body: z.strictObject({
      decision: bundlePrecedentSchema.shape.decision,
      reason: ruleCodeSchema.nullable().default(null).describe('of a refusal'),
    }),
    example: { decision: 'refused', reason: 'content-differs' },
    answer: precedent,
    status: 201,
    run: ({ service, caller, id, body }) => decidePrecedent(service, caller, { id, ...body }),
  }),
  importPrecedents: post('/api/v1/precedents/import', {
    may: rule('precedent.import', { kind: 'institute', field: 'institute' }),
    summary: 'Imports a file of past decisions of an institute; the same file again changes nothing',
    size: 'file',
    body: z
      .strictObject({
        csv: z.string().min(1).describe('text of a CSV file, see docs/file-formats.md'),
        institute: idSchema.describe('whose directorate decided'),
        dryRun: z.boolean().default(false).describe('say what would change, and write nothing'),
      })
      .openapi('PrecedentFile'),
    example: {
      csv: 'home_code,host_institution,host_code,decision\nDBS3211,Cedar Hollow State University (invented),CS 360,approved\n',
      institute: 'software',
      dryRun: true,
    },
    answer: named(precedentImportSchema, 'PrecedentImport'),
    says: 'What became of each row',
    run: ({ service, caller, body }) => importPrecedents(service, caller, body),
  }),
};
