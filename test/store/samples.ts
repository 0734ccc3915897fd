/** Invented records for tests of the storage. */
import { randomUUID } from 'node:crypto';
import type { Institute, Result, User } from '../../src/domain/index.ts';
import { type Act, createInstitute, createUser, type Store, transact } from '../../src/store/index.ts';

export const AT = '2026-11-02T09:00:00.000Z';

export const act = (action: string, by = 'system', at = AT): Act => ({ at, by, action });

export function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.problems));
}

/** Unlike any made before. */
const unique = (): string => randomUUID().slice(0, 8);

export async function makeInstitute(store: Store): Promise<Institute> {
  const draft = { code: `I-${unique()}`, names: { en: 'An invented institute' } };
  return granted(await transact(store, (tx) => createInstitute(tx, draft, act('institute.create'))));
}

export async function makeUser(store: Store, parts: Partial<User> = {}): Promise<User> {
  const draft = {
    name: 'An Invented Person',
    email: `${unique()}@example.org`,
    language: 'en' as const,
    roles: [],
    active: true,
    ...parts,
  };
  return granted(await transact(store, (tx) => createUser(tx, draft, act('user.create'))));
}
