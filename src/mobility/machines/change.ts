import type { ChangeEvent, ChangeState } from '../../domain/index.ts';
import { inThree, type Machine } from './machine.ts';

/** A proposal to change an agreed plan. Whoever wants other content makes another proposal: nothing is edited, and nothing stale is approved. */
export const CHANGE: Machine<ChangeState, ChangeEvent> = {
  id: 'change',
  title: inThree('Proposal of change', 'Предложение об изменении плана', 'Жоспарды өзгерту ұсынысы'),
  initial: 'proposed',
  final: ['agreed', 'commented', 'refused', 'superseded', 'withdrawn'],
  states: {
    proposed: inThree('Proposed', 'Предложено', 'Ұсынылды'),
    asked: inThree('Waiting for an answer', 'Ожидает ответа студента', 'Студенттің жауабын күтуде'),
    'pre-approved': inThree('Pre-approved', 'Предварительно одобрено', 'Алдын ала мақұлданды'),
    agreed: inThree('Agreed', 'Согласовано', 'Келісілді'),
    commented: inThree(
      'Commented by the host',
      'Замечания принимающего вуза',
      'Қабылдаушы университеттің ескертпелері бар',
    ),
    refused: inThree('Refused', 'Отклонено', 'Қабылданбады'),
    superseded: inThree('Superseded', 'Утратило силу', 'Күшін жойды'),
    withdrawn: inThree('Withdrawn', 'Отозвано', 'Қайтарып алынды'),
  },
  transitions: [
    {
      from: ['proposed'],
      event: 'ask',
      to: 'asked',
      by: 'change.decide',
      guards: ['some-asked', 'base-current'],
      follows: ['notify'],
    },
    {
      from: ['asked'],
      event: 'answer',
      to: 'proposed',
      by: 'plan.answer',
      guards: ['questions-answered'],
      follows: ['notify'],
    },
    {
      from: ['proposed'],
      event: 'approve',
      to: 'pre-approved',
      by: 'change.decide',
      guards: ['base-current', 'reasons-given', 'all-approved', 'no-hard-rule-broken'],
      follows: ['record-precedents', 'notify'],
    },
    {
      from: ['proposed'],
      event: 'refuse',
      to: 'refused',
      by: 'change.decide',
      guards: ['base-current'],
      reason: 'change-refusal',
      follows: ['record-precedents', 'notify'],
    },
    {
      from: ['pre-approved'],
      event: 'host-agrees',
      to: 'agreed',
      by: 'change.host',
      guards: ['base-current'],
      follows: ['freeze-changed-version', 'supersede-changes', 'notify'],
    },
    {
      from: ['pre-approved'],
      event: 'host-comments',
      to: 'commented',
      by: 'change.host',
      guards: ['base-current'],
      follows: ['notify'],
    },
    {
      from: ['proposed', 'asked', 'pre-approved'],
      event: 'supersede',
      to: 'superseded',
      by: 'clock',
      guards: ['base-moved'],
      follows: ['notify'],
    },
    { from: ['proposed', 'asked', 'pre-approved'], event: 'withdraw', to: 'withdrawn', by: 'change.propose' },
  ],
  needs: [
    { state: 'pre-approved', events: [['approve']] },
    { state: 'agreed', events: [['approve'], ['host-agrees']] },
  ],
};
