/**
 * Plans and transcripts that stay without their person: they are then nobody's, and comments, questions and the student's mark in a
 * transcript are gone. A recognition is part of the academic record and keeps its student, whatever becomes of its plan.
 */
import { sql } from 'kysely';
import { bundleDecisionSchema, transcriptSchema } from '../../domain/index.ts';
import { type Act, NOBODY, recordEvent, type Tx } from '../connection.ts';
import { hashOfTranscript } from '../hash.ts';
import { rewrite } from '../records/write.ts';

import { toJson } from '../values.ts';
import { makeNobody } from './people.ts';
import { eraseTranscriptFiles } from './transcript-files.ts';

export async function detachPlans(
  tx: Tx,
  { user, plans }: { readonly user: string; readonly plans: readonly string[] },
  act: Act,
): Promise<void> {
  if (plans.length === 0) return;
  await makeNobody(tx, act);
  await detachTranscripts(tx, plans, act);
  for (const id of plans) {
    await detachDecisions(tx, { user, plan: id }, act);
    await detachChanges(tx, { user, plan: id }, act);
    const change = { student: NOBODY, application: null };
    await rewrite(tx, 'plan', { id, change: (plan) => ({ ...plan, ...change }) }, act);
    await tx.deleteFrom('shareLinks').where('studyPlan', '=', id).execute();
    await tx.deleteFrom('syllabi').where('studyPlan', '=', id).execute();
    await tx.updateTable('studyPlans').set({ detachedAt: act.at }).where('id', '=', id).execute();
  }
}

/** Comments and questions are free text about a person; the decisions themselves are not, but for who answered them. */
async function detachDecisions(
  tx: Tx,
  { user, plan }: { readonly user: string; readonly plan: string },
  act: Act,
): Promise<void> {
  const rows = await tx.selectFrom('bundleDecisions').select(['id', 'body']).where('studyPlan', '=', plan).execute();
  for (const { id, body } of rows) {
    const decision = bundleDecisionSchema.parse(body);
    const by = decision.by === user ? NOBODY : decision.by;
    const detached = { ...decision, by, comment: '', ...(decision.decision === 'ask' && { question: 'erased' }) };
    await tx
      .updateTable('bundleDecisions')
      .set({ by, body: toJson(bundleDecisionSchema, detached) })
      .where('id', '=', id)
      .execute();
    recordEvent(tx, act, { kind: 'bundle decision', id, before: null, after: null });
  }
}

async function detachChanges(
  tx: Tx,
  { user, plan }: { readonly user: string; readonly plan: string },
  act: Act,
): Promise<void> {
  const rows = await tx.selectFrom('changeProposals').select('id').where('studyPlan', '=', plan).execute();
  for (const { id } of rows)
    await rewrite(
      tx,
      'change',
      { id, change: (one) => ({ ...one, proposedBy: one.proposedBy === user ? NOBODY : one.proposedBy }) },
      act,
    );
}

/** The student's number or name goes; the rows are the ground of the recognition. */
export async function detachTranscripts(tx: Tx, plans: readonly string[], act: Act): Promise<void> {
  if (plans.length === 0) return;
  const rows = await tx
    .selectFrom('transcripts')
    .select(['studyPlan', 'number', 'body'])
    .where('studyPlan', 'in', plans)
    .execute();
  for (const { studyPlan, number, body } of rows) {
    const transcript = transcriptSchema.parse(body);
    if (transcript.student === null && !transcript.rejectedRows) continue;
    const detached = toJson(transcriptSchema, {
      ...transcript,
      student: null,
      // What stood in a row that was not read may name the student.
      rejectedRows: transcript.rejectedRows?.map((row) => ({ ...row, cells: [] })),
    });
    await tx
      .updateTable('transcripts')
      .set({ body: detached, sha256: hashOfTranscript(detached) })
      .where('studyPlan', '=', studyPlan)
      .where('number', '=', number)
      .execute();
    const after = hashOfTranscript(detached); // nothing in it is personal now
    recordEvent(tx, act, { kind: 'transcript', id: `${studyPlan}#${number}`, before: null, after });
  }
  await eraseTranscriptFiles(tx, sql<boolean>`study_plan in (${sql.join(plans)})`, act);
}
