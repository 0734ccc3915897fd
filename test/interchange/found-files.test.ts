/**
 * The files of the audit, as offices sent them and before Concord could read them, and invented ones of eleven languages in the forms of their
 * student systems and from offices of thirteen countries: each gives what stands in it, or the right question.
 */
import { describe, expect, it } from 'vitest';
import { asExpected, filesWithExpectations, readingOf } from './expected.ts';

describe.each([
  ['found', 26],
  ['languages', 11],
  ['world', 46],
] as const)('files of offices, unedited: %s', (folder, count) => {
  const files = filesWithExpectations(`files/${folder}`);

  it('are all there', () => expect(files).toHaveLength(count));

  it.each(files)('$name', async ({ file, expected }) => {
    for (const { part, ...each } of expected) {
      const read = await readingOf(file, { ...each, ...(part !== undefined && { part }) });
      expect(asExpected(read, each)).toEqual(each);
    }
  });
});
