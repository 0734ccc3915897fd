import { expect, it } from 'vitest';
import type { ChangeProposal } from '../../src/domain/index.ts';
import {
  create,
  decisions,
  find,
  list,
  plans,
  precedents,
  transact,
  transcripts,
  update,
} from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import {
  AT,
  act,
  codesOf,
  granted,
  HASH,
  LATER,
  makeDecision,
  makeInstitute,
  makePlan,
  makePrecedent,
  makeRecognition,
  makeStudyPlan,
  makeTranscript,
  makeUser,
  makeVersion,
  unique,
} from './samples.ts';

onEveryDatabase('study plans', (store) => {
  it('keeps every version as it was, scores and credits to the last digit', async () => {
    const { plan, student } = await makeStudyPlan(store());
    const moved = { ...plan, state: 'frozen' as const, version: 2 };
    const change = { plan: moved, newVersion: makeVersion(2, { plan: makePlan(3) }) };
    const updated = granted(await transact(store(), (tx) => plans.update(tx, change, act('plan.freeze'))));
    expect(updated).toEqual({ ...moved, revision: 2 });
    const { connection } = store();
    expect(await find(connection, 'plan', plan.id)).toEqual(updated);
    expect(await plans.findVersion(connection, plan.id, 1)).toEqual(makeVersion(1));
    expect((await plans.findVersion(connection, plan.id, 2))?.plan).toEqual(makePlan(3));
    expect(await plans.findVersion(connection, plan.id, 3)).toBeNull();
    expect((await plans.listVersions(connection, plan.id)).map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'draft'],
      [2, 'first'],
    ]);
    expect((await list(connection, 'plan', { where: { student: student.id } })).items).toEqual([updated]);
  });

  it('writes neither plan nor version when one of them can not be', async () => {
    const { plan } = await makeStudyPlan(store());
    const again = { plan: { ...plan, version: 2 }, newVersion: makeVersion(1) };
    const result = await transact(store(), (tx) => plans.update(tx, again, act('plan.freeze')));
    expect(codesOf(result)).toBe('already-exists');
    expect(await find(store().connection, 'plan', plan.id)).toEqual(plan);
  });

  it('lets one of fifty changes of a plan win', async () => {
    const { plan } = await makeStudyPlan(store());
    const tries = Array.from({ length: 50 }, () =>
      transact(store(), (tx) => plans.update(tx, { plan: { ...plan, state: 'pre-approved' } }, act('plan.approve'))),
    );
    expect((await Promise.all(tries)).map(codesOf).sort()).toEqual(['ok', ...Array(49).fill('version-conflict')]);
  });
});

onEveryDatabase('decisions on bundles', (store) => {
  const decide = (given: Parameters<typeof decisions.add>[1]) =>
    transact(store(), (tx) => decisions.add(tx, given, act('plan.decide')));

  it('lets one of fifty decisions on a bundle win, and those on other bundles stand beside it', async () => {
    const { plan } = await makeStudyPlan(store());
    const director = await makeUser(store());
    const on = (bundle: string) => ({
      studyPlan: plan.id,
      planVersion: 1,
      change: null,
      decisions: [{ seen: 0, decision: makeDecision({ plan, bundle }, director) }],
    });
    const tries = Array.from({ length: 50 }, () => decide(on('b1')));
    const [other, ...results] = await Promise.all([decide(on('b2')), ...tries]);
    expect(other && codesOf(other)).toBe('ok');
    expect(results.map(codesOf).sort()).toEqual([...Array(49).fill('already-decided'), 'ok']);
    const stored = await decisions.list(store().connection, [plan.id]);
    expect(stored.map(({ round, decision }) => [decision.bundle, round])).toEqual([
      ['b1', 1],
      ['b2', 1],
    ]);
    expect(stored[0]?.decision).toEqual(makeDecision({ plan, bundle: 'b1' }, director));
  });

  it('takes a second decision from whoever has seen the first, and all of a bulk or none', async () => {
    const { plan } = await makeStudyPlan(store());
    const director = await makeUser(store());
    const [first, second] = ['b1', 'b2'].map((bundle) => makeDecision({ plan, bundle }, director));
    if (!first || !second) throw new Error('made above');
    const place = { studyPlan: plan.id, planVersion: 1, change: null };
    expect(codesOf(await decide({ ...place, decisions: [{ seen: 0, decision: first }] }))).toBe('ok');
    const bulk = [
      { seen: 0, decision: second },
      { seen: 0, decision: first },
    ];
    expect(codesOf(await decide({ ...place, decisions: bulk }))).toBe('already-decided');
    expect(await decisions.list(store().connection, [plan.id])).toHaveLength(1);
    const refusal = { ...first, decision: 'refuse' as const, reason: 'content-differs' };
    expect(codesOf(await decide({ ...place, decisions: [{ seen: 1, decision: refusal }] }))).toBe('ok');
    expect((await decisions.list(store().connection, [plan.id])).map(({ round }) => round)).toEqual([1, 2]);
  });

  it('answers a decision on a version that the plan has left behind as a conflict', async () => {
    const { plan } = await makeStudyPlan(store());
    const director = await makeUser(store());
    const next = { plan: { ...plan, version: 2 }, newVersion: makeVersion(2) };
    granted(await transact(store(), (tx) => plans.update(tx, next, act('plan.edit'))));
    const decisions = [{ seen: 0, decision: makeDecision({ plan }, director) }];
    const place = { planVersion: 1, change: null, decisions };
    expect(codesOf(await decide({ studyPlan: plan.id, ...place }))).toBe('version-conflict');
    expect(codesOf(await decide({ studyPlan: 'absent', ...place }))).toBe('not-found');
  });
});

