/** What whoever runs Concord does: the audit read and proved, the database copied and restored. */
import { setTimeout as wait } from 'node:timers/promises';
import type { AuditEvent, AuditHead, Result } from '../../domain/index.ts';
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

/** Everything as of this moment into a new file. */
export const backUp = ({ options, now }: Storage, file: string): Promise<Result<BackupSummary>> =>
  withStore(options, (store) => backupToFile(store, file, now()));

/** What can be said of a database without writing into it. @throws Error when it cannot be reached, or another process has it. */
export const inspectStorage = (options: StoreOptions): Promise<store.DatabaseFacts> => store.inspectDatabase(options);

/** Into an empty database only. */
export const restoreBackup = ({ options }: Storage, file: string): Promise<Result<BackupSummary>> =>
  restoreFromFile(options, file);

/** `anchors`: heads written down earlier. */
export const verifyStoredAudit = ({ options }: Storage, anchors: readonly AuditHead[]): Promise<Result<AuditHead>> =>
  withStore(options, (store) => audit.verify(store, { anchors }));
