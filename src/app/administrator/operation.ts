/** What whoever runs Concord does: the audit read and proved, the database copied and restored. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type AuditEvent, type AuditHead, auditHeadSchema, type Result, success } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import {
  audit,
  type BackupSummary,
  backupToFile,
  openStore,
  restoreFromFile,
  type Store,
  type StoreOptions,
} from '../../store/index.ts';
import type { Service } from '../service/service.ts';
import { readAnchors } from './anchors.ts';

export const listAuditEvents = (
  { store: { connection } }: Service,
  filter: Parameters<typeof store.audit.list>[1],
): Promise<store.Page<AuditEvent>> => store.audit.list(connection, filter);

/** Whether the database answers within some seconds. */
export async function isReady({ store: { connection } }: Service): Promise<boolean> {
  const late = new AbortController();
  const tooLate = wait(3000, false, { signal: late.signal }).catch(() => false);
  try {
    return await Promise.race([store.answers(connection), tooLate]);
  } finally {
    late.abort();
  }
}

/** Follows the whole chain. `anchors`: heads written down earlier. */
export const proveAudit = (service: Service, anchors: readonly AuditHead[]): Promise<Result<AuditHead>> =>
  store.audit.verify(service.store, { anchors });

/** Where things are stored, and the clock. */
export interface Storage {
  readonly options: StoreOptions;
  /** The present instant, ISO 8601. */
  readonly now: () => string;
  /** File of the heads of the audit that were written down. */
  readonly anchors?: string | undefined;
}

/** A folder that was mistyped must not become a new database. */
async function withStore<T>(options: StoreOptions, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(options.kind === 'pglite' ? { ...options, create: false } : options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Everything as of this moment into a new file; that it was made is noted beside what was saved. */
export const backUp = ({ options, now }: Storage, file: string): Promise<Result<BackupSummary>> =>
  withStore(options, async ({ connection, ...opened }) => {
    const made = await backupToFile({ connection, ...opened }, file, now());
    if (!made.ok) return made;
    const { madeAt, head } = made.value;
    await store.marks.write(connection, { ...LAST_BACKUP, value: { madeAt, head }, at: madeAt });
    return made;
  });

export const lastBackupSchema = z.object({
  madeAt: z.iso.datetime(),
  head: auditHeadSchema.describe('where the audit ended then, to be compared with what was written down'),
});
const LAST_BACKUP = { name: 'last-backup', schema: lastBackupSchema } as const;

/** Null: none was made of this database, as far as it knows. */
export const readLastBackup = ({
  store: { connection },
}: Pick<Service, 'store'>): Promise<z.infer<typeof lastBackupSchema> | null> =>
  store.marks.read(connection, LAST_BACKUP.name, LAST_BACKUP.schema);

/** What can be said of a database without writing into it. @throws Error when it cannot be reached, or another process has it. */
export const inspectStorage = (options: StoreOptions): Promise<store.DatabaseFacts> => store.inspectDatabase(options);

/** Into an empty database only. */
export const restoreBackup = ({ options }: Storage, file: string): Promise<Result<BackupSummary>> =>
  restoreFromFile(options, file);

/** `anchors`: heads written down earlier, beside those of the installation's file. */
export async function verifyStoredAudit(
  { options, anchors: file }: Storage,
  anchors: readonly AuditHead[],
): Promise<Result<AuditHead>> {
  const kept = file === undefined ? success([]) : readAnchors(file);
  if (!kept.ok) return kept;
  return withStore(options, (store) => audit.verify(store, { anchors: [...kept.value, ...anchors] }));
}
