/** Answers kept by the key of their request, so that a request that comes twice is done once. */
import { z } from 'zod';
import type { Tx } from '../connection.ts';
import { toJson } from '../values.ts';

const responseSchema = z.strictObject({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type KeptResponse = z.infer<typeof responseSchema>;

export interface IdempotencyKey {
  readonly user: string;
  /** As the client sent it. */
  readonly key: string;
  /** Of method, path and body: the same key for another request is a mistake of the client. */
  readonly requestHash: string;
}

/** `new`: go on, and {@link keepResponse} in the same transaction. */
export type KeyStanding = 'new' | 'other-request' | { readonly replay: KeptResponse };

/**
 * Takes a key in the transaction of the request's work. A second request with the key waits here until the first has committed, and
 * then gets its answer; if the first is undone, the second is new.
 */
export async function takeIdempotencyKey(
  tx: Tx,
  { user, key, requestHash }: IdempotencyKey,
  at: string,
): Promise<KeyStanding> {
  const taken = await tx
    .insertInto('idempotencyKeys')
    .values({ user, key, requestHash, response: null, createdAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return 'new';
  const stored = await tx
    .selectFrom('idempotencyKeys')
    .select(['requestHash', 'response'])
    .where('user', '=', user)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (stored.requestHash !== requestHash) return 'other-request';
  return { replay: responseSchema.parse(stored.response) };
}

export async function keepResponse(
  tx: Tx,
  { user, key }: Pick<IdempotencyKey, 'user' | 'key'>,
  response: KeptResponse,
): Promise<void> {
  await tx
    .updateTable('idempotencyKeys')
    .set({ response: toJson(responseSchema, response) })
    .where('user', '=', user)
    .where('key', '=', key)
    .execute();
}
