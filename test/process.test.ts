import { expect, it } from 'vitest';
import { logTo } from '../src/process.ts';

it('what names an error is logged as one, and everything else as information', () => {
  const lines: unknown[] = [];
  const write = (level: string) => (entry: unknown, message?: string) => void lines.push([level, entry, message]);
  const log = logTo({ error: write('error'), info: write('info') });
  log({ requestId: 'r1', error: 'TypeError', at: [] }, 'request failed');
  log({ requestId: 'r2', status: 200 }, 'request');
  expect(lines).toEqual([
    ['error', { requestId: 'r1', error: 'TypeError', at: [] }, 'request failed'],
    ['info', { requestId: 'r2', status: 200 }, 'request'],
  ]);
});
