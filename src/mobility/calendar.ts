/** Arithmetic with calendar dates, ISO text in and out. No clock: the day is always an argument. */
import type { Stay } from '../domain/index.ts';

const DAY = 86_400_000;
const parts = (date: string): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];
const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
const at = (date: string): number => Date.UTC(...monthFromZero(parts(date)));
const monthFromZero = ([year, month, day]: [number, number, number]): [number, number, number] => [
  year,
  month - 1,
  day,
];

export function addDays(date: string, days: number): string {
  const [year, month, day] = parts(date);
  return iso(year, month, day + days);
}

/** The same day so many months on, or the last day of that month when it has no such day: 31 January + 1 is 28 or 29 February. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = parts(date);
  const lastDay = Number(iso(year, month + months + 1, 0).slice(8));
  return iso(year, month + months, Math.min(day, lastDay));
}

/** Days from one date to another; negative when `to` comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY);

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
