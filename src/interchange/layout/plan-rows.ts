/** The rows of a table in order, each with its kind and, where its columns are grouped by semesters, the parts that it is read as. */
import { Rational, type Reason, reason } from '../../domain/index.ts';
import type { Field } from '../columns.ts';
import type { GridRow, Merge } from '../grid/grid.ts';
import type { Header } from '../row.ts';
import { readTerms } from '../vocabulary.ts';
import type { RowKind } from './classify.ts';
import { type Facts, headingFacts } from './facts.ts';
import type { ColumnGroup } from './groups.ts';

export interface RowPart {
  /** Columns of this part in place of the common ones. */
  readonly places?: ReadonlyMap<Field, readonly number[]>;
  readonly context?: Facts;
  /** What its columns together do not say, or say in two ways: to be kept with the row. */
  readonly doubt?: RowDoubt;
}

export interface RowDoubt {
  readonly field: Field;
  readonly text: string;
  readonly reason: Reason;
}

export interface PlannedRow {
  readonly row: GridRow;
  readonly kind: RowKind;
  readonly parts: readonly RowPart[];
  /** The words of a heading that has more cells than its words; empty for one that holds for the rows of its number alone. */
  readonly heading?: string;
}

interface PlanReading {
  readonly header: Header;
  readonly groups: readonly ColumnGroup[];
  readonly kindOf: (row: GridRow) => RowKind;
  readonly isCurriculum: boolean;
  /** Of the sheet. */
  readonly merges: readonly Merge[];
}

const WHOLE_ROW: readonly RowPart[] = [{}];

export function planRows(body: readonly GridRow[], reading: PlanReading): PlannedRow[] {
  const { groups, header, isCurriculum } = reading;
  const kinds = body.map((row) => ({ row, kind: reading.kindOf(row) }));
  if (groups.length === 0) return kinds.map(({ row, kind }) => ({ row, kind, parts: WHOLE_ROW }));
  const items = kinds.filter(({ kind }) => kind === 'item').map(({ row }) => row);
  const blocks = isCurriculum ? blockRows(items, header) : new Set<GridRow>();
  const outline = isCurriculum ? new Outline(kinds, header) : null;
  const filled = isCurriculum ? fillAlternatives(items, reading) : new Map<GridRow, GridRow>();
  return kinds.map(({ row, kind }): PlannedRow => {
    if (outline?.isBlock(row)) return { row, kind: 'heading', parts: [], heading: '' };
    if (kind === 'item' && (blocks.has(row) || (isCurriculum && isTitleAlone(row, reading)))) {
      const [title] = header.places.get('title') ?? [];
      return { row, kind: 'heading', parts: [], heading: row.cells[title ?? -1]?.text ?? '' };
    }
    const whole = filled.get(row) ?? row;
    const above = outline?.factsOver(row) ?? {};
    const parts = kind === 'item' ? planRowParts(whole, reading) : [];
    return { row: whole, kind, parts: parts.map((part) => ({ ...part, context: { ...above, ...part.context } })) };
  });
}

const textAt = (row: GridRow, header: Header, field: Field): string =>
  (header.places.get(field) ?? [])
    .map((index) => row.cells[index]?.text ?? '')
    .join(' ')
    .trim();

/** Rows whose code is the beginning of the next row's, as `П.1` of `П.1.2`: modules and blocks, whose courses follow. */
function blockRows(items: readonly GridRow[], header: Header): Set<GridRow> {
  const codes = items.map((row) => textAt(row, header, 'code').replace(/\.+$/, ''));
  return new Set(
    items.filter((_, at) => {
      const [code = '', next = ''] = [codes[at], codes[at + 1]];
      return (
        code !== '' && next.length > code.length && next.startsWith(code) && /^[.\-–/ ]/.test(next.slice(code.length))
      );
    }),
  );
}

