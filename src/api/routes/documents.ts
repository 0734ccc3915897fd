/** The papers of an application. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  type Caller,
  type DocumentMove,
  downloadDocument,
  listDocuments,
  MAX_DOCUMENT_BYTES,
  moveDocument,
  readDocument,
  uploadDocument,
} from '../../app/index.ts';
import {
  type Action,
  type Document,
  documentSchema,
  documentTypeSchema,
  idSchema,
  type Result,
  ruleCodeSchema,
} from '../../domain/index.ts';
import type { ApiEnvironment } from '../environment.ts';
import { READ_ERRORS, REVISION_ERRORS, WRITE_ERRORS } from '../problems.ts';
import { idParams, ifMatchHeaders, json, named, onceHeaders, recordAnswer, tagged } from '../records.ts';
import { refused } from '../refusals.ts';
import { router } from '../router.ts';
import { rule } from '../rule.ts';

const document = named(documentSchema, 'Document');
const tags = ['documents'];

const list = createRoute({
  ...rule('document.read', 'application'),
  method: 'get',
  path: '/api/v1/applications/{id}/documents',
  tags,
  summary: 'The documents of an application; what is asked says its checklist',
  request: { params: idParams },
  responses: { 200: json(z.object({ items: z.array(document) }), 'The documents'), ...READ_ERRORS },
});

const upload = createRoute({
  ...rule('document.upload', 'application'),
  method: 'post',
  path: '/api/v1/applications/{id}/documents/{type}/files',
  tags,
  summary: `Hands in a document as PDF, JPEG or PNG of at most ${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB; another file is its next version`,
  request: {
    params: z.object({ id: idSchema, type: documentTypeSchema }),
    headers: onceHeaders,
    body: {
      required: true,
      description: 'The file, and what is printed on it',
      content: {
        'multipart/form-data': {
          schema: z
            .strictObject({
              file: z.instanceof(File, { error: 'expected a file' }).openapi({ type: 'string', format: 'binary' }),
              issuedOn: z.iso.date().optional(),
              validUntil: z.iso.date().optional(),
              copies: z.coerce.number().int().min(1).max(20).optional(),
            })
            .openapi('DocumentUpload'),
        },
      },
    },
  },
  responses: { 201: recordAnswer(document, 'The document with its files'), ...WRITE_ERRORS },
});

const read = createRoute({
  ...rule('document.read', 'document'),
  method: 'get',
  path: '/api/v1/documents/{id}',
  tags,
  summary: 'One document, with what is known of its files',
  request: { params: idParams },
  responses: { 200: recordAnswer(document, 'The document'), ...READ_ERRORS },
});

const download = createRoute({
  ...rule('document.read', 'document'),
  method: 'get',
  path: '/api/v1/documents/{id}/files/{version}',
  tags,
  summary: 'A version of the file, as it came',
  request: { params: z.object({ id: idSchema, version: z.coerce.number().int().min(1).max(1000) }) },
  responses: {
    200: {
      description: 'The file, to be saved and not shown',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...READ_ERRORS,
  },
});

const stepRoute = <P extends string, S extends z.ZodType>(
  right: Action,
  path: P,
  { summary, schema }: { readonly summary: string; readonly schema: S },
) =>
  createRoute({
    ...rule(right, 'document'),
    method: 'post',
    path,
    tags,
    summary,
    request: { params: idParams, headers: ifMatchHeaders, body: json(schema, 'What belongs to it') },
    responses: { 200: recordAnswer(document, 'The document as it is now'), ...REVISION_ERRORS },
  });

const withReason = z.strictObject({ reason: ruleCodeSchema }).openapi('WithReason');
const accept = stepRoute('document.check', '/api/v1/documents/{id}/accept', {
  summary: 'Accepts a document; what was read on it stands in place of what the sender said',
  schema: z
    .strictObject({
      issuedOn: z.iso.date().optional(),
      validUntil: z.iso.date().optional(),
      copies: z.number().int().min(1).max(20).optional(),
    })
    .openapi('DocumentCheck'),
});
const giveBack = stepRoute('document.check', '/api/v1/documents/{id}/return', {
  summary: 'Returns a document with the reason, to be handed in again',
  schema: withReason,
});
const waive = stepRoute('document.waive', '/api/v1/documents/{id}/waive', {
  summary: 'Does not ask it of this student, with the reason',
  schema: withReason,
});
const demand = stepRoute('document.waive', '/api/v1/documents/{id}/require', {
  summary: 'Asks for a waived document after all',
  schema: z.strictObject({}),
});

/** RFC 6266: a plain name for old clients, the true one in UTF-8. The name was made safe when the file came; here for headers. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const answer = (c: Context, run: Result<Document>) =>
  run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);

interface Named {
  readonly param: z.output<typeof idParams>;
  readonly header: z.output<typeof ifMatchHeaders>;
  readonly json: Partial<DocumentMove>;
}

export const documentRoutes = ({ service }: ApiEnvironment) => {
  const move = (event: DocumentMove['event'], caller: Caller, { param, header, json: said }: Named) =>
    moveDocument(service, caller, { ...said, id: param.id, revision: header['if-match'], event });
  return router()
    .openapi(list, async (c) => c.json({ items: await listDocuments(service, c.req.valid('param').id) }, 200))
    .openapi(upload, async (c) => {
      const { id: application, type } = c.req.valid('param');
      const { file, ...printed } = c.req.valid('form');
      const sent = { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
      const run = await uploadDocument(service, c.get('caller'), { application, type, file: sent, ...printed });
      return run.ok ? c.json(tagged(c, run.value), 201) : refused(c, run.problems);
    })
    .openapi(read, async (c) => {
      const run = await readDocument(service, c.req.valid('param').id);
      return run.ok ? c.json(tagged(c, run.value), 200) : refused(c, run.problems);
    })
    .openapi(download, async (c) => {
      const { id, version } = c.req.valid('param');
      const run = await downloadDocument(service, id, version);
      if (!run.ok) return refused(c, run.problems);
      const { file, content } = run.value;
      c.header('content-disposition', attachment(file.name));
      c.header('content-type', file.mediaType);
      return c.body(new Uint8Array(content), 200);
    })
    .openapi(accept, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('accept', c.get('caller'), said));
    })
    .openapi(giveBack, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('return', c.get('caller'), said));
    })
    .openapi(waive, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('waive', c.get('caller'), said));
    })
    .openapi(demand, async (c) => {
      const said = { param: c.req.valid('param'), header: c.req.valid('header'), json: c.req.valid('json') };
      return answer(c, await move('require', c.get('caller'), said));
    });
};