onEveryDatabase('changes', (store) => {
  it('takes a proposal against the version that counts, and refuses one whose base has moved', async () => {
    const { plan, student } = await makeStudyPlan(store());
    const draft: Omit<ChangeProposal, 'id' | 'revision'> = {
      studyPlan: plan.id,
      baseVersion: 1,
      state: 'proposed',
      items: [{ status: 'deleted', bundle: 'b1', reason: 'not-available' }],
      plan: makePlan(1),
      contentHash: HASH,
      proposedBy: student.id,
      proposedOn: '2026-11-02',
      reason: null,
    };
    const propose = () => transact(store(), (tx) => plans.createChange(tx, draft, act('change.propose')));
    const change = granted(await propose());
    expect(await find(store().connection, 'change', change.id)).toEqual(change);
    const agreed = granted(
      await transact(store(), async (tx) => {
        const next = {
          plan: { ...plan, version: 2 },
          newVersion: makeVersion(2, { kind: 'change', change: change.id }),
        };
        granted(await plans.update(tx, next, act('plan.change')));
        return update(tx, 'change', { ...change, state: 'agreed' }, act('change.agree'));
      }),
    );
    expect(agreed).toEqual({ ...change, state: 'agreed', revision: 2 });
    const { items } = await list(store().connection, 'change', { where: { studyPlan: plan.id } });
    expect(items).toEqual([agreed]);
    expect(codesOf(await propose())).toBe('version-conflict');
  });
});

