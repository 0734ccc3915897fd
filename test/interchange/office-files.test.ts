/** The forty invented files of offices: what a person reads in each is what Concord reads, and of their columns nearly all are proposed right. */
import { describe, expect, it } from 'vitest';
import { asExpected, type Expected, filesWithExpectations, readingOf } from './expected.ts';

const FILES = filesWithExpectations('files/forms');

describe('forty files of twelve forms', () => {
  it('are there, of the kinds that offices send', () => {
    const count = (ending: string): number => FILES.filter(({ name }) => name.endsWith(`.${ending}`)).length;
    expect(FILES).toHaveLength(40);
    expect(count('pdf')).toBeGreaterThanOrEqual(3);
    expect(count('xlsx')).toBeGreaterThanOrEqual(6);
    for (const ending of ['csv', 'tsv', 'ods', 'docx', 'html']) expect(count(ending)).toBeGreaterThan(0);
  });

  it.each(FILES)('$name', async ({ file, expected }) => {
    for (const { part, ...each } of expected) {
      const read = await readingOf(file, { ...each, ...(part !== undefined && { part }) });
      const { columns: _, ...wanted } = each;
      expect(asExpected(read, wanted)).toEqual(wanted);
    }
  });

  it('have at least 95 % of their columns proposed right, and none taken for another field without a question', async () => {
    const { right, all, wrong } = await proposals();
    expect(wrong).toEqual([]);
    expect(right / all).toBeGreaterThanOrEqual(0.95);
  });
});

/** Columns proposed as expected, and those taken for another field although nothing was asked about it. */
async function proposals(): Promise<{ right: number; all: number; wrong: string[] }> {
  let [right, all] = [0, 0];
  const wrong: string[] = [];
  for (const { name, file, expected } of FILES) {
    const [wanted] = expected.filter(
      (each): each is typeof each & Pick<Expected, 'columns'> => each.columns !== undefined,
    );
    if (!wanted) throw new Error(`${name} expects no columns`);
    const { columns, questions } = await readingOf(file, wanted);
    for (const [header, field] of Object.entries(wanted.columns)) {
      all += 1;
      if (columns[header] === field) right += 1;
      else if (columns[header] != null && !questions.includes(`${columns[header]}`))
        wrong.push(`${name}: ${header} is ${field ?? 'nothing'} and was taken for ${columns[header]}`);
    }
  }
  return { right, all, wrong };
}
