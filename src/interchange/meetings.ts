/** Weekly meetings of a course as a cell: `Mon 09:00-10:30; Wed 9:00-10:30`, `autumn: Mon/Wed 14:15-15:45`. */
import words from '../../rules/vocabulary/words.json' with { type: 'json' };
import { type Meeting, titleKey } from '../domain/index.ts';
import { type ReadWords, readTerms } from './vocabulary.ts';

/** Meetings separated by `;` or bars; a part that cannot be read is among the unread, and then nothing is known of the time-table. */
export function readMeetings(text: string): ReadWords<Meeting[]> {
  const parts = text
    .slice(0, 2000)
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const read = parts.map((part) => ({ part, meetings: readPart(part) }));
  const unread = read.filter(({ meetings }) => meetings.length === 0).map(({ part }) => part);
  return { value: unread.length > 0 ? [] : read.flatMap(({ meetings }) => meetings), unread };
}

function readPart(part: string): Meeting[] {
  // A term, days and a time: `autumn: Mon/Wed 14:15-15:45`.
  const meeting =
    /^(?:([\p{L} ]+?):?\s+)?([\p{L}]+\.?(?:\s*[/,]\s*[\p{L}]+\.?)*)\s+(\d{1,2})[:.](\d{2})\s*[-–—]\s*(\d{1,2})[:.](\d{2})$/u;
  const [, termWord, dayWords = '', ...clock] = meeting.exec(part) ?? [];
  const [fromHour = 24, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  const [start, end] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  // 1 to 7 for Monday to Sunday by their first letters, with one of which a full name begins; 0 when the word is no day.
  const days = dayWords.split(/\s*[/,]\s*/).map((word) => {
    const key = titleKey(word);
    const isDay = (start: string): boolean => (start.length < 3 ? key === start : key.startsWith(start));
    return words.days.findIndex((starts) => starts.split(', ').some(isDay)) + 1;
  });
  // Without a word it is in whichever term the course is taught.
  const terms = termWord === undefined ? [null] : readTerms(termWord).value;
  const [term] = terms;
  const isClock = fromMinute < 60 && toMinute < 60 && start < end && end <= 24 * 60;
  if (!isClock || term === undefined || term === 'year' || terms.length > 1 || days.some((day) => day === 0)) return [];
  return days.map((day) => ({ term, day, start, end }));
}

/** The cell that {@link readMeetings} reads back. */
export function meetingsText(meetings: readonly Meeting[]): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return meetings
    .map(({ term, day, start, end }) => {
      const name = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day - 1];
      const when = `${name} ${clock(start)}-${clock(end)}`;
      return term === null ? when : `${term}: ${when}`;
    })
    .join('; ');
}
