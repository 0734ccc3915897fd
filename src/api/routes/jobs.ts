/** Work that takes longer than somebody waits for an answer. */
import { z } from '@hono/zod-openapi';
import {
  cancelJob,
  createJob,
  jobRequestSchema,
  jobSchema,
  jobWithResultSchema,
  listJobs,
  readJob,
  readJobFile,
} from '../../app/index.ts';
import { sendFile } from '../files.ts';
import { named, pageOf, pageQuery } from '../resource.ts';
import { get, post, remove } from '../route.ts';
import { rule } from '../rule.ts';

const job = named(jobSchema, 'Job');

export const jobRoutes = {
  createJob: post('/api/v1/jobs', {
    may: rule('job.create', 'self'),
    summary:
      'Asks for long work, which goes on without this request: a curriculum at every stored host, many protocols',
    body: named(jobRequestSchema, 'JobRequest'),
    example: { kind: 'every-host', curriculum: 'curriculum_software', semester: 5, top: 10 },
    answer: job,
    status: 202,
    says: 'The job, in line; no restart loses it',
    run: async ({ service, caller, body, c }) => {
      const made = await createJob(service, caller, body);
      if (made.ok) c.header('location', `/api/v1/jobs/${made.value.id}`);
      return made;
    },
  }),
  listJobs: get('/api/v1/jobs', {
    may: rule('job.read', 'reach'),
    summary: 'Your jobs, and those of everybody for administrators; the newest first',
    query: { ...pageQuery, state: z.enum(jobSchema.shape.state.options).optional() },
    answer: pageOf(job),
    run: ({ service, caller, query }) => listJobs(service, caller, query),
  }),
  readJob: get('/api/v1/jobs/{id}', {
    may: rule('job.read', 'job'),
    summary: 'How far a job is, and what it came to',
    answer: named(jobWithResultSchema, 'JobWithResult'),
    run: ({ service, caller, id }) => readJob(service, caller, id),
  }),
  readJobFile: get('/api/v1/jobs/{id}/file', {
    may: rule('job.fetch', 'job'),
    summary: 'The file that a job made',
    files: ['application/zip', 'text/csv', 'application/json'],
    run: async ({ service, caller, id, c }) => {
      const file = await readJobFile(service, caller, id);
      return file.ok ? sendFile(c, file.value) : file;
    },
  }),
  cancelJob: remove('/api/v1/jobs/{id}', {
    may: rule('job.cancel', 'job'),
    summary: 'Cancels a job; once it is over nothing happens',
    run: ({ service, caller, id }) => cancelJob(service, caller, id),
  }),
};
