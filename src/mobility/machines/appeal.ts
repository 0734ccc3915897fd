import type { AppealEvent, AppealState } from '../../domain/index.ts';
import { inThree, type Machine } from './machine.ts';

/** An appeal against a decision on an application, a plan or a recognition. Upheld, it opens its subject again. */
export const APPEAL: Machine<AppealState, AppealEvent> = {
  id: 'appeal',
  title: inThree('Appeal', 'Апелляция', 'Апелляция'),
  initial: 'lodged',
  final: ['inadmissible', 'upheld', 'dismissed', 'withdrawn'],
  states: {
    lodged: inThree('Lodged', 'Подана', 'Берілді'),
    admitted: inThree('Admitted', 'Принята к рассмотрению', 'Қарауға қабылданды'),
    inadmissible: inThree('Not admitted', 'Не принята к рассмотрению', 'Қарауға қабылданбады'),
    upheld: inThree('Upheld', 'Удовлетворена', 'Қанағаттандырылды'),
    dismissed: inThree('Dismissed', 'Отклонена', 'Қанағаттандырылмады'),
    withdrawn: inThree('Withdrawn', 'Отозвана', 'Қайтарып алынды'),
  },
  transitions: [
    { from: ['lodged'], event: 'admit', to: 'admitted', by: 'appeal.admit', follows: ['notify'] },
    {
      from: ['lodged'],
      event: 'reject',
      to: 'inadmissible',
      by: 'appeal.admit',
      reason: 'appeal-answer',
      follows: ['notify'],
    },
    {
      from: ['admitted'],
      event: 'uphold',
      to: 'upheld',
      by: 'appeal.decide',
      guards: ['not-the-decider'],
      reason: 'appeal-answer',
      follows: ['reopen-subject', 'notify'],
    },
    {
      from: ['admitted'],
      event: 'dismiss',
      to: 'dismissed',
      by: 'appeal.decide',
      guards: ['not-the-decider'],
      reason: 'appeal-answer',
      follows: ['notify'],
    },
    { from: ['lodged', 'admitted'], event: 'withdraw', to: 'withdrawn', by: 'appeal.withdraw' },
  ],
  needs: [{ state: 'upheld', events: [['admit'], ['uphold']] }],
};
