/** No request, however it is made up, is a failure of the server: `npm run bench:fuzz` sends 10,000 of each role. */
import { expect, it } from 'vitest';
import { type Role, roleSchema } from '../../src/domain/index.ts';
import { fuzz } from './fuzz.ts';
import { onEveryService } from './harness.ts';

const EVERYBODY: readonly (Role | null)[] = [...roleSchema.options, null];

onEveryService('requests that nobody would write', (harness) => {
  it.each(EVERYBODY)('are answered to %s without a failure of the server', { timeout: 300_000 }, async (role) => {
    const seed = EVERYBODY.indexOf(role) + 1;
    const { failures, statuses } = await fuzz(harness(), { role, requests: 300, seed });
    expect(failures).toEqual([]);
    // They reach what is behind the doors.
    const answered = [...statuses].filter(([status]) => status < 400).reduce((sum, [, count]) => sum + count, 0);
    if (role !== null) expect(answered).toBeGreaterThan(0);
  });
});
