/** The states and events of the six things that live through a process; src/mobility/machines says what leads where. */
import { z } from 'zod';

/**
 * `eligible` and `ineligible` are the checked answers; `awarded` waits for the student, `accepted` for the order, `away` is the stay,
 * `completed` is back with the stay recognised.
 */
export const applicationStateSchema = z.enum([
  'draft',
  'submitted',
  'eligible',
  'ineligible',
  'awarded',
  'reserved',
  'declined',
  'accepted',
  'away',
  'completed',
  'withdrawn',
]);
export type ApplicationState = z.infer<typeof applicationStateSchema>;
export const applicationEventSchema = z.enum([
  'submit',
  'take-back',
  'find-eligible',
  'find-ineligible',
  'award',
  'reserve',
  'decline',
  'promote',
  'accept',
  'depart',
  'complete',
  'withdraw',
  'reopen',
]);
export type ApplicationEvent = z.infer<typeof applicationEventSchema>;

/** `returned`: looked at and not good enough; `waived`: not asked of this student, with a reason; `erased`: the file is gone by retention. */
export const documentStateSchema = z.enum([
  'missing',
  'uploaded',
  'accepted',
  'returned',
  'expired',
  'waived',
  'erased',
]);
export type DocumentState = z.infer<typeof documentStateSchema>;
export const documentEventSchema = z.enum(['upload', 'accept', 'return', 'expire', 'waive', 'require', 'erase']);
export type DocumentEvent = z.infer<typeof documentEventSchema>;

/**
 * `asked`: waits for the student's answer; `with-host`: sent to the host as a proposal; `frozen`: agreed by all three, only change
 * proposals lead on; `returned`: the transcript is here.
 */
export const planStateSchema = z.enum([
  'draft',
  'submitted',
  'asked',
  'pre-approved',
  'with-host',
  'frozen',
  'returned',
  'reconciled',
  'recognised',
  'closed',
  'withdrawn',
]);
export type PlanState = z.infer<typeof planStateSchema>;
export const planEventSchema = z.enum([
  'submit',
  'take-back',
  'pass-on',
  'ask',
  'answer',
  'approve',
  'refuse',
  'send-to-host',
  'host-comments',
  'host-agrees',
  'receive-transcript',
  'reconcile',
  'recognise',
  'close',
  'reopen',
  'withdraw',
]);
export type PlanEvent = z.infer<typeof planEventSchema>;

/** `superseded`: its base version is no longer the plan's; `commented`: the host wants it otherwise, which is a new proposal with a new id. */
export const changeStateSchema = z.enum([
  'proposed',
  'asked',
  'pre-approved',
  'agreed',
  'commented',
  'refused',
  'superseded',
  'withdrawn',
]);
export type ChangeState = z.infer<typeof changeStateSchema>;
export const changeEventSchema = z.enum([
  'ask',
  'answer',
  'approve',
  'refuse',
  'host-agrees',
  'host-comments',
  'supersede',
  'withdraw',
]);
export type ChangeEvent = z.infer<typeof changeEventSchema>;

/** `second-look`: signed by one registrar, waits for a second person because of flagged rows; `issued`: the protocol is out. */
export const recognitionStateSchema = z.enum([
  'prepared',
  'second-look',
  'confirmed',
  'issued',
  'closed',
  'superseded',
]);
export type RecognitionState = z.infer<typeof recognitionStateSchema>;
export const recognitionEventSchema = z.enum([
  'confirm',
  'sign',
  'countersign',
  'return',
  'issue',
  'close',
  'reopen',
  'supersede',
]);
export type RecognitionEvent = z.infer<typeof recognitionEventSchema>;

export const appealStateSchema = z.enum(['lodged', 'admitted', 'inadmissible', 'upheld', 'dismissed', 'withdrawn']);
export type AppealState = z.infer<typeof appealStateSchema>;
export const appealEventSchema = z.enum(['admit', 'reject', 'uphold', 'dismiss', 'withdraw']);
export type AppealEvent = z.infer<typeof appealEventSchema>;

export const machineIdSchema = z.enum(['application', 'document', 'plan', 'change', 'recognition', 'appeal']);
export type MachineId = z.infer<typeof machineIdSchema>;

/** The events of each machine, for data that names them. */
export const EVENTS_OF: Readonly<Record<MachineId, readonly string[]>> = {
  application: applicationEventSchema.options,
  document: documentEventSchema.options,
  plan: planEventSchema.options,
  change: changeEventSchema.options,
  recognition: recognitionEventSchema.options,
  appeal: appealEventSchema.options,
};

/** The states of each machine. */
export const STATES_OF: Readonly<Record<MachineId, readonly string[]>> = {
  application: applicationStateSchema.options,
  document: documentStateSchema.options,
  plan: planStateSchema.options,
  change: changeStateSchema.options,
  recognition: recognitionStateSchema.options,
  appeal: appealStateSchema.options,
};
