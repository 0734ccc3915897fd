/** The papers of an application. */
import { z } from '@hono/zod-openapi';
import {
  downloadDocument,
  listDocuments,
  MAX_DOCUMENT_BYTES,
  moveDocument,
  readRecord,
  uploadDocument,
} from '../../app/index.ts';
import { documentSchema, documentTypeSchema } from '../../domain/index.ts';
import { sendFile } from '../files.ts';
import { listOf, moves, named, said } from '../resource.ts';
import { get, post } from '../route.ts';
import { rule } from '../rule.ts';

const paper = named(documentSchema, 'Document');
const printed = {
  issuedOn: z.iso.date().optional(),
  validUntil: z.iso.date().optional(),
};
const copies = z.number().int().min(1).max(20);
const move = moves('/api/v1/documents', { kind: 'document', record: paper }, moveDocument);

export const documentRoutes = {
  listDocuments: get('/api/v1/applications/{id}/documents', {
    may: rule('document.read', 'application'),
    summary: 'The documents of an application; what is asked says its checklist',
    answer: listOf(paper),
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
    answer: paper,
    status: 201,
    run: async ({ service, caller, id: application, type, body: { file, ...others } }) => {
      const sent = { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
      return uploadDocument(service, caller, { application, type, file: sent, ...others });
    },
  }),
  readDocument: get('/api/v1/documents/{id}', {
    may: rule('document.read', 'document'),
    summary: 'One document, with what is known of its files',
    answer: paper,
    run: ({ service, id }) => readRecord(service, 'document', id),
  }),
  downloadDocument: get('/api/v1/documents/{id}/files/{version}', {
    may: rule('document.read', 'document'),
    summary: 'A version of the file, as it came, to be saved and not shown',
    params: { version: z.coerce.number().int().min(1).max(1000).openapi({ example: 1 }) },
    files: ['application/octet-stream'],
    run: async ({ service, id, version, c }) => {
      const run = await downloadDocument(service, id, version);
      return run.ok ? sendFile(c, { ...run.value.file, content: run.value.content }) : run;
    },
  }),
  acceptDocument: post('/api/v1/documents/{id}/accept', {
    may: rule('document.check', 'document'),
    summary: 'Accepts a document; what was read on it stands in place of what the sender said',
    body: z.strictObject({ ...printed, copies: copies.optional() }).default({}),
    example: { issuedOn: '2026-10-01', copies: 2 },
    revised: true,
    answer: paper,
    run: ({ service, caller, id, revision, body }) =>
      moveDocument(service, caller, { ...body, id, revision, event: 'accept' }),
  }),
  returnDocument: move(
    'return',
    'document.check',
    'Returns a document with the reason, to be handed in again',
    said.reason,
  ),
  waiveDocument: move('waive', 'document.waive', 'Does not ask it of this student, with the reason', said.reason),
  requireDocument: move('require', 'document.waive', 'Asks for a waived document after all'),
};
