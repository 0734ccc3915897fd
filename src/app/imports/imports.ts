/** Imports as people keep them: sent, looked at, answered, and then committed, cancelled, or forgotten in their time. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Import,
  type ImportAnswers,
  type ImportKind,
  importSchema,
  type Problem,
  problem,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import { LIST_FIELDS } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { plainName } from '../coordinator/check-file.ts';
import { reachFor } from '../service/authorise.ts';
import { current } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  found,
  minutesAfter,
  need,
  refuse,
  resultOf,
  type Service,
  type Transaction,
  workOf,
  write,
} from '../service/service.ts';
import { IMPORT_ACTIONS, type ImportEffect, type OpenedImport, READ_IMPORT } from './kinds.ts';
import { findImport, keepOpened, type Named, openImport, readAsked, withoutContent } from './reading.ts';

/** As it is shown: by what it is known again is nobody's matter. */
export const shownImportSchema = importSchema.omit({ whose: true, form: true, job: true }).extend({
  progress: z
    .object({ done: z.number().int(), total: z.number().int().nullable() })
    .nullable()
    .describe('while it is read: steps that are done, and all where they are known'),
  fields: z.array(z.string()).describe('what a column of this kind of list may hold'),
});
export type ShownImport = z.infer<typeof shownImportSchema>;

async function showImport(
  connection: store.Connection,
  { whose: _whose, form: _form, job, ...record }: Import,
): Promise<ShownImport> {
  const shown = { ...record, fields: [...LIST_FIELDS[record.kind]] };
  if (shown.state !== 'reading') return { ...shown, progress: null };
  const reading = job === null ? null : await store.jobs.find(connection, job);
  const isOn = reading?.state === 'waiting' || reading?.state === 'running' || reading?.state === 'done';
  if (!isOn) return { ...shown, state: 'failed', problems: [...(reading?.problems ?? [])], progress: null };
  return { ...shown, progress: { done: reading.done, total: reading.total } };
}

const OPEN: readonly Import['state'][] = ['reading', 'needs-answers', 'ready', 'failed'];
/** A file of so many bytes is read beside the requests, as a job: it has progress, and can be given up. */
const LARGE = 100_000;
/** More files in hand than one person looks at would only fill the disk. */
const MOST_OPEN = 50;
/** Days after which nobody will commit it. */
const OPEN_DAYS = 14;

export interface ImportSent {
  readonly kind: ImportKind;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  readonly said: ImportAnswers;
  readonly institute?: string | undefined;
}

/** Keeps a file and says how it would be read; nothing else is written. */
export async function sendImport(
  service: Service,
  caller: Caller,
  {
    kind,
    file,
    said,
    institute = null,
  }: Omit<ImportSent, 'institute'> & { readonly institute?: string | null | undefined },
): Promise<Result<ShownImport>> {
  if (file.bytes.byteLength === 0) return { ok: false, problems: [problem('file-empty', reason('file-empty'))] };
  const asked = { kind, institute, name: plainName(file.name) || 'file', said, remembered: null };
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const { opened, ...read } = isLarge(file.bytes)
    ? { ...NOTHING_READ, state: 'reading' as const, opened: null }
    : await readAsked(service, asked, file);
  return keepNew(service, caller, { ...asked, ...read, sha256, version: null }, { bytes: file.bytes, opened });
}

const isLarge = (bytes: Uint8Array): boolean => bytes.byteLength >= LARGE;
const NOTHING_READ = {
  ...{ reading: null, problems: [], needs: [], whose: '', form: null, remembered: null },
  ...{ institution: null, academicYear: null },
};

/** An earlier version of a list, to become the newest again once it is committed. */
export async function sendEarlierVersion(
  service: Service,
  caller: Caller,
  {
    kind,
    version,
    institute = null,
  }: {
    readonly kind: 'catalogue' | 'curriculum';
    readonly version: string;
    readonly institute?: string | null | undefined;
  },
): Promise<Result<ShownImport>> {
  const list = await store.courseLists.findVersion(service.store.connection, version);
  if (list?.list.kind !== kind) return resultOf<ShownImport>('version', version, null);
  const { institution, academicYear } = list.list;
  const asked = { kind, institute, name: '', said: {}, remembered: null, sha256: null, version };
  return keepNew(service, caller, { ...NOTHING_READ, ...asked, state: 'ready', institution, academicYear }, null);
}

