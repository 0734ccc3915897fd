/** The office's file of past decisions into the memory: idempotent, with a dry run, bound to the texts that are stored. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type BundlePrecedent,
  type Course,
  courseSchema,
  groupBy,
  type Precedent,
  type PrecedentPolicy,
  type Problem,
  precedentKey,
  problemSchema,
  type Result,
} from '../../domain/index.ts';
import { readPrecedents } from '../../interchange/index.ts';
import { importedPrecedent, replacedBy } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { sha256, storedTexts, storePrecedent } from '../cases/stored.ts';
import { ruleOn } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  type Service,
  type Transaction,
  type Work,
  workOf,
  write,
} from '../service/service.ts';
import { joinProblems } from '../tools/context.ts';

export const importedPrecedentSchema = z.strictObject({
  outcome: z.enum(['new', 'same', 'older']).describe('older: the institute decided on the same courses again since'),
  home: z.string(),
  host: z.string(),
  decision: z.enum(['approved', 'refused']),
  decidedOn: z.iso.date(),
  validUntil: z.iso.date(),
});

export const precedentImportSchema = z.strictObject({
  dryRun: z.boolean(),
  precedents: z.array(importedPrecedentSchema),
  /** Rows below the header, and how many of them could not be used; the problems say why. */
  rows: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(problemSchema),
});
type PrecedentImport = z.infer<typeof precedentImportSchema>;

/** Usable rows are imported beside rows that are not. A course that is stored is bound to its stored text, another to what the file says. */
export async function importPrecedents(
  service: Service,
  caller: Caller,
  {
    csv,
    institute,
    dryRun,
  }: {
    /** Text of a CSV file with the columns of docs/file-formats.md. */
    readonly csv: string;
    /** Whose directorate decided. */
    readonly institute: string;
    readonly dryRun: boolean;
  },
): Promise<Result<PrecedentImport>> {
  const read = readPrecedents({ name: '', bytes: new TextEncoder().encode(csv) });
  if (!read.ok) return read;
  const { value, ...counts } = read.value;
  const run = async (work: Work, isKept: boolean): Promise<PrecedentImport> => {
    const { precedents, unusable } = await takePrecedents(work, { rows: value, institute, isKept });
    const problems = joinProblems(read.problems, unusable);
    return { dryRun, precedents, rows: counts.rows, rejected: counts.rejected + unusable.length, problems };
  };
  if (dryRun) return attempt(() => run(workOf(service, caller), false));
  return write(service, caller, { action: 'precedent.import', answer: precedentImportSchema }, (work) =>
    run(work, true),
  );
}

/** What rows are beside what an institute decided before; `isKept` also writes them, in the transaction that `work` then is. */
export function takePrecedents(
  work: Work | Transaction,
  {
    rows,
    institute,
    isKept,
  }: { readonly rows: readonly Precedent[]; readonly institute: string; readonly isKept: boolean },
): Promise<{ readonly precedents: Imported[]; readonly unusable: Problem[] }> {
  const verdict = { institute, policy: ruleOn(work, 'precedents'), today: dayOf(work.caller) };
  const keep: Rows['save'] = (made, known) => {
    if (!('tx' in work)) throw new Error('precedents are written in a transaction');
    return storePrecedent(work, made, known);
  };
  return importRows(work.connection, { rows, verdict, save: isKept ? keep : null });
}

type Imported = z.infer<typeof importedPrecedentSchema>;

interface Rows {
  readonly rows: readonly Precedent[];
  readonly verdict: { readonly institute: string; readonly policy: PrecedentPolicy; readonly today: string };
  readonly save: ((made: BundlePrecedent, known: readonly BundlePrecedent[]) => Promise<unknown>) | null;
}

