/** The competition for the places of a call. */
import { createRoute, z } from '@hono/zod-openapi';
import { applyRanking, rankCall, rankingAppliedSchema, readStanding } from '../../app/index.ts';
import { idSchema, rankedApplicantSchema, ruleCodeSchema, seatProposalSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, REVISION_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, ifMatchHeaders, json, named, onceHeaders, placed, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';
import { seatsSchema } from './calls.ts';

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
const tags = ['applications'];

const rank = createRoute({
  ...rule('application.rank', 'house'),
  method: 'post',
  path: '/api/v1/calls/{id}/ranking',
  tags,
  summary: 'Ranks the eligible applicants of a call, and proposes what the places that are left allow',
  request: { params: idParams, headers: onceHeaders },
  responses: { 201: recordAnswer(ranking, 'The ranking; it is kept, and the last one counts'), ...WRITE_ERRORS },
});

const standing = createRoute({
  ...rule('application.rank', 'house'),
  method: 'get',
  path: '/api/v1/calls/{id}/ranking',
  tags,
  summary: 'The last ranking of a call, its seats, and its reserve list with the next one first',
  request: { params: idParams },
  responses: {
    200: recordAnswer(
      z.object({
        ranking: ranking.nullable(),
        seats: seatsSchema,
        reserve: z.array(z.object({ application: idSchema, place: z.number().int() })),
      }),
      'How the competition stands',
    ),
    ...READ_ERRORS,
  },
});

const apply = createRoute({
  ...rule('application.decide', 'house'),
  method: 'post',
  path: '/api/v1/calls/{id}/ranking/decisions',
  tags,
  summary: 'Decides as the ranking proposes: places with and without a grant, and the reserve list',
  request: {
    params: idParams,
    headers: ifMatchHeaders.extend(onceHeaders.shape),
    body: {
      required: false,
      ...json(
        z
          .strictObject({
            declineReason: ruleCodeSchema
              .optional()
              .describe('for those who get neither; without it they are left to be decided on'),
          })
          .openapi('RankingDecision'),
        'What else is decided',
      ),
    },
  },
  responses: {
    200: json(named(rankingAppliedSchema, 'RankingApplied'), 'What became of each; all that could be decided is'),
    ...REVISION_ERRORS,
  },
});

export const competitionRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(rank, async (c) => {
      const run = await rankCall(service, c.get('caller'), c.req.valid('param').id);
      if (!run.ok) return refused(c, run.problems);
      tagged(c, { revision: run.value.number });
      return c.json(run.value, 201);
    })
    .openapi(standing, async (c) => {
      const run = await readStanding(service, c.req.valid('param').id);
      if (!run.ok) return refused(c, run.problems);
      if (run.value.ranking) tagged(c, { revision: run.value.ranking.number });
      return c.json(run.value, 200);
    })
    .openapi(apply, async (c) => {
      const { id: call, revision: number } = placed(c.req.valid('param'), c.req.valid('header'));
      const run = await applyRanking(service, c.get('caller'), { ...c.req.valid('json'), call, number });
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    });
