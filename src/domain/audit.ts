/** The audit: who did what to which thing, chained so that no event can be altered, removed or put in unseen. */
import { z } from 'zod';
import { idSchema } from './people.ts';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** One thing done. Ids and hashes only: nothing in it names or describes a person, so that it outlives an erasure. */
export const auditEventSchema = z.strictObject({
  /** 1 for the first event; no number is left out. */
  sequence: z.number().int().positive(),
  at: z.iso.datetime(),
  /** Id of the user, or `system`. */
  actor: idSchema,
  /** For example `plan.submit`. */
  action: idSchema,
  subject: z.strictObject({ kind: idSchema, id: idSchema }),
  /** Salted hash of the record before and after; null where there was or is none. */
  before: hashSchema.nullable(),
  after: hashSchema.nullable(),
  /** Hash of the event before this one; zeros for the first. */
  previous: hashSchema,
  /** Of everything above. */
  hash: hashSchema,
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** Where the chain ends: written down elsewhere, it proves later that nothing before it was made anew. */
export const auditHeadSchema = z.strictObject({ count: z.number().int().nonnegative(), hash: hashSchema });
export type AuditHead = z.infer<typeof auditHeadSchema>;