async function keepNew(
  service: Service,
  caller: Caller,
  draft: Omit<store.Draft<Import>, 'sender' | 'sentAt' | 'outcome' | 'job'>,
  file: { readonly bytes: Uint8Array; readonly opened: OpenedImport | null } | null,
): Promise<Result<ShownImport>> {
  await service.store.line.open();
  return write(service, caller, { action: `${draft.kind}.send`, answer: shownImportSchema }, async (work) => {
    const { tx, act } = work;
    const sender = caller.actor.user;
    const open = await store.list(tx, 'import', { where: { sender, state: OPEN }, limit: MOST_OPEN });
    if (open.items.length >= MOST_OPEN)
      refuse('event-not-possible', reason('imports-too-many-open', { count: MOST_OPEN }));
    const made = need(
      await store.create(tx, 'import', { ...draft, sender, sentAt: act.at, outcome: null, job: null }, act),
    );
    if (file) await store.importFiles.keep(tx, made, file.bytes);
    return keepRead(service, work, made, file?.opened ?? null);
  });
}

/** What was read of it is at hand when it is looked at; what is still to be read is put in line. */
async function keepRead(
  service: Service,
  { tx, act, caller }: Transaction,
  record: Import,
  opened: OpenedImport | null,
): Promise<ShownImport> {
  if (opened) keepOpened(service, record, opened);
  if (record.state !== 'reading') return showImport(tx, record);
  const { id, kind } = record;
  const asked = { owner: caller.actor.user, scopes: caller.scopes, at: act.at };
  const request = { kind: READ_IMPORT, import: id, of: kind };
  const job = await store.jobs.add(tx, service.store.line, { ...asked, kind: READ_IMPORT, request });
  return showImport(tx, need(await store.update(tx, 'import', { ...record, job: job?.id ?? null }, act)));
}

/** Reads the file of one that waits for it, unless somebody ends or answers it meanwhile. */
export async function readSentFile(
  service: Service,
  caller: Caller,
  { onRows, ...named }: Named & { readonly onRows: (done: number, total: number) => void },
): Promise<Result<{ readonly state: Import['state'] }>> {
  const record = await findImport(service, named);
  if (!record.ok) return record;
  const { job, state } = record.value;
  const bytes = await store.importFiles.read(service.store.connection, record.value);
  if (state !== 'reading' || !bytes) return success({ state });
  const { opened, ...read } = await readAsked(service, record.value, { bytes, onRows });
  return write(service, caller, { action: `${named.kind}.read`, answer: importSchema }, async ({ tx, act }) => {
    const locked = found('import', named.id, await store.lock(tx, 'import', named.id));
    if (locked.state !== 'reading' || locked.job !== job) return locked;
    const kept = need(await store.update(tx, 'import', { ...locked, ...read, job: null }, act));
    if (opened) keepOpened(service, kept, opened);
    return kept;
  });
}

export async function readImportState(service: Service, named: Named): Promise<Result<ShownImport>> {
  const record = await findImport(service, named);
  return record.ok ? success(await showImport(service.store.connection, record.value)) : record;
}

/** Newest first. */
export async function listImports(
  service: Service,
  caller: Caller,
  {
    kind,
    state,
    ...page
  }: store.PageOptions & { readonly kind: ImportKind; readonly state?: Import['state'] | undefined },
): Promise<store.Page<ShownImport>> {
  const { all, institutes } = reachFor(caller, IMPORT_ACTIONS[kind]);
  const where = { kind, state, ...(!all && { institute: institutes }) };
  const { connection } = service.store;
  const { items, next } = await store.list(connection, 'import', { where, order: 'newest', ...page });
  // What is in a file is looked at one by one.
  return { items: await Promise.all(items.map((one) => showImport(connection, { ...one, reading: null }))), next };
}

/** Says of the file what it does not say, or says it anew: all answers stand in the place of those before. */
export async function answerImport(
  service: Service,
  caller: Caller,
  { revision, said, ...named }: Named & { readonly revision: number; readonly said: ImportAnswers },
): Promise<Result<ShownImport>> {
  const record = await findImport(service, named);
  if (!record.ok) return record;
  const bytes = await store.importFiles.read(service.store.connection, record.value);
  const isAside = bytes !== null && isLarge(bytes);
  const read = bytes && !isAside ? await readAsked(service, { ...record.value, said }, { bytes }) : null;
  await service.store.line.open();
  return write(service, caller, { action: `${named.kind}.answer`, answer: shownImportSchema }, async (work) => {
    const locked = await lockOpen(work, named, revision);
    if (read === null && !isAside) return refuse('event-not-possible', reason('import-of-version'));
    await giveUpReading(work, locked);
    // While it is read anew it is shown as it was read last.
    const { opened = null, ...found } = read ?? { state: 'reading' as const };
    const kept = need(await store.update(work.tx, 'import', { ...locked, said, ...found, job: null }, work.act));
    return keepRead(service, work, kept, opened);
  });
}

