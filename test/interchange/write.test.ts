import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { writeCsv, writeJson } from '../../src/interchange/index.ts';
import { neutralise, withoutNeutralising } from '../../src/interchange/write.ts';

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", "''=", ' =', '＝', '"='), fc.string())
    .map((parts) => parts.join('')),
);

describe('writeCsv', () => {
  it('follows RFC 4180: commas, CRLF, quotes where needed', () => {
    const rows = [
      ['a,b', 'say "ah"', 'two\nlines', null],
      [1.5, Rational.from('4/3'), 'plain', ''],
    ] as const;
    expect(writeCsv(['w', 'x', 'y', 'z'], rows)).toBe(
      'w,x,y,z\r\n"a,b","say ""ah""","two\nlines",\r\n1.5,4/3,plain,\r\n',
    );
  });

  it.each([
    '=1+1',
    '+cmd|x',
    '-2+3',
    '@SUM(A1)',
    '=HYPERLINK("http://x")',
    '\t=1',
    '\r=1',
    ' =1',
    "'=1",
    '＝1+1',
    '-',
    '-abc',
  ])('%j is turned into text', (text) => {
    expect(neutralise(text)).toBe(`'${text}`);
  });

  it.each(['-5', '+7,5', '-0.25', '12', 'C++', 'a=b', "O'Brien", "'quoted'", ''])('%j stays', (text) => {
    expect(neutralise(text)).toBe(text);
  });

  it('numbers are never quoted as formulas, and a number that is none is an empty cell', () => {
    expect(writeCsv(['a', 'b', 'c'], [[-5, Rational.from('-4/3'), Number.NEGATIVE_INFINITY]])).toBe(
      'a,b,c\r\n-5,-4/3,\r\n',
    );
  });

  it('no text cell starts with a formula sign unless it is a plain number, and reading gives the text back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = Papa.parse<string[]>(writeCsv(['a', 'b'], rows), { newline: '\r\n', delimiter: ',' }).data.slice(
          1,
          rows.length + 1,
        );
        for (const text of read.flat())
          expect(/^\s*[=+\-@＝＋－＠]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text)).toBe(false);
        expect(read.map((row) => row.map(withoutNeutralising))).toEqual(rows);
      }),
    );
  });
});

describe('writeJson', () => {
  it('has two spaces, rationals as text and a line end', () => {
    expect(writeJson({ b: Rational.from('7.5'), a: [1] })).toBe('{\n  "b": "7.5",\n  "a": [\n    1\n  ]\n}\n');
  });
});
