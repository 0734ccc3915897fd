import { expect, it } from 'vitest';
import {
  audit,
  backupLines,
  type CaseKind,
  cases,
  create,
  decisions,
  documents,
  ERASED_KINDS,
  erasePersonalData,
  exportPersonalData,
  find,
  held,
  NOBODY,
  notices,
  openId,
  outbox,
  results,
  retention,
  type Store,
  sessions,
  transact,
  transcriptContents,
  transcripts,
  update,
  users,
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
  makeStudyPlan,
  makeTranscript,
  makeUser,
  unique,
} from './samples.ts';

const TRANSCRIPT = { ...makeTranscript('C'), student: 'P-99' };

/** Words that lead to the person, one in every place where one may stand. */
const secretsOf = (word: string): string[] =>
  [
    'name',
    'mail',
    'blood',
    'comment',
    'figure',
    'subject',
    'pseudonym',
    'file',
    'number',
    'told',
    'content',
    'sample',
  ].map((place) => `${place}-${word}`);

async function makePerson(store: Store, word = unique()) {
  const [name = '', mail = '', blood = '', comment = '', figure = '', subject = '', pseudonym = '', fileName = ''] =
    secretsOf(word);
  const [number = '', told = '', content = '', sample = ''] = secretsOf(word).slice(8);
  const found = await makeStudyPlan(store);
  const student = found.student.id;
  const director = await makeUser(store);
  const document = await transact(store, async (tx) => {
    const draft = { type: 'medical-certificate' as const, state: 'missing' as const, copies: 1, reason: null };
    const created = granted(
      await create(
        tx,
        'document',
        { ...draft, application: found.application.id, issuedOn: '2026-10-01', validUntil: null, files: [] },
        act('document.create'),
      ),
    );
    const bytes = new TextEncoder().encode(blood);
    const file = { name: fileName, mediaType: 'application/pdf', uploadedOn: '2026-11-02', content: bytes };
    granted(await documents.addFile(tx, { ...created, state: 'uploaded' }, file, act('document.upload', student)));
    const decision = { ...makeDecision({ plan: found.plan }, director), comment };
    const made = [{ seen: 0, decision }];
    granted(
      await decisions.add(
        tx,
        { studyPlan: found.plan.id, planVersion: 1, change: null, decisions: made },
        act('plan.decide'),
      ),
    );
    granted(
      await transcripts.add(
        tx,
        found.plan.id,
        { transcript: { ...makeTranscript('B'), student: pseudonym } },
        act('transcript.import'),
      ),
    );
    const answer = {
      rule: 'gpa',
      title: { en: 'GPA' },
      answer: 'yes' as const,
      figures: { gpa: figure },
      explanation: { code: 'gpa-asked' as const, values: { gpa: figure, minimum: '3' } },
      bring: null,
      source: 's',
    };
    const policy = { id: 'p', version: '1' };
    await results.save(
      tx,
      'eligibility',
      { owner: found.application.id, body: { answer: 'yes', answers: [answer], policy, date: '2026-11-02' } },
      act('application.check'),
    );
    const notice = { id: student, key: 'k', to: student, subject: { kind: 'plan' as const, id: 'p' }, parameters: {} };
    await notices.add(tx, [notice], { at: AT, mail: true });
    // What is not told yet, because the decision can still be taken back.
    const waiting = { ...notice, id: `held-${student}`, parameters: { host: told } };
    const place = { kind: 'plan' as const, case: found.plan.id, revision: 1, dueAt: LATER };
    await held.add(tx, { ...place, notices: [waiting], precedents: [], reopens: null });
    const facts = { number, programme: null, curriculum: null, semester: 5, results: makeTranscript('B') };
    const record = { ...facts, id: student, institute: found.institute.id };
    granted(await create(tx, 'student', record, act('student.edit')));
    // A transcript that came in a file: of one the owner is known by its plan, of the other by the number alone.
    // The file was of several, and a third one in it still waits.
    const group = `file-${student}`;
    const why = { code: 'column-unknown' as const, values: {} };
    const column = { letter: 'A', name: 'x', field: null, language: null, unit: null, why, samples: [sample] };
    const table = { sheet: null, page: null, header: [1], columns: [column], questions: [], items: 1 };
    const reading = { rows: 1, rejected: 0, rejectedRows: [], listedRows: [], tables: [table] };
    await transcriptContents.keep(
      tx,
      { file: group, content: new TextEncoder().encode(content) },
      act('transcript.import'),
    );
    for (const [studyPlan, transcript] of [
      [found.plan.id, null],
      [null, { ...makeTranscript('B'), student: number }],
      [null, makeTranscript('C')],
    ] as const) {
      const kept = { batch: 'b', sha256: HASH, state: 'open' as const, rows: 1, rejected: 0 };
      const name = transcript && transcript.student !== number ? 'group.csv' : `${number}.csv`;
      const known = { file: group, name, part: name, said: {}, remembered: null, whose: '', form: 'f' };
      const draft = { ...kept, ...known, reading, studyPlan, transcript, proposal: null, needs: [], problems: [] };
      granted(await create(tx, 'transcript-file', draft, act('transcript.import')));
    }
    return created;
  });
  await sessions.create(store.connection, { secret: student, user: student, at: AT, expiresAt: LATER });
  granted(await openId.link(store.connection, { issuer: student, subject, user: student, at: AT }));
  const named = { ...found.student, name, email: `${mail}@example.org` };
  const renamed = granted(await transact(store, (tx) => update(tx, 'user', named, act('user.rename'))));
  return { ...found, document, student: renamed, word, secrets: secretsOf(word) };
}

