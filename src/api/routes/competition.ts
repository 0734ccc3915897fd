/** The competition for the places of a call. */
import { createRoute, z } from '@hono/zod-openapi';
import { rankCall, readStanding } from '../../app/index.ts';
import { idSchema, rankedApplicantSchema, seatProposalSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json, onceHeaders } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';
import { seatsSchema } from './calls.ts';

const ranking = z
  .object({
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
  responses: { 201: json(ranking, 'The ranking; it is kept, and the last one counts'), ...WRITE_ERRORS },
});

const standing = createRoute({
  ...rule('application.rank', 'house'),
  method: 'get',
  path: '/api/v1/calls/{id}/ranking',
  tags,
  summary: 'The last ranking of a call, its seats, and its reserve list with the next one first',
  request: { params: idParams },
  responses: {
    200: json(
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

export const competitionRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(rank, async (c) => {
      const run = await rankCall(service, c.get('caller'), c.req.valid('param').id);
      return run.ok ? c.json(run.value, 201) : refused(c, run.problems);
    })
    .openapi(standing, async (c) => {
      const run = await readStanding(service, c.req.valid('param').id);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    });