onEveryDatabase('transcripts, recognitions, appeals', (store) => {
  it('keeps a corrected transcript beside the first, and the same one once', async () => {
    const { plan } = await makeStudyPlan(store());
    const receive = (grade: string) =>
      transact(store(), (tx) =>
        transcripts.add(tx, plan.id, { transcript: makeTranscript(grade) }, act('transcript.import')),
      );
    const numbers = [];
    for (const grade of ['B', 'B', 'A']) numbers.push(granted(await receive(grade)).number);
    expect(numbers).toEqual([1, 1, 2]);
    expect((await transcripts.find(store().connection, plan.id))?.transcript).toEqual(makeTranscript('A'));
    expect(await transcripts.list(store().connection, plan.id)).toHaveLength(2);
    const lost = await transact(store(), (tx) =>
      transcripts.add(tx, 'absent', { transcript: makeTranscript('A') }, act('x')),
    );
    expect(codesOf(lost)).toBe('not-found');
  });

  it('keeps a recognition with its flags and signatures, and an appeal against it', async () => {
    const { plan, student, institute } = await makeStudyPlan(store());
    const registrar = await makeUser(store());
    const draft = {
      student: student.id,
      institute: institute.id,
      studyPlan: plan.id,
      planVersion: 1,
      state: 'second-look' as const,
      recognition: makeRecognition(),
      flagged: [{ line: 2, flag: 'different-credits', resolution: null }],
      signedBy: registrar.id,
      countersignedBy: null,
      issuedOn: null,
      acceptedByStudent: false,
    };
    const recognition = granted(
      await transact(store(), (tx) => create(tx, 'recognition', draft, act('recognition.sign', registrar.id))),
    );
    expect(await find(store().connection, 'recognition', recognition.id)).toEqual(recognition);
    const waiting = { where: { state: ['second-look'] as const, studyPlan: plan.id } };
    expect((await list(store().connection, 'recognition', waiting)).items).toEqual([recognition]);
    const appeal = granted(
      await transact(store(), (tx) =>
        create(
          tx,
          'appeal',
          {
            student: student.id,
            institute: institute.id,
            subject: { kind: 'recognition', id: recognition.id },
            state: 'lodged',
            ground: 'grade-conversion',
            text: 'The table of another year was used.',
            decidedOn: '2028-02-10',
            decidedBy: [registrar.id],
            lodgedOn: '2028-02-12',
            reason: null,
            outcome: null,
          },
          act('appeal.lodge', student.id),
        ),
      ),
    );
    expect(await find(store().connection, 'appeal', appeal.id)).toEqual(appeal);
    const [signed, upheld] = await transact(store(), async (tx) => [
      granted(
        await update(
          tx,
          'recognition',
          { ...recognition, countersignedBy: student.id },
          act('recognition.countersign'),
        ),
      ),
      granted(await update(tx, 'appeal', { ...appeal, state: 'upheld' }, act('appeal.uphold'))),
    ]);
    expect([signed.revision, upheld.revision]).toEqual([2, 2]);
    expect((await list(store().connection, 'appeal', { where: { student: student.id } })).items).toEqual([upheld]);
  });
});

onEveryDatabase('precedents', (store) => {
  it('are found by the courses they name, on either side, whatever the spelling', async () => {
    const host = `Host ${unique()}`;
    const { id: institute } = await makeInstitute(store());
    const create = (at: string) =>
      transact(store(), (tx) =>
        precedents.create(tx, makePrecedent(institute, host), act('plan.decide', 'system', at)),
      );
    const [first, second] = [granted(await create(AT)), granted(await create(LATER))];
    const { connection } = store();
    expect(await precedents.find(connection, first.id)).toEqual(first);
    expect(await precedents.naming(connection, [{ institution: host.toUpperCase(), codes: ['x 2', 'Y'] }])).toEqual([
      first,
      second,
    ]);
    expect(await precedents.naming(connection, [{ institution: 'Home', codes: ['EE-201'] }])).toHaveLength(2);
    expect(await precedents.naming(connection, [{ institution: host, codes: ['EE 201'] }])).toEqual([]);
    const page = await precedents.list(connection, { hostInstitution: host, limit: 1 });
    const rest = await precedents.list(connection, { hostInstitution: host, after: page.next });
    expect([...page.items, ...rest.items]).toEqual([first, second]);
    expect((await precedents.list(connection, { hostInstitution: host, validOn: '2029-11-03' })).items).toEqual([]);
    expect((await precedents.list(connection, { hostInstitution: host, expiresBy: '2029-11-02' })).items).toHaveLength(
      2,
    );
  });

  it('are opened again once, with the reason', async () => {
    const { id: institute } = await makeInstitute(store());
    const draft = makePrecedent(institute, `Host ${unique()}`);
    const precedent = granted(await transact(store(), (tx) => precedents.create(tx, draft, act('plan.decide'))));
    const standing = { id: precedent.id, from: 'counts', to: 'reopened', because: 'X-1 moved by 0.4' } as const;
    const reopen = () => transact(store(), (tx) => precedents.setStatus(tx, standing, act('catalogue.import')));
    expect(granted(await reopen())).toEqual({ ...precedent, status: 'reopened' });
    expect(codesOf(await reopen())).toBe('already-decided');
    const { items } = await precedents.list(store().connection, { status: 'reopened', institute });
    expect(items).toEqual([{ ...precedent, status: 'reopened' }]);
  });
});
