/** Institutes of the home institution. The pattern of a stored resource. */
import { createInstitute, listInstitutes, readRecord, replaceInstitute } from '../../app/index.ts';
import { instituteSchema } from '../../domain/index.ts';
import { listOf, named, resource } from '../resource.ts';
import { get } from '../route.ts';
import { rule } from '../rule.ts';

const institute = resource('/api/v1/institutes', {
  record: named(instituteSchema, 'Institute'),
  draft: instituteSchema.omit({ id: true, revision: true }).openapi('InstituteDraft'),
  example: {
    code: 'IEE',
    names: { en: 'Institute of Electric Power Engineering', kk: 'Электр энергетикасы институты' },
  },
});

export const instituteRoutes = {
  listInstitutes: get('/api/v1/institutes', {
    may: rule('institute.read', 'reach'),
    summary: 'All institutes; there are few enough for one page',
    answer: listOf(named(instituteSchema, 'Institute')),
    run: async ({ service }) => ({ items: await listInstitutes(service) }),
  }),
  readInstitute: institute.read(rule('institute.read', 'house'), 'One institute', ({ service, id }) =>
    readRecord(service, 'institute', id),
  ),
  createInstitute: institute.create(rule('institute.manage', 'house'), 'A new institute', ({ service, caller, body }) =>
    createInstitute(service, caller, body),
  ),
  replaceInstitute: institute.replace(
    rule('institute.manage', 'house'),
    'Another code or other names',
    ({ service, caller, id, revision, body }) => replaceInstitute(service, caller, { ...body, id, revision }),
  ),
};
