import { expect, it } from 'vitest';
import {
  addDocumentFile,
  addNotices,
  addTranscript,
  backupLines,
  createDocument,
  createSession,
  decideBundles,
  ERASED_KINDS,
  erasePersonalData,
  exportPersonalData,
  findApplication,
  findDocument,
  findUser,
  forgetMessages,
  linkIdentity,
  listEndedCases,
  listUsers,
  readDocumentFile,
  type Store,
  saveEligibility,
  transact,
  updateUser,
  verifyAudit,
} from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import {
  AT,
  act,
  codesOf,
  granted,
  LATER,
  makeDecision,
  makeStudyPlan,
  makeTranscript,
  makeUser,
  unique,
} from './samples.ts';

/** Words that lead to the person, one in every place where one may stand. */
const secretsOf = (word: string): string[] =>
  ['name', 'mail', 'blood', 'comment', 'figure', 'subject', 'pseudonym', 'file'].map((place) => `${place}-${word}`);

async function makePerson(store: Store, word = unique()) {
  const [name = '', mail = '', blood = '', comment = '', figure = '', subject = '', pseudonym = '', fileName = ''] =
    secretsOf(word);
  const found = await makeStudyPlan(store);
  const student = found.student.id;
  const director = await makeUser(store);
  const document = await transact(store, async (tx) => {
    const draft = { type: 'medical-certificate' as const, state: 'missing' as const, copies: 1, reason: null };
    const created = granted(
      await createDocument(
        tx,
        { ...draft, application: found.application.id, issuedOn: '2026-10-01', validUntil: null },
        act('document.create'),
      ),
    );
    const content = new TextEncoder().encode(blood);
    const file = { name: fileName, mediaType: 'application/pdf', uploadedOn: '2026-11-02', content };
    granted(await addDocumentFile(tx, { ...created, state: 'uploaded' }, file, act('document.upload', student)));
    const decision = { ...makeDecision({ plan: found.plan }, director), comment };
    const decisions = [{ seen: 0, decision }];
    granted(
      await decideBundles(
        tx,
        { studyPlan: found.plan.id, planVersion: 1, change: null, decisions },
        act('plan.decide'),
      ),
    );
    granted(
      await addTranscript(tx, found.plan.id, { ...makeTranscript('B'), student: pseudonym }, act('transcript.import')),
    );
    const answer = {
      rule: 'gpa',
      title: { en: 'GPA' },
      answer: 'yes' as const,
      figures: { gpa: figure },
      explanation: `${figure} is enough`,
      bring: null,
      source: 's',
    };
    const policy = { id: 'p', version: '1' };
    await saveEligibility(
      tx,
      found.application.id,
      { answer: 'yes', answers: [answer], policy, date: '2026-11-02' },
      act('application.check'),
    );
    const notice = { id: student, key: 'k', to: student, subject: { kind: 'plan' as const, id: 'p' }, parameters: {} };
    await addNotices(tx, [notice], { at: AT, mail: true });
    return created;
  });
  await createSession(store.connection, { secret: student, user: student, at: AT, expiresAt: LATER });
  granted(await linkIdentity(store.connection, { issuer: student, subject, user: student, at: AT }));
  const named = { ...found.student, name, email: `${mail}@example.org` };
  const renamed = granted(await transact(store, (tx) => updateUser(tx, named, act('user.rename'))));
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
    expect(data?.events.map(({ action }) => action)).toEqual(['document.upload']);
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
        erasePersonalData(tx, { user: person.student.id, application: null }, ERASED_KINDS, act('personal-data.erase')),
      );
    expect(await foundOf(person.secrets)).toEqual(person.secrets);
    await erase();
    expect(await foundOf(person.secrets)).toEqual([]);
    expect(await foundOf(other.secrets)).toEqual(other.secrets);
    const erased = { name: 'erased', active: false, roles: [] };
    expect(await findUser(store().connection, person.student.id)).toMatchObject(erased);
    expect((await listUsers(store().connection, { text: 'erased' })).items).toEqual([]);
    expect(await findApplication(store().connection, person.application.id)).toMatchObject({ facts: { gpa: null } });
    expect(await findDocument(store().connection, person.document.id)).toMatchObject({
      state: 'erased',
      issuedOn: null,
    });
    expect(await readDocumentFile(store().connection, person.document.id, 1)).toBeNull();
    await erase();
    expect(codesOf(await verifyAudit(store()))).toBe('ok');
  });

  it('names the cases whose time has come, once, and erases one case without the others', async () => {
    const person = await makePerson(store());
    const ask = () => listEndedCases(store().connection, { states: ['submitted'], before: '2026-11-03' });
    const mine = { user: person.student.id, application: person.application.id, endedOn: '2026-11-02' };
    expect(await ask()).toContainEqual(mine);
    expect(
      await listEndedCases(store().connection, { states: ['submitted'], before: '2026-11-02' }),
    ).not.toContainEqual(mine);
    const scope = { user: person.student.id, application: person.application.id };
    await transact(store(), (tx) =>
      erasePersonalData(tx, scope, ['application', 'document-file'], act('retention.run')),
    );
    expect(await ask()).not.toContainEqual(mine);
    expect(await findUser(store().connection, person.student.id)).toEqual(person.student);
    expect(await readDocumentFile(store().connection, person.document.id, 1)).toBeNull();
  });

  it('forgets old notices and sent messages, and none that wait', async () => {
    const user = await makeUser(store());
    const notice = {
      id: `old-${user.id}`,
      key: 'k',
      to: user.id,
      subject: { kind: 'plan' as const, id: 'p' },
      parameters: {},
    };
    await transact(store(), (tx) => addNotices(tx, [notice], { at: AT, mail: true }));
    expect(await forgetMessages(store().connection, LATER)).toBeGreaterThan(0);
    expect(await everyRow(store())).toContain(`"id": "old-${user.id}"`);
  });
});
