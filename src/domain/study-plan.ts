/** The life of a study plan: versions, decisions on its bundles, proposals of change. */
import { z } from 'zod';
import { staySchema } from './mobility-call.ts';
import { idSchema, recordShape, ruleCodeSchema } from './people.ts';
import { planSchema } from './plan.ts';
import { rationalSchema } from './rational.ts';
import { STATES } from './workflow.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A plan as it stood; never edited. `first`: agreed by student, home and host; `change`: cumulative, with an agreed change in it. */
export const planVersionSchema = z.strictObject({
  number: z.number().int().positive(),
  kind: z.enum(['draft', 'first', 'change']),
  plan: planSchema,
  /** Of the canonical text of the plan; a signature names it. */
  contentHash: sha256Schema,
  madeOn: z.iso.date(),
  /** The change proposal that led to it. */
  change: idSchema.nullable().default(null),
});
export type PlanVersion = z.infer<typeof planVersionSchema>;

export const studyPlanSchema = z.strictObject({
  ...recordShape,
  student: idSchema,
  institute: idSchema,
  /** Null: a plan made before or without a call. */
  application: idSchema.nullable().default(null),
  state: STATES.plan,
  stay: staySchema.nullable().default(null),
  /** Number of the version that counts. */
  version: z.number().int().positive(),
  reason: ruleCodeSchema.nullable().default(null),
});
export type StudyPlan = z.infer<typeof studyPlanSchema>;

/** Work at home that closes the gap of a bundle. Coded, so that it can become part of a precedent; `topics` are terms of the match. */
export const bridgeSchema = z.strictObject({
  kind: z.enum(['self-study', 'project', 'laboratory', 'examination', 'summer-course']),
  topics: z.array(z.string().max(80)).max(20).default([]),
  ects: rationalSchema.nullable().default(null),
});

/** Words of a text that the reviewer marked as seen on that side. */
export const markSchema = z.strictObject({
  side: z.enum(['home', 'host']),
  code: z.string().max(200),
  text: z.string().min(1).max(200),
});
export type Mark = z.infer<typeof markSchema>;

const decisionShape = {
  /** Of the plan's version that was looked at. */
  bundle: z.string(),
  /** {@link bundleKey} of src/mobility: the decision falls away when the bundle's courses or credits change. */
  bundleKey: z.string(),
  by: idSchema,
  institute: idSchema,
  decidedOn: z.iso.date(),
  /** The precedent it follows, when it follows one. */
  precedent: idSchema.nullable().default(null),
  /** Why it takes the place of one on which something rested already; a code of rules/process. */
  supersedes: ruleCodeSchema.optional(),
  /** For people alone, an answer's text too; never copied into a precedent. */
  comment: z.string().max(2000).default(''),
  /** What the reviewer saw in the texts beside what the engine had found. */
  marks: z.array(markSchema).max(100).optional(),
};

/** What can be said of a bundle. */
const DECISIONS = {
  approve: z.strictObject({ decision: z.literal('approve'), ...decisionShape }),
  approveWithBridge: z.strictObject({
    decision: z.literal('approve-with-bridge'),
    bridge: bridgeSchema,
    ...decisionShape,
  }),
  refuse: z.strictObject({ decision: z.literal('refuse'), reason: ruleCodeSchema, ...decisionShape }),
  ask: z.strictObject({ decision: z.literal('ask'), question: z.string().min(1).max(2000), ...decisionShape }),
  /** To the directorate of the institute that teaches the course. */
  passOn: z.strictObject({ decision: z.literal('pass-on'), to: idSchema, ...decisionShape }),
  answer: z.strictObject({ decision: z.literal('answer'), ...decisionShape }),
};

/** A person's word on one bundle, the last of which counts. `answer` is the student's to a question; `set-aside` takes back a refusal after an appeal, `take-back` one's own decision after a slip. */
export const bundleDecisionSchema = z.discriminatedUnion('decision', [
  DECISIONS.approve,
  DECISIONS.approveWithBridge,
  DECISIONS.refuse,
  DECISIONS.ask,
  DECISIONS.passOn,
  DECISIONS.answer,
  z.strictObject({ decision: z.literal('set-aside'), reason: ruleCodeSchema, ...decisionShape }),
  z.strictObject({ decision: z.literal('take-back'), ...decisionShape }),
]);
export type BundleDecision = z.infer<typeof bundleDecisionSchema>;

/** What follows from who decides, when, and on what. */
const KNOWN = { by: true, institute: true, decidedOn: true, bundleKey: true, supersedes: true } as const;
/** How many decisions on this bundle of this version its maker has seen: with another number somebody was faster. */
const seenShape = { seen: z.number().int().nonnegative() };

/** A directorate's decision as it is sent. */
export const decisionDraftSchema = z.discriminatedUnion('decision', [
  DECISIONS.approve.omit(KNOWN).extend(seenShape),
  DECISIONS.approveWithBridge.omit(KNOWN).extend(seenShape),
  DECISIONS.refuse.omit(KNOWN).extend(seenShape),
  DECISIONS.ask.omit(KNOWN).extend(seenShape),
  DECISIONS.passOn.omit(KNOWN).extend(seenShape),
]);
/** A student's answer to a question as it is sent. */
export const answerDraftSchema = DECISIONS.answer.omit({ ...KNOWN, precedent: true }).extend(seenShape);
export type DecisionDraft = z.infer<typeof decisionDraftSchema> | z.infer<typeof answerDraftSchema>;

/** One bundle put in or taken out. Reasons are coded as in the Erasmus Without Paper learning agreement, see rules/process/*.yaml. */
export const planChangeItemSchema = z.strictObject({
  status: z.enum(['inserted', 'deleted']),
  bundle: z.string(),
  reason: ruleCodeSchema,
});

/** A proposal to change a frozen plan. Other content is another proposal with another id; approving one whose base has moved is a conflict. */
export const changeProposalSchema = z.strictObject({
  ...recordShape,
  studyPlan: idSchema,
  /** The version it was made against. */
  baseVersion: z.number().int().positive(),
  state: STATES.change,
  items: z.array(planChangeItemSchema).min(1),
  /** The whole plan after the change. */
  plan: planSchema,
  contentHash: sha256Schema,
  proposedBy: idSchema,
  proposedOn: z.iso.date(),
  reason: ruleCodeSchema.nullable().default(null),
});
export type ChangeProposal = z.infer<typeof changeProposalSchema>;
