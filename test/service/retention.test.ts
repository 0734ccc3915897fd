/** What the worker erases in its time, with the clock moved on: never anything of a case that runs or can still be appealed. */
import { expect, it } from 'vitest';
import { runRetention } from '../../src/app/index.ts';
import type { Appeal, DocumentType, RecognitionCase, StateOf } from '../../src/domain/index.ts';
import {
  audit,
  create,
  documents,
  find,
  idempotency,
  NOBODY,
  plans,
  sessions,
  transact,
  transcripts,
  update,
} from '../../src/store/index.ts';
import {
  AT,
  act,
  granted,
  makeApplication,
  makeRecognition,
  makeStudyPlan,
  makeTranscript,
  makeUser,
  unique,
} from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';

/** A case with two papers in some state since {@link AT}. */
async function caseOf({ store }: Harness, state: StateOf<'application'>) {
  const made = await makeApplication(store);
  const draft = { ...made.application, state };
  const application = granted(
    await transact(store, (tx) => update(tx, 'application', draft, act('application.change'))),
  );
  const paper = (type: DocumentType) =>
    transact(store, async (tx) => {
      const draft = { application: application.id, type, state: 'missing' as const, copies: 1, reason: null };
      const document = granted(
        await create(tx, 'document', { ...draft, issuedOn: null, validUntil: null, files: [] }, act('document.create')),
      );
      const file = {
        name: 'paper.pdf',
        mediaType: 'application/pdf',
        uploadedOn: '2026-11-02',
        content: new TextEncoder().encode(unique()),
      };
      granted(await documents.addFile(tx, { ...document, state: 'uploaded' }, file, act('document.upload')));
      return document.id;
    });
  return {
    ...made,
    application,
    medical: await paper('medical-certificate'),
    letters: await paper('recommendation-letters'),
  };
}

type Case = Awaited<ReturnType<typeof caseOf>>;

async function appealOf({ store }: Harness, { application }: Case, state: Appeal['state']): Promise<string> {
  const draft = {
    student: application.student,
    institute: application.institute,
    subject: { kind: 'application' as const, id: application.id },
    state,
    ground: 'procedure',
    text: 'What I have to say',
    decidedOn: '2026-11-02',
    decidedBy: [],
    lodgedOn: '2026-11-03',
    reason: null,
    outcome: null,
  };
  return granted(await transact(store, (tx) => create(tx, 'appeal', draft, act('appeal.lodge')))).id;
}

/** What is left of the two papers and of the facts. */
async function leftOf({ store: { connection } }: Harness, { application, medical, letters }: Case) {
  return {
    medical: (await documents.readFile(connection, medical, 1)) !== null,
    letters: (await documents.readFile(connection, letters, 1)) !== null,
    facts: (await find(connection, 'application', application.id))?.facts.gpa !== null,
  };
}

const ALL = { medical: true, letters: true, facts: true };

