/** Stored catalogues and curricula: lists of courses in versions. Requests take them by their ids. */
import { z } from '@hono/zod-openapi';
import {
  courseListItemSchema,
  courseSearchSchema,
  courseVersionSchema,
  importCourses,
  importOutcomeSchema,
  listCourseLists,
  listCourses,
  readCourseVersion,
  readStoredCourse,
  type Service,
  searchCourses,
  writeCourseList,
} from '../../app/index.ts';
import { curriculumCourseSchema, idSchema, languageSchema, levelSchema, termSchema } from '../../domain/index.ts';
import { CATALOGUE_CSV, CURRICULUM_CSV } from '../examples.ts';
import { sendFile } from '../files.ts';
import { listOf, named, noticed, pageOf, pageQuery, problems } from '../resource.ts';
import { get, post } from '../route.ts';
import { rule, tool } from '../rule.ts';
import { defined } from '../sources.ts';
import { XLSX } from '../spreadsheet.ts';

type ListKind = 'catalogue' | 'curriculum';

const csv = z.string().min(1).describe('text of a CSV file, see docs/file-formats.md');
const file = z
  .strictObject({
    name: z.string().trim().min(1).max(200).describe('as the sender called it'),
    base64: z.base64().min(1).describe('byte by byte'),
  })
  .describe('of any form: XLSX, ODS, PDF, DOCX, HTML, CSV, OCCAPI, OEAPI');
const saidShape = {
  institution: z.string().trim().min(1).max(500).optional().describe('of a file that does not name it'),
  academicYear: z.string().trim().min(4).max(20).optional().describe('of a file of none or several years'),
  columns: z
    .record(z.string().max(60), z.string().max(200))
    .optional()
    .describe('which column is which, by letter, number or header: {"title":"C"}'),
  sheet: z.string().max(200).optional().describe('of a workbook'),
};
const importShape = {
  language: z.string().length(2).optional().describe('ISO 639-1, the language it is mainly in'),
  dryRun: z.boolean().default(false).describe('say how it is read and what would change, and write nothing'),
};
const version = idSchema.describe('of an earlier version of the list, which becomes the newest again');

/** A list as it is sent, in one of three ways; `more` is of one kind alone. */
const importOf = <S extends z.ZodRawShape>(more: S) =>
  z.union([
    z.strictObject({ csv, ...saidShape, ...importShape, ...more }),
    z.strictObject({ file, ...saidShape, ...importShape, ...more }),
    z.strictObject({ version, ...importShape, ...more }),
  ]);

function asImport(sent: z.output<ReturnType<typeof importOf<Record<never, never>>>>) {
  const { language, dryRun } = sent;
  if ('version' in sent) return { language, dryRun, source: { version: sent.version } };
  const { institution, academicYear, columns, sheet } = sent;
  const said = defined({ institution, academicYear, columns, sheet });
  if ('csv' in sent) return { language, dryRun, said, source: { csv: sent.csv } };
  const { name, base64 } = sent.file;
  return { language, dryRun, said, source: { file: { name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) } } };
}

const imported = {
  answer: named(importOutcomeSchema.extend({ problems }), 'ImportOutcome'),
  says: 'What differs from the version before, and which precedents are touched',
};

const lists = <P extends string>(kind: ListKind, path: P, summary: string) =>
  get(path, {
    may: tool(`${kind}.read`),
    summary,
    query: { institution: z.string().max(500).optional().openapi({ example: 'Cedar Hollow' }) },
    answer: listOf(named(courseListItemSchema, 'CourseList')),
    says: 'With the current version of each',
    run: async ({ service, query }) => ({ items: await listCourseLists(service, { kind, ...query }) }),
  });

const readVersionRoute = <P extends `/${string}`>(kind: ListKind, path: P) =>
  get(path, {
    may: rule(`${kind}.read`, 'house'),
    summary: `One version of a ${kind}, and the others of it`,
    answer: named(courseVersionSchema, 'CourseVersion'),
    run: ({ service, c }) => readCourseVersion(service, { kind, id: c.req.param('id') ?? '' }),
  });

const courses = <P extends `/${string}`>(kind: ListKind, path: P) =>
  get(path, {
    may: rule(`${kind}.read`, 'house'),
    summary: `The courses of a ${kind}`,
    query: {
      ...pageQuery,
      text: z.string().max(200).optional().openapi({ description: 'part of a code or title', example: 'database' }),
    },
    answer: pageOf(named(curriculumCourseSchema, 'StoredCourse')),
    run: ({ service, query, c }) => listCourses(service, { kind, id: c.req.param('id') ?? '', ...query }),
  });

/** One course of a list or of a version of it, as it is stored. */
const course = <K extends ListKind>(kind: K) => ({
  may: rule(`${kind}.read` as const, 'house'),
  summary: `One course of a ${kind}, with its texts`,
  params: { code: z.string().min(1).max(200).openapi({ example: 'FEP3110' }) },
  answer: named(curriculumCourseSchema, 'StoredCourse'),
  run: ({ service, id, code }: { readonly service: Service; readonly id: string; readonly code: string }) =>
    readStoredCourse(service, { kind, id, code }),
});

