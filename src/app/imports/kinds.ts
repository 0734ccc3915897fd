/** What each kind of import reads, what it would do, and what it does: one entry a kind. */
import { z } from 'zod';
import {
  type Action,
  type Catalogue,
  type Curriculum,
  type Import,
  type ImportKind,
  type ListedUser,
  type MobilityCall,
  type Problem,
  problemSchema,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import type { Loaded } from '../../interchange/index.ts';
import { importedUserSchema, takeUsers } from '../administrator/import-users.ts';
import { importedCallSchema, takeCalls } from '../coordinator/import-calls.ts';
import { importedPrecedentSchema, takePrecedents } from '../directorate/import-precedents.ts';
import { keepCourses } from '../registrar/import-courses.ts';
import type { ImportedList } from '../registrar/read-import.ts';
import { refuse, type Transaction, type Work } from '../service/service.ts';
import type { AppContext } from '../tools/context.ts';
import type { ListTask } from '../tools/paper-tasks.ts';
import { readListWith } from '../tools/papers.ts';
import { courseChangeSchema, previewChange } from './course-change.ts';

/** What the rows are beside what is there; `unusable`: rows that are read and still cannot be taken. */
const rowsEffect = <S extends z.ZodType>(row: S) => z.object({ rows: z.array(row), unusable: z.array(problemSchema) });

/** What an import would do, by its kind. */
export const importEffectSchemas = {
  catalogue: courseChangeSchema,
  curriculum: courseChangeSchema,
  precedents: rowsEffect(importedPrecedentSchema),
  calls: rowsEffect(importedCallSchema),
  users: rowsEffect(importedUserSchema),
} as const satisfies Readonly<Record<ImportKind, z.ZodType>>;
export type ImportEffect<K extends ImportKind = ImportKind> = z.infer<(typeof importEffectSchemas)[K]>;

/** The right to import a kind. */
export const IMPORT_ACTIONS = {
  catalogue: 'catalogue.import',
  curriculum: 'curriculum.import',
  precedents: 'precedent.import',
  calls: 'call.write',
  users: 'user.manage',
} as const satisfies Readonly<Record<ImportKind, Action>>;

/** The kind of the job that reads a large file. */
export const READ_IMPORT = 'read-import';

type Counts = Pick<
  NonNullable<Import['outcome']>,
  'version' | 'added' | 'changed' | 'removed' | 'unchanged' | 'reopened'
>;

/** An import with its rows in hand. */
export interface OpenedImport {
  /** Null where an earlier version is taken. */
  readonly loaded: Loaded<unknown> | null;
  readonly items: readonly object[];
  readonly preview: (work: Work) => Promise<ImportEffect>;
  readonly commit: (work: Transaction) => Promise<{ readonly counts: Counts; readonly unusable: readonly Problem[] }>;
}

interface GivenImport extends Pick<Import, 'institute'> {
  readonly language: string | undefined;
  /** Gives a list the unit that a person said. */
  readonly united?: <L extends Catalogue | Curriculum>(list: L) => L;
}

const asRead = <L>(list: L): L => list;

/** What a list that was read is to do; the reader of the kind has made it. */
const OPENERS: Readonly<Record<ImportKind, (value: unknown, given: GivenImport) => Omit<OpenedImport, 'loaded'>>> = {
  catalogue: (list, { united = asRead, ...given }) =>
    openedList({ kind: 'catalogue', list: united(list as Catalogue) }, given),
  curriculum: (list, { united = asRead, ...given }) =>
    openedList({ kind: 'curriculum', list: united(list as Curriculum) }, given),
  precedents: (value, { institute }) => {
    const rows = value as Parameters<typeof takePrecedents>[1]['rows'];
    return openedRows(rows, async (work, isKept) => {
      // Decisions are somebody's: the request names whose, and the right to them was asked for that.
      const whose = institute ?? refuse('value-missing', reason('import-without-institute'), { column: 'institute' });
      const { precedents, unusable } = await takePrecedents(work, { rows, institute: whose, isKept });
      return { rows: precedents, unusable };
    });
  },
  calls: (value) => {
    const rows = value as readonly MobilityCall[];
    return openedRows(rows, async (work, isKept) => {
      const { calls, unusable } = await takeCalls(work, rows, isKept);
      return { rows: calls, unusable };
    });
  },
  users: (value) => {
    const rows = value as readonly ListedUser[];
    return openedRows(rows, async (work, isKept) => {
      const { users, unusable } = await takeUsers(work, rows, isKept);
      return { rows: users, unusable };
    });
  },
};

/** A file of a kind with its rows in hand. */
export async function openList(
  context: Pick<AppContext, 'papers'>,
  task: ListTask & { readonly kind: ImportKind },
  given: GivenImport,
): Promise<Result<OpenedImport>> {
  const read = await readListWith(context, task);
  return read.ok
    ? success({ loaded: read.value, ...OPENERS[task.kind](read.value.value, given) }, read.problems)
    : read;
}

/** A list of courses, from a file or from an earlier version. */
export function openedList(
  side:
    | ImportedList
    | { readonly kind: 'catalogue'; readonly list: Catalogue }
    | { readonly kind: 'curriculum'; readonly list: Curriculum },
  { institute, language }: GivenImport,
): Omit<OpenedImport, 'loaded'> {
  return {
    items: side.list.courses,
    preview: (work) => previewChange(work, side),
    commit: async (work) => {
      const done = await keepCourses(work, side, { language, institute: institute ?? undefined });
      const { added, removed, changed, unchanged } = done.difference;
      const reopened = new Set(done.precedents.filter(({ reopens }) => reopens).map(({ precedent }) => precedent)).size;
      const counts = { added: added.length, removed: removed.length, changed: changed.length, unchanged, reopened };
      return { counts: { version: done.version?.id ?? null, ...counts }, unusable: [] };
    },
  };
}

type RowsEffect = ImportEffect<'precedents' | 'calls' | 'users'>;

function openedRows<E extends RowsEffect>(
  items: readonly object[],
  take: (work: Work | Transaction, isKept: boolean) => Promise<E>,
): Omit<OpenedImport, 'loaded'> {
  return {
    items,
    preview: (work) => take(work, false),
    commit: async (work) => {
      const { rows, unusable } = await take(work, true);
      const count = (outcome: E['rows'][number]['outcome']): number =>
        rows.filter((row: { readonly outcome: string }) => row.outcome === outcome).length;
      const [added, changed] = [count('new'), count('changed')];
      const counts = { added, changed, removed: 0, unchanged: rows.length - added - changed, reopened: 0 };
      return { counts: { version: null, ...counts }, unusable };
    },
  };
}