onEveryService('keeping and erasing', (harness) => {
  /** What the run of a day leaves of a case. */
  const on = async (day: string, kase: Case) => {
    harness().clock.at = `${day}T08:00:00.000Z`;
    await runRetention(harness().service);
    return leftOf(harness(), kase);
  };

  it('papers and facts of a refused application go in their time, each by itself, and the case can be counted still', async () => {
    const kase = await caseOf(harness(), 'declined');
    expect(await on('2026-11-11', kase)).toEqual(ALL);
    expect(await on('2026-11-12', kase)).toEqual({ ...ALL, medical: false });
    expect((await find(harness().store.connection, 'document', kase.medical))?.state).toBe('erased');
    expect(await on('2027-11-11', kase)).toEqual({ ...ALL, medical: false });
    expect(await on('2027-11-12', kase)).toEqual({ medical: false, letters: false, facts: true });
    expect(await on('2029-11-11', kase)).toMatchObject({ facts: true });
    expect(await on('2029-11-12', kase)).toEqual({ medical: false, letters: false, facts: false });
    const { connection } = harness().store;
    expect(await find(connection, 'application', kase.application.id)).toMatchObject({
      state: 'declined',
      student: kase.student.id,
    });
    const subject = { kind: 'document', id: kase.medical };
    const { items } = await audit.list(connection, { subject });
    expect(items.at(-1)).toMatchObject({ action: 'retention.run', actor: 'system', at: '2026-11-12T08:00:00.000Z' });
    expect(await runRetention(harness().service)).toEqual({ cases: 0, accounts: 0, forgotten: 0 });
    expect((await audit.verify(harness().store)).ok).toBe(true);
    harness().clock.at = AT;
  });

  it('nothing of a case that runs, or that somebody has appealed, goes at any time', async () => {
    const running = await caseOf(harness(), 'accepted');
    const appealed = await caseOf(harness(), 'declined');
    const appeal = await appealOf(harness(), appealed, 'admitted');
    expect(await on('2099-01-01', running)).toEqual(ALL);
    expect(await leftOf(harness(), appealed)).toEqual(ALL);
    expect((await find(harness().store.connection, 'appeal', appeal))?.text).not.toBe('');
    for (const { student } of [running, appealed])
      expect((await find(harness().store.connection, 'user', student.id))?.active).toBe(true);
    harness().clock.at = AT;
  });

  it('what was said in an appeal goes after the case, and a draft when its call is long over', async () => {
    const appealed = await caseOf(harness(), 'ineligible');
    const appeal = await appealOf(harness(), appealed, 'dismissed');
    const draft = await caseOf(harness(), 'draft');
    const textOn = async (day: string) => {
      await on(day, appealed);
      return (await find(harness().store.connection, 'appeal', appeal))?.text;
    };
    expect(await textOn('2029-11-11')).toBe('What I have to say');
    expect(await textOn('2029-11-12')).toBe('');
    // The deadline of the call is on 1 March 2027.
    expect(await leftOf(harness(), draft)).toEqual({ medical: false, letters: false, facts: true });
    expect(await on('2030-02-28', draft)).toMatchObject({ facts: true });
    expect(await on('2030-03-01', draft)).toMatchObject({ facts: false });
    harness().clock.at = AT;
  });

  it('a settled plan and its transcripts lose their person after five years, and the recognition stays', async () => {
    const { store, clock, service } = harness();
    const { plan, application, student } = await makeStudyPlan(store);
    const issued = {
      student: student.id,
      institute: plan.institute,
      studyPlan: plan.id,
      planVersion: 1,
      state: 'closed' as const,
      recognition: makeRecognition(),
      flagged: [],
      signedBy: null,
      countersignedBy: null,
      issuedOn: '2026-11-01',
      acceptedByStudent: true,
    };
    const recognition = await transact(store, async (tx): Promise<RecognitionCase> => {
      granted(await transcripts.add(tx, plan.id, { transcript: makeTranscript('B') }, act('transcript.import')));
      granted(await plans.update(tx, { plan: { ...plan, state: 'closed' } }, act('plan.close')));
      granted(await update(tx, 'application', { ...application, state: 'completed' }, act('application.complete')));
      return granted(await create(tx, 'recognition', issued, act('recognition.prepare')));
    });
    const studentOn = async (day: string) => {
      clock.at = `${day}T08:00:00.000Z`;
      await runRetention(service);
      return (await find(store.connection, 'plan', plan.id))?.student;
    };
    // Ten days after the issue the last time for appeals has passed.
    expect(await studentOn('2031-11-10')).toBe(student.id);
    expect(await studentOn('2031-11-11')).toBe(NOBODY);
    clock.at = AT;
    const cookie = await harness().person('registrar');
    const read = await harness().request('GET', `/api/v1/recognitions/${recognition.id}`, cookie);
    expect(await read.json()).toMatchObject({ student: student.id, recognition: { student: 'P-17' } });
    const left = await harness().request('GET', `/api/v1/study-plans/${plan.id}/transcripts`, cookie);
    expect(await left.json()).toMatchObject({ items: [{ transcript: { student: null, rows: [{}] } }] });
    expect((await audit.verify(store)).ok).toBe(true);
  });

  it('sessions, kept answers, notices and sent mail go, and what is young or waits stays', async () => {
    const { store, clock, service, signedIn } = harness();
    const user = await makeUser(store);
    const secretOf = (cookie: string): string => cookie.slice('concord_session='.length);
    const secret = secretOf(await signedIn(user));
    const key = { user: user.id, key: 'k', requestHash: 'h' };
    const take = (at: string) =>
      transact(store, async (tx) => {
        const standing = await idempotency.take(tx, key, at);
        if (standing === 'new') await idempotency.keep(tx, key, { status: 200, headers: {}, body: '{}' });
        return standing;
      });
    await take(AT);
    clock.at = '2026-11-02T09:59:00.000Z';
    await runRetention(service);
    expect(await sessions.find(store.connection, secret, AT)).not.toBeNull();
    clock.at = '2026-11-03T08:59:00.000Z';
    expect((await runRetention(service)).forgotten).toBeGreaterThan(0);
    expect(await sessions.find(store.connection, secret, AT)).toBeNull();
    expect(await take(clock.at)).not.toBe('new');
    clock.at = '2026-11-03T09:00:00.000Z';
    await runRetention(service);
    expect(await take(clock.at)).toBe('new');
    expect(await runRetention(service)).toEqual({ cases: 0, accounts: 0, forgotten: 0 });
    clock.at = AT;
  });

  it('goes through long lists a batch at a time, is done once by two workers, and ends when it is stopped', async () => {
    const { store, clock, service } = harness();
    const { id: to } = await makeUser(store);
    const rows = Array.from({ length: 450 }, (_, index) => ({
      id: `${to}-${index}`,
      to,
      body: JSON.stringify({ id: `${to}-${index}`, key: 'k', to, subject: { kind: 'plan', id: 'p' }, parameters: {} }),
      createdAt: AT,
      readAt: null,
    }));
    await store.connection.insertInto('notices').values(rows).execute();
    const count = async () =>
      (await store.connection.selectFrom('notices').select('id').where('to', '=', to).execute()).length;
    const kases = [await caseOf(harness(), 'withdrawn'), await caseOf(harness(), 'withdrawn')];
    clock.at = '2027-11-05T08:00:00.000Z';
    expect(await runRetention(service, () => true)).toEqual({ cases: 0, accounts: 0, forgotten: 0 });
    expect(await count()).toBe(450);
    await Promise.all([runRetention(service), runRetention(service)]);
    expect(await count()).toBe(0);
    for (const kase of kases) {
      const { items } = await audit.list(store.connection, { subject: { kind: 'document', id: kase.medical } });
      expect(items.filter(({ action }) => action === 'retention.run')).toHaveLength(1);
    }
    expect((await audit.verify(store)).ok).toBe(true);
    clock.at = AT;
  });

  it('an account that nobody uses goes, unless it has a case that runs or is the last administrator', async () => {
    const { store, clock, service, person } = harness();
    const unused = await makeUser(store);
    const { student } = await caseOf(harness(), 'away');
    const administrator = await person('administrator');
    const active = async () => {
      const users = [unused, student, administrator.user];
      const found: (boolean | undefined)[] = [];
      for (const { id } of users) found.push((await find(store.connection, 'user', id))?.active);
      return found;
    };
    clock.at = '2031-11-01T08:00:00.000Z';
    await runRetention(service);
    expect(await active()).toEqual([true, true, true]);
    clock.at = '2031-11-02T08:00:00.000Z';
    await runRetention(service);
    expect(await active()).toEqual([false, true, true]);
    expect(await find(store.connection, 'user', unused.id)).toMatchObject({ name: 'erased', roles: [] });
    // Somebody else has administered since: then the one whom nobody has seen for so long can go.
    await person('administrator');
    await runRetention(service);
    expect(await active()).toEqual([false, true, false]);
    clock.at = AT;
  });
});
