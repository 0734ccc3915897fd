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
    { from: ['lodged', 'admitted'], event: 'withdraw', to: 'withdrawn', who: 'appeal.withdraw' },
  ],
  approvals: [{ state: 'upheld', events: [['admit'], ['uphold']] }],
};
