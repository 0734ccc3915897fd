/** Documents of an application and the versions of their files. A file belongs to one document and is never shared. */
import { type Document, type DocumentFile, type Result, success } from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { notFound } from '../outcome.ts';
import type { Draft } from '../records/kinds.ts';
import { find, list } from '../records/read.ts';
import { create, update } from '../records/write.ts';
import { sha256, storableText } from '../values.ts';

/** One document of each type per application: a second one answers `already-exists`. */
export const createDocument = (tx: Tx, draft: Omit<Draft<Document>, 'files'>, act: Act): Promise<Result<Document>> =>
  create(tx, 'document', { ...draft, files: [] }, act);

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
  const updated = await update(tx, 'document', document, act);
  if (!updated.ok) return updated;
  const version = (updated.value.files.at(-1)?.version ?? 0) + 1;
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
  const written = await find(tx, 'document', document.id);
  return written ? success(written) : notFound('document', document.id);
}

/** All documents of an application; there are as many as types. */
export const listDocuments = (connection: Connection, application: string): Promise<Document[]> =>
  listDocumentsOf(connection, [application]);

/** The same of several applications, at most fifty. */
export async function listDocumentsOf(connection: Connection, applications: readonly string[]): Promise<Document[]> {
  return (await list(connection, 'document', { where: { application: applications }, limit: 500 })).items;
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