/** What is stored of the courses and decided on them is read once; what the rows before decided counts for those after. */
async function importRows(
  connection: store.Connection,
  { rows, verdict, save }: Rows,
): Promise<{ precedents: Imported[]; unusable: Problem[] }> {
  const texts = await textsOfRows(connection, rows);
  const known = await ownDecisions(connection, rows, verdict.institute);
  const precedents: Imported[] = [];
  const unusable: Problem[] = [];
  for (const row of rows) {
    const courses = { home: coursesNamed(row, 'home', texts), host: coursesNamed(row, 'host', texts) };
    const made = importedPrecedent(row, { ...verdict, id: randomUUID(), courses, hash: sha256 });
    if (!made.ok) {
      unusable.push(...made.problems);
      continue;
    }
    const key = precedentKey(made.value);
    const own = known.get(key) ?? [];
    const outcome = outcomeBeside(own, made.value);
    if (outcome === 'new') {
      await save?.(made.value, own);
      known.set(key, [...without(own, replacedBy(made.value, own)), made.value]);
    }
    precedents.push(importedAs(made.value, outcome));
  }
  return { precedents, unusable };
}

/** The institute's decisions on the rows' host courses, by the courses of both sides. */
async function ownDecisions(
  connection: store.Connection,
  rows: readonly Precedent[],
  institute: string,
): Promise<Map<string, BundlePrecedent[]>> {
  const asked = rows.map(({ host }) => namedCodes(host));
  const naming = await store.precedents.naming(connection, asked);
  return groupBy(
    naming.filter((one) => one.institute === institute),
    precedentKey,
  );
}

const without = (own: readonly BundlePrecedent[], replaced: readonly BundlePrecedent[]): BundlePrecedent[] =>
  own.map((one) => (replaced.includes(one) ? { ...one, status: 'replaced' } : one));

function outcomeBeside(own: readonly BundlePrecedent[], { decidedOn, decision }: BundlePrecedent): Imported['outcome'] {
  if (own.some((one) => one.decidedOn === decidedOn && one.decision === decision)) return 'same';
  return own.some((one) => one.status !== 'replaced' && one.decidedOn > decidedOn) ? 'older' : 'new';
}

const SIDES = { home: 'curriculum', host: 'catalogue' } as const;

/** The courses that the rows name, as they are stored, by side and institution. */
async function textsOfRows(connection: store.Connection, rows: readonly Precedent[]): Promise<Map<string, Course[]>> {
  const texts = new Map<string, Course[]>();
  for (const side of ['home', 'host'] as const)
    for (const institution of new Set(rows.map((row) => row[side].institution))) {
      const codes = rows
        .filter((row) => row[side].institution === institution)
        .flatMap((row) => namedCodes(row[side]).codes);
      texts.set(`${side} ${institution}`, await storedTexts(connection, SIDES[side], { institution, codes }));
    }
  return texts;
}

/** The courses of the row's institution as they are stored, and behind them the one that it names as it is written there. */
function coursesNamed(row: Precedent, side: keyof typeof SIDES, texts: ReadonlyMap<string, Course[]>): Course[] {
  const { institution, courses } = row[side];
  const stored = texts.get(`${side} ${institution}`) ?? [];
  const [written, ...more] = courses;
  return written !== undefined && written.code !== '' && more.length === 0 ? [...stored, asWritten(written)] : stored;
}

function asWritten({ code, titles, descriptions }: Precedent['home']['courses'][number]): Course {
  const [language = 'en'] = Object.keys(descriptions);
  return courseSchema.parse({
    code,
    titles: Object.keys(titles).length > 0 ? titles : { [language]: code },
    descriptions,
  });
}

const namedCodes = ({ institution, courses }: Precedent['home']) => ({
  institution,
  codes: courses.map(({ code }) => code).filter((code) => code !== ''),
});

function importedAs(
  { home, host, decision, decidedOn, validUntil }: BundlePrecedent,
  outcome: Imported['outcome'],
): Imported {
  return {
    outcome,
    home: namedCodes(home).codes.join(' + '),
    host: namedCodes(host).codes.join(' + '),
    decision: decision === 'refused' ? 'refused' : 'approved',
    decidedOn,
    validUntil,
  };
}
