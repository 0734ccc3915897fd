import type { DocumentEvent, DocumentState } from '../../domain/index.ts';
import { inThree, type Machine } from './machine.ts';

/** One document of an application. */
export const DOCUMENT: Machine<DocumentState, DocumentEvent> = {
  id: 'document',
  title: inThree('Document', 'Документ', 'Құжат'),
  initial: 'missing',
  final: ['erased'],
  states: {
    missing: inThree('Missing', 'Не представлен', 'Тапсырылмаған'),
    uploaded: inThree('Handed in, to be checked', 'Представлен, на проверке', 'Тапсырылды, тексерілуде'),
    accepted: inThree('Accepted', 'Принят', 'Қабылданды'),
    returned: inThree('Returned', 'Возвращён', 'Қайтарылды'),
    expired: inThree('Expired', 'Срок действия истёк', 'Мерзімі өтті'),
    waived: inThree('Not asked of this student', 'Не требуется от этого студента', 'Бұл студенттен талап етілмейді'),
    erased: inThree('Erased', 'Удалён', 'Жойылды'),
  },
  transitions: [
    {
      from: ['missing', 'uploaded', 'accepted', 'returned', 'expired'],
      event: 'upload',
      to: 'uploaded',
      by: 'document.upload',
      guards: ['file-present'],
      follows: ['notify'],
    },
    {
      from: ['uploaded'],
      event: 'accept',
      to: 'accepted',
      by: 'document.check',
      guards: ['within-validity'],
      follows: ['notify'],
    },
    {
      from: ['uploaded', 'accepted'],
      event: 'return',
      to: 'returned',
      by: 'document.check',
      reason: 'document-returned',
      follows: ['notify'],
    },
    {
      from: ['uploaded', 'accepted'],
      event: 'expire',
      to: 'expired',
      by: 'clock',
      guards: ['validity-over'],
      follows: ['notify'],
    },
    {
      from: ['missing', 'returned', 'expired'],
      event: 'waive',
      to: 'waived',
      by: 'document.waive',
      reason: 'document-waived',
      follows: ['notify'],
    },
    { from: ['waived'], event: 'require', to: 'missing', by: 'document.waive', follows: ['notify'] },
    // By the erasure of personal data, which takes the bytes and the days with it.
    {
      from: ['missing', 'uploaded', 'accepted', 'returned', 'expired', 'waived'],
      event: 'erase',
      to: 'erased',
      by: 'clock',
      guards: ['retention-over'],
    },
  ],
  needs: [{ state: 'accepted', events: [['upload'], ['accept']] }],
};
