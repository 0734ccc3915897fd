/** What signs in the holders of local accounts. The store never sees a password, and never keeps a secret that it was given. */
import type { Connection, Tx } from '../connection.ts';
import { sha256 } from '../values.ts';

/** Sets or replaces the argon2id hash of an account's password; its one-time password, if any, is used up. */
export async function setPasswordHash(
  tx: Tx,
  { user, hash, at }: { user: string; hash: string; at: string },
): Promise<void> {
  await tx
    .insertInto('credentials')
    .values({ user, hash, updatedAt: at })
    .onConflict((conflict) => conflict.column('user').doUpdateSet({ hash, updatedAt: at }))
    .execute();
  await tx.deleteFrom('oneTimePasswords').where('user', '=', user).execute();
}

/** Null for an account without a password: one that signs in elsewhere or has not been used yet. */
export async function findPasswordHash(connection: Connection, user: string): Promise<string | null> {
  const row = await connection.selectFrom('credentials').select('hash').where('user', '=', user).executeTakeFirst();
  return row?.hash ?? null;
}

/** A secret that signs in once, in place of any earlier one. It must be random and long: only its SHA-256 is kept. */
export async function setOneTimePassword(
  connection: Connection,
  { user, secret, at, expiresAt }: { user: string; secret: string; at: string; expiresAt: string },
): Promise<void> {
  const values = { secretHash: sha256(secret), expiresAt, createdAt: at };
  await connection
    .insertInto('oneTimePasswords')
    .values({ user, ...values })
    .onConflict((conflict) => conflict.column('user').doUpdateSet(values))
    .execute();
}

/** True once: of several who come with the secret at the same time, for one. */
export async function useOneTimePassword(
  connection: Connection,
  { user, secret, at }: { user: string; secret: string; at: string },
): Promise<boolean> {
  const used = await connection
    .deleteFrom('oneTimePasswords')
    .where('user', '=', user)
    .where('secretHash', '=', sha256(secret))
    .where('expiresAt', '>', at)
    .returning('user')
    .executeTakeFirst();
  return used !== undefined;
}
