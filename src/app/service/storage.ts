/** Looking after the database: backup, restore, and the proof that its audit is whole. */
import type { AuditHead, Result } from '../../domain/index.ts';
import {
  audit,
  type BackupSummary,
  backupToFile,
  openStore,
  restoreFromFile,
  type Store,
  type StoreOptions,
} from '../../store/index.ts';

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

/** Into an empty database only. */
export const restoreBackup = ({ options }: Storage, file: string): Promise<Result<BackupSummary>> =>
  restoreFromFile(options, file);

/** `anchors`: heads written down earlier. */
export const verifyStoredAudit = ({ options }: Storage, anchors: readonly AuditHead[]): Promise<Result<AuditHead>> =>
  withStore(options, (store) => audit.verify(store, { anchors }));
