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

interface Key {
  readonly user: string;
  /** As the client sent it. */
  readonly key: string;
  /** Of method, path and body: the same key for another request is a mistake of the client. */
  readonly requestHash: string;
}

export const idempotency = {
  /**
   * Takes a key in the transaction of the request's work. A second request with the key waits here until the first has committed, and
   * then gets its answer; if the first is undone, the second is new. `new`: go on, and `keep` the answer in the same transaction.
   */
  async take(
    tx: Tx,
    { user, key, requestHash }: Key,
    at: string,
  ): Promise<'new' | 'other-request' | { readonly replay: KeptResponse }> {
    const taken = await tx
      .insertInto('idempotencyKeys')
      .values({ user, key, requestHash, createdAt: at })
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
    // An answer that named somebody who was erased is not given again.
    if (stored.requestHash !== requestHash || stored.response === null) return 'other-request';
    return { replay: responseSchema.parse(stored.response) };
  },

  async keep(tx: Tx, { user, key }: Pick<Key, 'user' | 'key'>, response: KeptResponse): Promise<void> {
    await tx
      .updateTable('idempotencyKeys')
      .set({ response: toJson(responseSchema, response) })
      .where('user', '=', user)
      .where('key', '=', key)
      .execute();
  },
};
