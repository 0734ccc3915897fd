/** Open calls for anybody: a student looks at them, and at whether to apply, before signing in. */
import { z } from '@hono/zod-openapi';
import { listOpenCalls, tryOpenCall } from '../../app/index.ts';
import {
  applicantFactsSchema,
  callSchema,
  checklistItemSchema,
  eligibilitySchema,
  staySchema,
} from '../../domain/index.ts';
import { listOf, named } from '../resource.ts';
import { get, post } from '../route.ts';
import { anybody } from '../rule.ts';

const openCall = callSchema
  .omit({ revision: true, state: true, agreement: true })
  .extend({ placesLeft: z.number().int(), grantsLeft: z.number().int(), daysLeft: z.number().int() })
  .openapi('OpenCall');

export const openCallRoutes = {
  listOpenCalls: get('/api/v1/open-calls', {
    may: anybody,
    summary: 'The calls that can be applied for today, the nearest deadline first',
    answer: listOf(openCall),
    run: async ({ service }) => ({ items: await listOpenCalls(service) }),
  }),
  tryOpenCall: post('/api/v1/open-calls/{id}/prospects', {
    may: anybody,
    summary: 'Whether one could go: each rule answered by what is said, and the papers to bring. Nothing is kept',
    body: z
      .strictObject({
        facts: applicantFactsSchema.omit({ points: true }),
        stay: staySchema.optional().describe('the days one wants, where the call leaves them open'),
      })
      .openapi('ProspectAsked'),
    example: { facts: { studyForm: 'full-time', yearOfStudy: 2, programmeYears: 4, gpa: '3.4' } },
    answer: z
      .object({
        eligibility: named(eligibilitySchema, 'Eligibility'),
        papers: z.array(named(checklistItemSchema, 'ChecklistItem')),
      })
      .openapi('Prospect'),
    run: ({ service, id, body }) => tryOpenCall(service, id, body),
  }),
};
