/** Rows that a person writes anew in their place: the file reads as if it had been written so, and nothing else of it changes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnLetter, openFile, readCatalogue } from '../../src/interchange/index.ts';
import { workbook } from './drawn-sheets.ts';
import { file, loaded } from './files.ts';

interface Row {
  readonly code: string;
  readonly title: string;
  readonly credits: string;
}

const row = fc.record({
  code: fc.integer({ min: 100, max: 999 }).map((at) => `EE ${at}`),
  title: fc.constantFrom('Networks', 'Электрические машины', 'Қуат жүйелері', 'Regelungstechnik'),
  credits: fc.constantFrom('5', '7.5', '3-6', 'five', '', '4/3', '-2'),
});
const rows = fc.uniqueArray(row, { minLength: 2, maxLength: 8, selector: ({ code }) => code });
const FIELDS = ['code', 'title', 'credits'] as const;
/** Which row is written anew, which of its cells, and with what. */
const mend = fc.record({
  at: fc.nat(7),
  cells: fc.subarray([...FIELDS], { minLength: 1 }),
  with: row.map((each) => ({ ...each, code: each.code.replace('EE', 'ME') })),
});

const HEADER = ['Code', 'Title', 'Credits'];
const cellsOf = (list: readonly Row[]): string[][] => [
  HEADER,
  ...list.map((each) => FIELDS.map((field) => each[field])),
];

/** In a file of that kind, with the rows that were written anew. */
async function read(
  list: readonly Row[],
  kind: 'csv' | 'xlsx',
  mended: readonly { at: number; cells: Record<string, string> }[] = [],
) {
  const places = mended.map(({ at, cells }) => ({
    place: { line: at + 2, ...(kind === 'xlsx' && { sheet: 'List' }) },
    cells,
  }));
  const name = `courses.${kind}`;
  const bytes =
    kind === 'csv'
      ? file(
          cellsOf(list)
            .map((cells) => cells.join(';'))
            .join('\n'),
          name,
        ).bytes
      : workbook({
          List: cellsOf(list)
            .map((cells) => cells.join('|'))
            .join('\n'),
        });
  const opened = await openFile({ name, bytes }, { mended: places, toShow: true });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const { value, rejectedRows, listedRows } = loaded(readCatalogue(opened.value));
  return JSON.parse(JSON.stringify({ courses: value.courses, rejectedRows, listedRows }));
}

it.each(['csv', 'xlsx'] as const)(
  'a file with rows written anew reads as one that was written so: %s',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(mend, { minLength: 1, maxLength: 3 }), async (list, all) => {
        // Each row is written anew once, and a code stands for one course.
        const mends = all.filter(
          ({ at, with: next }, index) =>
            at < list.length && all.findIndex((other) => other.at === at || other.with.code === next.code) === index,
        );
        const wanted = list.map((each, at) => {
          const found = mends.find((one) => one.at === at);
          return found
            ? { ...each, ...Object.fromEntries(found.cells.map((field) => [field, found.with[field]])) }
            : each;
        });
        const written = mends.map(({ at, cells, with: next }) => ({
          at,
          cells: Object.fromEntries(cells.map((field) => [columnLetter(FIELDS.indexOf(field)), next[field]])),
        }));
        expect(await read(list, kind, written)).toEqual(await read(wanted, kind));
      }),
      { numRuns: 150 },
    );
  },
);

it('a row without an end, with a fault, or short of cells is whole once it is written anew', () => {
  const text = 'Code;Title;Credits\nA1;Algebra;5\nA2;"Phys;4\nA3;Chemistry;3';
  const before = loaded(readCatalogue(file(text)));
  expect(before.rejectedRows.map(({ place }) => place.line)).toEqual([3]);
  const mended = [{ place: { line: 3 }, cells: { A: 'A2', B: 'Physics', C: '4' } }];
  const after = loaded(readCatalogue(file(text), { mended }));
  expect(after.value.courses.map(({ code }) => code).slice(0, 2)).toEqual(['A1', 'A2']);
  expect(after.rejectedRows).toEqual([]);
});

it('a place that the file does not have changes nothing', async () => {
  const list = [{ code: 'EE 101', title: 'Networks', credits: '5' }];
  expect(await read(list, 'csv', [{ at: 40, cells: { A: 'X' } }])).toEqual(await read(list, 'csv'));
});
