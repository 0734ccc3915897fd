/** Whoever may write to the database past the program: what was changed there is named by the audit. */
import { type RawBuilder, sql } from 'kysely';
import { expect, it } from 'vitest';
import { reason } from '../../src/domain/index.ts';
import { audit, create, decisions, documents, transact, transcripts } from '../../src/store/index.ts';
import { onEveryDatabase } from '../store/databases.ts';
import {
  act,
  granted,
  makeApplication,
  makeDecision,
  makeStudyPlan,
  makeTranscript,
  makeUser,
} from '../store/samples.ts';

onEveryDatabase('a hand in the database', (store) => {
  /** A case with a file; and the statements that tamper with it, each with what is found. */
  async function tampered() {
    const { application } = await makeApplication(store());
    const user = await makeUser(store(), { roles: [{ role: 'adviser', institute: null }] });
    const document = await transact(store(), async (tx) => {
      const draft = { application: application.id, type: 'medical-certificate' as const, state: 'missing' as const };
      const empty = { copies: 1, reason: null, issuedOn: null, validUntil: null, files: [] };
      const made = granted(await create(tx, 'document', { ...draft, ...empty }, act('document.create')));
      const file = {
        name: 'a.pdf',
        mediaType: 'application/pdf',
        uploadedOn: '2026-11-02',
        content: new Uint8Array([1, 2]),
      };
      return granted(await documents.addFile(tx, { ...made, state: 'uploaded' }, file, act('document.upload')));
    });
    const { plan } = await makeStudyPlan(store());
    const director = await makeUser(store());
    const decided = await transact(store(), async (tx) => {
      const place = { studyPlan: plan.id, planVersion: 1, change: null };
      const decision = makeDecision({ plan }, director);
      const [one] = granted(
        await decisions.add(tx, { ...place, decisions: [{ seen: 0, decision }] }, act('bundle.decide')),
      );
      await transcripts.add(tx, plan.id, { transcript: makeTranscript('A') }, act('transcript.add'));
      return one?.id ?? '';
    });
    const first = `${plan.id}#1`;
    const body = (path: string, value: string) => sql`body = jsonb_set(body, ${path}, ${value}::jsonb)`;
    const altered = (kind: string, id: string) => reason('store-record-altered', { kind, id });
    const cases: [RawBuilder<unknown>, ReturnType<typeof altered>][] = [
      [
        sql`update applications set state = 'awarded' where id = ${application.id}`,
        altered('application', application.id),
      ],
      [sql`update user_roles set role = 'administrator' where "user" = ${user.id}`, altered('user', user.id)],
      [sql`update users set email = 'x@example.org' where id = ${user.id}`, altered('user', user.id)],
      [
        sql`update document_files set content = '\\x03' where document = ${document.id}`,
        altered('document file', `${document.id}#1`),
      ],
      [
        sql`update document_files set content = '\\x03', sha256 = encode(sha256('\\x03'), 'hex') where document = ${document.id}`,
        altered('document file', `${document.id}#1`),
      ],
      [
        sql`insert into institutes (id, code, revision, salt, created_at, updated_at, body)
          select id || 'x', code || 'x', revision, salt, created_at, updated_at, body from institutes where id = ${application.institute}`,
        reason('store-record-put-in', { kind: 'institute', id: `${application.institute}x` }),
      ],
      [
        sql`update plan_versions set ${body('{bundles,0,score}', '1')} where study_plan = ${plan.id}`,
        altered('plan version', first),
      ],
      [
        sql`update plan_versions set content_hash = repeat('b', 64) where study_plan = ${plan.id}`,
        altered('plan version', first),
      ],
      [
        sql`delete from plan_versions where study_plan = ${plan.id}`,
        reason('store-record-removed', { kind: 'plan version', id: first }),
      ],
      [
        sql`update bundle_decisions set ${body('{decision}', '"refuse"')} where id = ${decided}`,
        altered('bundle decision', decided),
      ],
      [
        sql`update bundle_decisions set decided_on = decided_on + 1 where id = ${decided}`,
        altered('bundle decision', decided),
      ],
      [
        sql`insert into bundle_decisions (id, study_plan, plan_version, change, bundle, round, decision, "by", institute, decided_on, body)
          select id || 'x', study_plan, plan_version, change, bundle, 2, decision, "by", institute, decided_on, body
          from bundle_decisions where id = ${decided}`,
        reason('store-record-put-in', { kind: 'bundle decision', id: `${decided}x` }),
      ],
      [sql`update transcripts set ${body('{rows}', '[]')} where study_plan = ${plan.id}`, altered('transcript', first)],
      [sql`delete from users where id = ${user.id}`, reason('store-record-removed', { kind: 'user', id: user.id })],
    ];
    return cases;
  }

  it('is found for every state, role, file and row that it alters, puts in or removes', async () => {
    const cases = await tampered();
    expect(await audit.verify(store())).toMatchObject({ ok: true });
    for (const [statement, found] of cases) {
      const undo = new Error('undo');
      const tamper = store()
        .connection.transaction()
        .execute(async (tx) => {
          await statement.execute(tx);
          const { problems } = await audit.compare(tx);
          expect(problems.map((one) => one.reason)).toEqual([found]);
          throw undo;
        });
      await expect(tamper).rejects.toBe(undo);
    }
    expect(await audit.verify(store())).toMatchObject({ ok: true });
  });
});
