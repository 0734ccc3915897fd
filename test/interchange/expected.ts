/** Files with what a person reads in them, written down beside them as JSON, and the same of what Concord reads. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem, Reason, Result } from '../../src/domain/index.ts';
import {
  type FileInput,
  type Loaded,
  openFile,
  readCalls,
  readCatalogue,
  readCurriculum,
  readPrecedents,
  readTranscript,
} from '../../src/interchange/index.ts';
import { ROOT, RULES } from '../installed.ts';

const READERS = {
  courses: readCatalogue,
  curriculum: readCurriculum,
  transcript: readTranscript,
  precedents: readPrecedents,
  calls: readCalls,
} as const;

export interface Expected {
  readonly read: keyof typeof READERS;
  /** Header as printed (under the heads of its groups) to field, `title_en` for one in a language, or null for one that is not known. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Fields that are asked about. */
  readonly questions: readonly string[];
  /** What the rows tell: fields of the items, and their texts. */
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines of the rejected rows. */
  readonly rejected: readonly number[];
  /** Rows that are no items, by kind. */
  readonly listed: Readonly<Record<string, number>>;
  /** Reasons of all warnings and errors, each once. */
  readonly says: readonly string[];
  readonly facts: Readonly<Record<string, string | null>>;
}

/** `part`: whose transcript is meant, in a file of several. */
export async function readingOf(
  file: FileInput,
  { read, fields, part }: Pick<Expected, 'read' | 'fields'> & { readonly part?: string },
): Promise<Expected> {
  const opened = await openFile(file, { units: RULES.units, ...(part !== undefined && { part }) });
  const loaded = opened.ok ? (READERS[read](opened.value) as Result<Loaded<unknown>>) : opened;
  const problems = [...(opened.ok ? opened.problems : []), ...loaded.problems];
  const says = [...new Set(problems.filter(({ severity }) => severity !== 'note').map(codeOf))].sort();
  if (!loaded.ok)
    return { read, columns: {}, questions: [], fields, rows: [], rejected: [], listed: {}, says, facts: {} };
  const { value, tables, rejectedRows, listedRows, identity } = loaded.value;
  const columns = tables.flatMap((table) =>
    table.columns.map(({ name, field, language }) => [name, language ? `${field}_${language}` : field] as const),
  );
  const listed: Record<string, number> = {};
  for (const { kind } of listedRows) listed[kind] = (listed[kind] ?? 0) + 1;
  return {
    read,
    columns: Object.fromEntries(columns),
    questions: [...new Set(tables.flatMap(({ questions }) => questions.map(({ field }) => field)))].sort(),
    fields,
    rows: itemsOf(value).map((item) => fields.map((field) => textOf(item, field))),
    rejected: rejectedRows.map(({ place }) => place.line ?? 0),
    listed,
    says,
    facts: { ...factsOf(value), ...identity },
  };
}

/** The code that says what is wrong, without what only wraps it. */
function codeOf({ reason, code }: Problem): string {
  let inner: Reason | undefined = reason;
  while (inner && typeof inner.values.why === 'object' && 'code' in inner.values.why)
    inner = inner.values.why as Reason;
  return inner?.code ?? code;
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const list = value as { courses?: unknown[]; rows?: unknown[] };
  return list.courses ?? list.rows ?? [];
}

const FACTS = ['institution', 'academicYear', 'programme', 'student', 'issuedOn'] as const;
const factsOf = (value: unknown): Record<string, string | null> =>
  Object.fromEntries(
    FACTS.flatMap((name) => {
      const fact = (value as Record<string, unknown>)[name];
      return typeof fact === 'string' || fact === null ? [[name, fact]] : [];
    }),
  );

/** A field of an item as a text: `title`, `credits` with a range as `3-6`, `unit`, `home.codes`; empty when there is nothing. */
function textOf(item: unknown, field: string): string {
  const record = item as Record<string, unknown>;
  const credits = record.credits as { min?: unknown; max?: unknown; unit?: string } | string | null;
  if (
    field === 'credits' &&
    credits &&
    typeof credits === 'object' &&
    'max' in credits &&
    typeof credits.max !== 'function'
  )
    return String(credits.min) === String(credits.max) ? `${credits.min}` : `${credits.min}-${credits.max}`;
  if (field === 'unit' && credits && typeof credits === 'object' && 'unit' in credits) return credits.unit ?? '';
  if (field === 'title' || field === 'description')
    return Object.values((record[`${field}s`] ?? {}) as Record<string, string>).join(' / ');
  const [side, what] = field.split('.');
  if (what !== undefined) {
    const courses = (record[side ?? ''] as { courses: { code: string; titles: Record<string, string> }[] } | null)
      ?.courses;
    return (courses ?? [])
      .map(({ code, titles }) => (what === 'code' ? code : Object.values(titles).join(' / ')))
      .join(' + ');
  }
  const value = record[field];
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

export interface FileWithExpectation {
  readonly name: string;
  readonly file: FileInput;
  /** One for each part of a file of several transcripts. */
  readonly expected: readonly (Partial<Expected> & Pick<Expected, 'read' | 'fields'> & { readonly part?: string })[];
}

/** The files of a folder below fixtures/ that have their reading beside them as `NAME.json`. */
export function filesWithExpectations(folder: string): FileWithExpectation[] {
  const place = path.join(ROOT, 'fixtures', folder);
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const file = name.replace(/\.json$/, '');
      const expected = JSON.parse(readFileSync(path.join(place, name), 'utf8'));
      return {
        name: file,
        file: { name: file, bytes: readFileSync(path.join(place, file)) },
        expected: Array.isArray(expected) ? expected : [expected],
      };
    });
}

/** What was read, as far as the expectation speaks of it. */
export const asExpected = (read: Expected, expected: Partial<Expected>): Partial<Expected> => {
  const facts = Object.entries(read.facts).filter(([name]) => name in (expected.facts ?? {}));
  const spoken = { ...read, facts: Object.fromEntries(facts) };
  return Object.fromEntries(Object.entries(spoken).filter(([key]) => key in expected));
};
