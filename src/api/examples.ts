/** What the examples of several requests hold, and the schemas that go with it. */
import type { z } from '@hono/zod-openapi';
import { answerDraftSchema, decisionDraftSchema, type planSchema } from '../domain/index.ts';
import { named } from './resource.ts';

export const decisionDraft = named(decisionDraftSchema, 'DecisionDraft');
export const answerDraft = named(answerDraftSchema, 'AnswerDraft');

export const DECISION_EXAMPLE = { decision: 'approve', bundle: 'b1', seen: 0 } as const;
export const ANSWER_EXAMPLE = {
  decision: 'answer',
  bundle: 'b1',
  seen: 1,
  comment: 'The laboratory hours are in the second half of the syllabus.',
} as const;

/** A plan as `/api/v1/plan` answers it, here without its courses. */
export const PLAN_EXAMPLE: z.input<typeof planSchema> = {
  format: 'concord-plan',
  version: 1,
  home: { institution: 'Home University (invented)', programme: 'Software' },
  host: { institution: 'Cedar Hollow State University (invented)', academicYear: '2026/27' },
  request: { minEcts: '20', maxEcts: '33', term: 'autumn', semesters: [5], languages: [], pins: [], bans: [] },
  bundles: [],
  uncovered: [],
  totals: { homeEcts: '0', hostEcts: '0', uncoveredEcts: '30' },
  solver: { name: 'highs', status: 'optimal', gap: 0, objective: 0 },
  basis: { engine: '1', model: 'weights-2', calibrated: true, policy: 'aupet-2024', policyVersion: '1' },
};

export const CURRICULUM_CSV = 'code,title,credits,credit_system,semester\nDBS3211,Databases,5,ECTS,5\n';
export const CATALOGUE_CSV =
  'code,title,credits,credit_system,description\nCS 360,Database Systems,3,US semester hour,Relational model; SQL\n';
export const TRANSCRIPT_CSV =
  'code,title,credits,credit_system,grade,grade_scale\nCS 360,Database Systems,3,US semester hour,A-,us\n';
