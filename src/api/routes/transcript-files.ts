/** Transcripts as they come to the registrar, many at once and each from another host. */
import { z } from '@hono/zod-openapi';
import {
  answerTranscriptFile,
  assignTranscriptFile,
  listTranscriptFiles,
  readTranscriptFileState,
  receiveTranscriptFiles,
  setAsideTranscriptFile,
  shownFileSchema,
  transcriptBatchSchema,
} from '../../app/index.ts';
import { idSchema, transcriptAnswersSchema, transcriptFileSchema } from '../../domain/index.ts';
import { TRANSCRIPT_CSV } from '../examples.ts';
import { named, pageOf, pageQuery } from '../resource.ts';
import { get, idParam, post, put } from '../route.ts';
import { rule } from '../rule.ts';
import { defined, despiteSchema } from '../sources.ts';

const shownFile = named(shownFileSchema, 'TranscriptFile');
const name = z.string().trim().min(1).max(200).describe('as the sender called the file');
const { scale } = transcriptAnswersSchema.shape;
const answersShape = transcriptAnswersSchema.shape;
const file = z.union([
  z.strictObject({ name, ...answersShape, text: z.string().min(1).describe('of a text file: CSV, ELMO, EWP') }),
  z.strictObject({ name, ...answersShape, base64: z.base64().min(1).describe('of any file, byte by byte') }),
]);

function asInput(sent: z.output<typeof file>) {
  const { name: called, sheet, columns, institution, scale: of } = sent;
  const bytes = 'text' in sent ? new TextEncoder().encode(sent.text) : Buffer.from(sent.base64, 'base64');
  return { name: called, bytes: new Uint8Array(bytes), said: defined({ sheet, columns, institution, scale: of }) };
}

export const transcriptFileRoutes = {
  receiveTranscriptFiles: post('/api/v1/transcript-files', {
    may: rule('transcript.import', 'house'),
    summary:
      'Reads many transcripts, those of a file of several students one by one, and finds out whose each is; what is certain is received for its study plan and its recognition prepared, the rest says what a person has to do',
    size: 'file',
    body: z.strictObject({ files: z.array(file).min(1).max(100) }).openapi('TranscriptBatchDraft'),
    example: { files: [{ name: 'S005.csv', text: TRANSCRIPT_CSV }] },
    answer: named(transcriptBatchSchema, 'TranscriptBatch'),
    status: 201,
    run: ({ service, caller, body: { files } }) =>
      receiveTranscriptFiles(service, caller, { files: files.map(asInput) }),
  }),
  listTranscriptFiles: get('/api/v1/transcript-files', {
    may: rule('transcript.import', 'house'),
    summary: 'Files with transcripts and how each stands, newest first',
    query: { ...pageQuery, batch: idParam.optional(), state: transcriptFileSchema.shape.state.optional() },
    answer: pageOf(shownFile),
    run: ({ service, caller, query }) => listTranscriptFiles(service, caller, query),
  }),
  readTranscriptFile: get('/api/v1/transcript-files/{id}', {
    may: rule('transcript.import', 'house'),
    summary: 'One file: what was read, whose it seems to be and why, and what a person has to do',
    answer: shownFile,
    run: ({ service, caller, id }) => readTranscriptFileState(service, caller, id),
  }),
  answerTranscriptFile: put('/api/v1/transcript-files/{id}', {
    may: rule('transcript.import', 'house'),
    summary:
      'Says which column is which, and what the file does not say; all answers anew, for every transcript of the file that still waits',
    body: transcriptAnswersSchema,
    example: { columns: { title: 'B', credits: 'ECTS' }, scale: 'de' },
    answer: named(transcriptBatchSchema, 'TranscriptBatch'),
    run: ({ service, caller, id, revision, body }) =>
      answerTranscriptFile(service, caller, { id, revision, said: defined(body) }),
  }),
  assignTranscriptFile: post('/api/v1/transcript-files/{id}/assign', {
    may: rule('transcript.import', 'house'),
    summary: 'Says whose it is: it is received for that study plan, and the recognition prepared',
    body: z.strictObject({ studyPlan: idSchema, scale, despite: despiteSchema.optional() }),
    example: { studyPlan: 'plan-1' },
    revised: true,
    answer: shownFile,
    run: ({ service, caller, id, revision, body: { despite, ...body } }) =>
      assignTranscriptFile(service, caller, { id, revision, ...body, despite: despite && defined(despite) }),
  }),
  setAsideTranscriptFile: post('/api/v1/transcript-files/{id}/set-aside', {
    may: rule('transcript.import', 'house'),
    summary: 'Sets a file aside that nobody will use',
    revised: true,
    answer: shownFile,
    run: ({ service, caller, id, revision }) => setAsideTranscriptFile(service, caller, { id, revision }),
  }),
};