async function everyRow(store: Store): Promise<string> {
  const lines: string[] = [];
  for await (const line of backupLines(store, AT)) lines.push(line);
  return lines.join('');
}

onEveryDatabase('personal data', (store) => {
  it('hands out everything about a person', async () => {
    const { student, application, plan, document, word } = await makePerson(store());
    const data = await exportPersonalData(store().connection, student.id);
    expect(data?.user).toEqual(student);
    expect(data?.identities).toEqual([{ issuer: student.id, subject: `subject-${word}` }]);
    expect(data?.applications[0]).toMatchObject({
      application,
      eligibility: [{ answer: 'yes' }],
      documents: [{ id: document.id, files: [{ version: 1 }] }],
      files: [{ document: document.id, base64: Buffer.from(`blood-${word}`).toString('base64') }],
    });
    expect(data?.studyPlans[0]).toMatchObject({ plan, decisions: [{ round: 1 }], transcripts: [{ number: 1 }] });
    expect(data?.sessions).toHaveLength(1);
    expect(data?.notices).toHaveLength(1);
    expect(data?.events.map(({ action }) => action)).toEqual(['document.upload', 'document.upload']);
    expect(await exportPersonalData(store().connection, 'absent')).toBeNull();
  });

  it('leaves nothing of a person behind, while the audit still verifies and others keep theirs', async () => {
    const [person, other] = [await makePerson(store()), await makePerson(store())];
    /** Which of the words stand in some row, as text or inside of a file. */
    const foundOf = async (secrets: readonly string[]) => {
      const rows = await everyRow(store());
      return secrets.filter((secret) => rows.includes(secret) || rows.includes(Buffer.from(secret).toString('hex')));
    };
    const erase = () =>
      transact(store(), (tx) =>
        erasePersonalData(tx, { user: person.student.id, ofCase: null }, ERASED_KINDS, act('personal-data.erase')),
      );
    expect(await foundOf(person.secrets)).toEqual(person.secrets);
    await erase();
    expect(await foundOf(person.secrets)).toEqual([]);
    expect(await foundOf(other.secrets)).toEqual(other.secrets);
    const erased = { name: 'erased', active: false, roles: [] };
    expect(await find(store().connection, 'user', person.student.id)).toMatchObject(erased);
    expect((await users.list(store().connection, { text: 'erased' })).items).toEqual([]);
    expect(await find(store().connection, 'application', person.application.id)).toMatchObject({
      facts: { gpa: null },
    });
    expect(await find(store().connection, 'document', person.document.id)).toMatchObject({
      state: 'erased',
      issuedOn: null,
    });
    expect(await documents.readFile(store().connection, person.document.id, 1)).toBeNull();
    await erase();
    expect(codesOf(await audit.verify(store()))).toBe('ok');
  });

  it('finds ended cases that still hold something of a kind, and erases one case without the others', async () => {
    const person = await makePerson(store());
    const mine = person.application.id;
    const holding = async (kind: CaseKind, before = '2026-11-03', after: string | null = null) => {
      const states = { applications: ['submitted'], plans: ['closed'] } as const;
      return (
        await retention.listEndedCases(store().connection, { kind, ...states, before, after, limit: 100 })
      ).includes(mine);
    };
    const kinds = ['application', 'document-file', 'medical-certificate-file', 'transcript', 'study-plan'] as const;
    for (const kind of kinds) {
      expect([kind, await holding(kind), await holding(kind, '2026-11-02')]).toEqual([kind, true, false]);
      expect(await holding(kind, '2026-11-03', mine)).toBe(false);
    }
    expect(await holding('appeal')).toBe(false);
    const scope = { user: person.student.id, ofCase: mine };
    const later = { ...act('retention.run'), at: '2026-12-24T09:00:00.000Z' };
    for (const kind of kinds) {
      await transact(store(), (tx) => erasePersonalData(tx, scope, [kind], later));
      expect([kind, await holding(kind)]).toEqual([kind, false]);
    }
    expect(await find(store().connection, 'user', person.student.id)).toEqual(person.student);
    expect(await documents.readFile(store().connection, person.document.id, 1)).toBeNull();
    // The day from which keeping counts is that of the case, not of the erasure.
    expect(await cases.find(store().connection, mine)).toMatchObject({
      application: { state: 'submitted', changedOn: '2026-11-02', deadline: '2027-03-01' },
      plans: [],
    });
    expect(codesOf(await audit.verify(store()))).toBe('ok');
  });

  it('leaves a plan without its person: nobody finds the one by the other', async () => {
    const person = await makePerson(store());
    const { id } = person.plan;
    const before = granted(
      await transact(store(), (tx) => transcripts.add(tx, id, { transcript: TRANSCRIPT }, act('transcript.import'))),
    );
    const scope = { user: person.student.id, ofCase: person.application.id };
    await transact(store(), (tx) => erasePersonalData(tx, scope, ['study-plan'], act('retention.run')));
    expect(await find(store().connection, 'plan', id)).toMatchObject({ student: NOBODY, application: null });
    const kept = await transcripts.list(store().connection, id);
    expect(kept.map(({ transcript }) => [transcript.student, transcript.rows.length])).toEqual([
      [null, 1],
      [null, 1],
    ]);
    const [decision] = await decisions.list(store().connection, [id]);
    expect(decision?.decision).toMatchObject({ decision: 'approve', comment: '' });
    expect((await exportPersonalData(store().connection, person.student.id))?.studyPlans).toEqual([]);
    // What the audit keeps of a transcript is the same whoever's it is, so that no number can be guessed from it.
    const { items } = await audit.list(store().connection, { subject: { kind: 'transcript', id: `${id}#2` } });
    expect(items[0]?.after).toBe(kept[1]?.sha256);
    expect(items[0]?.after).not.toBe(before.sha256);
    expect(codesOf(await audit.verify(store()))).toBe('ok');
  });

  it('forgets old notices and messages that are settled, and none that wait', async () => {
    const user = await makeUser(store());
    const ids = ['waiting', 'sent'].map((state) => `${state}-${user.id}`);
    const given = ids.map((id) => ({
      id,
      key: 'k',
      to: user.id,
      subject: { kind: 'plan' as const, id: 'p' },
      parameters: {},
    }));
    await transact(store(), (tx) => notices.add(tx, given, { at: AT, mail: true }));
    await outbox.markSent(store().connection, { id: ids[1] ?? '', attempts: 0 }, AT);
    const forget = (kind: 'notice' | 'message', before: string) =>
      transact(store(), (tx) => retention.forgetOld(tx, kind, { before, limit: 100 }, act('retention.run')));
    expect([await forget('notice', '2026-11-01T09:00:00Z'), await forget('message', '2026-11-01T09:00:00Z')]).toEqual([
      0, 0,
    ]);
    expect(await forget('notice', LATER)).toBeGreaterThan(1);
    expect(await forget('message', LATER)).toBe(1);
    const rows = await everyRow(store());
    expect(ids.map((id) => rows.includes(`"id": "${id}"`))).toEqual([true, false]);
  });
});
