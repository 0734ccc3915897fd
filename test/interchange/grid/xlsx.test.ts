import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellName, DEFAULT_LIMITS, readGrids } from '../../../src/interchange/index.ts';
import { gridsIn, textsOf, workbookParts, xlsx, zip } from './office-files.ts';

const inline = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number: number, cells: string, more = ''): string => `<row r="${number}"${more}>${cells}</row>`;

describe('cells of a workbook', () => {
  it('are texts from the shared table or in place, runs joined, readings left out, escapes undone', async () => {
    const grids = await gridsIn(
      xlsx({
        texts: [
          '<r><t xml:space="preserve">Электр </t></r><r><t>машины</t></r>',
          '<t>電気</t><rPh><t>デンキ</t></rPh>',
          ' a_x000A_b ',
        ],
        sheets: [
          {
            data: row(
              2,
              `<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>${inline('D2', 'x &amp; y')}<c t="s"><v>2</v></c>`,
            ),
          },
        ],
      }),
    );
    expect(textsOf(grids)).toEqual([{ 2: ['Электр машины', '電気', '', 'x & y', 'a\nb'] }]);
  });

  const shown = async (format: string | number, raw: string, date1904 = false) => {
    const { grids } = await gridsIn(
      xlsx({ formats: [format], date1904, sheets: [{ data: row(1, `<c r="A1" s="0"><v>${raw}</v></c>`) }] }),
    );
    return grids[0]?.rows[0]?.cells[0];
  };

  it.each([
    ['General', '7.5', { text: '7.5', stored: { kind: 'number', value: '7.5' } }],
    ['General', '0.30000000000000004', { text: '0.3', stored: { kind: 'number', value: '0.30000000000000004' } }],
    [9, '0.853', { text: '85%', stored: { kind: 'number', value: '0.853' } }],
    ['0', '4.6', { text: '5', stored: { kind: 'number', value: '4.6' } }],
    ['0000', '713', { text: '0713', stored: { kind: 'number', value: '713' } }],
    ['0.0" ECTS"', '6', { text: '6.0 ECTS', stored: { kind: 'number', value: '6' } }],
    [16, '45717', { text: '1-Mar', stored: { kind: 'date', value: '2025-03-01' } }],
    ['dd.mm.yyyy', '46370', { text: '14.12.2026', stored: { kind: 'date', value: '2026-12-14' } }],
    [14, '46370', { text: '2026-12-14', stored: { kind: 'date', value: '2026-12-14' } }],
    [22, '46370.5', { text: '2026-12-14T12:00:00', stored: { kind: 'date', value: '2026-12-14T12:00:00' } }],
    [20, '0.5', { text: '12:00', stored: { kind: 'number', value: '0.5' } }],
    ['yyyy-mm-dd', '-5', { text: '-5', stored: { kind: 'number', value: '-5' } }],
    ['"unclosed', '5', { text: '5', stored: { kind: 'number', value: '5' } }],
    ['General', 'five', { text: 'five' }],
  ])('%s shows %s', async (format, raw, cell) => {
    expect(await shown(format, raw)).toEqual(cell);
  });

  it('dates count from 1904 where the workbook says so', async () => {
    expect(await shown('yyyy-mm-dd', '44908', true)).toMatchObject({
      text: '2026-12-14',
      stored: { value: '2026-12-14' },
    });
  });

  it('results of formulas are read, and what could not be calculated is said with its place', async () => {
    const data = row(
      3,
      '<c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="str"><f>A1&amp;"x"</f><v>text</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E3"><f>SUM(A1:A2)</f></c>',
    );
    const read = await readGrids({ name: 'x', bytes: xlsx({ sheets: [{ name: 'Plan', data }] }) });
    expect(read.ok && read.value.grids[0]?.rows[0]?.cells).toEqual([
      { text: '2', stored: { kind: 'number', value: '2' } },
      { text: 'text', stored: { kind: 'formula', value: 'A1&"x"' } },
      { text: 'TRUE', stored: { kind: 'boolean', value: 'true' } },
      { text: '#DIV/0!', stored: { kind: 'error', value: '#DIV/0!' } },
      { text: '', stored: { kind: 'formula', value: 'SUM(A1:A2)' } },
    ]);
    expect(read.problems.map(({ reason }) => reason)).toEqual([
      { code: 'formulas-uncalculated', values: { count: 1, first: 'Plan!E3' } },
      { code: 'cells-in-error', values: { count: 1, first: 'Plan!D3' } },
    ]);
  });
});

