import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { compareHost, compareHosts, type PlanInput } from '../../src/planning/index.ts';
import { makeInput } from './make-input.ts';

/** The same two home courses at a host whose courses match so well. */
function at(
  institution: string,
  scores: [number, number],
  more: Parameters<typeof makeInput>[0]['request'] = {},
): PlanInput {
  const input = makeInput({
    homes: [{ code: 'A', component: 'compulsory' }, { code: 'B' }],
    hosts: [{ code: 'X', languages: ['en', 'de'] }, { code: 'Y' }],
    scores: { A: { X: scores[0] }, B: { Y: scores[1] } },
    request: { minEcts: 10, ...more },
  });
  return { ...input, host: { ...input.host, institution } };
}

const HOSTS = [at('Weak', [0.5, 0.2]), at('Strong', [0.9, 0.8]), at('Middle', [0.7, 0.7])];
const makers = HOSTS.map((input) => () => compareHost(input));

describe('compareHosts', () => {
  it('ranks by credits expected to be recognised, and keeps hosts below the minimum in the list', async () => {
    const result = await compareHosts(makers);
    const rows = result.ok ? result.value : [];
    expect(rows.map(({ rank, host, reachesMinimum }) => [rank, host.institution, reachesMinimum])).toEqual([
      [1, 'Strong', true],
      [2, 'Middle', true],
      [3, 'Weak', false],
    ]);
    expect(rows[0]).toMatchObject({ risk: 0.15, figures: { expectedEcts: 8.5, owedCovered: 1, owedTotal: 1 } });
    expect(rows[0]?.languages).toEqual({ en: Rational.of(5), unknown: Rational.of(5) });
    expect(rows[2]?.summary).toEqual({
      code: 'host-covers-short',
      values: { home: '5', expected: '2.5', covered: 1, owed: 1, courses: 1, short: '5' },
    });
  });

  it('gives the same ranking in whatever order the hosts come', async () => {
    const [one, other] = [await compareHosts(makers), await compareHosts([...makers].reverse())];
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  it('puts a host without a plan last and says why', async () => {
    const pinned = at('Pinned', [0.9, 0.9], { pins: [{ home: 'A', host: 'NOWHERE' }] });
    const result = await compareHosts([() => compareHost(pinned), ...makers]);
    expect(result.ok && result.value.at(-1)).toMatchObject({
      host: { institution: 'Pinned' },
      plan: null,
      summary: {
        code: 'host-without-plan',
        values: { reasons: [{ code: 'pin-unknown-host', values: { course: 'NOWHERE' } }] },
      },
    });
  });

  it('tells its progress', async () => {
    const told: string[] = [];
    await compareHosts(makers, { onProgress: (done, total) => void told.push(`${done}/${total}`) });
    expect(told).toEqual(['0/3', '1/3', '2/3', '3/3']);
  });

  it('stops when it is cancelled, before the next host is prepared', async () => {
    const control = new AbortController();
    const prepared: string[] = [];
    const run = compareHosts(
      HOSTS.map((input) => () => {
        prepared.push(input.host.institution);
        return compareHost(input);
      }),
      {
        signal: control.signal,
        onProgress: (done) => (done === 1 ? control.abort(new Error('cancelled')) : undefined),
      },
    );
    await expect(run).rejects.toThrow('cancelled');
    expect(prepared).toEqual(['Weak']);
  });
});
