/** The papers of an application: handed in as files in versions, and read. */
import {
  type Document,
  type DocumentFile,
  type DocumentType,
  documentSchema,
  type Result,
  reason,
} from '../../domain/index.ts';
import { MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { loadApplicationCase } from '../cases/application-case.ts';
import { missingDocument } from '../moves/application.ts';
import type { Printed } from '../moves/kind.ts';
import { moveIn } from '../moves/move.ts';
import { refuseState } from '../service/records.ts';
import { type Caller, need, refuse, resultOf, type Service, write } from '../service/service.ts';
import { checkFile, type UploadedFile } from './check-file.ts';

export const listDocuments = ({ store: { connection } }: Service, application: string): Promise<Document[]> =>
  store.documents.list(connection, [application]);

/** More versions than anybody needs would only fill the disk. */
const MAX_VERSIONS = 30;

/** Adds a version of the file; the document waits to be looked at anew, whatever was said of the version before. */
export const uploadDocument = (
  service: Service,
  caller: Caller,
  {
    application,
    type,
    file: uploaded,
    ...printed
  }: Printed & {
    readonly application: string;
    readonly type: DocumentType;
    readonly file: UploadedFile;
  },
): Promise<Result<Document>> =>
  write(service, caller, { action: 'document.upload', answer: documentSchema }, async (work) => {
    const file = need(await checkFile(uploaded));
    const { state } = (await loadApplicationCase(work.tx, application)).record;
    if (MACHINES.application.final.includes(state)) refuseState('application', state, 'application-over');
    const present = (await store.documents.list(work.tx, [application])).find((one) => one.type === type);
    // One that the checklist did not ask for is made now.
    const { id, revision, files } =
      present ??
      need(await store.create(work.tx, 'document', { ...missingDocument(application, type), files: [] }, work.act));
    if (files.length >= MAX_VERSIONS)
      refuse('event-not-possible', reason('document-versions-full', { count: MAX_VERSIONS }));
    return moveIn(work, { kind: 'document', id, revision, event: 'upload', ...printed, file });
  });

export interface Download {
  readonly file: DocumentFile;
  readonly content: Uint8Array;
}

/** The bytes of a version as they came; `not-found` when there is none or it was erased. */
export async function downloadDocument(
  { store: { connection } }: Service,
  id: string,
  version: number,
): Promise<Result<Download>> {
  const document = await store.find(connection, 'document', id);
  if (document === null) return resultOf<Download>('document', id, null);
  const file = document.files.find((one) => one.version === version) ?? null;
  const content = file && (await store.documents.readFile(connection, id, version));
  return resultOf('document-version', String(version), file && content && { file, content });
}
