/** The office's file of past decisions into the memory: idempotent, with a dry run, bound to the texts that are stored. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type BundlePrecedent,
  type Course,
  courseSchema,
  detectLanguage,
  type Precedent,
  type PrecedentPolicy,
  type Problem,
  problemSchema,
  type Result,
  success,
} from '../../domain/index.ts';
import { readPrecedents } from '../../interchange/index.ts';
import { codesIn, importedPrecedent, precedentKey } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { joinProblems } from '../context.ts';
import { type Caller, type Service, write } from '../service.ts';
import { dayOf } from '../step.ts';
import { precedentPolicy } from './find.ts';
import { replaceBy, sha256 } from './record.ts';
import { textsOf } from './texts.ts';

const importedSchema = z.strictObject({
  outcome: z.enum(['new', 'same', 'older']).describe('older: the institute decided on the same courses again since'),
  home: z.string(),
  host: z.string(),
  decision: z.enum(['approved', 'refused']),
  decidedOn: z.iso.date(),
  validUntil: z.iso.date(),
});

export const precedentImportSchema = z.strictObject({
  dryRun: z.boolean(),
  precedents: z.array(importedSchema),
  /** Rows below the header, and how many of them could not be used; the problems say why. */
  rows: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(problemSchema),
});
type PrecedentImport = z.infer<typeof precedentImportSchema>;

export interface PrecedentFile {
  /** Text of a CSV file with the columns of docs/file-formats.md. */
  readonly csv: string;
  /** Whose directorate decided. */
  readonly institute: string;
  readonly dryRun: boolean;
}

/** Usable rows are imported beside rows that are not. A course that is stored is bound to its stored text, another to what the file says. */
export async function importPrecedents(
  service: Service,
  caller: Caller,
  { csv, institute, dryRun }: PrecedentFile,
): Promise<Result<PrecedentImport>> {
  const read = readPrecedents({ name: 'request', bytes: new TextEncoder().encode(csv) });
  if (!read.ok) return read;
  const policy = precedentPolicy({ service, caller });
  if (!policy.ok) return policy;
  const { value: rows, ...counts } = read.value;
  const work = async (connection: store.Connection, save: Save | null): Promise<Result<PrecedentImport>> => {
    const precedents: z.infer<typeof importedSchema>[] = [];
    const unusable: Problem[] = [];
    for (const row of rows) {
      const made = await precedentOfRow(connection, row, { institute, policy: policy.value, today: dayOf(caller) });
      if (made.ok) precedents.push(await importOne(connection, made.value, save));
      else unusable.push(...made.problems);
    }
    const problems = joinProblems(read.problems, unusable);
    return success({ dryRun, precedents, rows: counts.rows, rejected: counts.rejected + unusable.length, problems });
  };
  if (dryRun) return work(service.store.connection, null);
  return write(service, caller, { action: 'precedent.import', answer: precedentImportSchema }, (tx, act) =>
    work(tx, (made, known) => replaceBy(tx, made, known, act)),
  );
}

type Save = (made: BundlePrecedent, known: readonly BundlePrecedent[]) => Promise<unknown>;

async function precedentOfRow(
  connection: store.Connection,
  row: Precedent,
  verdict: { readonly institute: string; readonly policy: PrecedentPolicy; readonly today: string },
): Promise<Result<BundlePrecedent>> {
  const courses = { home: await coursesOf(connection, row, 'home'), host: await coursesOf(connection, row, 'host') };
  return importedPrecedent(row, { ...verdict, id: randomUUID(), courses, hash: sha256 });
}

/** The named courses as they are stored, else as the row has them. */
async function coursesOf(connection: store.Connection, row: Precedent, side: 'home' | 'host'): Promise<Course[]> {
  const codes = codesIn(row[`${side}Code`]);
  const kind = side === 'home' ? 'curriculum' : 'catalogue';
  const stored = await textsOf(connection, kind, { institution: row[`${side}Institution`], codes });
  return codes.length === 1 && codes[0] !== undefined ? [...stored, asWritten(codes[0], row, side)] : stored;
}

function asWritten(code: string, row: Precedent, side: 'home' | 'host'): Course {
  const [title, description] = [row[`${side}Title`], row[`${side}Description`]];
  const language = detectLanguage(`${title} ${description}`) ?? 'en';
  return courseSchema.parse({
    code,
    titles: { [language]: title || code },
    descriptions: description ? { [language]: description } : {},
  });
}

async function importOne(
  connection: store.Connection,
  made: BundlePrecedent,
  save: Save | null,
): Promise<z.infer<typeof importedSchema>> {
  const { home, host, decision, decidedOn, validUntil, institute } = made;
  const codes = host.courses.map(({ code }) => code);
  const known = await store.precedentsNaming(connection, host.institution, codes);
  const own = known.filter((one) => one.institute === institute && precedentKey(one) === precedentKey(made));
  const isThere = own.some((one) => one.decidedOn === decidedOn && one.decision === decision);
  const isOlder = own.some((one) => one.status !== 'replaced' && one.decidedOn > decidedOn);
  const outcome = isThere ? 'same' : isOlder ? 'older' : 'new';
  if (outcome === 'new') await save?.(made, own);
  const named = (courses: BundlePrecedent['home']['courses']): string => courses.map(({ code }) => code).join(' + ');
  return {
    outcome,
    home: named(home.courses),
    host: named(host.courses),
    decision: decision === 'refused' ? 'refused' : 'approved',
    decidedOn,
    validUntil,
  };
}
