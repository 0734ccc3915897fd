/** Fifty decisions on one thing at the same moment, all from what was there before: one wins, and the others are told so. */
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import {
  type Appeal,
  type Application,
  type ChangeProposal,
  type Document,
  Rational,
  type StudyPlan,
} from '../../src/domain/index.ts';
import { audit, create, decisions, transact, update } from '../../src/store/index.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import { act, granted, makeApplication } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreePlan, makeOffice, type Office, send, submitPlan } from './plan-life.ts';
import { makeSigned } from './recognition-cases.ts';

const FIFTY = Array.from({ length: 50 }, (_, index) => index);
const [b1, b2] = [bundle('b1', ['MAT1'], ['M-10']), bundle('b2', ['PHY1'], ['P-10'])];

interface Deciding {
  readonly cookie: string;
  readonly route: string;
  readonly revision?: number;
  /** What each of them decides, in turn. */
  readonly bodies: readonly object[];
  /** The steps behind the route, in turn with the bodies. */
  readonly steps?: readonly string[];
}

/** The status of each, and the kinds of problem that the losers are told. */
async function race({ request }: Harness, { cookie, route, revision, bodies, steps = [''] }: Deciding) {
  const answers = await Promise.all(
    FIFTY.map((index) =>
      request('POST', `/api/v1${route}${steps[index % steps.length]}`, {
        cookie,
        body: bodies[index % bodies.length],
        ...(revision !== undefined && { headers: { 'if-match': `"${revision}"` } }),
      }),
    ),
  );
  const lost = await Promise.all(answers.filter(({ status }) => status !== 200).map((answer) => answer.json()));
  return {
    statuses: answers.map(({ status }) => status).sort(),
    told: [...new Set(lost.map((one) => problemDetailsSchema.parse(one).type.replace('urn:concord:problem:', '')))],
  };
}

const ONE_WINS = [200, ...Array(49).fill(409)];

const refuse = { decision: 'refuse', reason: 'content-differs' };
const whole = (seen: number) => [
  { version: 1, seen, whole: { decision: 'approve' } },
  { version: 1, seen, whole: refuse },
  { version: 1, seen, whole: { decision: 'ask', question: 'Which edition?' } },
];

/** A refused plan with an appeal that was admitted. */
async function appealOf(harness: Harness, office: Office): Promise<Appeal> {
  const { id } = await submitPlan(harness, office, planOf(b1));
  const body = { version: 1, seen: 0, whole: refuse };
  await send(harness, office.directorate, ['POST', `/study-plans/${id}/decisions`], { body });
  const appeal = await send<Appeal>(harness, office.student, ['POST', `/study-plans/${id}/appeals`], {
    body: { ground: 'content-equivalent' },
  });
  return send(harness, office.coordinator, ['POST', `/appeals/${appeal.id}/admit`], { revision: appeal.revision });
}

async function uploaded({ store }: Harness): Promise<Document> {
  const { application } = await makeApplication(store);
  const draft = { application: application.id, type: 'transcript-copy', state: 'uploaded' } as const;
  const printed = { copies: 1, issuedOn: null, validUntil: null, reason: null };
  return granted(
    await transact(store, (tx) => create(tx, 'document', { ...draft, ...printed, files: [] }, act('document.upload'))),
  );
}

async function unfit({ store }: Harness): Promise<Application> {
  const { application } = await makeApplication(store);
  const facts = { ...application.facts, gpa: Rational.of(2) };
  return granted(
    await transact(store, (tx) => update(tx, 'application', { ...application, facts }, act('application.correct'))),
  );
}

