/** Stored catalogues and curricula: lists of courses in versions. The tools take them by their ids. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  courseListItemSchema,
  courseVersionSchema,
  importCourses,
  importOutcomeSchema,
  listCourseLists,
  listCourses,
  readCourseVersion,
} from '../../app/index.ts';
import { type Action, curriculumCourseSchema, idSchema, problemSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, TOOL_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json, named, onceHeaders, pageOf, pageQuery } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule, toolRule } from '../rule.ts';

const tags = ['courses'];
const problems = z.array(problemSchema).describe('rejected rows and warnings; empty when everything was used');

const list = <P extends string>(right: Action, path: P, summary: string) =>
  createRoute({
    ...toolRule(right),
    method: 'get',
    path,
    tags,
    summary,
    request: { query: z.object({ institution: z.string().max(500).optional() }) },
    responses: {
      200: json(
        z.object({ items: z.array(named(courseListItemSchema, 'CourseList')) }),
        'With the current version of each',
      ),
      ...TOOL_ERRORS,
    },
  });

const read = <P extends string>(right: Action, path: P, summary: string) =>
  createRoute({
    ...rule(right, 'house'),
    method: 'get',
    path,
    tags,
    summary,
    request: { params: idParams },
    responses: { 200: json(named(courseVersionSchema, 'CourseVersion'), 'The version'), ...READ_ERRORS },
  });

const courses = <P extends string>(right: Action, path: P, summary: string) =>
  createRoute({
    ...rule(right, 'house'),
    method: 'get',
    path,
    tags,
    summary,
    request: {
      params: idParams,
      query: z.object({ ...pageQuery, text: z.string().max(200).optional().describe('part of a code or title') }),
    },
    responses: {
      200: json(pageOf(named(curriculumCourseSchema, 'StoredCourse')), 'A page of courses'),
      ...READ_ERRORS,
    },
  });

const importShape = {
  csv: z.string().min(1).describe('text of a CSV file, see docs/file-formats.md'),
  language: z.string().length(2).optional().describe('ISO 639-1, the language it is mainly in'),
  dryRun: z.boolean().default(false).describe('say what would change, and write nothing'),
};
const courseImport = z.strictObject(importShape).openapi('CourseImport');
const curriculumImport = z
  .strictObject({
    ...importShape,
    institute: idSchema
      .optional()
      .describe('whose directorate keeps it from now on; a directorate names its own, a registrar may leave it out'),
  })
  .openapi('CurriculumImport');

const add = <P extends string, B extends z.ZodType>(
  guard: ReturnType<typeof rule>,
  path: P,
  { summary, body }: { readonly summary: string; readonly body: B },
) =>
  createRoute({
    ...guard,
    method: 'post',
    path,
    tags,
    summary,
    request: { headers: onceHeaders, body: { required: true, ...json(body, 'The file') } },
    responses: {
      200: json(
        named(importOutcomeSchema.extend({ problems }), 'ImportOutcome'),
        'What differs from the version before, and which precedents are touched',
      ),
      ...WRITE_ERRORS,
    },
  });

const catalogues = '/api/v1/catalogue-versions';
const curricula = '/api/v1/curriculum-versions';
const listCatalogues = list(
  'catalogue.read',
  '/api/v1/catalogues',
  'Stored catalogues, by host and academic year; requests name them by id',
);
const listCurricula = list(
  'curriculum.read',
  '/api/v1/curricula',
  'Stored curricula, by programme; requests name them by id',
);
const readCatalogue = read('catalogue.read', `${catalogues}/{id}`, 'One version of a catalogue, and the others of it');
const readCurriculum = read(
  'curriculum.read',
  `${curricula}/{id}`,
  'One version of a curriculum, and the others of it',
);
const catalogueCourses = courses('catalogue.read', `${catalogues}/{id}/courses`, 'The courses of a catalogue');
const curriculumCourses = courses('curriculum.read', `${curricula}/{id}/courses`, 'The courses of a curriculum');
const addCatalogue = add(rule('catalogue.import', 'house'), catalogues, {
  summary: 'Imports a catalogue; the same content is the same version',
  body: courseImport,
});
const ofInstitute = { kind: 'institute', field: 'institute', otherwise: 'house' } as const;
const addCurriculum = add(rule('curriculum.import', ofInstitute), curricula, {
  summary: 'Imports a curriculum; the same content is the same version. A directorate imports those of its institute',
  body: curriculumImport,
});

export const catalogueRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(listCatalogues, async (c) => {
      const items = await listCourseLists(service, { kind: 'catalogue', ...c.req.valid('query') });
      return c.json({ items }, 200);
    })
    .openapi(listCurricula, async (c) => {
      const items = await listCourseLists(service, { kind: 'curriculum', ...c.req.valid('query') });
      return c.json({ items }, 200);
    })
    .openapi(readCatalogue, async (c) => {
      const run = await readCourseVersion(service, { kind: 'catalogue', id: c.req.valid('param').id });
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(readCurriculum, async (c) => {
      const run = await readCourseVersion(service, { kind: 'curriculum', id: c.req.valid('param').id });
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(catalogueCourses, async (c) => {
      const asked = { kind: 'catalogue' as const, ...c.req.valid('param'), ...c.req.valid('query') };
      const run = await listCourses(service, asked);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(curriculumCourses, async (c) => {
      const asked = { kind: 'curriculum' as const, ...c.req.valid('param'), ...c.req.valid('query') };
      const run = await listCourses(service, asked);
      return run.ok ? c.json(run.value, 200) : refused(c, run.problems);
    })
    .openapi(addCatalogue, async (c) => {
      const run = await importCourses(service, c.get('caller'), { kind: 'catalogue', ...c.req.valid('json') });
      return run.ok ? c.json({ ...run.value, problems: run.problems }, 200) : refused(c, run.problems);
    })
    .openapi(addCurriculum, async (c) => {
      const run = await importCourses(service, c.get('caller'), { kind: 'curriculum', ...c.req.valid('json') });
      return run.ok ? c.json({ ...run.value, problems: run.problems }, 200) : refused(c, run.problems);
    });
