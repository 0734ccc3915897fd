import { type EventOf, STATES, type StateOf } from '../../domain/index.ts';
import type { Machine } from './machine.ts';

/** One document of an application. */
export const DOCUMENT: Machine<StateOf<'document'>, EventOf<'document'>> = {
  id: 'document',
  states: STATES.document.options,
  initial: 'missing',
  final: ['erased'],
  waits: {
    missing: { for: 'document.upload' },
    returned: { for: 'document.upload' },
    expired: { for: 'document.upload' },
    uploaded: { for: 'document.check' },
  },
  transitions: [
    {
      from: ['missing', 'uploaded', 'accepted', 'returned', 'expired'],
      event: 'upload',
      to: 'uploaded',
      who: 'document.upload',
      needs: ['file-present'],
      tells: true,
    },
    {
      from: ['uploaded'],
      event: 'accept',
      to: 'accepted',
      who: 'document.check',
      needs: ['within-validity'],
      tells: true,
    },
    {
      from: ['uploaded', 'accepted'],
      event: 'return',
      to: 'returned',
      who: 'document.check',
      reason: 'document-returned',
      tells: true,
    },
    {
      from: ['uploaded', 'accepted'],
      event: 'expire',
      to: 'expired',
      who: 'clock',
      needs: ['validity-over'],
      tells: true,
    },
    {
      from: ['missing', 'returned', 'expired'],
      event: 'waive',
      to: 'waived',
      who: 'document.waive',
      reason: 'document-waived',
      tells: true,
    },
    { from: ['waived'], event: 'require', to: 'missing', who: 'document.waive', tells: true },
    // By the erasure of personal data, which takes the bytes and the days with it.
    {
      from: ['missing', 'uploaded', 'accepted', 'returned', 'expired', 'waived'],
      event: 'erase',
      to: 'erased',
      who: 'clock',
      needs: ['retention-over'],
    },
  ],
  approvals: [{ state: 'accepted', events: [['upload'], ['accept']] }],
};
