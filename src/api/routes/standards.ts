/** Files of the standards out of what a request brings along; nothing is stored. */
import { z } from '@hono/zod-openapi';
import {
  catalogueToOccapi,
  planToAgreement,
  RECOGNITION_STANDARDS,
  recognise,
  recognitionToStandard,
  TRANSCRIPT_STANDARDS,
  transcriptToStandard,
} from '../../app/index.ts';
import { agreementAnnexSchema, planSchema, standardFactsSchema } from '../../domain/index.ts';
import { CATALOGUE_CSV, PLAN_EXAMPLE, TRANSCRIPT_CSV } from '../examples.ts';
import { noticed, problems, under } from '../resource.ts';
import { post } from '../route.ts';
import { tool } from '../rule.ts';
import { sidesFrom, sidesShape, transcriptFrom, transcriptSourceSchema } from '../sources.ts';
import { RETURN, recogniseRequest, recogniseShape } from './credit-tools.ts';

const facts = standardFactsSchema.optional().describe('what the standard asks for and is not kept here');
const standardFile = z.object({
  content: z.string().describe('the text of the file'),
  problems: problems.describe('what the standard has no place for, as notes, and what else was noticed'),
});
const SAMPLE_FACTS = {
  home: { schac: 'home.example', contact: { givenNames: 'A', familyName: 'B', email: 'a@home.example' } },
  host: { schac: 'host.example', contact: { givenNames: 'C', familyName: 'D', email: 'c@host.example' } },
  mobility: {
    ...{ id: 'mobility-1', academicYear: '2026/2027', start: '2026-09-01', end: '2027-01-31' },
    ...{ eqfLevel: 6, iscedF: '0612', language: 'en', cefrLevel: 'B2' as const },
  },
  signatures: { student: { at: '2026-05-01T10:00:00Z' }, home: { at: '2026-05-02T10:00:00Z' } },
};

export const standardRoutes = {
  recognitionFile: post('/api/v1/recognise/file', {
    may: tool(),
    summary: 'A recognition as ELMO 2.1.1 with the original beside the result, or as transcript rows of EPVO',
    body: z.strictObject({ ...recogniseShape, format: z.enum(RECOGNITION_STANDARDS), facts }),
    example: { ...RETURN, format: 'elmo' },
    answer: standardFile,
    run: async ({ service, body: { format, facts: given, ...body } }) => {
      const request = await recogniseRequest(body, service);
      if (!request.ok) return request;
      const context = service.context();
      const run = recognise(context, request.value);
      if (!run.ok) return run;
      const { transcript, further = [] } = request.value;
      const written = recognitionToStandard(
        { recognition: run.value, transcripts: [transcript, ...further] },
        { format, date: context.today, ...(given && { facts: given }) },
      );
      return noticed(under('content', written), [...request.problems, ...run.problems]);
    },
  }),
  transcriptFile: post('/api/v1/transcript/file', {
    may: tool(),
    summary: 'A transcript as ELMO 2.1.1, or as the EWP transcript of records with its grading tables',
    body: z.strictObject({ transcript: transcriptSourceSchema, format: z.enum(TRANSCRIPT_STANDARDS), facts }),
    example: { transcript: { csv: TRANSCRIPT_CSV }, format: 'elmo' },
    answer: standardFile,
    run: async ({ service, body: { transcript: source, format, facts: given } }) => {
      const read = await transcriptFrom(source, service);
      if (!read.ok) return read;
      const options = { format, date: service.context().today, ...(given && { facts: given }) };
      return noticed(under('content', transcriptToStandard(read.value, options)), read.problems);
    },
  }),
  agreementFile: post('/api/v1/plan/agreement', {
    may: tool(),
    summary: 'A plan, and its change, as an EWP learning agreement (1.2.0), with the links of its two tables beside it',
    body: z.strictObject({
      plan: planSchema.describe('as agreed, or as proposed where the host has not signed'),
      changed: planSchema.optional().describe('the plan that is proposed in its place'),
      facts: standardFactsSchema,
    }),
    example: { plan: PLAN_EXAMPLE, facts: SAMPLE_FACTS },
    answer: standardFile.extend({
      annex: agreementAnnexSchema,
    }),
    run: ({ body: { plan, changed, facts: given } }) => {
      const run = planToAgreement({ agreed: plan, changed, facts: given });
      if (!run.ok) return run;
      const { text: content, annex } = run.value;
      return { content, annex, problems: run.problems };
    },
  }),
  catalogueFile: post('/api/v1/catalogue/file', {
    may: tool(),
    summary: 'A catalogue as a collection of courses of OCCAPI',
    body: z.strictObject({ host: sidesShape.host }),
    example: { host: { csv: CATALOGUE_CSV } },
    answer: standardFile,
    run: async ({ service, caller, body: { host } }) => {
      const none = { curriculum: { institution: 'none', programme: null, courses: [] }, host };
      const read = await sidesFrom(none, { service, caller });
      if (!read.ok) return read;
      return noticed(under('content', catalogueToOccapi(read.value.catalogue)), read.problems);
    },
  }),
};
