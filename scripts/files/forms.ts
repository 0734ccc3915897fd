/** The forms in which offices send lists: what stands in the file, and what a person reads in it. Both come from the same courses and never from a reader. */
import type { Cell, Sheet } from './writers.ts';

/** An invented course as its list prints it. */
export interface Entry {
  readonly code: string;
  readonly title: string;
  readonly credits: string;
  readonly semester: number;
  readonly grade: string;
}

/** Header with its field (null: one that Concord does not read) and what its cells hold. */
export type Column = readonly [header: string, field: string | null, cell: (entry: Entry, at: number) => Cell];

export interface Made {
  readonly sheets: readonly Sheet[];
  readonly columns: Readonly<Record<string, string | null>>;
  readonly rows: readonly Entry[];
  readonly listed: Readonly<Record<string, number>>;
}

const named = (columns: readonly Column[]): Record<string, string | null> =>
  Object.fromEntries(columns.map(([header, field]) => [header, field]));
const rowOf = (columns: readonly Column[], entry: Entry, at: number): Cell[] =>
  columns.map(([, , cell]) => cell(entry, at));
const headerOf = (columns: readonly Column[]): string[] => columns.map(([header]) => header);
const alone = (text: string, width: number, at = 0): Cell[] =>
  Array.from({ length: width }, (_, column) => (column === at ? text : ''));

interface Parts {
  readonly columns: readonly Column[];
  readonly entries: readonly Entry[];
  /** Lines of the letterhead, one or two cells each. */
  readonly head?: readonly (readonly string[])[];
  /** Lines below the table. */
  readonly foot?: readonly string[];
  readonly sheet?: string;
}

/** One header, one row a course; a letterhead above and notes below where there are some. */
export function plainList({ columns, entries, head = [], foot = [], sheet }: Parts): Made {
  const width = columns.length;
  const rows = [
    ...head.map((cells) => Array.from({ length: width }, (_, at) => cells[at] ?? '')),
    headerOf(columns),
    ...entries.map((entry, at) => rowOf(columns, entry, at)),
    ...foot.map((text) => alone(text, width)),
  ];
  return {
    sheets: [{ ...(sheet !== undefined && { name: sheet }), rows }],
    columns: named(columns),
    rows: entries,
    listed: foot.length > 0 ? { note: foot.length } : {},
  };
}

/** A heading over the courses of each semester and a row of sums below them. */
export function inSections({
  heading,
  total,
  ...parts
}: Parts & { readonly heading: (semester: number) => string; readonly total: string }): Made {
  const { columns, entries, head = [] } = parts;
  const width = columns.length;
  const semesters = [...new Set(entries.map(({ semester }) => semester))];
  const title = columns.findIndex(([, field]) => field === 'title');
  const credits = columns.findIndex(([, field]) => field === 'credits');
  const body = semesters.flatMap((semester) => {
    const own = entries.filter((entry) => entry.semester === semester);
    const sum = own.reduce((all, entry) => all + Number(entry.credits.replace(',', '.')), 0);
    const sums = alone(total, width, title).map((cell, at) => (at === credits ? sum : cell));
    return [
      alone(heading(semester), width, title),
      ...own.map((entry) => rowOf(columns, entry, entries.indexOf(entry))),
      sums,
    ];
  });
  const letterhead = head.map((cells) => Array.from({ length: width }, (_, at) => cells[at] ?? ''));
  return {
    sheets: [{ rows: [...letterhead, headerOf(columns), ...body] }],
    columns: named(columns),
    rows: entries,
    listed: { heading: semesters.length, sum: semesters.length },
  };
}

/** The credits of each semester in a column of its own, below a head that spans them. */
export function bySemesters({
  columns,
  entries,
  head,
  last,
  over,
}: {
  readonly columns: readonly Column[];
  readonly entries: readonly Entry[];
  readonly head: string;
  readonly last: number;
  readonly over: (semester: number) => string;
}): Made {
  const semesters = Array.from({ length: last }, (_, at) => at + 1);
  const width = columns.length;
  const top = [...headerOf(columns), head, ...semesters.slice(1).map(() => '')];
  const below = [...columns.map(() => ''), ...semesters.map(over)];
  const body = entries.map((entry, at) => [
    ...rowOf(columns, entry, at),
    ...semesters.map((semester) => (semester === entry.semester ? Number(entry.credits) : '')),
  ]);
  const merges = [...columns.map((_, at) => [0, at, 1, at] as const), [0, width, 0, width + last - 1] as const];
  return {
    sheets: [{ rows: [top, below, ...body], merges }],
    columns: {
      ...named(columns),
      ...Object.fromEntries(semesters.map((semester) => [`${head} / ${over(semester)}`, 'credits'])),
    },
    rows: entries,
    listed: {},
  };
}

/** The semester once beside its courses, in a merged cell. */
export function merged({ columns, entries, group }: Parts & { readonly group: (semester: number) => Cell }): Made {
  const rows = entries.map((entry, at) => {
    const isFirst = entries[at - 1]?.semester !== entry.semester;
    return [isFirst ? group(entry.semester) : '', ...rowOf(columns.slice(1), entry, at)];
  });
  const semesters = [...new Set(entries.map(({ semester }) => semester))];
  const merges = semesters.map((semester) => {
    const at = entries.flatMap((entry, index) => (entry.semester === semester ? [index + 1] : []));
    return [at[0] ?? 0, 0, at.at(-1) ?? 0, 0] as const;
  });
  return {
    sheets: [{ rows: [headerOf(columns), ...rows], merges }],
    columns: named(columns),
    rows: entries,
    listed: {},
  };
}

/** The courses of two terms beside each other, below the names of the terms. */
export function sideBySide({ columns, entries, terms }: Parts & { readonly terms: readonly [string, string] }): Made {
  const width = columns.length;
  const [odd, even] = [1, 0].map((rest) => entries.filter(({ semester }) => semester % 2 === rest)) as [
    Entry[],
    Entry[],
  ];
  const lines = Math.max(odd.length, even.length);
  const half = (entry: Entry | undefined, at: number): Cell[] =>
    entry ? rowOf(columns, entry, at) : columns.map(() => '');
  const rows = Array.from({ length: lines }, (_, at) => [...half(odd[at], at), ...half(even[at], at)]);
  const top = [...alone(terms[0], width), ...alone(terms[1], width)];
  return {
    sheets: [
      {
        rows: [top, [...headerOf(columns), ...headerOf(columns)], ...rows],
        merges: [
          [0, 0, 0, width - 1],
          [0, width, 0, 2 * width - 1],
        ],
      },
    ],
    columns: Object.fromEntries(
      terms.flatMap((term) => columns.map(([header, field]) => [`${term} / ${header}`, field])),
    ),
    rows: rows.flatMap((_, at) => [odd[at], even[at]].filter((entry) => entry !== undefined)),
    listed: {},
  };
}

/** The header again every few rows, as on the pages of a print. */
export function paged({
  columns,
  entries,
  head = [],
  foot = [],
  each,
  sheet,
}: Parts & { readonly each: number }): Made {
  const made = plainList({ columns, entries, head, foot, ...(sheet !== undefined && { sheet }) });
  const start = head.length + 1;
  const [first] = made.sheets;
  const rows = (first?.rows ?? []).flatMap((cells, at) => {
    const item = at - start;
    return item > 0 && item < entries.length && item % each === 0 ? [headerOf(columns), cells] : [cells];
  });
  const repeats = Math.floor((entries.length - 1) / each);
  return { ...made, sheets: [{ ...first, rows }], listed: { ...made.listed, header: repeats } };
}
