/** What was said of applications, and the rankings of a call. */
import { z } from 'zod';
import {
  type Application,
  type Eligibility,
  eligibilitySchema,
  idSchema,
  rankedApplicantSchema,
  seatProposalSchema,
} from '../../domain/index.ts';
import type { Act, Connection, Tx } from '../connection.ts';
import {
  addNumbered,
  latestMadeAt,
  latestNumbered,
  type Numbered,
  type NumberedDefinition,
} from '../records/numbered.ts';

/** Nobody else changes the applications of a call that are in a state until the transaction ends. */
export async function lockApplications(tx: Tx, { call, state }: Pick<Application, 'call' | 'state'>): Promise<void> {
  await tx
    .selectFrom('applications')
    .select('id')
    .where('call', '=', call)
    .where('state', '=', state)
    .orderBy('id')
    .forUpdate()
    .execute();
}

const ELIGIBILITY: NumberedDefinition<Eligibility> = {
  table: 'eligibility_checks',
  owner: 'application',
  what: 'eligibility',
  schema: eligibilitySchema,
};

/** Keeps the answers beside earlier ones. The application must exist. */
export const saveEligibility = (
  tx: Tx,
  application: string,
  body: Eligibility,
  act: Act,
): Promise<Numbered<Eligibility>> => addNumbered(tx, ELIGIBILITY, { id: application, body }, act);

export const findEligibility = (connection: Connection, application: string): Promise<Numbered<Eligibility> | null> =>
  latestNumbered(connection, ELIGIBILITY, application);

/** When each of several applications was judged last. */
export const eligibilityMadeAt = (
  connection: Connection,
  applications: readonly string[],
): Promise<Map<string, string>> => latestMadeAt(connection, ELIGIBILITY, applications);

/** Who competed for a call, in which order, and what the policy proposes. */
export const rankingSchema = z.strictObject({
  policy: z.strictObject({ id: z.string(), version: z.string() }),
  date: z.iso.date(),
  ranked: z.array(rankedApplicantSchema),
  proposals: z.array(seatProposalSchema),
  /** Those who could not be compared, with the criteria of which nothing is known. */
  incomplete: z.array(z.strictObject({ application: idSchema, missing: z.array(z.string()) })).default([]),
});
export type Ranking = z.infer<typeof rankingSchema>;

const RANKINGS: NumberedDefinition<Ranking> = {
  table: 'rankings',
  owner: 'call',
  what: 'ranking',
  schema: rankingSchema,
};

/** Keeps the ranking beside earlier ones. The call must exist. */
export const saveRanking = (tx: Tx, call: string, body: Ranking, act: Act): Promise<Numbered<Ranking>> =>
  addNumbered(tx, RANKINGS, { id: call, body }, act);

export const findRanking = (connection: Connection, call: string): Promise<Numbered<Ranking> | null> =>
  latestNumbered(connection, RANKINGS, call);
