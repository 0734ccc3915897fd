/** Documents of an application and the versions of their files. A file belongs to one document and is never shared. */
import { z } from 'zod';
import {
  type Document,
  type DocumentFile,
  documentFileSchema,
  documentSchema,
  type Result,
  success,
} from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import type { Draft, RecordDefinition } from '../records/define.ts';
import { findRecord, listRecords } from '../records/read.ts';
import { insertRecord, updateRecord } from '../records/write.ts';
import { sha256, storableText } from '../values.ts';

/** Files have a table of their own; the record that is stored has none. */
export const DOCUMENTS: RecordDefinition<Document> = {
  table: 'documents',
  what: 'document',
  schema: documentSchema,
  columns: ['application', 'type', 'state', 'validUntil'],
};

/** One document of each type per application: a second one answers `already-exists`. */
export const createDocument = (tx: Tx, draft: Omit<Draft<Document>, 'files'>, act: Act): Promise<Result<Document>> =>
  insertRecord(tx, DOCUMENTS, { ...draft, files: [] }, act);

/** Writes everything but the files, which are added by {@link addDocumentFile}. */
export async function updateDocument(tx: Tx, document: Document, act: Act): Promise<Result<Document>> {
  const updated = await updateRecord(tx, DOCUMENTS, { ...document, files: [] }, act);
  return updated.ok ? success(await withFiles(tx, updated.value)) : updated;
}

/** A file's content with what is known of it; version, size and hash are the store's. */
export interface NewDocumentFile extends Pick<DocumentFile, 'name' | 'mediaType' | 'uploadedOn'> {
  readonly content: Uint8Array;
}

/** Adds a version of the file and writes the document (its new state) over the revision that it carries, in one. */
export async function addDocumentFile(
  tx: Tx,
  document: Document,
  { name, mediaType, uploadedOn, content }: NewDocumentFile,
  act: Act,
): Promise<Result<Document>> {
  // The document is locked by its own update, so that versions follow one another.
  const updated = await updateRecord(tx, DOCUMENTS, { ...document, files: [] }, act);
  if (!updated.ok) return updated;
  const files = await filesOf(tx, [document.id]);
  const version = (files.at(-1)?.file.version ?? 0) + 1;
  await tx
    .insertInto('documentFiles')
    .values({
      document: document.id,
      version,
      name: storableText(name),
      mediaType,
      bytes: content.byteLength,
      sha256: sha256(content),
      uploadedOn,
      content,
    })
    .execute();
  return success(await withFiles(tx, updated.value));
}

export async function findDocument(connection: Connection, id: string): Promise<Document | null> {
  const document = await findRecord(connection, DOCUMENTS, id);
  return document && withFiles(connection, document);
}

/** All documents of an application; there are as many as types. */
export const listDocuments = (connection: Connection, application: string): Promise<Document[]> =>
  listDocumentsOf(connection, [application]);

/** The same of several applications, at most fifty. */
export async function listDocumentsOf(connection: Connection, applications: readonly string[]): Promise<Document[]> {
  const { items } = await listRecords(connection, DOCUMENTS, { where: { application: applications }, limit: 500 });
  const files = await filesOf(
    connection,
    items.map(({ id }) => id),
  );
  return items.map((document) => attach(document, files));
}

/** The bytes of a version, checked against their hash; null when there is none or it was erased. @throws Error for damaged bytes. */
export async function readDocumentFile(
  connection: Connection,
  document: string,
  version: number,
): Promise<Uint8Array | null> {
  const row = await connection
    .selectFrom('documentFiles')
    .select(['content', 'sha256'])
    .where('document', '=', document)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row?.content) return null;
  const content = new Uint8Array(row.content);
  if (sha256(content) !== row.sha256) throw new Error(`file ${version} of document ${document} is damaged`);
  return content;
}

const rowSchema = z.object({ ...documentFileSchema.shape, document: z.string() });

async function filesOf(connection: Connection, documents: readonly string[]) {
  if (documents.length === 0) return [];
  const rows = await connection
    .selectFrom('documentFiles')
    .select(['document', 'version', 'name', 'mediaType', 'bytes', 'sha256', 'uploadedOn'])
    .where('document', 'in', documents)
    .orderBy('version')
    .execute();
  return rows.map((row) => {
    const { document, ...file } = rowSchema.parse(row);
    return { document, file };
  });
}

const attach = (document: Document, files: readonly { document: string; file: DocumentFile }[]): Document => ({
  ...document,
  files: files.filter((one) => one.document === document.id).map(({ file }) => file),
});

const withFiles = async (connection: Connection, document: Document): Promise<Document> =>
  attach(document, await filesOf(connection, [document.id]));
