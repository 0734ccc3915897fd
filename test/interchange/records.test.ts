import { describe, expect, it } from 'vitest';
import { type CsvRecord, type Dialect, forEachRecord, LONGEST } from '../../src/interchange/records.ts';

const COMMA: Dialect = { delimiter: ',', lineEnd: '\n' };

function recordsOf(text: string, dialect = COMMA): CsvRecord[] {
  const records: CsvRecord[] = [];
  forEachRecord(text, dialect, (record) => {
    records.push(record);
    return true;
  });
  return records;
}

describe('forEachRecord', () => {
  it('counts lines through quoted line breaks', () => {
    expect(recordsOf('a,b\n"one\ntwo\nthree",c\nd,e')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['one\ntwo\nthree', 'c'] },
      { line: 5, cells: ['d', 'e'] },
    ]);
  });

  it('reads doubled quotes as one', () => {
    expect(recordsOf('"say ""ah""",b')).toEqual([{ line: 1, cells: ['say "ah"', 'b'] }]);
  });

  it('loses only the line whose quote does not close', () => {
    expect(recordsOf('a,b\nc,"open\ne,f\ng,"good, h"\n').filter((record) => record.line > 1)).toEqual([
      { line: 2, fault: 'quotes' },
      { line: 3, cells: ['e', 'f'] },
      { line: 4, cells: ['g', 'good, h'] },
      { line: 5, cells: [''] },
    ]);
  });

  it('gives the same records when they lie across parts', () => {
    const rows = Array.from({ length: 9 }, (_, index) =>
      [`r${index}`, `"${'x'.repeat(LONGEST / 4)}\n${index}"`].join(','),
    );
    const records = recordsOf(rows.join('\n'));
    expect(records.map(({ line }) => line)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17]);
    expect(records.map((record) => 'cells' in record && record.cells[1]?.slice(-2))).toEqual(
      rows.map((_, index) => `\n${index}`),
    );
  });

  it('skips a record longer than a part and goes on below it', () => {
    expect(recordsOf(`a,b\n${'x'.repeat(LONGEST + 1)}\nc,d`)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, fault: 'too-long' },
      { line: 3, cells: ['c', 'd'] },
    ]);
  });

  it('stops when told to', () => {
    const seen: number[] = [];
    forEachRecord('a\nb\nc\n', COMMA, ({ line }) => {
      seen.push(line);
      return line < 2;
    });
    expect(seen).toEqual([1, 2]);
  });
});
