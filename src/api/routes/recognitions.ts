/** The transcripts that come back from a stay, and recognitions on their way to the protocol. */
import { z } from '@hono/zod-openapi';
import {
  acceptRecognition,
  type BulkMove,
  bulkRecognitionsSchema,
  enterOrder,
  exportRecognitions,
  listTranscripts,
  moveRecognitions,
  prepareRecognition,
  protocolOf,
  protocolsAsZip,
  receivedSchema,
  receiveTranscript,
  resolveRows,
  storedTranscriptSchema,
  transcriptTrialSchema,
  tryPolicy,
  tryTranscript,
} from '../../app/index.ts';
import {
  creditOrderSchema,
  idSchema,
  recognitionCaseSchema,
  STATES,
  success,
  uiLanguageSchema,
} from '../../domain/index.ts';
import { caseBodies, cases } from '../cases.ts';
import { TRANSCRIPT_CSV } from '../examples.ts';
import { sendFile } from '../files.ts';
import { listOf, named, noticed, problems, under } from '../resource.ts';
import { get, idParam, post } from '../route.ts';
import { rule } from '../rule.ts';
import { defined, despiteSchema, rowAnswerSchema, transcriptFrom, transcriptSourceSchema } from '../sources.ts';
import { XLSX } from '../spreadsheet.ts';
import { differencesSchema } from './credit-tools.ts';

const recognitions = cases('recognition', {
  path: '/api/v1/recognitions',
  record: named(recognitionCaseSchema, 'RecognitionCase'),
});
/** The same move of many; each is answered by itself. */
const inBulk = <P extends string>(path: P, event: BulkMove['event'], summary: string) =>
  post(`/api/v1/recognitions/${path}`, {
    may: rule('recognition.sign', 'house'),
    summary,
    body: z
      .strictObject({
        recognitions: z
          .array(z.strictObject({ id: idSchema, revision: z.number().int().positive() }))
          .min(1)
          .max(100),
      })
      .openapi('BulkMove'),
    example: { recognitions: [{ id: 'recognition-1', revision: 2 }] },
    answer: named(bulkRecognitionsSchema, 'BulkRecognitions'),
    run: ({ service, caller, body }) => moveRecognitions(service, caller, { event, ...body }),
  });

/** Recognitions that are named, or all that were given out on some days. */
const selection = {
  ids: z
    .string()
    .max(20_000)
    .transform((text) => text.split(',').filter((id) => id !== ''))
    .pipe(z.array(idSchema).min(1).max(500))
    .optional()
    .openapi({
      type: 'string',
      description: 'ids joined by commas; all when left out',
      example: 'recognition-1,recognition-2',
    }),
  from: z.iso.date().optional().openapi({ description: 'first day of the issue', example: '2027-02-01' }),
  to: z.iso.date().optional().openapi({ description: 'last day of the issue', example: '2027-02-28' }),
};

