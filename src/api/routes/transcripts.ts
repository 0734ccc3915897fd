/** The transcripts that come back from a stay. */
import { createRoute, z } from '@hono/zod-openapi';
import {
  listTranscripts,
  receivedSchema,
  receiveTranscript,
  storedTranscriptSchema,
  transcriptTrialSchema,
  tryTranscript,
} from '../../app/index.ts';
import { problemSchema } from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, json, named, onceHeaders, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';
import { transcriptFrom, transcriptSourceSchema } from '../sources.ts';

const problems = z.array(problemSchema);
const tags = ['recognitions'];

const receive = createRoute({
  ...rule('transcript.import', 'plan'),
  method: 'post',
  path: '/api/v1/study-plans/{id}/transcripts',
  tags,
  summary:
    'The transcript of the stay, as JSON or as the text of a CSV or XML (ELMO, EWP) file; a corrected one counts from then on',
  request: {
    params: idParams,
    headers: onceHeaders,
    body: {
      required: true,
      ...json(
        z.strictObject({
          transcript: transcriptSourceSchema,
          dryRun: z.boolean().default(false).describe('say what would change, and write nothing'),
        }),
        'The transcript',
      ),
    },
  },
  responses: {
    200: json(named(transcriptTrialSchema.extend({ problems }), 'TranscriptTrial'), 'What would change, of a dry run'),
    201: recordAnswer(named(receivedSchema.extend({ problems }), 'TranscriptReceived'), 'As it was kept'),
    ...WRITE_ERRORS,
  },
});

const list = createRoute({
  ...rule('transcript.read', 'plan'),
  method: 'get',
  path: '/api/v1/study-plans/{id}/transcripts',
  tags,
  summary: 'Every transcript of a plan, oldest first; the last one counts',
  request: { params: idParams },
  responses: {
    200: json(z.object({ items: z.array(named(storedTranscriptSchema, 'StoredTranscript')) }), 'The transcripts'),
    ...READ_ERRORS,
  },
});

export const transcriptRoutes = ({ service }: ApiEnvironment) =>
  router()
    .openapi(receive, async (c) => {
      const { transcript: source, dryRun } = c.req.valid('json');
      const transcript = transcriptFrom(source);
      if (!transcript.ok) return refused(c, transcript.problems);
      const asked = { studyPlan: c.req.valid('param').id, transcript: transcript.value };
      if (dryRun) return c.json({ ...(await tryTranscript(service, asked)), problems: transcript.problems }, 200);
      const run = await receiveTranscript(service, c.get('caller'), asked);
      if (!run.ok) return refused(c, run.problems);
      tagged(c, run.value.plan);
      return c.json({ ...run.value, problems: [...transcript.problems, ...run.problems] }, 201);
    })
    .openapi(list, async (c) => c.json({ items: await listTranscripts(service, c.req.valid('param').id) }, 200));
