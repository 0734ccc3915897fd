/** Syllabuses of the host courses of a plan. */
import { z } from '@hono/zod-openapi';
import {
  downloadSyllabus,
  listCourseSyllabi,
  listSyllabi,
  MAX_DOCUMENT_BYTES,
  readSyllabus,
  removeSyllabus,
  uploadSyllabus,
} from '../../app/index.ts';
import { sendFile, showQuery } from '../files.ts';
import { listOf } from '../resource.ts';
import { get, idParam, post, remove } from '../route.ts';
import { rule } from '../rule.ts';

const syllabus = z
  .object({
    id: z.string(),
    studyPlan: z.string(),
    course: z.string().describe('code of the host course'),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    uploadedBy: z.string(),
    uploadedAt: z.iso.datetime(),
  })
  .openapi('Syllabus');
const chance = z.number().nullable().describe('null: nothing in common was found');

export const syllabusRoutes = {
  uploadSyllabus: post('/api/v1/study-plans/{id}/syllabi', {
    may: rule('syllabus.upload', 'plan'),
    summary: `Hands in the syllabus of a host course of the plan as PDF, JPEG or PNG of at most ${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB`,
    form: true,
    body: z
      .strictObject({
        file: z.instanceof(File, { error: 'expected a file' }).openapi({ type: 'string', format: 'binary' }),
        course: z.string().min(1).max(200).describe('code of the host course, as the plan has it'),
      })
      .openapi('SyllabusUpload'),
    example: { file: new File(['%PDF-1.7'], 'syllabus.pdf'), course: 'CS 240' },
    answer: syllabus,
    status: 201,
    run: async ({ service, caller, id, body: { file, course } }) => {
      const sent = { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
      return uploadSyllabus(service, caller, { plan: id, course, file: sent });
    },
  }),
  listSyllabi: get('/api/v1/study-plans/{id}/syllabi', {
    may: rule('plan.read', 'plan'),
    summary: 'The syllabuses that were handed in to the courses of a plan, oldest first',
    answer: listOf(syllabus),
    run: async ({ service, id }) => ({ items: await listSyllabi(service, id) }),
  }),
  listCourseSyllabi: get('/api/v1/catalogue-versions/{id}/courses/{code}/syllabi', {
    may: rule('plan.read', 'reach'),
    summary: 'The syllabuses of a host course that stand in plans which I may see, the newest first and each text once',
    params: { code: z.string().min(1).max(200).openapi({ example: 'CS 240' }) },
    answer: listOf(syllabus),
    run: async ({ service, caller, id, code }) => {
      const run = await listCourseSyllabi(service, caller, { catalogue: id, code });
      return run.ok ? { items: run.value } : run;
    },
  }),
  downloadSyllabus: get('/api/v1/study-plans/{id}/syllabi/{syllabus}/file', {
    may: rule('plan.read', 'plan'),
    summary: 'The file as it came, to be saved; a PDF may also be shown',
    params: { syllabus: idParam },
    query: { show: showQuery },
    files: ['application/octet-stream'],
    run: async ({ service, id, syllabus: one, query: { show }, c }) => {
      const run = await downloadSyllabus(service, { plan: id, id: one });
      return run.ok ? sendFile(c, { ...run.value, isShown: show === 'true' }) : run;
    },
  }),
  readSyllabus: get('/api/v1/study-plans/{id}/syllabi/{syllabus}/reading', {
    may: rule('plan.read', 'plan'),
    summary:
      "Its text, and the match with that text as the course's description beside the match as it is; nothing is kept",
    params: { syllabus: idParam },
    answer: z
      .object({ text: z.string(), pairs: z.array(z.object({ home: z.string(), before: chance, after: chance })) })
      .openapi('SyllabusReading'),
    run: ({ service, id, syllabus: one }) => readSyllabus(service, { plan: id, id: one }),
  }),
  removeSyllabus: remove('/api/v1/study-plans/{id}/syllabi/{syllabus}', {
    may: rule('syllabus.upload', 'plan'),
    params: { syllabus: idParam },
    summary: 'Takes a syllabus away that was handed in by mistake',
    run: ({ service, caller, id, syllabus: one }) => removeSyllabus(service, caller, { plan: id, id: one }),
  }),
};
