/** The files of the audit, as offices sent them and before Concord could read them: each gives what stands in it, or the right question. */
import { describe, expect, it } from 'vitest';
import { asExpected, filesWithExpectations, readingOf } from './expected.ts';

describe('files of offices, unedited', () => {
  const files = filesWithExpectations('files/found');

  it('are all there', () => expect(files).toHaveLength(26));

  it.each(files)('$name', async ({ file, expected }) => {
    for (const { part, ...each } of expected) {
      const read = await readingOf(file, { ...each, ...(part !== undefined && { part }) });
      expect(asExpected(read, each)).toEqual(each);
    }
  });
});
