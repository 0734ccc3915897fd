import { type EventOf, STATES, type StateOf } from '../../domain/index.ts';
import type { Machine } from './machine.ts';

const OPEN: readonly StateOf<'change'>[] = ['proposed', 'asked', 'pre-approved'];

/** A proposal to change an agreed plan. Whoever wants other content makes another proposal: nothing is edited, and nothing stale is approved. */
export const CHANGE: Machine<StateOf<'change'>, EventOf<'change'>> = {
  id: 'change',
  states: STATES.change.options,
  initial: 'proposed',
  final: ['agreed', 'commented', 'refused', 'superseded', 'withdrawn'],
  waits: {
    proposed: { for: 'change.decide' },
    asked: { for: 'plan.answer' },
    'pre-approved': { for: 'change.host' },
  },
  transitions: [
    {
      from: ['proposed'],
      event: 'ask',
      to: 'asked',
      who: 'change.decide',
      needs: ['some-asked', 'base-current'],
      tells: true,
    },
    {
      from: ['asked'],
      event: 'answer',
      to: 'proposed',
      who: 'plan.answer',
      needs: ['questions-answered'],
      tells: true,
    },
    {
      from: ['proposed'],
      event: 'approve',
      to: 'pre-approved',
      who: 'change.decide',
      needs: ['base-current', 'reasons-given', 'all-approved', 'no-hard-rule-broken'],
      effects: ['record-precedents'],
      tells: true,
    },
    {
      from: ['proposed'],
      event: 'refuse',
      to: 'refused',
      who: 'change.decide',
      needs: ['base-current'],
      reason: 'change-refusal',
      effects: ['record-precedents'],
      tells: true,
    },
    {
      from: ['proposed', 'pre-approved', 'refused'],
      event: 'undo',
      to: 'proposed',
      who: 'change.decide',
      needs: ['grace-open', 'base-current'],
      effects: ['take-back-decisions'],
    },
    {
      from: ['pre-approved'],
      event: 'host-agrees',
      to: 'agreed',
      who: 'change.host',
      needs: ['base-current'],
      effects: ['freeze-changed-version', 'supersede-changes'],
      tells: true,
    },
    {
      from: ['pre-approved'],
      event: 'host-comments',
      to: 'commented',
      who: 'change.host',
      needs: ['base-current'],
      tells: true,
    },
    { from: OPEN, event: 'supersede', to: 'superseded', who: 'clock', needs: ['base-moved'], tells: true },
    { from: OPEN, event: 'withdraw', to: 'withdrawn', who: 'change.propose' },
  ],
  approvals: [
    { state: 'pre-approved', events: [['approve']] },
    { state: 'agreed', events: [['approve'], ['host-agrees']] },
  ],
};
