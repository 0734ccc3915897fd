/** Calls for those who have no account yet. */
import { expect, it } from 'vitest';
import type { OpenCall, Prospect } from '../../src/app/index.ts';
import { makeCall } from '../store/samples.ts';
import { onEveryService } from './harness.ts';

const OPEN = '/api/v1/open-calls';

onEveryService('open calls', (harness) => {
  const listed = async (): Promise<OpenCall[]> => {
    const answer = await harness().request('GET', OPEN);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { items: OpenCall[] }).items;
  };
  const tried = (id: string, facts: object) =>
    harness().request('POST', `${OPEN}/${id}/prospects`, { body: { facts } });

  it('are read without an account, the nearest deadline first, and without what is the office’s own', async () => {
    const { store, clock } = harness();
    const today = clock.at.slice(0, 10);
    const late = await makeCall(store, { state: 'open', deadline: '2099-12-31', quantity: 3 });
    const soon = await makeCall(store, { state: 'open', deadline: today });
    const hidden = [
      await makeCall(store, { state: 'draft', deadline: '2099-12-31' }),
      await makeCall(store, { state: 'closed', deadline: '2099-12-31' }),
      await makeCall(store, { state: 'open', deadline: '2020-01-01' }),
    ];
    const calls = await listed();
    const ids = calls.map(({ id }) => id);
    expect(ids.indexOf(soon.id)).toBeLessThan(ids.indexOf(late.id));
    expect(ids.filter((id) => hidden.some((call) => call.id === id))).toEqual([]);
    const shown = calls.find(({ id }) => id === late.id);
    expect(shown).toMatchObject({ university: late.university, placesLeft: 3 });
    expect(Object.keys(shown ?? {})).not.toEqual(expect.arrayContaining(['agreement']));
  });

  it('say whether one could go: what is not said is unknown, and what to bring for it is said', async () => {
    const call = await makeCall(harness().store, { state: 'open', deadline: '2099-12-31' });
    const nothing = (await (await tried(call.id, {})).json()) as Prospect;
    expect(nothing.eligibility.answer).toBe('unknown');
    expect(nothing.eligibility.answers.some(({ answer, bring }) => answer === 'unknown' && bring !== null)).toBe(true);
    expect(nothing.papers.length).toBeGreaterThan(0);
    const weak = (await (await tried(call.id, { gpa: '0.5' })).json()) as Prospect;
    expect(weak.eligibility.answer).toBe('no');
    expect((await tried(call.id, { gpa: 'good' })).status).toBe(400);
  });

  it('that are drafts are not there, and those that are over are not tried', async () => {
    const { store } = harness();
    const draft = await makeCall(store, { state: 'draft', deadline: '2099-12-31' });
    const over = await makeCall(store, { state: 'open', deadline: '2020-01-01' });
    expect((await tried(draft.id, {})).status).toBe(404);
    expect((await tried(over.id, {})).status).toBe(409);
  });
});
