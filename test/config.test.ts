/** What an installation sets in its environment, and what it is told when it cannot be used. */
import { expect, it } from 'vitest';
import { dayIn } from '../src/app/index.ts';
import { homeFrom, readConfig } from '../src/config.ts';

it('knows the home university by its policy, its name and its time zone', () => {
  expect(homeFrom(readConfig({}))).toEqual({ policy: 'aupet-2024', name: '', timeZone: 'Asia/Almaty' });
  const set = { HOME_POLICY: 'kmk-2013', HOME_NAME: 'Lindenwerder', HOME_TIME_ZONE: 'Europe/Berlin' };
  expect(homeFrom(readConfig(set))).toEqual({ policy: 'kmk-2013', name: 'Lindenwerder', timeZone: 'Europe/Berlin' });
});

it.each([
  ['HOME_TIME_ZONE', { HOME_TIME_ZONE: 'Asia/Nowhere' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/concord' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'nonsense' }],
])('names %s when it cannot be used', (name, environment) => {
  expect(() => readConfig(environment)).toThrow(name);
});

it.each([
  ['in the evening of Almaty', 'Asia/Almaty', '2026-11-20T18:59:59.999Z', '2026-11-20'],
  ['from midnight of Almaty on', 'Asia/Almaty', '2026-11-20T19:00:00.000Z', '2026-11-21'],
  ['while it is still evening in London', 'Asia/Almaty', '2026-11-20T20:30:00.000Z', '2026-11-21'],
  ['before midnight of Berlin, in summer', 'Europe/Berlin', '2026-07-31T21:59:59.000Z', '2026-07-31'],
  ['after midnight of Berlin, in summer', 'Europe/Berlin', '2026-07-31T22:00:00.000Z', '2026-08-01'],
  ['at the turn of the year', 'Asia/Almaty', '2026-12-31T19:00:00.000Z', '2027-01-01'],
])('tells the day %s', (_when, timeZone, instant, day) => {
  expect(dayIn(timeZone, instant)).toBe(day);
});
