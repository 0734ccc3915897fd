/** How long records are kept, and what becomes of them then. */
import { z } from 'zod';
import { inThreeSchema, policyShape } from './dated.ts';

export const retainedSchema = z.enum([
  'application',
  'document-file',
  'medical-certificate-file',
  'study-plan',
  'transcript',
  'recognition',
  'appeal',
  'notice',
  'session',
  'user',
  'audit-event',
  'precedent',
]);
export type Retained = z.infer<typeof retainedSchema>;

/** What can become of each kind, and from which day it is counted: what the program does, whatever else a policy might wish. */
const WAYS = {
  application: ['erase', 'case-closed'],
  'document-file': ['erase', 'case-closed'],
  'medical-certificate-file': ['erase', 'case-closed'],
  'study-plan': ['detach', 'case-closed'],
  transcript: ['detach', 'case-closed'],
  recognition: ['keep', 'case-closed'],
  appeal: ['erase', 'case-closed'],
  notice: ['erase', 'created'],
  session: ['erase', 'last-use'],
  user: ['erase', 'last-use'],
  'audit-event': ['keep', 'created'],
  precedent: ['keep', 'created'],
} as const satisfies Readonly<Record<Retained, readonly [action: string, from: string]>>;

export const retentionRuleSchema = z
  .strictObject({
    of: retainedSchema,
    /** The day it is counted from. */
    from: z.enum(['created', 'case-closed', 'last-use']),
    /** Calendar months; null = kept for good. */
    months: z.number().int().nonnegative().nullable(),
    /** `detach`: kept as it is, without the link to the person. */
    action: z.enum(['erase', 'detach', 'keep']),
    /** True: erased or detached at once when the student asks for it and the case is not running; false: only in its time. */
    onRequest: z.boolean(),
    why: inThreeSchema,
  })
  .superRefine(({ of, action, from }, { addIssue }) => {
    const [way, start] = WAYS[of];
    if (from !== start) addIssue({ code: 'custom', path: ['from'], message: `of "${of}" time counts from "${start}"` });
    if (action !== way && action !== 'keep')
      addIssue({ code: 'custom', path: ['action'], message: `"${of}" can not be treated so; expected "${way}"` });
  });
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/** Kinds that belong to a case with an end, from which their time counts. */
export const OF_CASE: readonly Retained[] = retainedSchema.options.filter((kind) => WAYS[kind][1] === 'case-closed');

/** Months for which a kind is kept; null: for good. */
export const keptMonths = (rules: readonly RetentionRule[], kind: Retained): number | null =>
  rules.find(({ of, action }) => of === kind && action !== 'keep')?.months ?? null;

export const retentionPolicySchema = z.strictObject({
  kind: z.literal('retention'),
  ...policyShape,
  rules: z
    .array(retentionRuleSchema)
    .min(1)
    .refine((rules) => {
      const last = keptMonths(rules, 'study-plan') ?? Number.POSITIVE_INFINITY;
      return (['transcript', 'appeal'] as const).every((kind) => (keptMonths(rules, kind) ?? 0) <= last);
    }, 'a study plan is detached last: the transcripts and appeals that belong to it could not be found afterwards'),
});
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;
