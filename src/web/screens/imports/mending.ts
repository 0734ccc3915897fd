/** What of a file needs a look, row by row, and how a mended row is said to the server. */
import type { Change, ImportAnswers, ReadTable, ShownImport } from './import-query.ts';

type Problem = ShownImport['problems'][number];
type PlaceInFile = NonNullable<ImportAnswers['rows']>[number]['place'];

/** A row that is left out, or a value that its row is read without. */
export interface Doubt {
  readonly key: string;
  readonly place: PlaceInFile;
  readonly column: string | null;
  readonly value: string | null;
  /** With a sentence, and a remedy where there is one. */
  readonly why: object;
  readonly isLeftOut: boolean;
  /** Null where the row has no cells that could be written anew. */
  readonly table: ReadTable | null;
  /** By the letters of their columns. */
  readonly cells: ReadonlyMap<string, string> | null;
}

export const isSamePlace = (a: PlaceInFile, b: PlaceInFile): boolean =>
  a.line === b.line && (a.sheet ?? null) === (b.sheet ?? null) && (a.page ?? null) === (b.page ?? null);

/** "52", "Sheet 2: 52" and "3: 52" on the third page. */
export const placeText = ({ line, sheet, page }: PlaceInFile): string =>
  [sheet ?? page, line].filter((part) => part !== undefined).join(': ');

/** The rows that were read and can not be taken are among them, once that is known. */
export function doubtsOf({ reading, problems }: ShownImport, change: Change | undefined): Doubt[] {
  if (!reading) return [];
  const { tables, rejectedRows } = reading;
  const left = rejectedRows.map(({ place, cells, reason }, at): Doubt => {
    const told = problems.find((one) => one.severity === 'error' && isAt(one, place) && one.column !== undefined);
    const table = tableAt(tables, place);
    const byLetter = new Map((table?.columns ?? []).map(({ letter }) => [letter, cells[numberOf(letter)] ?? '']));
    return {
      ...{ key: `left ${at}`, place, column: told?.column ?? null, value: told?.value ?? null },
      ...{ why: told ?? reason, isLeftOut: true, table: place.line > 0 ? table : null, cells: byLetter },
    };
  });
  const unusable = change && 'unusable' in change ? change.unusable : [];
  const aside = problems.filter(
    (one) =>
      one.severity === 'warning' && one.value !== undefined && !rejectedRows.some(({ place }) => isAt(one, place)),
  );
  return [
    ...left,
    ...unusable.map((one, at) => doubtOf(one, { key: `unusable ${at}`, tables, isLeftOut: true })),
    ...aside.map((one, at) => doubtOf(one, { key: `aside ${at}`, tables, isLeftOut: false })),
  ].filter(({ place }) => place.line > 0);
}

function doubtOf(
  problem: Problem,
  {
    key,
    tables,
    isLeftOut,
  }: { readonly key: string; readonly tables: readonly ReadTable[]; readonly isLeftOut: boolean },
): Doubt {
  const { line = 0, sheet, page, column = null, value = null } = problem;
  const place = { line, ...(sheet !== undefined && { sheet }), ...(page !== undefined && { page }) };
  const table = tableAt(tables, place);
  const own = table?.columns.find((one) => one.name === column || one.field === column);
  const cells = own ? new Map([[own.letter, value ?? '']]) : null;
  return { key, place, column, value, why: problem, isLeftOut, table: cells ? table : null, cells };
}

const isAt = ({ line, sheet, page }: Problem, place: PlaceInFile): boolean =>
  line !== undefined &&
  isSamePlace({ line, ...(sheet !== undefined && { sheet }), ...(page !== undefined && { page }) }, place);

/** The last table that begins above the row, of its sheet. */
function tableAt(tables: readonly ReadTable[], { line, sheet }: PlaceInFile): ReadTable | null {
  const own = tables.filter((table) => table.sheet === (sheet ?? null));
  return own.findLast(({ header }) => (header.at(-1) ?? 0) < line) ?? own[0] ?? null;
}

/** 0-based, of a letter as spreadsheets name columns. */
const numberOf = (letter: string): number =>
  [...letter].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;

/** The rows that are mended, with these cells of one written anew. */
export function withRow(
  { said }: Pick<ShownImport, 'said'>,
  place: PlaceInFile,
  cells: Readonly<Record<string, string>>,
) {
  const rows = said.rows ?? [];
  const before = rows.find((row) => isSamePlace(row.place, place));
  const others = rows.filter((row) => row !== before);
  return [...others, { place, cells: { ...before?.cells, ...cells } }];
}