describe('sheets of a workbook', () => {
  it('a merge has its text in its first cell alone', async () => {
    const cells = (number: number) =>
      row(number, ['A', 'B', 'C'].map((column) => inline(`${column}${number}`, `${column}${number}`)).join(''));
    const { grids } = await gridsIn(
      xlsx({ sheets: [{ data: cells(1) + cells(2), after: '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>' }] }),
    );
    expect(grids[0]?.merges).toEqual([{ top: 1, left: 0, bottom: 2, right: 1 }]);
    expect(textsOf({ kind: 'xlsx', grids })).toEqual([{ 1: ['A1', '', 'C1'], 2: ['', '', 'C2'] }]);
  });

  it('hidden sheets and rows are read and said', async () => {
    const read = await readGrids({
      name: 'x',
      bytes: xlsx({
        sheets: [
          { name: 'Front', data: row(1, inline('A1', 'a')) + row(2, inline('A2', 'b'), ' hidden="1"') },
          { name: 'Back', state: 'veryHidden', data: row(1, inline('A1', 'c')) },
        ],
      }),
    });
    expect(
      read.ok && read.value.grids.map(({ name, hidden, rows }) => [name, hidden, rows.map((each) => each.hidden)]),
    ).toEqual([
      ['Front', undefined, [undefined, true]],
      ['Back', true, [undefined]],
    ]);
    expect(read.problems.map(({ reason }) => reason.code)).toEqual(['sheets-hidden', 'rows-hidden']);
  });

  it('prefixes of names, rows and cells without places do not matter', async () => {
    const parts = workbookParts({ sheets: [{ data: '' }] });
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(textsOf(await gridsIn(zip({ ...parts, 'xl/worksheets/sheet1.xml': sheet })))).toEqual([
      { 1: ['a', '1'], 2: ['2'] },
    ]);
  });

  it('macros and links to other files are left alone and said', async () => {
    const more = { 'xl/vbaProject.bin': 'x', 'xl/externalLinks/externalLink1.xml': '<a/>' };
    const read = await readGrids({
      name: 'x.xlsm',
      bytes: xlsx({ sheets: [{ data: row(1, inline('A1', 'a')) }], more }),
    });
    expect(read.problems.map(({ reason }) => reason.code)).toEqual(['workbook-macros', 'workbook-external']);
  });

  it.each([
    ['rows', { rows: 2 }, 'too-many-rows'],
    ['cells', { cells: 2 }, 'file-too-large'],
    ['sheets', { sheets: 0 }, 'file-too-large'],
    ['bytes when unpacked', { unpackedBytes: 100 }, 'file-too-large'],
  ])('more %s than the limit are refused', async (_, limits, code) => {
    const data = [1, 2, 3].map((number) => row(number, inline(`A${number}`, 'a'))).join('');
    const read = await readGrids({ name: 'x', bytes: xlsx({ sheets: [{ data }] }) }, { ...DEFAULT_LIMITS, ...limits });
    expect(read.problems.map((found) => found.code)).toEqual([code]);
  });

  it('a row beyond the last column or with too long a cell is a fault alone', async () => {
    const data = row(1, inline('A1', 'ok')) + row(2, inline('E2', 'far')) + row(3, inline('A3', 'longer'));
    const read = await readGrids(
      { name: 'x', bytes: xlsx({ sheets: [{ data }] }) },
      { ...DEFAULT_LIMITS, columns: 4, cellCharacters: 5 },
    );
    expect(read.ok && read.value.grids[0]?.rows.map(({ fault }) => fault?.code)).toEqual([
      undefined,
      'header-too-wide',
      'cell-too-long',
    ]);
  });
});

it('names of cells are those of spreadsheets', () => {
  expect([cellName(0, 1), cellName(25, 2), cellName(26, 3), cellName(701, 4), cellName(702, 5)]).toEqual([
    'A1',
    'Z2',
    'AA3',
    'ZZ4',
    'AAA5',
  ]);
});

it('any texts come back at their places', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'aқЖ7,;"<&> \n') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 8 }), async (table) => {
      const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const data = table
        .map((cells, at) =>
          row(at + 1, cells.map((value, column) => inline(cellName(column, at + 1), escaped(value))).join('')),
        )
        .join('');
      const [read = {}] = textsOf(await gridsIn(xlsx({ sheets: [{ data }] })));
      const wanted = table.map((cells) => cells.map((value) => value.trim()));
      wanted.forEach((cells, at) => {
        const found = read[at + 1] ?? [];
        expect(cells.map((_, column) => found[column] ?? '')).toEqual(cells);
      });
    }),
    { numRuns: 60 },
  );
});