/** The whole list to take along, as an import reads it back. */
const wholeList = <P extends `/${string}`>(kind: ListKind, path: P) =>
  get(path, {
    may: rule(`${kind}.read`, 'house'),
    summary: `A whole ${kind} as a workbook`,
    files: [XLSX],
    run: async ({ service, c }) => {
      const written = await writeCourseList(service, { kind, id: c.req.param('id') ?? '' });
      if (!written.ok) return written;
      return sendFile(c, { name: `${kind}.xlsx`, mediaType: XLSX, content: written.value });
    },
  });

/** `curriculum:code`, of which the code may hold colons of its own. */
const replaced = z
  .string()
  .max(400)
  .refine((text) => /^[^:]+:./.test(text), 'api-home-course')
  .transform((text) => ({ curriculum: text.slice(0, text.indexOf(':')), code: text.slice(text.indexOf(':') + 1) }));

export const catalogueRoutes = {
  searchCourses: get('/api/v1/courses/search', {
    may: tool('catalogue.read'),
    summary:
      'What replaces this? Courses of all current catalogues by words, mistyped or in another language, or for a home course',
    query: {
      q: z
        .string()
        .max(300)
        .default('')
        .openapi({ description: 'words of a title, or a code', example: 'electical mashines' }),
      for: replaced.optional().openapi({
        type: 'string',
        description: 'the home course to be replaced: id of a curriculum, a colon, a code',
        example: 'curriculum_electric_power:ELM3205',
      }),
      catalogues: z
        .string()
        .max(4000)
        .transform((text) => text.split(',').filter(Boolean))
        .optional()
        .openapi({
          type: 'string',
          description: 'ids of lists, separated by commas; all when left out',
          example: 'fjordgate_en,cedar_hollow_us',
        }),
      term: termSchema.optional().openapi({ example: 'autumn' }),
      language: languageSchema.optional().openapi({ description: 'of teaching', example: 'en' }),
      level: levelSchema.optional().openapi({ example: 'bachelor' }),
      limit: z.coerce.number().int().min(1).max(100).default(30).openapi({ example: 10 }),
    },
    answer: named(courseSearchSchema, 'CourseSearch'),
    run: ({ service, caller, query: { q, for: home, ...filters } }) =>
      searchCourses(service, caller, { text: q, home, ...filters }),
  }),
  listCatalogues: lists('catalogue', '/api/v1/catalogues', 'Stored catalogues, by host and academic year'),
  listCurricula: lists('curriculum', '/api/v1/curricula', 'Stored curricula, by programme'),
  readCatalogue: readVersionRoute('catalogue', '/api/v1/catalogue-versions/{id}'),
  readCurriculum: readVersionRoute('curriculum', '/api/v1/curriculum-versions/{id}'),
  listCatalogueCourses: courses('catalogue', '/api/v1/catalogue-versions/{id}/courses'),
  listCurriculumCourses: courses('curriculum', '/api/v1/curriculum-versions/{id}/courses'),
  exportCatalogue: wholeList('catalogue', '/api/v1/catalogue-versions/{id}/file'),
  exportCurriculum: wholeList('curriculum', '/api/v1/curriculum-versions/{id}/file'),
  readCatalogueCourse: get('/api/v1/catalogue-versions/{id}/courses/{code}', course('catalogue')),
  readCurriculumCourse: get('/api/v1/curriculum-versions/{id}/courses/{code}', course('curriculum')),
  importCatalogue: post('/api/v1/catalogue-versions', {
    may: rule('catalogue.import', 'house'),
    summary:
      'Imports a catalogue from a file of any form, or takes an earlier version again; the same content is the same version',
    size: 'file',
    body: importOf({}).openapi('CourseImport'),
    example: {
      csv: CATALOGUE_CSV,
      institution: 'Cedar Hollow State University (invented)',
      academicYear: '2026/27',
      dryRun: true,
    },
    ...imported,
    run: async ({ service, caller, body }) =>
      noticed(await importCourses(service, caller, { kind: 'catalogue', ...asImport(body) })),
  }),
  importCurriculum: post('/api/v1/curriculum-versions', {
    may: rule('curriculum.import', { kind: 'institute', field: 'institute', otherwise: 'house' }),
    summary: 'Imports a curriculum; the same content is the same version. A directorate imports those of its institute',
    size: 'file',
    body: importOf({
      institute: idSchema
        .optional()
        .describe('whose directorate keeps it from now on; a directorate names its own, a registrar may leave it out'),
    }).openapi('CurriculumImport'),
    example: { csv: CURRICULUM_CSV, language: 'en', institute: 'software' },
    ...imported,
    run: async ({ service, caller, body }) =>
      noticed(
        await importCourses(service, caller, { kind: 'curriculum', ...asImport(body), institute: body.institute }),
      ),
  }),
};
