/** The papers of an application: handed in as files in versions, looked at by the office. */
import {
  type Document,
  type DocumentEvent,
  type DocumentPolicy,
  type DocumentType,
  documentSchema,
  type Result,
  success,
} from '../../domain/index.ts';
import { documentHolds, MACHINES, policyOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type ApplicationCase, checklistOf, loadCase, subjectOf } from '../cases/application-case.ts';
import { found } from '../service/found.ts';
import { current } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';
import { DEFAULT_POLICY } from '../tools/context.ts';
import { missingDocument } from './application.ts';
import { checkFile, type UploadedFile } from './check-file.ts';
import { type Doing, dayOf, refuse, takeStep } from './step.ts';
import { tell } from './tell.ts';

/** What is printed on a document. */
export interface Printed {
  readonly issuedOn?: string | undefined;
  readonly validUntil?: string | undefined;
  /** Pieces in the file, such as letters. */
  readonly copies?: number | undefined;
}

export const listDocuments = ({ store: { connection } }: Service, application: string): Promise<Document[]> =>
  store.listDocuments(connection, application);

export const readDocument = async ({ store: { connection } }: Service, id: string): Promise<Result<Document>> =>
  found('document', id, await store.findDocument(connection, id));

/** More versions than anybody needs would only fill the disk. */
const MAX_VERSIONS = 30;
const ENDED: ReadonlySet<string> = new Set(MACHINES.application.final);

export interface Upload extends Printed {
  readonly application: string;
  readonly type: DocumentType;
  readonly file: UploadedFile;
}

/** Adds a version of the file; the document waits to be looked at anew, whatever was said of the version before. */
export const uploadDocument = (
  service: Service,
  caller: Caller,
  { application: id, type, file, ...printed }: Upload,
): Promise<Result<Document>> =>
  write(service, caller, { action: 'document.upload', answer: documentSchema }, async (tx, act) => {
    const checked = await checkFile(file);
    if (!checked.ok) return checked;
    const loaded = await loadCase(tx, id);
    if (!loaded.ok) return loaded;
    const { state } = loaded.value.application;
    if (ENDED.has(state))
      return refuse('event-not-possible', `the application is "${state}"`, 'No paper is needed now');
    const document = await documentOf(tx, { application: id, type }, act);
    if (!document.ok) return document;
    if (document.value.files.length >= MAX_VERSIONS)
      return refuse(
        'event-not-possible',
        `the document has ${MAX_VERSIONS} versions`,
        'Ask the office to look at the last',
      );
    const doing = { service, caller };
    const holds = { 'file-present': true };
    const step = takeStep(doing, { ...stepOn(document.value, loaded.value), event: 'upload', holds });
    if (!step.ok) return step;
    const { issuedOn = null, validUntil = null, copies = 1 } = printed;
    const handedIn = { ...document.value, state: step.value.to, issuedOn, validUntil, copies, reason: null };
    const { name, content, mediaType } = checked.value;
    const added = { name, content, mediaType, uploadedOn: dayOf(caller) };
    const written = await store.addDocumentFile(tx, handedIn, added, act);
    if (written.ok) await tellOf(tx, doing, { look: loaded.value, document: written.value, event: 'upload' });
    return written;
  });

/** The document of the type, which is made when the checklist did not ask for it. */
async function documentOf(
  tx: store.Tx,
  { application, type }: Pick<Upload, 'application' | 'type'>,
  act: store.Act,
): Promise<Result<Document>> {
  const present = (await store.listDocuments(tx, application)).find((one) => one.type === type);
  return present ? success(present) : store.createDocument(tx, missingDocument(application, type), act);
}

export interface DocumentMove extends Printed {
  readonly id: string;
  /** That the caller has read. */
  readonly revision: number;
  readonly event: Exclude<DocumentEvent, 'upload' | 'erase'>;
  /** Code of the reason, where the event needs one. */
  readonly reason?: string | undefined;
}

/** Accepts, returns or waives a document. What the office read on it stands in place of what the sender said. */
export const moveDocument = (service: Service, caller: Caller, move: DocumentMove): Promise<Result<Document>> =>
  write(service, caller, { action: `document.${move.event}`, answer: documentSchema }, (tx, act) =>
    applyDocumentMove(tx, { service, caller, act }, move),
  );

/** In the transaction of the caller, who may be the clock. */
export async function applyDocumentMove(
  tx: store.Tx,
  { act, ...doing }: Doing & { readonly act: store.Act },
  { id, revision, event, reason, ...printed }: DocumentMove,
  actor?: 'clock',
): Promise<Result<Document>> {
  const stored = found('document', id, await store.findDocument(tx, id));
  if (!stored.ok) return stored;
  const read = current('document', stored.value, revision);
  if (!read.ok) return read;
  const look = await loadCase(tx, stored.value.application);
  if (!look.ok) return look;
  const rule = ruleOf(doing, stored.value);
  if (!rule.ok) return rule;
  const document = { ...stored.value, ...given(printed) };
  const holds = documentHolds(document, rule.value, dayOf(doing.caller));
  const step = takeStep(doing, { ...stepOn(document, look.value), event, holds, reason, ...(actor && { actor }) });
  if (!step.ok) return step;
  const moved = { ...document, state: step.value.to, reason: reason ?? null };
  const written = await store.updateDocument(tx, moved, act);
  if (written.ok) await tellOf(tx, doing, { look: look.value, document: written.value, event });
  return written;
}

export function ruleOf(
  { service, caller }: Doing,
  { type }: Pick<Document, 'type'>,
): Result<DocumentPolicy['documents'][number]> {
  const policy = policyOn(service.process.documents, DEFAULT_POLICY, dayOf(caller));
  if (!policy.ok) return policy;
  return found('rule of the document', type, policy.value.documents.find((one) => one.type === type) ?? null);
}

const given = ({ issuedOn, validUntil, copies }: Printed): Partial<Document> => ({
  ...(issuedOn !== undefined && { issuedOn }),
  ...(validUntil !== undefined && { validUntil }),
  ...(copies !== undefined && { copies }),
});

const stepOn = ({ state }: Document, { application }: ApplicationCase) => ({
  machine: MACHINES.document,
  state,
  subject: subjectOf(application),
});

async function tellOf(
  tx: store.Tx,
  doing: Doing,
  { look, document, event }: { look: ApplicationCase; document: Document; event: DocumentEvent },
): Promise<void> {
  const { id, revision, type, reason } = document;
  const checklist = await checklistOf(tx, doing, look);
  const item = checklist.ok ? checklist.value.find((one) => one.type === type) : undefined;
  const title = doing.service.process.reasons.find((one) => one.id === reason)?.title;
  await tell(tx, doing, {
    machine: 'document',
    event,
    id,
    occurrence: revision,
    subject: subjectOf(look.application),
    parameters: {
      case: look.application.id.slice(0, 8),
      host: look.call.university,
      ...(item && { document: item.title, ...(item.due !== null && { deadline: item.due }) }),
      ...(title && { reason: title }),
    },
  });
}

export interface Download {
  readonly file: Document['files'][number];
  readonly content: Uint8Array;
}

/** The bytes of a version as they came; `not-found` when there is none or it was erased. */
export async function downloadDocument(
  { store: { connection } }: Service,
  id: string,
  version: number,
): Promise<Result<Download>> {
  const document = found('document', id, await store.findDocument(connection, id));
  if (!document.ok) return document;
  const file = document.value.files.find((one) => one.version === version) ?? null;
  const content = file && (await store.readDocumentFile(connection, id, version));
  return found('version of the document', String(version), file && content && { file, content });
}
