/** Mobility calls, and the competition for their places. */
import { z } from '@hono/zod-openapi';
import {
  applyRanking,
  callImportSchema,
  createCall,
  importCalls,
  listCalls,
  rankCall,
  rankingAppliedSchema,
  readCall,
  readStanding,
  replaceCall,
  setCallState,
} from '../../app/index.ts';
import {
  callConcernSchema,
  callSchema,
  idSchema,
  inThreeSchema,
  mobilityKindSchema,
  partnershipSchema,
  rankedApplicantSchema,
  rationalSchema,
  ruleCodeSchema,
  STATES,
  seatProposalSchema,
} from '../../domain/index.ts';
import { named, pageOf, pageQuery, resource } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule } from '../rule.ts';

const call = named(callSchema, 'Call');
const seats = z
  .object({
    quantity: z.number().int(),
    grantPlaces: z.number().int(),
    taken: z.number().int(),
    grantsTaken: z.number().int(),
  })
  .openapi('Seats');
const shownCall = callSchema
  .extend({
    partnership: partnershipSchema,
    seats,
    applications: z
      .partialRecord(STATES.application, z.number().int())
      .nullable()
      .describe('how many are in each state; null for those who do not rank them'),
  })
  .openapi('ShownCall');
const calls = resource('/api/v1/calls', {
  record: call,
  draft: callSchema.omit({ id: true, revision: true, state: true }).strict().openapi('CallDraft'),
  example: {
    university: 'Lindenwerder University of Applied Sciences (invented)',
    city: 'Lindenwerder',
    country: 'Germany',
    specialty: 'Electric power engineering',
    requirements: 'German B1 or English B2',
    tuitionPayment: 'waived under the agreement',
    costs: 'housing 300 EUR a month',
    quantity: 3,
    grantPlaces: 1,
    catalogueLinks: ['https://lindenwerder.example/catalogue'],
    deadline: '2026-12-15',
    kind: 'external',
    stay: { start: '2027-03-01', end: '2027-07-31' },
    languages: [{ language: 'en', level: 'B2' }],
  },
});
const ranking = z
  .object({
    number: z.number().int().describe('grows with each ranking, and is its ETag'),
    policy: z.object({ id: z.string(), version: z.string() }),
    date: z.iso.date(),
    ranked: z.array(rankedApplicantSchema),
    proposals: z.array(seatProposalSchema),
    incomplete: z.array(z.object({ application: idSchema, missing: z.array(z.string()) })),
  })
  .openapi('Ranking');

const rankingRules = z
  .object({
    title: inThreeSchema,
    criteria: z.array(
      z.object({
        id: z.string(),
        title: inThreeSchema,
        of: z.enum(['gpa', 'language-level', 'credits-earned', 'points']),
        weight: rationalSchema,
        worst: rationalSchema,
        best: rationalSchema,
      }),
    ),
    tieBreaks: z.array(z.string()),
    reserve: z.number().int().nullable().describe('most places on the reserve list; null: as many as there are'),
  })
  .openapi('RankingRules');

const settle = <E extends string>(event: E, state: 'open' | 'closed', summary: string) =>
  post(`/api/v1/calls/{id}/${event}`, {
    may: rule('call.write', 'house'),
    summary,
    revised: true,
    answer: call,
    run: ({ service, caller, revision, c }) =>
      setCallState(service, caller, { id: c.req.param('id') ?? '', revision, state }),
  });

export const callRoutes = {
  listCalls: get('/api/v1/calls', {
    may: rule('call.read', 'reach'),
    summary: 'Mobility calls, newest first; drafts are shown to those who write them',
    query: {
      ...pageQuery,
      state: callSchema.shape.state.optional(),
      kind: mobilityKindSchema.optional(),
      country: z.string().max(200).optional().openapi({ example: 'Germany' }),
      university: z.string().max(500).optional().openapi({ example: 'Lindenwerder' }),
      specialty: z.string().max(500).optional().openapi({ example: 'power' }),
      agreement: idParam.optional(),
    },
    answer: pageOf(shownCall),
    run: ({ service, caller, query }) => listCalls(service, caller, query),
  }),
  readCall: get('/api/v1/calls/{id}', {
    may: rule('call.read', 'house'),
    summary: 'One call with its seats and how we stand to its host',
    answer: shownCall
      .extend({ concerns: z.array(callConcernSchema).describe('what does not fit the agreement behind it') })
      .openapi('CallInFull'),
    run: ({ service, caller, id }) => readCall(service, caller, id),
  }),
  createCall: calls.create(rule('call.write', 'house'), 'A new call, as a draft', ({ service, caller, body }) =>
    createCall(service, caller, body),
  ),
  replaceCall: calls.replace(
    rule('call.write', 'house'),
    'Another content of a call; its state stays',
    ({ service, caller, id, revision, body }) => replaceCall(service, caller, { ...body, id, revision }),
  ),
  publishCall: settle('publish', 'open', 'Opens a call for applications until its deadline'),
  closeCall: settle('close', 'closed', 'Takes no more applications'),
  importCalls: post('/api/v1/calls/import', {
    may: rule('call.write', 'house'),
    summary: 'The call file of the office, see docs/file-formats.md; a dry run only shows what would change',
    size: 'file',
    body: z.strictObject({ csv: z.string().min(1), dryRun: z.boolean().default(false) }).openapi('CallFile'),
    example: {
      csv: 'University,City,Country\nLindenwerder University (invented),Lindenwerder,Germany\n',
      dryRun: true,
    },
    answer: named(callImportSchema, 'CallImport'),
    says: 'What came of each row',
    run: ({ service, caller, body }) => importCalls(service, caller, body),
  }),
  rankCall: post('/api/v1/calls/{id}/ranking', {
    may: rule('application.rank', 'house'),
    summary: 'Ranks the eligible applicants of a call, and proposes what the places that are left allow',
    answer: ranking,
    status: 201,
    says: 'The ranking; it is kept, and the last one counts',
    etag: ({ number }) => number,
    run: ({ service, caller, id }) => rankCall(service, caller, id),
  }),
  readRanking: get('/api/v1/calls/{id}/ranking', {
    may: rule('application.rank', 'house'),
    summary: 'The last ranking of a call, its seats, and its reserve list with the next one first',
    answer: z.object({
      ranking: ranking.nullable(),
      isCurrent: z.boolean().describe('it proposes what a ranking made now would; false without one'),
      rules: rankingRules,
      seats,
      reserve: z.array(z.object({ application: idSchema, place: z.number().int() })),
    }),
    etag: (standing) => standing.ranking?.number,
    run: ({ service, caller, id }) => readStanding(service, caller, id),
  }),
  applyRanking: post('/api/v1/calls/{id}/ranking/decisions', {
    may: rule('application.decide', 'house'),
    summary: 'Decides as the ranking proposes: places with and without a grant, and the reserve list',
    body: z
      .strictObject({
        declineReason: ruleCodeSchema
          .optional()
          .describe('for those who get neither; without it they are left to be decided on'),
      })
      .default({}),
    example: { declineReason: 'no-seat' },
    revised: true,
    once: true,
    answer: named(rankingAppliedSchema, 'RankingApplied'),
    says: 'What became of each; all that could be decided is',
    run: ({ service, caller, id: call, revision: number, body }) =>
      applyRanking(service, caller, { ...body, call, number }),
  }),
};
