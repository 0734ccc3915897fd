/** The rules of the installation as people read them: law and policy as dated data, and what universities teach. */
import { z } from '@hono/zod-openapi';
import { findSubjects, listProcessRules, policyEffects, policyEffectsSchema } from '../../app/index.ts';
import {
  canonicalSubjectSchema,
  conversionSchema,
  creditUnitSchema,
  gradeScaleSchema,
  policySchema,
  policyShape,
} from '../../domain/index.ts';
import { listOf, named, pageQuery } from '../resource.ts';
import { get } from '../route.ts';
import { rule, tool } from '../rule.ts';

interface Dated {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}
/** The installed rules of one kind; both ends of a validity are inclusive, and ISO dates compare as text. */
const rulesAt = <
  P extends string,
  K extends 'scales' | 'units' | 'policies' | 'conversions',
  A extends z.ZodType<Dated>,
>(
  path: P,
  kind: K,
  { summary, schema }: { readonly summary: string; readonly schema: A },
) =>
  get(path, {
    may: tool('rules.read'),
    summary,
    query: {
      date: z.iso.date().optional().openapi({
        description: 'only what is valid on this day; without it, everything',
        example: '2026-09-01',
      }),
    },
    answer: listOf(schema),
    run: ({ service, query: { date } }) => {
      const dated: readonly Dated[] = service.context().rules[kind];
      const items = dated.filter(
        ({ validFrom, validTo }) =>
          date === undefined || ((validFrom === null || validFrom <= date) && (validTo === null || date <= validTo)),
      );
      return { items } as z.output<ReturnType<typeof listOf<A>>>;
    },
  });

const policyName = z.string().trim().min(1).max(120);

export const ruleRoutes = {
  listScales: rulesAt('/api/v1/scales', 'scales', {
    summary: 'Grade scales with their dates and sources',
    schema: gradeScaleSchema,
  }),
  listCreditUnits: rulesAt('/api/v1/credit-units', 'units', {
    summary: 'Credit units with their exact ratios to ECTS',
    schema: creditUnitSchema,
  }),
  listPolicies: rulesAt('/api/v1/policies', 'policies', {
    summary: 'Policies: which rules an institution applies',
    schema: policySchema,
  }),
  listConversions: rulesAt('/api/v1/conversions', 'conversions', {
    summary: 'Published tables from one grade scale to another, with their dates and sources',
    schema: conversionSchema,
  }),
  listSubjects: get('/api/v1/subjects', {
    may: tool('rules.read'),
    summary: 'Subjects that universities teach, by a part of a title in any of their languages',
    query: {
      text: z.string().max(200).default('').openapi({ example: 'electrical machines' }),
      limit: z.coerce.number().int().min(1).max(200).default(50).openapi({ example: 50 }),
    },
    answer: listOf(canonicalSubjectSchema.omit({ topics: true }).extend({ id: z.string() })).extend({
      total: z.number().int().describe('as many have the text'),
    }),
    run: ({ service, query }) => findSubjects(service.context(), query),
  }),
  listProcessRules: get('/api/v1/process-rules', {
    may: rule('rules.read', 'house'),
    summary:
      'Rules of the process: who may apply, which papers are asked, how applicants are compared, how long things are kept',
    answer: listOf(z.looseObject({ kind: z.string(), ...policyShape }).openapi('ProcessRule')),
    run: ({ service }) => ({ items: listProcessRules(service.process) }),
  }),
  readPolicyEffects: get('/api/v1/policy-effects', {
    may: rule('policy.compare', 'reach'),
    summary:
      'What would be otherwise in recognised results under another policy, or another version of one, figure by figure and why; nothing is written',
    query: {
      policy: policyName.openapi({
        description: 'id and version of a policy, or its id alone for the version that is in force today',
        example: 'aupet-2024:1',
      }),
      against: policyName.openapi({ description: 'the other one', example: 'aupet-2024-bavarian:1' }),
      ...pageQuery,
    },
    answer: named(policyEffectsSchema, 'PolicyEffects'),
    run: ({ service, caller, query }) => policyEffects(service, caller, query),
  }),
};
