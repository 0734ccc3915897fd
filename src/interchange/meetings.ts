/** Weekly meetings of a course as a cell: `Mon 09:00-10:30; Wed 9:00-10:30`, `autumn: Mon/Wed 14:15-15:45`. */
import { type Meeting, titleKey } from '../domain/index.ts';
import { type Reading, readTerms } from './vocabulary.ts';

/** Monday to Sunday by their first letters in English, Russian, Kazakh and German; a full name begins with one of them. */
const DAYS = [
  'mon, mo, пн, пон, дүй, дс',
  'tue, tu, вт, вто, сей, сс, di, die',
  'wed, we, ср, сре, сәр, mi, mit',
  'thu, th, чт, чет, бей, бс, do, don',
  'fri, fr, пт, пят, жұм, жм, fre',
  'sat, sa, сб, суб, сен, сн, sam',
  'sun, su, вс, вос, жек, жк, so, son',
].map((words) => words.split(', '));
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const TIME = String.raw`(\d{1,2})[:.](\d{2})`;
const MEETING = new RegExp(
  String.raw`^(?:([\p{L} ]+?):?\s+)?([\p{L}]+\.?(?:\s*[/,]\s*[\p{L}]+\.?)*)\s+${TIME}\s*[-–—]\s*${TIME}$`,
  'u',
);

/** Meetings separated by `;` or bars; a part that can not be read is among the unread, and then nothing is known of the time-table. */
export function readMeetings(text: string): Reading<Meeting[]> {
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
  const [, termWord, dayWords = '', ...clock] = MEETING.exec(part) ?? [];
  const [fromHour = 24, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  const [start, end] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const days = dayWords.split(/\s*[/,]\s*/).map(dayNamed);
  const term = termNamed(termWord);
  const isClock = fromMinute < 60 && toMinute < 60 && start < end && end <= 24 * 60;
  if (!isClock || term === undefined || days.some((day) => day === 0)) return [];
  return days.map((day) => ({ term, day, start, end }));
}

/** Null without a word: in whichever term the course is taught. Undefined when the word is no single term. */
function termNamed(word: string | undefined): Meeting['term'] | undefined {
  if (word === undefined) return null;
  const [term, ...others] = readTerms(word).value;
  return others.length === 0 && term !== 'year' ? term : undefined;
}

/** 1 to 7, or 0 when the word is no day. */
function dayNamed(word: string): number {
  const key = titleKey(word);
  return (
    DAYS.findIndex((starts) => starts.some((start) => (start.length < 3 ? key === start : key.startsWith(start)))) + 1
  );
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The cell that {@link readMeetings} reads back. */
export const meetingsText = (meetings: readonly Meeting[]): string =>
  meetings
    .map(({ term, day, start, end }) => {
      const when = `${DAY_NAMES[day - 1]} ${clockText(start)}-${clockText(end)}`;
      return term === null ? when : `${term}: ${when}`;
    })
    .join('; ');
