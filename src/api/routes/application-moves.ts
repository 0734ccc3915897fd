/** The steps in the life of an application; each is one event of the machine in docs/states.md. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Caller, decideApplication, givePoints, moveApplication, promoteApplication } from '../../app/index.ts';
import {
  type Action,
  type Application,
  type ApplicationEvent,
  fundingSchema,
  type Result,
  rationalSchema,
  ruleCodeSchema,
} from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { REVISION_ERRORS } from '../problems.ts';
import { idParams, ifMatchHeaders, json, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';
import { application } from './applications.ts';

const tags = ['applications'];

const reason = z.strictObject({ reason: ruleCodeSchema.optional() }).openapi('Reasoned');

/** A step whose request says `schema` of it. */
const stepRoute = <P extends string, S extends z.ZodType>(
  right: Action,
  path: P,
  { summary, schema, required = true }: { readonly summary: string; readonly schema: S; readonly required?: boolean },
) =>
  createRoute({
    ...rule(right, 'application'),
    method: 'post',
    path,
    tags,
    summary,
    request: {
      params: idParams,
      headers: ifMatchHeaders,
      body: { required, ...json(schema, 'What belongs to it') },
    },
    responses: { 200: recordAnswer(application, 'The application as it is now'), ...REVISION_ERRORS },
  });

const moveRoute = <P extends string>(right: Action, path: P, summary: string) =>
  stepRoute(right, path, { summary, schema: reason, required: false });

const MOVES = {
  submit: moveRoute('application.submit', '/api/v1/applications/{id}/submit', 'Hands the application in'),
  takeBack: moveRoute('application.submit', '/api/v1/applications/{id}/take-back', 'Makes it a draft again'),
  eligible: moveRoute(
    'application.check',
    '/api/v1/applications/{id}/find-eligible',
    'Every rule is answered with yes',
  ),
  ineligible: moveRoute(
    'application.check',
    '/api/v1/applications/{id}/find-ineligible',
    'A rule is answered with no; the reason says which',
  ),
  accept: moveRoute('application.accept', '/api/v1/applications/{id}/accept', 'Takes the place that was awarded'),
  withdraw: moveRoute(
    'application.withdraw',
    '/api/v1/applications/{id}/withdraw',
    'Gives the application up, and with it the place',
  ),
  depart: moveRoute(
    'application.send',
    '/api/v1/applications/{id}/depart',
    'Papers and plan are complete: the stay begins',
  ),
  complete: moveRoute(
    'application.send',
    '/api/v1/applications/{id}/complete',
    'The stay is recognised: the case ends',
  ),
};

const points = stepRoute('application.decide', '/api/v1/applications/{id}/points', {
  summary: 'The points of the commission by the criteria of the policy; those before are replaced',
  schema: z.strictObject({ points: z.record(z.string().max(60), rationalSchema) }).openapi('Points'),
});

const decide = stepRoute('application.decide', '/api/v1/applications/{id}/decide', {
  summary: 'The decision of the commission: a place, the reserve list, or none',
  schema: z
    .discriminatedUnion('decision', [
      z.strictObject({ decision: z.literal('award'), funding: fundingSchema.optional() }),
      z.strictObject({ decision: z.literal('reserve'), place: z.number().int().positive().optional() }),
      z.strictObject({ decision: z.literal('decline'), reason: ruleCodeSchema }),
    ])
    .openapi('Decision'),
});

const promote = stepRoute('application.rank', '/api/v1/applications/{id}/promote', {
  summary: 'Gives a free place to the next on the reserve list',
  schema: z.strictObject({ funding: fundingSchema.optional() }).openapi('Promotion'),
  required: false,
});

const answer = (c: Context, run: Result<Application>) =>
  run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);

interface Named {
  readonly param: z.output<typeof idParams>;
  readonly header: z.output<typeof ifMatchHeaders>;
}
const named = ({ param, header }: Named) => ({ id: param.id, revision: header['if-match'] });

export const applicationMoveRoutes = ({ service }: ApiEnvironment) => {
  const move = (event: ApplicationEvent, caller: Caller, said: Named & { json: z.output<typeof reason> }) =>
    moveApplication(service, caller, { ...named(said), ...said.json, event });
  return router()
    .openapi(MOVES.submit, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('submit', c.get('caller'), said));
    })
    .openapi(MOVES.takeBack, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('take-back', c.get('caller'), said));
    })
    .openapi(MOVES.eligible, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('find-eligible', c.get('caller'), said));
    })
    .openapi(MOVES.ineligible, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('find-ineligible', c.get('caller'), said));
    })
    .openapi(MOVES.accept, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('accept', c.get('caller'), said));
    })
    .openapi(MOVES.withdraw, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('withdraw', c.get('caller'), said));
    })
    .openapi(MOVES.depart, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('depart', c.get('caller'), said));
    })
    .openapi(MOVES.complete, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('complete', c.get('caller'), said));
    })
    .openapi(points, async (c) => {
      const said = named({ param: c.req.valid('param'), header: c.req.valid('header') });
      return answer(c, await givePoints(service, c.get('caller'), { ...c.req.valid('json'), ...said }));
    })
    .openapi(decide, async (c) => {
      const said = named({ param: c.req.valid('param'), header: c.req.valid('header') });
      return answer(c, await decideApplication(service, c.get('caller'), { ...c.req.valid('json'), ...said }));
    })
    .openapi(promote, async (c) => {
      const said = named({ param: c.req.valid('param'), header: c.req.valid('header') });
      return answer(c, await promoteApplication(service, c.get('caller'), { ...c.req.valid('json'), ...said }));
    });
};
