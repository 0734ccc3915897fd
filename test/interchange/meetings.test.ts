import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingsText, readMeetings } from '../../src/interchange/meetings.ts';

const nine = { term: null, start: 540, end: 630 };

describe('weekly meetings', () => {
  it.each([
    ['Mon 09:00-10:30', [{ ...nine, day: 1 }]],
    ['Monday 9:00 – 10:30', [{ ...nine, day: 1 }]],
    ['Mon/Wed 9.00-10.30', [1, 3].map((day) => ({ ...nine, day }))],
    ['Пн 09:00-10:30; чт 09:00-10:30', [1, 4].map((day) => ({ ...nine, day }))],
    ['среда 9:00-10:30', [{ ...nine, day: 3 }]],
    ['Жұма 9:00-10:30 | Сенбі 9:00-10:30', [5, 6].map((day) => ({ ...nine, day }))],
    ['Mittwoch 9:00-10:30', [{ ...nine, day: 3 }]],
    ['autumn: Di 9:00-10:30', [{ ...nine, term: 'autumn', day: 2 }]],
    ['весна Вс 9:00-10:30', [{ ...nine, term: 'spring', day: 7 }]],
    ['', []],
  ])('%s', (cell, meetings) => {
    expect(readMeetings(cell)).toEqual({ value: meetings, unread: [] });
  });

  it.each([
    'by arrangement',
    'Mon',
    'Mon 9-10',
    'Mon 10:30-09:00',
    'Mon 9:00-25:00',
    'Xyz 9:00-10:00',
    'Mon 9:70-10:00',
  ])('%s is not understood, and then nothing is known of the time-table', (cell) => {
    expect(readMeetings(`Tue 9:00-10:30; ${cell}`)).toEqual({ value: [], unread: [cell] });
  });

  it('are written as they are read', () => {
    const meeting = fc
      .record({
        term: fc.constantFrom(null, 'autumn' as const, 'spring' as const),
        day: fc.integer({ min: 1, max: 7 }),
        start: fc.integer({ min: 0, max: 1438 }),
        length: fc.integer({ min: 1, max: 1440 }),
      })
      .map(({ length, ...rest }) => ({ ...rest, end: Math.min(1440, rest.start + length) }));
    fc.assert(
      fc.property(fc.array(meeting, { maxLength: 6 }), (meetings) => {
        expect(readMeetings(meetingsText(meetings))).toEqual({ value: meetings, unread: [] });
      }),
    );
  });

  it('takes a long cell of nonsense without delay', () => {
    expect(readMeetings('a '.repeat(100_000)).value).toEqual([]);
  });
});