/** A title without code, credits and semesters names a block. */
function isTitleAlone(row: GridRow, { header, groups }: PlanReading): boolean {
  const isNothing = (text: string): boolean => /^(?:0|-|–|#.*)?$/.test(text);
  const credits = textAt(row, header, 'credits');
  const parts = groups.flatMap(({ places }) => [...places.values()]).map((index) => row.cells[index]?.text ?? '');
  return textAt(row, header, 'code') === '' && isNothing(credits) && parts.every(isNothing);
}

/** Alternatives of a choice, `У.1.В1`, `У.1.В2`: what stands in the first of them alone holds for all. */
function fillAlternatives(items: readonly GridRow[], { header, groups }: PlanReading): Map<GridRow, GridRow> {
  const filled = new Map<GridRow, GridRow>();
  const columns = [...(header.places.get('credits') ?? []), ...groups.flatMap(({ places }) => [...places.values()])];
  const stemOf = (row: GridRow): string | null => /^(.+[.-][ВBV])\d+$/u.exec(textAt(row, header, 'code'))?.[1] ?? null;
  let first: GridRow | null = null;
  for (const row of items) {
    const stem = stemOf(row);
    const isBlank = columns.every((index) => (row.cells[index]?.text ?? '') === '');
    if (stem !== null && first !== null && isBlank && stemOf(first) === stem) {
      const source = first;
      const width = Math.max(row.cells.length, source.cells.length);
      filled.set(row, {
        ...row,
        cells: Array.from(
          { length: width },
          (_, index) => (columns.includes(index) ? source.cells[index] : row.cells[index]) ?? { text: '' },
        ),
      });
    } else first = row;
  }
  return filled;
}

/** Modules and blocks by the numbers of their rows, "У.1" above "У.1.В1", where the courses have codes beside them. */
class Outline {
  private readonly blocks = new Map<string, Facts>();
  private readonly numbers = new Map<GridRow, string>();

  constructor(kinds: readonly { readonly row: GridRow; readonly kind: RowKind }[], header: Header) {
    const rows = kinds.filter(({ kind }) => kind === 'item' || kind === 'heading').map(({ row }) => row);
    const column = outlineColumn(rows, header);
    if (column === null) return;
    for (const row of rows) this.numbers.set(row, numberAt(row, column));
    rows.forEach((row, at) => {
      const [number = '', next] = [this.numbers.get(row), rows[at + 1]];
      const below = next ? (this.numbers.get(next) ?? '') : '';
      if (number === '' || textAt(row, header, 'code') !== '' || !isWithin(below, number)) return;
      const title = textAt(row, header, 'title');
      const isChoice = ALTERNATIVE.test(below);
      this.blocks.set(number, {
        ...headingFacts(title),
        ...(isChoice && { elective_block: title, component: 'elective' }),
      });
    });
  }

  isBlock(row: GridRow): boolean {
    return this.blocks.has(this.numbers.get(row) ?? '');
  }

  /** What the blocks of a row say, the nearest one first. */
  factsOver(row: GridRow): Facts {
    const number = this.numbers.get(row) ?? '';
    const over = [...this.blocks].filter(([block]) => isWithin(number, block)).sort(([a], [b]) => a.length - b.length);
    return Object.assign({}, ...over.map(([, facts]) => facts));
  }
}

/** The last part of the number of an alternative: "У.1.В2". */
const ALTERNATIVE = /[.-][ВBV]\d+$/u;
const numberAt = (row: GridRow, column: number): string => (row.cells[column]?.text ?? '').replace(/\.+$/, '');
const isWithin = (number: string, block: string): boolean =>
  block !== '' && number.startsWith(block) && /^[.-]/.test(number.slice(block.length));

/** The column that nothing else is read from and whose cells number the rows in levels; null when there is none. */
function outlineColumn(rows: readonly GridRow[], header: Header): number | null {
  const read = new Set([...header.places.values()].flat());
  const open = header.columns.filter(({ index, field }) => field === null && !read.has(index));
  const found = open.find(({ index }) => {
    const numbers = rows.map((row) => numberAt(row, index)).filter((text) => text !== '');
    const levelled = numbers.filter((text) => /^[\p{Lu}\d]{1,4}(?:[.-][\p{L}\d]{1,4})*$/u.test(text));
    const within = numbers.filter((number, at) => isWithin(number, numbers[at - 1] ?? '')).length;
    return levelled.length > numbers.length * 0.8 && within > 2;
  });
  return found?.index ?? null;
}

/** The parts of a row: one for each group that says something, the whole row when none does or when the groups are alternatives. */
function planRowParts(row: GridRow, { header, groups, isCurriculum, merges }: PlanReading): readonly RowPart[] {
  const said = groups.filter(({ places }) =>
    [...places.values()].some((index) => !/^(?:0|-|–)?$/.test(row.cells[index]?.text ?? '')),
  );
  if (said.length === 0) return WHOLE_ROW;
  const total = amountOf(textAt(row, header, 'credits'));
  const amounts = said.map(({ places }) => amountOf(row.cells[places.get('credits') ?? -1]?.text ?? ''));
  const [first] = amounts;
  // The whole amount in several semesters: it is taught in one of them, and nobody says in which.
  const isChoice =
    isCurriculum && said.length > 1 && total !== null && first != null && amounts.every((amount) => amount?.eq(total));
  const isMarked = said.length > 1 && said.every(({ places }) => !places.has('credits') && !places.has('grade'));
  const labels = said.map(({ label }) => label).join(', ');
  if (isChoice) return [{ context: { term: labels } }];
  if (isMarked) return [{ context: { term: labels }, doubt: takenTogether(labels) }];
  const doubt = isCurriculum ? sumDoubt(total, amounts) : undefined;
  return said.map(({ places, label, semester }): RowPart => {
    const own = new Map([...places].map(([field, index]) => [field, [index]]));
    const together = isCurriculum ? spannedBy(row, { places, groups, merges }) : [];
    if (together.length > 1) {
      const names = together.map((group) => group.label).join(', ');
      return { places: own, context: { term: names }, doubt: takenTogether(names) };
    }
    return {
      ...(doubt && { doubt }),
      places: own,
      context: {
        ...(semester !== null && { semester: String(semester) }),
        ...(label !== '' && { term: label }),
        ...(readTerms(label).value.length > 0 && { terms: label }),
      },
    };
  });
}

const takenTogether = (semesters: string): RowDoubt => ({
  field: 'semester',
  text: semesters,
  reason: reason('semesters-together', { semesters }),
});

/** The credits of the semesters and the column of all of them contradict each other. */
function sumDoubt(total: Rational | null, amounts: readonly (Rational | null)[]): RowDoubt | undefined {
  const known = amounts.filter((amount) => amount !== null);
  const sum = known.reduce((all, amount) => all.add(amount), Rational.ZERO);
  if (total === null || total.eq(Rational.ZERO) || known.length < amounts.length || sum.eq(total)) return undefined;
  return {
    field: 'credits',
    text: `${sum}`,
    reason: reason('credits-of-semesters', { sum: `${sum}`, total: `${total}` }),
  };
}

/** The groups whose cells are merged into the credits of the given one. */
function spannedBy(
  row: GridRow,
  { places, groups, merges }: Pick<ColumnGroup, 'places'> & Pick<PlanReading, 'groups' | 'merges'>,
): readonly ColumnGroup[] {
  const index = places.get('credits');
  const merge = merges.find(
    ({ top, bottom, left, right }) => left === index && right > left && top <= row.number && row.number <= bottom,
  );
  if (!merge) return [];
  return groups.filter((group) => {
    const place = group.places.get('credits');
    return place !== undefined && merge.left <= place && place <= merge.right;
  });
}

const amountOf = (text: string): Rational | null => Rational.parse(text.replace(',', '.').replace(/\*+$/, ''));
