export { type Connection, type Store, type Tx, transact } from './connection.ts';
export { openStore, type StoreOptions } from './open.ts';
export * from './tables/institutes.ts';