export const recognitionRoutes = {
  receiveTranscript: post('/api/v1/study-plans/{id}/transcripts', {
    may: rule('transcript.import', 'plan'),
    summary:
      'A transcript of the stay, as JSON or as the text of a CSV or XML (ELMO, EWP) file: a corrected one takes the place of its own, another counts beside it',
    size: 'file',
    body: z.strictObject({
      transcript: transcriptSourceSchema,
      replaces: z
        .union([z.number().int().positive(), z.literal('none')])
        .optional()
        .describe('number of the transcript that it corrects; found from issuer, time and courses when left out'),
      despite: despiteSchema.optional(),
      dryRun: z.boolean().default(false).describe('say what would change, and write nothing'),
    }),
    example: { transcript: { csv: TRANSCRIPT_CSV }, dryRun: true },
    answer: named(receivedSchema.extend({ problems }), 'TranscriptReceived'),
    status: 201,
    says: 'As it was kept',
    also: {
      200: {
        description: 'What would change, of a dry run',
        content: {
          'application/json': { schema: named(transcriptTrialSchema.extend({ problems }), 'TranscriptTrial') },
        },
      },
    },
    etag: ({ plan }) => plan.revision,
    run: async ({ service, caller, id: studyPlan, body: { transcript: source, dryRun, replaces, despite }, c }) => {
      const transcript = await transcriptFrom(source, service);
      if (!transcript.ok) return transcript;
      const asked = { studyPlan, transcript: transcript.value, replaces, despite: despite && defined(despite) };
      if (dryRun) return c.json({ ...(await tryTranscript(service, asked)), problems: transcript.problems }, 200);
      return noticed(await receiveTranscript(service, caller, asked), transcript.problems);
    },
  }),
  listTranscripts: get('/api/v1/study-plans/{id}/transcripts', {
    may: rule('transcript.read', 'plan'),
    summary: 'Every transcript of a plan, oldest first; those that no other one replaces count',
    answer: listOf(named(storedTranscriptSchema, 'StoredTranscript')),
    run: async ({ service, id }) => ({ items: await listTranscripts(service, id) }),
  }),
  prepareRecognition: post('/api/v1/study-plans/{id}/recognitions', {
    may: rule('recognition.prepare', 'plan'),
    summary:
      'Reconciles the transcript with the version of the plan that counts; takes the place of what nobody has confirmed yet',
    body: z
      .strictObject({
        policy: z.string().max(60).optional(),
        links: z
          .array(z.strictObject({ planned: z.string(), taken: z.string() }))
          .max(200)
          .optional()
          .describe('rows that a person links to a planned course, by the codes of the host'),
        answers: z.array(rowAnswerSchema).max(500).optional().describe('what a person says of single rows'),
        leftOut: z.array(z.number().int().positive()).max(500).optional().describe('lines that earn nothing'),
        soFar: transcriptSourceSchema.optional().describe('home courses before the stay'),
      })
      .openapi('RecognitionRequest'),
    example: { links: [{ planned: 'CS 240', taken: 'CS 241' }], leftOut: [7] },
    answer: z.object({ recognition: recognitions.record, problems }).openapi('RecognitionPrepared'),
    status: 201,
    etag: ({ recognition: { revision } }) => revision,
    run: async ({ service, caller, id: studyPlan, body: { soFar: source, ...rest } }) => {
      const soFar = source ? await transcriptFrom(source, service) : success(undefined);
      if (!soFar.ok) return soFar;
      const run = await prepareRecognition(service, caller, { ...rest, studyPlan, soFar: soFar.value });
      return noticed(under('recognition', run));
    },
  }),
  listRecognitions: recognitions.list('Recognitions that I may see, newest first', {
    state: STATES.recognition.optional(),
    student: idParam.optional(),
    institute: idParam.optional(),
    studyPlan: idParam.optional(),
  }),
  readRecognition: recognitions.read('One recognition with every figure derived'),
  readRecognitionTimeline: recognitions.timeline(
    'What happened to it, who did it and when, and who waits for whom since when',
  ),
  readProtocol: get('/api/v1/recognitions/{id}/protocol', {
    may: rule('recognition.read', 'recognition'),
    summary: 'The protocol as a file',
    query: { format: z.enum(['pdf', 'csv', 'xlsx', 'json']).default('pdf'), language: uiLanguageSchema.default('en') },
    files: ['application/pdf', 'text/csv', XLSX, 'application/json'],
    run: async ({ service, id, query, c }) => {
      const run = await protocolOf(service, { id, ...query });
      if (!run.ok) return run;
      const name = `recognition-${query.language}.${query.format}`;
      const mediaTypes = {
        pdf: 'application/pdf',
        csv: 'text/csv; charset=utf-8',
        xlsx: XLSX,
        json: 'application/json; charset=utf-8',
      } as const;
      return sendFile(c, { name, mediaType: mediaTypes[query.format], content: run.value });
    },
  }),
  resolveRows: post('/api/v1/recognitions/{id}/resolutions', {
    may: rule('recognition.sign', 'recognition'),
    summary: 'What is said of flagged rows, one code a row; the recognition is reckoned anew with it',
    body: z.strictObject({
      resolutions: z.array(rowAnswerSchema).min(1).max(500),
    }),
    example: { resolutions: [{ line: 2, resolution: 'credits-as-earned' }] },
    revised: true,
    answer: recognitions.record,
    run: ({ service, caller, id, revision, body }) => resolveRows(service, caller, { id, revision, ...body }),
  }),
  tryPolicy: post('/api/v1/recognitions/{id}/trial', {
    may: rule('recognition.sign', 'recognition'),
    summary: 'What another policy would make of it, figure by figure; nothing is changed',
    body: z.strictObject({ policy: z.string().max(60) }),
    example: { policy: 'aupet-2024-bavarian' },
    once: false,
    answer: differencesSchema,
    run: async ({ service, caller, id, body: { policy } }) =>
      under('differences', await tryPolicy(service, caller, { id, policy })),
  }),
  signRecognition: recognitions.move('sign', {
    by: 'recognition.sign',
    summary: 'Signs; with flagged rows a second person has to look',
    ...caseBodies.nothing,
  }),
  countersignRecognition: recognitions.move('countersign', {
    by: 'recognition.countersign',
    summary: 'The second person agrees',
    ...caseBodies.nothing,
  }),
  returnRecognition: recognitions.move('return', {
    by: 'recognition.countersign',
    summary: 'The second person gives it back, with a reason',
    ...caseBodies.reason,
  }),
  issueRecognition: recognitions.move('issue', {
    by: 'recognition.sign',
    summary: 'Gives it out: the student is told, and the time for appeals begins',
    ...caseBodies.nothing,
  }),
  undoRecognition: recognitions.move('undo', {
    by: 'recognition.sign',
    summary: 'Takes the issue back before the student is told, or the confirmation before the issue',
    ...caseBodies.nothing,
  }),
  revokeRecognition: recognitions.move('revoke', {
    by: 'recognition.sign',
    summary: 'Says with a reason that a recognition was wrong: the student is told, and another one is prepared',
    ...caseBodies.reason,
  }),
  closeRecognition: recognitions.move('close', {
    by: 'recognition.sign',
    summary: 'Closes it: accepted, or the time for appeals is over',
    ...caseBodies.nothing,
  }),
  enterOrder: post('/api/v1/recognitions/{id}/order', {
    may: rule('recognition.sign', 'recognition'),
    summary: 'Number and day of the order that credits it; another one takes its place',
    body: named(creditOrderSchema, 'CreditOrder'),
    example: { number: '215-C', date: '2027-02-19' },
    revised: true,
    answer: recognitions.record,
    run: ({ service, caller, id, revision, body: order }) => enterOrder(service, caller, { id, revision, order }),
  }),
  acceptRecognition: post('/api/v1/recognitions/{id}/accept', {
    may: rule('recognition.accept', 'recognition'),
    summary: 'The student accepts it',
    revised: true,
    answer: recognitions.record,
    run: ({ service, caller, id, revision }) => acceptRecognition(service, caller, { id, revision }),
  }),
  readProtocols: get('/api/v1/recognitions/protocols', {
    may: rule('recognition.read', 'house'),
    summary: 'The protocols of many recognitions as PDF files in a ZIP archive, in one language or in all three',
    query: { ...selection, language: uiLanguageSchema.optional() },
    files: ['application/zip'],
    run: async ({ service, caller, query: { language, ...chosen }, c }) => {
      const languages = language === undefined ? uiLanguageSchema.options : [language];
      const run = await protocolsAsZip(service, caller, { ...chosen, languages });
      return run.ok ? sendFile(c, { name: 'protocols.zip', mediaType: 'application/zip', content: run.value }) : run;
    },
  }),
  exportRecognitions: get('/api/v1/recognitions/export', {
    may: rule('recognition.read', 'house'),
    summary:
      'What was recognised, for the student information system: original and converted result, method and decision, as CSV or JSON',
    query: { ...selection, format: z.enum(['csv', 'json']).default('csv') },
    files: ['text/csv', 'application/json'],
    run: async ({ service, caller, query: { format, ...chosen }, c }) => {
      const run = await exportRecognitions(service, caller, { ...chosen, format });
      if (!run.ok) return run;
      const mediaType = `${format === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`;
      return sendFile(c, { name: `recognitions.${format}`, mediaType, content: run.value });
    },
  }),
  confirmRecognitions: inBulk(
    'bulk-confirmations',
    'confirm',
    'Confirms recognitions without a flagged row; says of each of the others why it was left',
  ),
  signRecognitions: inBulk(
    'bulk-signatures',
    'sign',
    'Signs recognitions whose rows were looked at one by one, for a second person; says of each of the others why it was left',
  ),
  issueRecognitions: inBulk(
    'bulk-issues',
    'issue',
    'Gives confirmed recognitions out: each student is told; says of each of the others why it was left',
  ),
};
