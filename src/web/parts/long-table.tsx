/**
 * A table that may be thousands of rows long. Of more than a hundred rows only those in sight are in the page, and those that somebody is in or has
 * opened; a reader of screens is told how many there are, and all of them are there on paper and for the browser's own search.
 */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Columns } from './columns.tsx';
import { latinKey } from './keys.ts';
import styles from './long-table.module.css';

const LONG = 100;
/** Kept around the rows in sight, so that the next is there before the keyboard or the wheel is. */
const AROUND = 12;
/** Of a row before any is measured. */
const ROW = 37;

export interface RowsProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T, at: number) => string | number;
  /** The cells of a row. */
  readonly cells: (item: T) => ReactNode;
}

export function LongTable<T>({
  columns,
  columnId,
  className = '',
  total,
  ...rows
}: RowsProps<T> & {
  readonly columns: readonly string[];
  readonly columnId: (column: string) => string;
  readonly className?: string | undefined;
  /** Of the rows that there are, where not all are here: null for more than these. */
  readonly total: number | null;
}) {
  const isWhole = useWhole();
  const { items } = rows;
  const isWindowed = items.length > LONG && !isWhole;
  // One line of the head comes before the rows.
  const count = total === null ? -1 : total + 1;
  return (
    <table
      className={`stacked ${styles.long} ${className}`}
      aria-rowcount={isWindowed || total !== items.length ? count : undefined}
    >
      <Columns names={columns} id={columnId} />
      {isWindowed ? <RowsInSight {...rows} columns={columns.length} /> : <AllRows {...rows} />}
    </table>
  );
}

function AllRows<T>({ items, keyOf, cells }: RowsProps<T>) {
  return (
    <tbody>
      {items.map((item, at) => (
        <tr key={keyOf(item, at)}>{cells(item)}</tr>
      ))}
    </tbody>
  );
}

function RowsInSight<T>({ items, keyOf, cells, columns }: RowsProps<T> & { readonly columns: number }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [{ above, row }, setSizes] = useState({ above: 0, row: ROW });
  const [focused, setFocused] = useState<number | null>(null);
  const virtual = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: items.length,
    getScrollElement: work,
    estimateSize: () => row,
    getItemKey: useCallback((at: number) => keyOf(items[at] as T, at), [items, keyOf]),
    overscan: AROUND,
    scrollMargin: above,
    rangeExtractor: useCallback((range: Range) => withKept(range, focused, body.current), [focused]),
  });
  useLayoutEffect(() => {
    const scroller = work();
    if (!scroller || !body.current) return;
    const top = body.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    // The others are taken to be as high as the first in sight, so that scrolling moves nothing.
    if (Math.abs(top - above) > 1) setSizes({ above: top, row: meanHeight(body.current) ?? row });
  });
  const rows: ReactNode[] = [];
  let end = above;
  for (const { index, key, start, end: below } of virtual.getVirtualItems()) {
    if (start > end) rows.push(<Gap key={`before ${key}`} height={start - end} columns={columns} />);
    end = below;
    rows.push(<Row key={key} at={index} item={items[index]} cells={cells as Cells} measure={virtual.measureElement} />);
  }
  const left = virtual.getTotalSize() + above - end;
  if (left > 0) rows.push(<Gap key="after" height={left} columns={columns} />);
  return (
    <tbody ref={body} onFocus={({ target }) => setFocused(rowOf(target))}>
      {rows}
    </tbody>
  );
}

type Cells = (item: unknown) => ReactNode;

/** Drawn once for as long as it is in sight. */
const Row = memo(function Row({
  at,
  item,
  cells,
  measure,
}: {
  readonly at: number;
  readonly item: unknown;
  readonly cells: Cells;
  readonly measure: (row: HTMLTableRowElement | null) => void;
}) {
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2}>
      {cells(item)}
    </tr>
  );
});

/** Stands for rows that are out of sight. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden className={styles.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function meanHeight(body: HTMLElement): number | undefined {
  const rows = [...body.querySelectorAll<HTMLElement>('[data-index]')];
  return rows.length === 0 ? undefined : rows.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0) / rows.length;
}

const work = (): HTMLElement | null => document.querySelector('#work');

const rowOf = (inside: Element): number => Number(inside.closest('tr')?.dataset.index);

/**
 * The rows in sight; with them the row that has or last had the keyboard and those on either side, there before the next key is pressed, and rows of
 * which a text is open.
 */
function withKept(range: Range, focused: number | null, body: HTMLElement | null): number[] {
  const opened = [...(body?.querySelectorAll('details[open]') ?? [])].map(rowOf);
  const kept = new Set(defaultRangeExtractor(range));
  for (const at of focused === null ? opened : [...opened, focused])
    for (const near of [at - 1, at, at + 1]) if (near >= 0 && near < range.count) kept.add(near);
  return [...kept].sort((a, b) => a - b);
}

/**
 * Whether all rows are wanted in the page: on paper, and when the browser's own search is opened. Ctrl F leads to the field of the screen first,
 * which searches what is not fetched yet too.
 */
function useWhole(): boolean {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const paper = globalThis.matchMedia('print');
    const begin = (): void => flushSync(() => setWhole(true));
    const end = (): void => setWhole(false);
    const change = (): void => (paper.matches ? begin() : end());
    const find = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || latinKey(event) !== 'f') return;
      const field = document.querySelector<HTMLInputElement>('#work input[type=search]');
      if (field && field !== document.activeElement) {
        event.preventDefault();
        field.select();
      } else begin();
    };
    paper.addEventListener('change', change);
    globalThis.addEventListener('beforeprint', begin);
    globalThis.addEventListener('afterprint', end);
    document.addEventListener('keydown', find);
    return () => {
      paper.removeEventListener('change', change);
      globalThis.removeEventListener('beforeprint', begin);
      globalThis.removeEventListener('afterprint', end);
      document.removeEventListener('keydown', find);
    };
  }, []);
  return isWhole;
}
