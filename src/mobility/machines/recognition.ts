import type { RecognitionEvent, RecognitionState } from '../../domain/index.ts';
import { inThree, type Machine } from './machine.ts';

/** A recognition: one registrar where everything is clear, two people where a row is flagged. */
export const RECOGNITION: Machine<RecognitionState, RecognitionEvent> = {
  id: 'recognition',
  title: inThree('Recognition', 'Перезачёт кредитов', 'Кредиттерді қайта есептеу'),
  initial: 'prepared',
  final: ['closed', 'superseded'],
  states: {
    prepared: inThree('Prepared', 'Подготовлен', 'Дайындалды'),
    'second-look': inThree('Waiting for a second person', 'Ожидает второй подписи', 'Екінші қолды күтуде'),
    confirmed: inThree('Confirmed', 'Подтверждён', 'Расталды'),
    issued: inThree('Issued', 'Выдан', 'Берілді'),
    closed: inThree('Closed', 'Закрыт', 'Жабылды'),
    superseded: inThree('Superseded', 'Утратил силу', 'Күшін жойды'),
  },
  transitions: [
    { from: ['prepared'], event: 'confirm', to: 'confirmed', by: 'recognition.sign', guards: ['nothing-flagged'] },
    {
      from: ['prepared'],
      event: 'sign',
      to: 'second-look',
      by: 'recognition.sign',
      guards: ['flagged-decided'],
      follows: ['notify'],
    },
    {
      from: ['second-look'],
      event: 'countersign',
      to: 'confirmed',
      by: 'recognition.countersign',
      guards: ['second-person'],
      follows: ['notify'],
    },
    {
      from: ['second-look'],
      event: 'return',
      to: 'prepared',
      by: 'recognition.countersign',
      reason: 'recognition-returned',
      follows: ['notify'],
    },
    {
      from: ['confirmed'],
      event: 'issue',
      to: 'issued',
      by: 'recognition.sign',
      follows: ['notify'],
    },
    {
      from: ['issued'],
      event: 'close',
      to: 'closed',
      by: 'recognition.sign',
      orClock: true,
      guards: ['appeal-time-over'],
    },
    {
      from: ['issued', 'closed'],
      event: 'reopen',
      to: 'prepared',
      by: 'recognition.prepare',
      guards: ['appeal-upheld'],
      reason: 'appeal-answer',
      follows: ['notify'],
    },
    // A newer transcript came before anything was confirmed.
    { from: ['prepared', 'second-look'], event: 'supersede', to: 'superseded', by: 'recognition.prepare' },
  ],
  needs: [
    { state: 'confirmed', events: [['confirm', 'countersign']] },
    { state: 'issued', events: [['confirm', 'countersign'], ['issue']] },
  ],
};
