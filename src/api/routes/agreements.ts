/** Agreements with partners, and hosts. */
import { z } from '@hono/zod-openapi';
import { createAgreement, listAgreements, listHosts, readRecord, replaceAgreement } from '../../app/index.ts';
import { agreementSchema, mobilityKindSchema, partnershipSchema } from '../../domain/index.ts';
import { listOf, named, pageOf, pageQuery, resource } from '../resource.ts';
import { get } from '../route.ts';
import { rule } from '../rule.ts';

const agreements = resource('/api/v1/agreements', {
  record: named(agreementSchema, 'Agreement'),
  draft: agreementSchema.omit({ id: true, revision: true }).openapi('AgreementDraft'),
  example: {
    institution: 'Lindenwerder University of Applied Sciences (invented)',
    country: 'Germany',
    kind: 'external',
    number: '2026-17',
    validFrom: '2026-09-01',
    validTo: '2031-08-31',
    tuitionWaived: true,
  },
});

export const agreementRoutes = {
  listAgreements: get('/api/v1/agreements', {
    may: rule('agreement.read', 'reach'),
    summary: 'Agreements with partners, oldest first, each with its standing today',
    query: {
      ...pageQuery,
      institution: z.string().max(500).optional().openapi({ example: 'Lindenwerder' }),
      country: z.string().max(200).optional().openapi({ example: 'Germany' }),
      kind: mobilityKindSchema.optional(),
    },
    answer: pageOf(agreementSchema.extend({ standing: partnershipSchema }).openapi('ShownAgreement')),
    run: ({ service, caller, query: { after, limit, ...where } }) =>
      listAgreements(service, caller, { after, limit, where }),
  }),
  readAgreement: agreements.read(rule('agreement.read', 'house'), 'One agreement', ({ service, id }) =>
    readRecord(service, 'agreement', id),
  ),
  createAgreement: agreements.create(rule('agreement.write', 'house'), 'A new agreement', ({ service, caller, body }) =>
    createAgreement(service, caller, body),
  ),
  replaceAgreement: agreements.replace(
    rule('agreement.write', 'house'),
    'Other terms or dates; an agreement ends by its last day',
    ({ service, caller, id, revision, body }) => replaceAgreement(service, caller, { ...body, id, revision }),
  ),
  listHosts: get('/api/v1/hosts', {
    may: rule('agreement.read', 'reach'),
    summary: 'Every host of a call, an agreement or a catalogue, and how we stand to it; few enough for one page',
    query: { partnership: partnershipSchema.optional() },
    answer: listOf(
      z
        .object({
          institution: z.string(),
          country: z.string().nullable(),
          calls: z.number().int(),
          catalogues: z.number().int(),
          partnership: partnershipSchema,
        })
        .openapi('Host'),
    ),
    run: async ({ service, caller, query }) => ({ items: await listHosts(service, caller, query.partnership) }),
  }),
};
