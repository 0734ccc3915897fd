import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { readGrids, writeXlsx } from '../../src/interchange/index.ts';
import { gridsIn, textsOf } from './grid/office-files.ts';

const onSheet = (columns: readonly string[], rows: Parameters<typeof writeXlsx>[0][number]['rows'], name = 'Table') =>
  writeXlsx([{ name, columns, rows }]);

describe('a written workbook', () => {
  it('reads back: texts, numbers, exact fractions, nothing', async () => {
    const rows = [['Ә1', 7.5, Rational.from('5'), Rational.from('1/3'), null, Number.NaN]];
    const { grids } = await gridsIn(await onSheet(['a', 'b', 'c', 'd', 'e', 'f'], rows));
    expect(grids[0]?.rows[1]?.cells).toEqual([
      { text: 'Ә1' },
      { text: '7.5', stored: { kind: 'number', value: '7.5' } },
      { text: '5', stored: { kind: 'number', value: '5' } },
      { text: '1/3' },
    ]);
  });

  it('any text comes back, and is never a formula', async () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...'=+-@_x000D_&<"\t\n\u0000қ'), fc.string({ minLength: 1, maxLength: 1 })),
    });
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const [table = {}] = textsOf(await gridsIn(await onSheet(['head'], [[`a${value}b`], [value]])));
        expect(table[2]?.[0]).toBe(`a${value}b`.replace(/[\ud800-\udfff]/gu, '\ufffd'));
        expect(table[3]?.[0] ?? '').not.toMatch(/^[=@]|^[+-](?!\d+(?:[.,]\d+)?$)/);
      }),
      { numRuns: 100 },
    );
  });

  it('has names of sheets that spreadsheets take, each once', async () => {
    const sheets = ['a/b[c]', 'A b c ', ''].map((name) => ({ name, columns: ['x'], rows: [] }));
    const { grids } = await gridsIn(await writeXlsx(sheets));
    expect(grids.map(({ name }) => name)).toEqual(['a b c', 'A b c 2', 'Sheet']);
  });

  it('the same tables give the same bytes, and no problem when read', async () => {
    const [one, two] = [await onSheet(['a'], [['x']]), await onSheet(['a'], [['x']])];
    expect(one).toEqual(two);
    expect((await readGrids({ name: 'x', bytes: one })).problems).toEqual([]);
  });
});
