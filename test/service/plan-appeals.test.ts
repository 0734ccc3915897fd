/** Appeals against refused plans, and what became of the plan until they were answered. */
import { expect, it } from 'vitest';
import { type Appeal, type BundlePrecedent, type Plan, Rational, type StudyPlan } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office, planOfTwo, send, storeCourses, submitPlan } from './plan-life.ts';

interface Standing {
  readonly plan: StudyPlan;
  readonly bundles: readonly { readonly bundle: string; readonly state: string; readonly seen: number }[];
}

const REFUSE = { decision: 'refuse', bundle: 'b1', seen: 0, reason: 'content-differs' };
const APPROVE = { decision: 'approve', bundle: 'b2', seen: 0 };

function actions(harness: Harness, office: Office) {
  const { student, directorate, coordinator, commission } = office;
  const read = (id: string) => send<StudyPlan>(harness, student, ['GET', `/study-plans/${id}`]);
  const standing = (id: string) => send<Standing>(harness, directorate, ['GET', `/study-plans/${id}/standing`]);
  const decide = (id: string, version: number, decisions: object[]) =>
    send<{ plan: StudyPlan }>(harness, directorate, ['POST', `/study-plans/${id}/decisions`], {
      body: { version, decisions },
    });
  const move = async (id: string, verb: string): Promise<StudyPlan> => {
    const { revision } = await read(id);
    return send(harness, student, ['POST', `/study-plans/${id}/${verb}`], { revision, body: {} });
  };
  const edit = async (id: string, plan: Plan) => {
    const { revision } = await read(id);
    await send(harness, student, ['POST', `/study-plans/${id}/versions`], { revision, body: { plan } });
  };
  /** A plan of two bundles of which the first was refused, with an appeal that was admitted. */
  const refused = async (plan: Plan) => {
    const { id } = await submitPlan(harness, office, plan);
    await decide(id, 1, [REFUSE, APPROVE]);
    const lodged = await send<Appeal>(harness, student, ['POST', `/study-plans/${id}/appeals`], {
      body: { ground: 'content-equivalent', text: 'It is the same course.' },
    });
    const appeal = await send<Appeal>(harness, coordinator, ['POST', `/appeals/${lodged.id}/admit`], { revision: 1 });
    return { id, appeal };
  };
  const answer = ({ id, revision }: Appeal, how: 'uphold' | 'dismiss', expected = [200]) =>
    send<Appeal>(harness, commission, ['POST', `/appeals/${id}/decision`], {
      revision,
      body: { answer: how, reason: how === 'uphold' ? 'content-equivalent' : 'decision-correct' },
      expected,
    });
  return { read, standing, decide, move, edit, refused, answer };
}

/** The plan without the bundle that was refused. */
function withoutFirst(plan: Plan): Plan {
  const five = Rational.of(5);
  const totals = { ...plan.totals, homeEcts: five, hostEcts: five };
  return { ...plan, bundles: plan.bundles.slice(1), totals };
}

