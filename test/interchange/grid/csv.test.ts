import { describe, expect, it } from 'vitest';
import type { FileGrids } from '../../../src/interchange/index.ts';
import { DEFAULT_LIMITS, readGrids } from '../../../src/interchange/index.ts';
import { file } from '../files.ts';

async function gridsOf(text: string): Promise<FileGrids> {
  const read = await readGrids(file(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

describe('separated text as a grid', () => {
  it('keeps lines as numbers, leaves empty rows out and takes apostrophes of neutralising off', async () => {
    expect(await gridsOf('code;title\n\n;\nA1; "Über" \nA2;\'=1+1\n')).toEqual({
      kind: 'csv',
      grids: [
        {
          name: null,
          rows: [
            { number: 1, cells: [{ text: 'code' }, { text: 'title' }] },
            { number: 4, cells: [{ text: 'A1' }, { text: '"Über"' }] },
            { number: 5, cells: [{ text: 'A2' }, { text: '=1+1' }] },
          ],
          merges: [],
          lines: [],
        },
      ],
    });
  });

  it.each([
    ['a decimal comma in each line', 'a;b;c\nx;y;7,5\nx;y;3,0\n', 3],
    ['a letterhead above', 'University, Faculty, Institute, Chair, City\n\na;b;c\n1;2;3\n4;5;6\n', 3],
    ['bars', 'a|b, c|d\n1|2, 3|4\n', 3],
    ['descriptions full of commas', 'a;b\n1;"x, y, z, u, v"\n2;x, y, z, u\n3;p, q\n', 2],
    ['a separator that the file names', 'sep=;\na;b,c,d\n1;2,3,4\n', 2],
  ])('finds the separator with %s', async (_, text, width) => {
    const { grids } = await gridsOf(text);
    expect(grids[0]?.rows.at(-1)?.cells).toHaveLength(width);
  });

  it('a row that cannot be used says why', async () => {
    const { grids } = await gridsOf('a,b\nc,"open\nd,e\n');
    expect(grids[0]?.rows[1]).toMatchObject({ number: 2, fault: { code: 'row-malformed' } });
  });

  it.each([
    ['more rows than the limit', 'a,b\n'.repeat(3), { rows: 2 }, 'too-many-rows'],
    ['JSON', '{"a": 1}', {}, 'file-malformed'],
    ['nothing', '', {}, 'file-empty'],
  ])('refuses %s', async (_, text, limits, code) => {
    const read = await readGrids(file(text), { ...DEFAULT_LIMITS, ...limits });
    expect(read.ok).toBe(false);
    expect(read.problems.map((found) => found.code)).toEqual([code]);
  });
});
