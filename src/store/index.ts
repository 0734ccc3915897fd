export { type Act, type Connection, type Store, SYSTEM, type Tx } from './connection.ts';
export { openStore, type StoreOptions } from './open.ts';
export type { Draft } from './records/define.ts';
export { isCursor, type Page, type PageOptions } from './records/page.ts';
export type { ListOptions, Reach } from './records/read.ts';
export * from './tables/api-tokens.ts';
export * from './tables/credentials.ts';
export { createInstitute, findInstitute, listInstitutes, updateInstitute } from './tables/institutes.ts';
export * from './tables/sessions.ts';
export * from './tables/sign-in.ts';
export {
  countActiveAdministrators,
  createUser,
  findUser,
  findUserByEmail,
  listUsers,
  type UserFilter,
  updateUser,
} from './tables/users.ts';
export { transact } from './transact.ts';
