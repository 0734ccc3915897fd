/** The papers of an application. */
import { z } from '@hono/zod-openapi';
import { downloadDocument, listDocuments, MAX_DOCUMENT_BYTES, uploadDocument } from '../../app/index.ts';
import { documentSchema, documentTypeSchema } from '../../domain/index.ts';
import { caseBodies, cases } from '../cases.ts';
import { sendFile, showQuery } from '../files.ts';
import { listOf, named } from '../resource.ts';
import { get, post } from '../route.ts';
import { rule } from '../rule.ts';

const documents = cases('document', { path: '/api/v1/documents', record: named(documentSchema, 'Document') });
const printed = {
  issuedOn: z.iso.date().optional(),
  validUntil: z.iso.date().optional(),
};
const copies = z.number().int().min(1).max(20);

export const documentRoutes = {
  listDocuments: get('/api/v1/applications/{id}/documents', {
    may: rule('document.read', 'application'),
    summary: 'The documents of an application; what is asked says its checklist',
    answer: listOf(documents.record),
    run: async ({ service, id }) => ({ items: await listDocuments(service, id) }),
  }),
  uploadDocument: post('/api/v1/applications/{id}/documents/{type}/files', {
    may: rule('document.upload', 'application'),
    summary: `Hands in a document as PDF, JPEG or PNG of at most ${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB; another file is its next version`,
    params: { type: documentTypeSchema.clone().openapi({ example: 'passport' }) },
    form: true,
    body: z
      .strictObject({
        file: z.instanceof(File, { error: 'expected a file' }).openapi({ type: 'string', format: 'binary' }),
        ...printed,
        copies: z.coerce.number().pipe(copies).optional(),
      })
      .openapi('DocumentUpload'),
    example: { file: new File(['%PDF-1.7'], 'passport.pdf'), validUntil: '2031-05-31' },
    answer: documents.record,
    status: 201,
    run: async ({ service, caller, id: application, type, body: { file, ...others } }) => {
      const sent = { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
      return uploadDocument(service, caller, { application, type, file: sent, ...others });
    },
  }),
  readDocument: documents.read('One document, with what is known of its files'),
  downloadDocument: get('/api/v1/documents/{id}/files/{version}', {
    may: rule('document.read', 'document'),
    summary: 'A version of the file, as it came, to be saved; a PDF may also be shown',
    params: { version: z.coerce.number().int().min(1).max(1000).openapi({ example: 1 }) },
    query: { show: showQuery },
    files: ['application/octet-stream'],
    run: async ({ service, id, version, query: { show }, c }) => {
      const run = await downloadDocument(service, id, version);
      if (!run.ok) return run;
      return sendFile(c, { ...run.value.file, content: run.value.content, isShown: show === 'true' });
    },
  }),
  acceptDocument: documents.move('accept', {
    by: 'document.check',
    summary: 'Accepts a document; what was read on it stands in place of what the sender said',
    body: z.strictObject({ ...printed, copies: copies.optional() }).default({}),
    example: { issuedOn: '2026-10-01', copies: 2 },
  }),
  returnDocument: documents.move('return', {
    by: 'document.check',
    summary: 'Returns a document with the reason, to be handed in again',
    ...caseBodies.reason,
  }),
  waiveDocument: documents.move('waive', {
    by: 'document.waive',
    summary: 'Does not ask it of this student, with the reason',
    ...caseBodies.reason,
  }),
  requireDocument: documents.move('require', {
    by: 'document.waive',
    summary: 'Asks for a waived document after all',
    ...caseBodies.nothing,
  }),
};
