/** Plans that are shown by a link to somebody without an account. */
import { z } from '@hono/zod-openapi';
import { createShareLink, listShareLinks, readSharedPlan, revokeShareLink } from '../../app/index.ts';
import { planVersionSchema, studyPlanSchema } from '../../domain/index.ts';
import { listOf } from '../resource.ts';
import { get, idParam, post, remove } from '../route.ts';
import { anybody, rule } from '../rule.ts';

const shareLink = z
  .object({
    id: z.string(),
    studyPlan: z.string(),
    madeBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .openapi('ShareLink');

export const sharedPlanRoutes = {
  createShareLink: post('/api/v1/study-plans/{id}/share-links', {
    may: rule('plan.share', 'plan'),
    summary: 'A link that shows the plan without its student; its secret is shown this once',
    body: z.strictObject({ days: z.number().int().min(1).max(90).default(30) }).openapi('ShareLinkDraft'),
    example: { days: 14 },
    once: false,
    answer: z.object({
      link: shareLink,
      secret: z.string(),
      path: z.string().describe('of the page; what follows the # never reaches a server or its logs'),
    }),
    status: 201,
    run: async ({ service, caller, id, body: { days } }) => {
      const made = await createShareLink(service, caller, { plan: id, days });
      return made.ok ? { ...made.value, path: `/shared#${made.value.secret}` } : made;
    },
  }),
  listShareLinks: get('/api/v1/study-plans/{id}/share-links', {
    may: rule('plan.share', 'plan'),
    summary: 'The links of a plan, newest first, without their secrets',
    answer: listOf(shareLink),
    run: async ({ service, id }) => ({ items: await listShareLinks(service, id) }),
  }),
  revokeShareLink: remove('/api/v1/study-plans/{id}/share-links/{link}', {
    may: rule('plan.share', 'plan'),
    params: { link: idParam },
    summary: 'Ends a link',
    run: ({ service, caller, id, link }) => revokeShareLink(service, caller, { plan: id, id: link }),
  }),
  readSharedPlan: post('/api/v1/shared-plans', {
    may: anybody,
    summary: 'The plan that a link shows, as it stands today. The secret comes in the body, where no log keeps it',
    body: z.strictObject({ secret: z.string().min(1).max(200) }).openapi('SharedPlanAsked'),
    example: { secret: 'what follows the # of the link' },
    once: false,
    answer: planVersionSchema
      .pick({ plan: true, number: true, madeOn: true })
      .extend({
        state: studyPlanSchema.shape.state,
        stay: studyPlanSchema.shape.stay,
        expiresAt: z.iso.datetime(),
      })
      .openapi('SharedPlan'),
    run: ({ service, body }) => readSharedPlan(service, body.secret),
  }),
};
