/** What follows when the host wants a plan, or a change of it, otherwise. */
import { expect, it } from 'vitest';
import type { ChangeProposal, StudyPlan } from '../../src/domain/index.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import { makeInstitute } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { agreePlan, agreeWithHost, makeOffice, planOfTwo, send, submitPlan } from './plan-life.ts';

interface Standing {
  readonly contentHash: string;
  readonly bundles: readonly { readonly state: string }[];
}

onEveryService('a plan that the host comments on', (harness) => {
  it('is a draft again, keeps what the directorate approved, and is agreed in its next version', async () => {
    const office = await makeOffice(harness());
    const { student, directorate, coordinator } = office;
    const plan = planOfTwo();
    const { id } = await submitPlan(harness(), office, plan);
    const route = `/study-plans/${id}`;
    const approve = (version: number, seen: number) =>
      send<{ plan: StudyPlan }>(harness(), directorate, ['POST', `${route}/decisions`], {
        body: { version, seen, whole: { decision: 'approve' } },
      });
    const approved = (await approve(1, 0)).plan;
    const sent = await send<StudyPlan>(harness(), coordinator, ['POST', `${route}/send-to-host`], {
      revision: approved.revision,
      body: {},
    });
    const standing = () => send<Standing>(harness(), coordinator, ['GET', `${route}/standing`]);
    const { contentHash } = await standing();
    const comment = (who: { cookie: string }, hash: string, expected: number[]) =>
      send<StudyPlan>(harness(), who, ['POST', `${route}/host-answer`], {
        revision: sent.revision,
        body: { answer: 'comments', contentHash: hash },
        expected,
      });
    await comment(student, contentHash, [403]);
    // The answer is about another version than the one that was sent.
    await comment(coordinator, 'f'.repeat(64), [409]);
    const commented = await comment(coordinator, contentHash, [200]);
    expect(commented).toMatchObject({ state: 'draft', version: 1 });
    const notices = await send<{ items: unknown[] }>(harness(), student, ['GET', '/me/notices']);
    expect(JSON.stringify(notices.items)).toContain(id.slice(0, 8));

    // The student takes another course; the directorate looks at that alone.
    const other = { ...plan, bundles: [...plan.bundles.slice(0, 1), bundle('b2', ['PHY1'], ['P-20'])] };
    const edited = await send<{ plan: StudyPlan }>(harness(), student, ['POST', `${route}/versions`], {
      revision: commented.revision,
      body: { plan: other },
    });
    await send(harness(), student, ['POST', `${route}/submit`], { revision: edited.plan.revision, body: {} });
    expect((await standing()).bundles.map(({ state }) => state)).toEqual(['approved', 'open']);
    const again = (await approve(2, 0)).plan;
    expect(again.state).toBe('pre-approved');
    expect(await agreeWithHost(harness(), office, again)).toMatchObject({ state: 'frozen', version: 3 });
  });
});

const [b1, b2, b3] = [
  bundle('b1', ['MAT1'], ['M-10']),
  bundle('b2', ['PHY1'], ['P-10']),
  bundle('b3', ['PHY1'], ['P-20']),
];
const SWAP = {
  baseVersion: 2,
  items: [
    { status: 'deleted', bundle: 'b2', reason: 'not-available' },
    { status: 'inserted', bundle: 'b3', reason: 'substituting-deleted' },
  ],
  plan: planOf(b1, b3),
};

onEveryService('a change', (harness) => {
  it('that the host comments on ends, and the plan stays as it was agreed; another may be proposed', async () => {
    const office = await makeOffice(harness());
    const { student, directorate, coordinator } = office;
    const frozen = await agreePlan(harness(), office, planOf(b1, b2));
    const propose = () =>
      send<ChangeProposal>(harness(), student, ['POST', `/study-plans/${frozen.id}/changes`], { body: SWAP });
    const { id } = await propose();
    const answer = (revision: number, said: string, expected: number[]) =>
      send<ChangeProposal>(harness(), coordinator, ['POST', `/changes/${id}/host-answer`], {
        revision,
        body: { answer: said },
        expected,
      });
    // Nobody asks the host about what the directorate has not approved.
    await answer(1, 'comments', [409]);
    await send(harness(), directorate, ['POST', `/changes/${id}/decisions`], {
      body: { decisions: [{ decision: 'approve', bundle: 'b3', seen: 0 }] },
    });
    expect((await answer(2, 'comments', [200])).state).toBe('commented');
    await answer(3, 'agrees', [409]);
    const plan = await send<StudyPlan>(harness(), student, ['GET', `/study-plans/${frozen.id}`]);
    expect(plan).toMatchObject({ state: 'frozen', version: 2 });
    expect((await propose()).state).toBe('proposed');
  });

  it('passed on is decided by the institute that teaches the course, and the plan waits', async () => {
    const office = await makeOffice(harness());
    const { student, directorate, coordinator } = office;
    const other = (await makeInstitute(harness().store)).id;
    const neighbour = await harness().person('directorate', other);
    const frozen = await agreePlan(harness(), office, planOf(b1, b2));
    const { id } = await send<ChangeProposal>(harness(), student, ['POST', `/study-plans/${frozen.id}/changes`], {
      body: SWAP,
    });
    const decide = (who: { cookie: string }, decision: object, expected: number[]) =>
      send<{ change: ChangeProposal; event: string | null }>(harness(), who, ['POST', `/changes/${id}/decisions`], {
        body: { decisions: [{ bundle: 'b3', seen: 0, ...decision }] },
        expected,
      });
    const passed = await decide(directorate, { decision: 'pass-on', to: other }, [200]);
    expect([passed.event, passed.change.state]).toEqual([null, 'proposed']);
    // The change itself is still not theirs to see.
    await decide(neighbour, { decision: 'approve', seen: 1 }, [403]);
    const queue = await send<{ items: { href: string }[] }>(harness(), neighbour, ['GET', '/queue?kind=plan']);
    expect(queue.items).toHaveLength(1);
    const href = (queue.items[0]?.href ?? '').replace('/api/v1', '');
    const shown = await send<{ bundle: { id: string }; seen: number }>(harness(), neighbour, ['GET', href]);
    expect([shown.bundle.id, shown.seen]).toEqual(['b3', 1]);
    expect(JSON.stringify(shown)).not.toContain(student.user.id);
    const body = { decision: { decision: 'approve', bundle: 'b3', seen: 1 } };
    const done = await send<{ state: string }>(harness(), neighbour, ['POST', `${href}/decision`], { body });
    expect(done.state).toBe('approved');
    await send(harness(), neighbour, ['POST', `${href}/decision`], { body, expected: [404] });
    const change = await send<ChangeProposal>(harness(), student, ['GET', `/changes/${id}`]);
    expect(change.state).toBe('pre-approved');
    const agreed = await send<ChangeProposal>(harness(), coordinator, ['POST', `/changes/${id}/host-answer`], {
      revision: change.revision,
      body: { answer: 'agrees' },
    });
    expect(agreed.state).toBe('agreed');
  });
});