onEveryService('an appeal against a refused plan', (harness) => {
  it('opens what was handed in again unchanged, where it is', async () => {
    const office = await makeOffice(harness());
    const { standing, decide, move, refused, answer } = actions(harness(), office);
    const { id, appeal } = await refused(planOfTwo());
    await move(id, 'submit');
    expect((await standing(id)).bundles.map(({ state }) => state)).toEqual(['refused', 'approved']);
    const upheld = await answer(appeal, 'uphold');
    expect(upheld).toMatchObject({ state: 'upheld', outcome: { reopened: true, state: 'submitted' } });
    const now = await standing(id);
    expect(now.plan).toMatchObject({ state: 'submitted', reason: 'content-equivalent' });
    expect(now.bundles.map(({ state, seen }) => [state, seen])).toEqual([
      ['open', 2],
      ['approved', 1],
    ]);
    expect((await decide(id, 1, [{ ...APPROVE, bundle: 'b1', seen: 2 }])).plan.state).toBe('pre-approved');
    const { items } = await audit.list(harness().store.connection, { subject: { kind: 'study plan', id } });
    expect(items.map(({ action }) => action)).toContain('plan.reopen');
  });

  it('takes back no later word: a question about the bundle stays open', async () => {
    const office = await makeOffice(harness());
    const { standing, decide, move, refused, answer } = actions(harness(), office);
    const { id, appeal } = await refused(planOfTwo());
    await move(id, 'submit');
    await decide(id, 1, [{ decision: 'ask', bundle: 'b1', seen: 1, question: 'Which edition?' }]);
    expect((await answer(appeal, 'uphold')).outcome).toEqual({ reopened: false, state: 'asked' });
    expect((await standing(id)).bundles.map(({ state }) => state)).toEqual(['asked', 'approved']);
  });

  it('is upheld and says where the plan stands, when the plan has gone on without the bundle', async () => {
    const office = await makeOffice(harness());
    const { read, decide, move, edit, refused, answer } = actions(harness(), office);
    const plan = planOfTwo();
    await storeCourses(harness(), plan);
    const { id, appeal } = await refused(plan);
    const precedents = async () => {
      const query = `hostInstitution=${encodeURIComponent(plan.host.institution)}`;
      const page = await send<{ items: BundlePrecedent[] }>(harness(), office.directorate, [
        'GET',
        `/precedents?${query}`,
      ]);
      return page.items.map(({ decision, status }) => `${decision} ${status}`).sort();
    };
    expect(await precedents()).toEqual(['approved counts', 'refused counts']);
    await edit(id, withoutFirst(plan));
    await move(id, 'submit');
    await decide(id, 2, [APPROVE]);
    const before = await read(id);
    expect(before.state).toBe('pre-approved');
    expect((await answer(appeal, 'uphold')).outcome).toEqual({ reopened: false, state: 'pre-approved' });
    expect(await read(id)).toEqual(before);
    // What was overturned counts for nobody else either.
    expect(await precedents()).toEqual(['approved counts', 'refused reopened']);
    // Before the answer is revoked, it is seen what rests on it.
    const rests = await send(harness(), office.commission, ['GET', `/appeals/${appeal.id}/rests`]);
    expect(rests).toMatchObject({
      subject: { kind: 'plan', id, state: 'pre-approved' },
      reopened: false,
      precedents: [{ decision: 'refused', status: 'reopened' }],
      recognitions: [],
    });
    const upheld = await send<Appeal>(harness(), office.commission, ['GET', `/appeals/${appeal.id}`]);
    const revoked = await send<Appeal>(harness(), office.commission, ['POST', `/appeals/${appeal.id}/revoke`], {
      revision: upheld.revision,
      body: { reason: 'rule-misapplied' },
    });
    expect(revoked).toMatchObject({ state: 'admitted', outcome: { reopened: false, state: 'pre-approved' } });
    expect([await read(id), await precedents()]).toEqual([before, ['approved counts', 'refused reopened']]);
  });

  it('leaves a draft from which the bundle was taken to its student, to whom it is open when it comes back', async () => {
    const office = await makeOffice(harness());
    const { standing, move, edit, refused, answer } = actions(harness(), office);
    const plan = planOfTwo();
    const { id, appeal } = await refused(plan);
    await edit(id, withoutFirst(plan));
    expect((await answer(appeal, 'uphold')).outcome).toEqual({ reopened: false, state: 'draft' });
    await edit(id, plan);
    await move(id, 'submit');
    expect((await standing(id)).bundles.map(({ state }) => state)).toEqual(['open', 'approved']);
  });

  it('dismissed, changes nothing but the appeal', async () => {
    const office = await makeOffice(harness());
    const { read, standing, refused, answer } = actions(harness(), office);
    const { id, appeal } = await refused(planOfTwo());
    const before = await read(id);
    const dismissed = await answer(appeal, 'dismiss');
    expect(dismissed).toMatchObject({ state: 'dismissed', reason: 'decision-correct', outcome: null });
    expect(await read(id)).toEqual(before);
    expect((await standing(id)).bundles.map(({ state }) => state)).toEqual(['refused', 'approved']);
    await answer(dismissed, 'uphold', [409]);
  });

  it('is not admitted without a reason, and then not decided on; another may be lodged', async () => {
    const office = await makeOffice(harness());
    const { student, coordinator, directorate } = office;
    const { decide, answer } = actions(harness(), office);
    const { id } = await submitPlan(harness(), office, planOfTwo());
    await decide(id, 1, [REFUSE, APPROVE]);
    const lodge = () =>
      send<Appeal>(harness(), student, ['POST', `/study-plans/${id}/appeals`], {
        body: { ground: 'procedural-error' },
      });
    const lodged = await lodge();
    const reject = (who: { cookie: string }, body: object, expected: number[]) =>
      send<Appeal>(harness(), who, ['POST', `/appeals/${lodged.id}/reject`], { revision: 1, body, expected });
    await reject(coordinator, {}, [400]);
    await reject(coordinator, { reason: 'because-i-say-so' }, [422]);
    await reject(directorate, { reason: 'appeal-too-late' }, [403]);
    const rejected = await reject(coordinator, { reason: 'appeal-too-late' }, [200]);
    expect(rejected).toMatchObject({ state: 'inadmissible', reason: 'appeal-too-late', outcome: null });
    await answer(rejected, 'uphold', [409]);
    const notices = await send<{ items: { key: string }[] }>(harness(), student, ['GET', '/me/notices']);
    expect(JSON.stringify(notices.items)).toContain(lodged.id.slice(0, 8));
    expect((await lodge()).state).toBe('lodged');
  });
});
