/** The call file of the office into the calls: idempotent, with a dry run that shows the difference to what is there. */
import { z } from 'zod';
import {
  type Call,
  failure,
  groupBy,
  type MobilityCall,
  mobilityCallSchema,
  type Problem,
  problem,
  problemSchema,
  type Result,
  reason,
  titleKey,
} from '../../domain/index.ts';
import { readCalls } from '../../interchange/index.ts';
import { partnershipOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { everyPage } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  need,
  type Service,
  type Transaction,
  type Work,
  workOf,
  write,
} from '../service/service.ts';
import { joinProblems } from '../tools/context.ts';

export const importedCallSchema = z.strictObject({
  outcome: z.enum(['new', 'changed', 'same']),
  /** Null in a dry run of a new call. */
  id: z.string().nullable(),
  university: z.string(),
  specialty: z.string(),
  deadline: z.iso.date(),
  /** Columns that differ from the stored call. */
  changes: z.array(z.strictObject({ column: z.string(), before: z.string(), after: z.string() })),
});

export const callImportSchema = z.strictObject({
  dryRun: z.boolean(),
  calls: z.array(importedCallSchema),
  /** Rows below the header, and how many of them could not be used; the problems say why. */
  rows: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(problemSchema),
});
export type CallImport = z.infer<typeof callImportSchema>;
type Imported = z.infer<typeof importedCallSchema>;

/**
 * A row is a call that is there when university, specialty and the year of the deadline are the same and it is not closed. New ones are
 * drafts, to be looked at and published. Usable rows are imported beside rows that are not. `csv`: with the columns of docs/file-formats.md.
 */
export async function importCalls(
  service: Service,
  caller: Caller,
  { csv, dryRun }: { readonly csv: string; readonly dryRun: boolean },
): Promise<Result<CallImport>> {
  const read = readCalls({ name: '', bytes: new TextEncoder().encode(csv) });
  if (!read.ok) return read;
  const { value, ...counts } = read.value;
  const run = async (work: Work, isKept: boolean): Promise<CallImport> => {
    const { calls, unusable } = await takeCalls(work, value, isKept);
    const problems = joinProblems(read.problems, unusable);
    return { dryRun, calls, rows: counts.rows, rejected: counts.rejected + unusable.length, problems };
  };
  if (dryRun) return attempt(() => run(workOf(service, caller), false));
  return write(service, caller, { action: 'call.import', answer: callImportSchema }, (work) => run(work, true));
}

/** What rows are among the calls that are there; `isKept` also writes them, in the transaction that `work` then is. */
export async function takeCalls(
  { connection, caller, ...work }: Work | Transaction,
  rows: readonly MobilityCall[],
  isKept: boolean,
): Promise<{ readonly calls: Imported[]; readonly unusable: Problem[] }> {
  const { unique, repeated } = withoutRepeats(rows);
  const { tx, act } = 'tx' in work ? work : { tx: null, act: null };
  const keep: Save = async (call) => {
    if (tx === null) throw new Error('calls are written in a transaction');
    return 'revision' in call ? store.update(tx, 'call', call, act) : store.create(tx, 'call', call, act);
  };
  const save = isKept ? keep : null;
  const { calls, overbooked } = await importRows(connection, { rows: unique, today: dayOf(caller), save });
  return { calls, unusable: [...repeated, ...overbooked] };
}

type Save = (call: Call | store.Draft<Call>) => Promise<Result<Call>>;

async function importRows(
  connection: store.Connection,
  { rows, today, save }: { readonly rows: readonly MobilityCall[]; readonly today: string; readonly save: Save | null },
): Promise<{ calls: Imported[]; overbooked: Problem[] }> {
  const known = await openCalls(connection);
  const agreements = await agreementsInForce(connection, today);
  const calls: Imported[] = [];
  const overbooked: Problem[] = [];
  for (const row of rows) {
    const stored = known.get(callKey(row)) ?? null;
    const taken = stored ? ((await store.seats.of(connection, stored.id))?.taken ?? 0) : 0;
    const { quantity, university: value } = row;
    const why = reason('call-overbooked', { quantity, taken });
    if (quantity < taken) overbooked.push(problem('no-seat-left', why, { column: 'quantity', value }));
    else calls.push(await importRow(row, stored, { agreements, save }));
  }
  return { calls, overbooked };
}

