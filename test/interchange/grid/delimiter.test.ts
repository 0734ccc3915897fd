import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffDelimiter } from '../../../src/interchange/grid/delimiter.ts';
import { readTextGrids } from '../../../src/interchange/grid/read-text.ts';
import { DEFAULT_LIMITS } from '../../../src/interchange/index.ts';
import { ProblemLog } from '../../../src/interchange/problems.ts';
import { file } from '../files.ts';

describe('sniffDelimiter', () => {
  it.each([
    ['code,title;de,description\n', ','],
    ['code;title;description, long, and with commas\n', ';'],
    ['code\ttitle, full; exact\tdescription\n', '\t'],
    ['"code";"title, full";"description"\n', ';'],
    ['\n\ncode;title\n', ';'],
    ['code;title\nA1;motors,drives,grids,machines\nA2;fields,waves,lines,cables\n', ';'],
    ['Kod\tNazwa\tECTS\n1\ta,b,c,d\t5,0\n2\te,f,g,h\t4,5\n', '\t'],
    ['Учебный план, 2026, Алматы, очная, 4 года\nкод;название;кредиты\nA;x,y,z,u,v;5\n', ';'],
    ['Alpha;Beta\n1;a,b,c\n2;d,e,f\n3\n', ';'],
  ])('%j is separated by %j', (text, delimiter) => {
    expect(sniffDelimiter(text, '\n')).toBe(delimiter);
  });

  const signs = [',', ';', '\t', '|'] as const;
  const names = ['code', 'title', 'credits', 'Название', 'Kredi', 'Ocena', 'Alpha', 'Beta two', 'X1'];
  const piece = fc.constantFrom('a', 'motors', 'ток', '5', ' ', '"', '\n', '.', ...signs, ', ', '; ');
  // Every text of a column with the same count of foreign signs is the worst of them.
  const alike = fc.constantFrom('a,b,c', 'a;b', 'a|b|c|d', 'a\tb', '1,5', 'a,b;c,d|e');
  const cell = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    alike,
  );
  const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
    fc.record({
      delimiter: fc.constantFrom(...signs),
      header: fc.uniqueArray(fc.constantFrom(...names), { minLength: width, maxLength: width }),
      rows: fc.array(
        fc.oneof(
          fc.array(cell, { minLength: width, maxLength: width }),
          alike.map((text) => Array<string>(width).fill(text)),
        ),
        { minLength: 1, maxLength: 12 },
      ),
    }),
  );

  it('whatever the separator, a table is read as it was written', () => {
    fc.assert(
      fc.property(table, ({ delimiter, header, rows }) => {
        const quoted = (text: string): string =>
          text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const text = [header, ...rows].map((cells) => cells.map(quoted).join(delimiter)).join('\n');
        const read = readTextGrids(file(text), DEFAULT_LIMITS, new ProblemLog('a.csv'));
        const written = [header, ...rows].map((cells) => cells.map((one) => one.trim()));
        expect(read?.grids[0]?.rows.map(({ cells }) => cells.map((one) => one.text))).toEqual(
          written.filter((cells) => cells.some((one) => one !== '')),
        );
      }),
      { numRuns: 300 },
    );
  });
});
