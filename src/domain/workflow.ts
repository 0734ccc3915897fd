/** The states and events of the six things that live through a process; src/mobility/machines says what leads where. */
import { z } from 'zod';

export const machineIdSchema = z.enum(['application', 'document', 'plan', 'change', 'recognition', 'appeal']);
export type MachineId = z.infer<typeof machineIdSchema>;

/** The states of each machine. */
export const STATES = {
  /**
   * `eligible` and `ineligible` are the checked answers; `awarded` waits for the student, `accepted` for the order, `away` is the stay,
   * `completed` is back with the stay recognised.
   */
  application: z.enum([
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
  ]),
  /** `returned`: looked at and not good enough; `waived`: not asked of this student, with a reason; `erased`: the file is gone by retention. */
  document: z.enum(['missing', 'uploaded', 'accepted', 'returned', 'expired', 'waived', 'erased']),
  /**
   * `asked`: waits for the student's answer; `with-host`: sent to the host as a proposal; `frozen`: agreed by all three, only change
   * proposals lead on; `returned`: the transcript is here.
   */
  plan: z.enum([
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
  ]),
  /** `superseded`: its base version is no longer the plan's; `commented`: the host wants it otherwise, which is a new proposal with a new id. */
  change: z.enum(['proposed', 'asked', 'pre-approved', 'agreed', 'commented', 'refused', 'superseded', 'withdrawn']),
  /** `second-look`: signed by one registrar, waits for a second person because of flagged rows; `issued`: the protocol is out. */
  recognition: z.enum(['prepared', 'second-look', 'confirmed', 'issued', 'closed', 'superseded']),
  appeal: z.enum(['lodged', 'admitted', 'inadmissible', 'upheld', 'dismissed', 'withdrawn']),
};
export type StateOf<M extends MachineId> = z.infer<(typeof STATES)[M]>;

/** The events of each machine. */
export const EVENTS = {
  application: z.enum([
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
    'undo',
    'undo-check',
    'revoke',
  ]),
  document: z.enum(['upload', 'accept', 'return', 'expire', 'waive', 'require', 'erase']),
  plan: z.enum([
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
    'undo',
    'withdraw',
  ]),
  change: z.enum([
    'ask',
    'answer',
    'approve',
    'refuse',
    'host-agrees',
    'host-comments',
    'supersede',
    'undo',
    'withdraw',
  ]),
  recognition: z.enum([
    'confirm',
    'sign',
    'countersign',
    'return',
    'issue',
    'close',
    'reopen',
    'supersede',
    'undo',
    'revoke',
  ]),
  appeal: z.enum(['admit', 'reject', 'uphold', 'dismiss', 'withdraw', 'undo', 'undo-check', 'revoke']),
};
export type EventOf<M extends MachineId> = z.infer<(typeof EVENTS)[M]>;