onEveryService('of fifty at the same time', (harness) => {
  it('one decides on a whole plan', async () => {
    const office = await makeOffice(harness());
    const { id } = await submitPlan(harness(), office, planOf(b1, b2));
    const { cookie } = office.directorate;
    const { statuses, told } = await race(harness(), {
      cookie,
      route: `/study-plans/${id}/decisions`,
      bodies: whole(0),
    });
    expect([statuses, told]).toEqual([ONE_WINS, ['already-decided']]);
    const decided = await decisions.list(harness().store.connection, [id]);
    expect(decided.map(({ round }) => round)).toEqual([1, 1]);
    expect(new Set(decided.map(({ decision }) => decision.decision)).size).toBe(1);
  });

  it('one decides on a change, whether it puts bundles in or only takes them out', async () => {
    const office = await makeOffice(harness());
    const frozen = await agreePlan(harness(), office, planOf(b1, b2));
    const b3 = bundle('b3', ['PHY1'], ['P-20']);
    const removed = { status: 'deleted', bundle: 'b2', reason: 'not-available' };
    const inserted = { status: 'inserted', bundle: 'b3', reason: 'substituting-deleted' };
    const propose = (body: object) =>
      send<ChangeProposal>(harness(), office.student, ['POST', `/study-plans/${frozen.id}/changes`], { body });
    const swap = await propose({ baseVersion: 2, items: [removed, inserted], plan: planOf(b1, b3) });
    const drop = await propose({ baseVersion: 2, items: [removed], plan: planOf(b1) });
    const { cookie } = office.directorate;
    const on = (named: string) => [
      { decisions: [{ decision: 'approve', bundle: named, seen: 0 }] },
      { decisions: [{ ...refuse, bundle: named, seen: 0 }] },
    ];
    const first = await race(harness(), { cookie, route: `/changes/${swap.id}/decisions`, bodies: on('b3') });
    expect(first.statuses).toEqual(ONE_WINS);
    const bodies = [{ decisions: [] }];
    const second = await race(harness(), { cookie, route: `/changes/${drop.id}/decisions`, bodies });
    expect(second.statuses).toEqual(ONE_WINS);
    const decided = await decisions.list(harness().store.connection, [frozen.id]);
    expect(decided.filter(({ change }) => change === swap.id)).toHaveLength(1);
  });

  it('one speaks for the host', async () => {
    const office = await makeOffice(harness());
    const { id } = await submitPlan(harness(), office, planOf(b1));
    const decided = await send<{ plan: StudyPlan }>(
      harness(),
      office.directorate,
      ['POST', `/study-plans/${id}/decisions`],
      { body: whole(0)[0] },
    );
    const route = `/study-plans/${id}`;
    const { coordinator } = office;
    const { revision } = await send<StudyPlan>(harness(), coordinator, ['POST', `${route}/send-to-host`], {
      revision: decided.plan.revision,
      body: {},
    });
    const { contentHash } = await send<{ contentHash: string }>(harness(), coordinator, ['GET', `${route}/standing`]);
    const bodies = ['agrees', 'comments'].map((answer) => ({ answer, contentHash }));
    const { cookie } = coordinator;
    const { statuses, told } = await race(harness(), { cookie, route: `${route}/host-answer`, revision, bodies });
    expect([statuses, told]).toEqual([ONE_WINS, ['version-conflict']]);
  });

  it('one answers an appeal', async () => {
    const office = await makeOffice(harness());
    const { id, revision } = await appealOf(harness(), office);
    const bodies = ['uphold', 'dismiss'].map((answer) => ({ answer, reason: 'content-equivalent' }));
    const { cookie } = office.commission;
    const { statuses, told } = await race(harness(), { cookie, route: `/appeals/${id}/decision`, revision, bodies });
    expect([statuses, told]).toEqual([ONE_WINS, ['version-conflict']]);
  });

  it('one looks at a paper', async () => {
    const { cookie } = (await makeOffice(harness())).coordinator;
    const { id, revision } = await uploaded(harness());
    const steps = ['/accept', '/return'];
    const bodies = [{}, { reason: 'not-legible' }];
    const { statuses, told } = await race(harness(), { cookie, route: `/documents/${id}`, revision, steps, bodies });
    expect([statuses, told]).toEqual([ONE_WINS, ['version-conflict']]);
  });

  it('one finds an applicant not eligible', async () => {
    const { cookie } = (await makeOffice(harness())).coordinator;
    const { id, revision } = await unfit(harness());
    const bodies = [{ reason: 'gpa-too-low' }];
    const route = `/applications/${id}/find-ineligible`;
    const { statuses, told } = await race(harness(), { cookie, route, revision, bodies });
    expect([statuses, told]).toEqual([ONE_WINS, ['version-conflict']]);
  });

  it('one is the second person of a recognition', async () => {
    const office = await makeOffice(harness());
    const { id, revision } = await makeSigned(harness(), office);
    const steps = ['/countersign', '/return'];
    const bodies = [{}, { reason: 'calculation-to-check' }];
    const { cookie } = office.directorate;
    const { statuses, told } = await race(harness(), { cookie, route: `/recognitions/${id}`, revision, steps, bodies });
    expect([statuses, told]).toEqual([ONE_WINS, ['version-conflict']]);
  });

  it('and the audit verifies', async () => {
    expect(await audit.verify(harness().store)).toMatchObject({ ok: true });
  });
});
