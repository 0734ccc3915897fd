/** Days and moments as people read them. Browsers bring no Kazakh, so month names come from a library that does. */
import dayjs from 'dayjs';
import 'dayjs/locale/kk';
import 'dayjs/locale/ru';
import { currentLanguage } from '../language-choice.ts';

/** A day and a month with their year: Kazakh names the year first. */
const withYear = (ofYear: string): string => (currentLanguage() === 'kk' ? `YYYY [ж.] ${ofYear}` : `${ofYear} YYYY`);

/** "6 April 2027", "6 апреля 2027", "2027 ж. 6 сәуір"; without the year where it is `near`'s. */
export function dayText(day: string, near?: string): string {
  const date = dayjs(day).locale(currentLanguage());
  return date.format(near !== undefined && dayjs(near).year() === date.year() ? 'D MMMM' : withYear('D MMMM'));
}

/** "6 Apr", where a column is narrow. */
export const shortDay = (day: string): string => dayjs(day).locale(currentLanguage()).format('D MMM');

/** "March 2027" of "2027-03", for headings: with a capital in Russian too. */
export const monthText = (month: string): string =>
  dayjs(`${month}-01`)
    .locale(currentLanguage())
    .format(withYear('MMMM'))
    .replace(/^./u, (first) => first.toUpperCase());

/** "6 April 2027, 14:02" in the reader's own zone. */
export const momentText = (moment: string): string =>
  dayjs(moment)
    .locale(currentLanguage())
    .format(`${withYear('D MMMM')}, HH:mm`);