const giveUpReading = async ({ tx, act }: Pick<Transaction, 'tx' | 'act'>, { job }: Import): Promise<unknown> =>
  job !== null && store.jobs.cancel(tx, job, act.at);

async function lockOpen({ tx }: Transaction, { kind, id }: Named, revision: number): Promise<Import> {
  const record = await store.lock(tx, 'import', id);
  const locked = found('import', id, record?.kind === kind ? record : null);
  if (!OPEN.includes(locked.state)) refuse('already-decided', reason('import-ended', { state: locked.state }));
  need(current('import', locked, revision));
  return locked;
}

/** What committing it would change. */
export async function previewImport(service: Service, caller: Caller, named: Named): Promise<Result<ImportEffect>> {
  const record = await findImport(service, named);
  if (!record.ok) return record;
  if (record.value.state !== 'ready') return { ok: false, problems: [notReady(record.value)] };
  const opened = await openImport(service, record.value);
  return opened.ok ? attempt(() => opened.value.preview(workOf(service, caller))) : opened;
}

const notReady = ({ state, needs }: Import): Problem =>
  state === 'reading'
    ? problem('event-not-possible', reason('import-being-read'))
    : OPEN.includes(state)
      ? problem('event-not-possible', reason('import-not-ready', { count: needs.length }))
      : problem('already-decided', reason('import-ended', { state }));

/** Takes it over, all or nothing. One that is committed answers what it did, and does nothing more. */
export async function commitImport(
  service: Service,
  caller: Caller,
  { revision, ...named }: Named & { readonly revision: number },
): Promise<Result<ShownImport>> {
  const record = await findImport(service, named);
  if (!record.ok) return record;
  const { connection } = service.store;
  if (record.value.state === 'committed') return success(await showImport(connection, record.value));
  if (record.value.state !== 'ready') return { ok: false, problems: [notReady(record.value)] };
  const opened = await openImport(service, record.value);
  if (!opened.ok) return opened;
  return write(service, caller, { action: IMPORT_ACTIONS[named.kind], answer: shownImportSchema }, async (work) => {
    const again = await store.lock(work.tx, 'import', named.id);
    if (again?.state === 'committed') return showImport(work.tx, again);
    const locked = await lockOpen(work, named, revision);
    const { counts, unusable } = await opened.value.commit(work);
    work.notes.push(...unusable);
    const leftOut = (opened.value.loaded?.rejected ?? 0) + unusable.length;
    const outcome = { ...counts, leftOut, committedOn: dayOf(caller) };
    return end(work, { ...locked, state: 'committed', outcome });
  });
}

/** Nobody will commit it: its file goes, and that it came stays known. */
export const cancelImport = (
  service: Service,
  caller: Caller,
  { revision, ...named }: Named & { readonly revision: number },
): Promise<Result<ShownImport>> =>
  write(service, caller, { action: `${named.kind}.cancel`, answer: shownImportSchema }, async (work) =>
    end(work, { ...(await lockOpen(work, named, revision)), state: 'cancelled' }),
  );

async function end(work: Pick<Transaction, 'tx' | 'act'>, record: Import): Promise<ShownImport> {
  const { tx, act } = work;
  await store.importFiles.forget(tx, record);
  await giveUpReading(work, record);
  return showImport(tx, need(await store.update(tx, 'import', { ...withoutContent(record), job: null }, act)));
}

/** Ends what nobody has touched for so long that nobody will commit it; answers how many. */
export async function endAbandonedImports(
  service: Service,
  act: store.Act,
  isStopped: () => boolean = () => false,
): Promise<number> {
  const before = minutesAfter(act.at, -OPEN_DAYS * 24 * 60);
  const ids = await store.importFiles.listAbandoned(service.store.connection, { before, limit: 200 });
  let ended = 0;
  for (const id of ids) {
    if (isStopped()) break;
    await store.transact(service.store, async (tx) => {
      const record = await store.lock(tx, 'import', id);
      if (record && OPEN.includes(record.state)) await end({ tx, act }, { ...record, state: 'cancelled' });
    });
    ended += 1;
  }
  return ended;
}
