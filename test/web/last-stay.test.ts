/** A course that is chosen away from the board goes onto the board that was open, with all that was set there. */
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { forgetStay, rememberStay, stayWithPin } from '../../src/web/screens/board/last-stay.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const pair = { curriculum: 'power', home: 'A1', catalogue: 'fjord', host: 'F1' };
const board = { student: 's', curriculum: 'power', host: 'fjord', semester: '5,6', pins: 'A1=F9;B2=F2', bans: 'F3' };

it('keeps student, semesters, bans and other pins; another pin of the home course goes', () => {
  rememberStay(board);
  expect(stayWithPin(pair, 5)).toEqual({ ...board, pins: 'B2=F2;A1=F1' });
});

it('is a board of its own for another curriculum or host, after somebody signed out, and where nothing was open', () => {
  const alone = { curriculum: 'power', host: 'fjord', pins: 'A1=F1', semester: '5' };
  expect(stayWithPin(pair, 5)).toEqual(alone);
  rememberStay({ ...board, host: 'cedar' });
  expect(stayWithPin(pair, 5)).toEqual(alone);
  rememberStay(board);
  forgetStay();
  expect(stayWithPin(pair, null)).toEqual({ curriculum: 'power', host: 'fjord', pins: 'A1=F1' });
});
