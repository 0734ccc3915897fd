/** Documents of an application and the versions of their files. A file belongs to one document and is never shared. */
import { type Document, type DocumentFile, type Result, success } from '../../domain/index.ts';
import { FILE_SUBJECT, fileHash, fileSubject } from '../audit/records.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { notFound } from '../outcome.ts';
import { find, list } from '../records/read.ts';
import { update } from '../records/write.ts';
import { sha256, storableText } from '../values.ts';

export const documents = {
  /** Adds a version of the file and writes the document (its new state) over the revision that it carries, in one. */
  async addFile(
    tx: Tx,
    document: Document,
    {
      name,
      mediaType,
      uploadedOn,
      content,
    }: Pick<DocumentFile, 'name' | 'mediaType' | 'uploadedOn'> & { readonly content: Uint8Array },
    act: Act,
  ): Promise<Result<Document>> {
    // The document is locked by its own update, so that versions follow one another.
    const updated = await update(tx, 'document', document, act);
    if (!updated.ok) return updated;
    const version = (updated.value.files.at(-1)?.version ?? 0) + 1;
    const hash = sha256(content);
    await tx
      .insertInto('documentFiles')
      .values({
        document: document.id,
        ...{ version, mediaType, uploadedOn, content },
        name: storableText(name),
        bytes: content.byteLength,
        sha256: hash,
      })
      .execute();
    const subject = { kind: FILE_SUBJECT, id: fileSubject(document.id, version) };
    recordEvent(tx, act, { ...subject, before: null, after: fileHash(document.id, hash) });
    const written = await find(tx, 'document', document.id);
    return written ? success(written) : notFound('document', document.id);
  },

  /** All documents of at most fifty applications; there are as many of one as types. */
  async list(connection: Connection, applications: readonly string[]): Promise<Document[]> {
    return (await list(connection, 'document', { where: { application: applications }, limit: 500 })).items;
  },

  /** The bytes of a version, checked against their hash; null when there is none or it was erased. @throws Error for damaged bytes. */
  async readFile(connection: Connection, document: string, version: number): Promise<Uint8Array | null> {
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
  },
};
