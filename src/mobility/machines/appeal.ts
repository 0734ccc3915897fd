import { type EventOf, STATES, type StateOf } from '../../domain/index.ts';
import type { Machine } from './machine.ts';

/** An appeal against a decision on an application, a plan or a recognition. Upheld, it opens its subject again. */
export const APPEAL: Machine<StateOf<'appeal'>, EventOf<'appeal'>> = {
  id: 'appeal',
  states: STATES.appeal.options,
  initial: 'lodged',
  final: ['inadmissible', 'upheld', 'dismissed', 'withdrawn'],
  waits: { lodged: { for: 'appeal.admit' }, admitted: { for: 'appeal.decide' } },
  transitions: [
    { from: ['lodged'], event: 'admit', to: 'admitted', who: 'appeal.admit', tells: true },
    {
      from: ['lodged'],
      event: 'reject',
      to: 'inadmissible',
      who: 'appeal.admit',
      needs: ['not-the-decider'],
      reason: 'appeal-answer',
      tells: true,
    },
    {
      from: ['admitted'],
      event: 'uphold',
      to: 'upheld',
      who: 'appeal.decide',
      needs: ['not-the-decider'],
      reason: 'appeal-answer',
      effects: ['reopen-subject'],
      tells: true,
    },
    {
      from: ['admitted'],
      event: 'dismiss',
      to: 'dismissed',
      who: 'appeal.decide',
      needs: ['not-the-decider'],
      reason: 'appeal-answer',
      tells: true,
    },
    // After a slip: what an upheld appeal opens again waits for the time of grace, so that nothing has to be closed again.
    {
      from: ['upheld', 'dismissed'],
      event: 'undo',
      to: 'admitted',
      who: 'appeal.decide',
      needs: ['grace-open', 'not-the-decider'],
    },
    {
      from: ['inadmissible'],
      event: 'undo-check',
      to: 'lodged',
      who: 'appeal.admit',
      needs: ['grace-open', 'not-the-decider'],
    },
    // Later: it is answered anew. What an upheld one has opened stays open, and what was decided on it since stands: both are listed.
    {
      from: ['upheld', 'dismissed'],
      event: 'revoke',
      to: 'admitted',
      who: 'appeal.decide',
      needs: ['not-the-decider'],
      reason: 'supersession',
      tells: true,
    },
    {
      from: ['inadmissible'],
      event: 'revoke',
      to: 'lodged',
      who: 'appeal.decide',
      needs: ['not-the-decider'],
      reason: 'supersession',
      tells: true,
    },
    { from: ['lodged', 'admitted'], event: 'withdraw', to: 'withdrawn', who: 'appeal.withdraw' },
  ],
  approvals: [{ state: 'upheld', events: [['admit'], ['uphold']] }],
};
