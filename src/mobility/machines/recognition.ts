import { type EventOf, STATES, type StateOf } from '../../domain/index.ts';
import type { Machine } from './machine.ts';

/** A recognition: one registrar where everything is clear, two people where a row is flagged. */
export const RECOGNITION: Machine<StateOf<'recognition'>, EventOf<'recognition'>> = {
  id: 'recognition',
  states: STATES.recognition.options,
  initial: 'prepared',
  final: ['closed', 'superseded'],
  waits: {
    prepared: { for: 'recognition.sign' },
    'second-look': { for: 'recognition.countersign' },
    confirmed: { for: 'recognition.sign' },
    issued: { for: 'recognition.accept' },
  },
  transitions: [
    { from: ['prepared'], event: 'confirm', to: 'confirmed', who: 'recognition.sign', needs: ['nothing-flagged'] },
    {
      from: ['prepared'],
      event: 'sign',
      to: 'second-look',
      who: 'recognition.sign',
      needs: ['flagged-decided'],
      tells: true,
    },
    {
      from: ['second-look'],
      event: 'countersign',
      to: 'confirmed',
      who: 'recognition.countersign',
      needs: ['second-person'],
      tells: true,
    },
    {
      from: ['second-look'],
      event: 'return',
      to: 'prepared',
      who: 'recognition.countersign',
      reason: 'recognition-returned',
      tells: true,
    },
    {
      from: ['confirmed'],
      event: 'issue',
      to: 'issued',
      who: 'recognition.sign',
      effects: ['recognise-plan'],
      tells: true,
    },
    {
      from: ['issued'],
      event: 'close',
      to: 'closed',
      who: 'recognition.sign',
      orClock: true,
      needs: ['appeal-time-over'],
    },
    {
      from: ['issued', 'closed'],
      event: 'reopen',
      to: 'prepared',
      who: 'appeal.decide',
      needs: ['appeal-upheld'],
      reason: 'appeal-answer',
      effects: ['reopen-plan'],
      tells: true,
    },
    { from: ['confirmed'], event: 'undo', to: 'prepared', who: 'recognition.sign', needs: ['grace-open'] },
    {
      from: ['issued'],
      event: 'undo',
      to: 'confirmed',
      who: 'recognition.sign',
      needs: ['grace-open'],
      effects: ['unrecognise-plan'],
    },
    // It was wrong, and the student knows of it already: another one is prepared, and this one stays as it was.
    {
      from: ['issued', 'closed'],
      event: 'revoke',
      to: 'superseded',
      who: 'recognition.sign',
      reason: 'supersession',
      effects: ['unrecognise-plan'],
      tells: true,
    },
    // A newer transcript came before anything was confirmed.
    { from: ['prepared', 'second-look'], event: 'supersede', to: 'superseded', who: 'recognition.prepare' },
  ],
  approvals: [
    { state: 'confirmed', events: [['confirm', 'countersign']] },
    { state: 'issued', events: [['confirm', 'countersign'], ['issue']] },
  ],
};