async function importRow(
  row: MobilityCall,
  stored: Call | null,
  { agreements, save }: { readonly agreements: ReadonlyMap<string, string>; readonly save: Save | null },
): Promise<Imported> {
  const { university, specialty, deadline } = row;
  const changes = stored ? changesOf(stored, row) : [];
  const outcome = stored === null ? 'new' : changes.length > 0 ? 'changed' : 'same';
  const imported = { outcome, id: stored?.id ?? null, university, specialty, deadline, changes } as const;
  if (save === null || outcome === 'same') return imported;
  const saved = await save(
    stored
      ? { ...stored, ...row, grantPlaces: Math.min(stored.grantPlaces, row.quantity) }
      : { ...newCall(row), agreement: agreements.get(titleKey(university)) ?? null },
  );
  const { id } = need(saved.ok ? saved : failure(...saved.problems.map((one) => ({ ...one, value: university }))));
  return { ...imported, id };
}

/** What the file does not say is not known yet. */
const newCall = (row: MobilityCall): Omit<store.Draft<Call>, 'agreement'> => ({
  ...row,
  kind: kindOfCountry(row.country),
  state: 'draft',
  stay: null,
  languages: null,
  grantPlaces: 0,
  costItems: [],
});

/** `internal` within the home country, whose name may stand in any of the three languages or as its code. */
export const kindOfCountry = (country: string): Call['kind'] =>
  ['kazakhstan', 'казахстан', 'қазақстан', 'kz'].includes(titleKey(country)) ? 'internal' : 'external';

const callKey = ({ university, specialty, deadline }: MobilityCall): string =>
  [titleKey(university), titleKey(specialty), deadline.slice(0, 4)].join('|');

function changesOf(stored: MobilityCall, row: MobilityCall): Imported['changes'] {
  const asText = (value: MobilityCall[keyof MobilityCall]): string =>
    Array.isArray(value) ? value.join(' ') : String(value);
  const columns = Object.keys(mobilityCallSchema.shape) as (keyof MobilityCall)[];
  return columns
    .map((column) => ({ column, before: asText(stored[column]), after: asText(row[column]) }))
    .filter(({ before, after }) => before !== after);
}

/** The first of several rows for the same call counts. */
function withoutRepeats(rows: readonly MobilityCall[]): { unique: MobilityCall[]; repeated: Problem[] } {
  const groups = [...groupBy(rows, callKey).values()];
  const repeatOf = ({ university: value, specialty }: MobilityCall): Problem =>
    problem('code-duplicate', reason('call-twice-in-file', { specialty }), { column: 'university', value });
  return {
    unique: groups.flatMap(([first]) => first ?? []),
    repeated: groups.flatMap(([, ...again]) => again.map(repeatOf)),
  };
}

async function openCalls(connection: store.Connection): Promise<Map<string, Call>> {
  const calls = await everyPage((after) =>
    store.list(connection, 'call', { where: { state: ['draft', 'open'] }, after, limit: 500 }),
  );
  return new Map(calls.map((call) => [callKey(call), call]));
}

/** Ids of the agreements in force by the key of their institution. */
async function agreementsInForce(connection: store.Connection, today: string): Promise<Map<string, string>> {
  const agreements = await everyPage((after) => store.list(connection, 'agreement', { after, limit: 500 }));
  const inForce = agreements.filter((one) => partnershipOn([one], one.institution, today) === 'in-force');
  return new Map(inForce.map(({ id, institution }) => [titleKey(institution), id]));
}
