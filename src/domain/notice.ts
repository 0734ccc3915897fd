/** What somebody is told, and what waits for somebody. Both carry ids, codes and dates; the texts are data in rules/process/*.yaml. */
import { z } from 'zod';
import { idSchema, roleSchema, ruleCodeSchema } from './people.ts';
import { reasonSchema } from './reasons/index.ts';
import { localisedSchema } from './text.ts';
import { machineIdSchema } from './workflow.ts';

/** What a text may name. None of them can hold a person's name, address or grade. */
export const noticeParameterSchema = z.enum(['case', 'host', 'document', 'reason', 'deadline', 'days', 'count']);
export type NoticeParameter = z.infer<typeof noticeParameterSchema>;

/** A day that somebody must be reminded of. `step`: the day by which a waiting case should be dealt with. */
export const deadlineKindSchema = z.enum([
  'call-deadline',
  'document-due',
  'document-validity',
  'step',
  'transcript-due',
  'appeal-end',
]);
export type DeadlineKind = z.infer<typeof deadlineKindSchema>;

export const noticeSchema = z.strictObject({
  /** The same for the same thing said to the same person, so that nothing is said twice. */
  id: z.string().max(400),
  /** Id of its rule in rules/process/notices.yaml, and of its texts `notice-<key>` and `notice-<key>-text`. */
  key: ruleCodeSchema,
  to: idSchema,
  subject: z.strictObject({ kind: z.union([machineIdSchema, z.literal('call')]), id: idSchema }),
  /** Values of the text; what has a name in three languages comes in three. */
  parameters: z.partialRecord(noticeParameterSchema, z.union([z.string(), z.number(), localisedSchema])),
});
export type Notice = z.infer<typeof noticeSchema>;

/** One thing that waits for a role. */
export const queueItemSchema = z.strictObject({
  kind: z.union([machineIdSchema, z.enum(['precedent', 'mail'])]),
  /** Of mail the id of its notice, which is longer than others. */
  id: z.string().min(1).max(400),
  role: roleSchema,
  institute: idSchema.nullable(),
  /** Stable key: why it is here. */
  reason: z.string(),
  explanation: reasonSchema,
  /** The day from which it has waited; null where nothing says so. */
  since: z.iso.date().nullable(),
  due: z.iso.date().nullable(),
  /** Days from today until `due`; negative when it has passed. */
  daysLeft: z.number().int().nullable(),
  /** 0 to 1: how likely it is that something is wrong with it; 0 when nothing speaks for that. */
  risk: z.number().min(0).max(1),
  /** Stable keys of what makes the risk. */
  risks: z.array(z.string()),
  /** Everything in it was decided before in the same way, or nothing in it is flagged: it may be decided together with others. */
  inBulk: z.boolean(),
  /** A bundle that another institute passed on; `id` is that of the decision that did. */
  isPassedOn: z.boolean(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;
