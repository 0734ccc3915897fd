/** Arithmetic with calendar dates, ISO text in and out. No clock: the day is always an argument. */
import type { Stay } from './mobility-call.ts';

const DAY = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** The same day so many months on, or the last day of that month when it has no such day: 31 January + 1 is 28 or 29 February. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(day, last.getUTCDate())).padStart(2, '0')}`;
}

/** Full years of age on a day. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether a stay is longer than so many calendar months; 1 September to 31 October is two months and not longer. */
export const isLongerThan = ({ start, end }: Stay, months: number): boolean =>
  addDays(end, 1) > addMonths(start, months);

/** Months of a stay, the last one counted whole when it has begun. */
export function monthsBegun(stay: Stay): number {
  let months = 1;
  while (isLongerThan(stay, months)) months += 1;
  return months;
}

/** Days before a stay in which its preparatory courses may end, and after it in which its results may be dated. */
const EARLY_DAYS = 62;
const LATE_DAYS = 120;

/** First and last day on which a course of the stay may have been completed. */
export const completionDays = ({ start, end }: Stay): { readonly from: string; readonly to: string } => ({
  from: addDays(start, -EARLY_DAYS),
  to: addDays(end, LATE_DAYS),
});
