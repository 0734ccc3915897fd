/** Proposals to change a frozen plan: other content is another proposal with another id. */
import { type ChangeProposal, changeProposalSchema, type Result } from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import { notFound, versionConflict } from '../outcome.ts';
import type { Draft, RecordDefinition } from '../records/define.ts';
import type { Page } from '../records/page.ts';
import { findRecord, type ListOptions, listRecords } from '../records/read.ts';
import { insertRecord, updateRecord } from '../records/write.ts';

export const CHANGES: RecordDefinition<ChangeProposal> = {
  table: 'changeProposals',
  what: 'change proposal',
  schema: changeProposalSchema,
  columns: ['studyPlan', 'baseVersion', 'state'],
};

/** A proposal against a version that is no longer the plan's answers `version-conflict`. */
export async function createChangeProposal(
  tx: Tx,
  draft: Draft<ChangeProposal>,
  act: Act,
): Promise<Result<ChangeProposal>> {
  const { studyPlan, baseVersion } = draft;
  const plan = await tx
    .selectFrom('studyPlans')
    .select('body')
    .where('id', '=', studyPlan)
    .forUpdate()
    .executeTakeFirst();
  if (!plan) return notFound('study plan', studyPlan);
  const { version } = plan.body as { version: number };
  if (version !== baseVersion) return versionConflict('version of the study plan', studyPlan, version);
  return insertRecord(tx, CHANGES, draft, act);
}

export const updateChangeProposal = (tx: Tx, change: ChangeProposal, act: Act): Promise<Result<ChangeProposal>> =>
  updateRecord(tx, CHANGES, change, act);

export const findChangeProposal = (connection: Connection, id: string): Promise<ChangeProposal | null> =>
  findRecord(connection, CHANGES, id);

export const listChangeProposals = (
  connection: Connection,
  options?: ListOptions<ChangeProposal>,
): Promise<Page<ChangeProposal>> => listRecords(connection, CHANGES, options);
