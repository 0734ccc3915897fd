import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Transcript, transcriptSchema } from '../../src/domain/index.ts';
import { compareTranscripts } from '../../src/mobility/index.ts';

type Cells = { code: string; grade: string; attempt?: number | null };
const transcript = (...rows: Cells[]): Transcript =>
  transcriptSchema.parse({
    institution: 'Host',
    student: 'P-17',
    rows: rows.map(({ code, grade, attempt = null }, at) => ({
      ...{ line: at + 2, code, titles: { en: `Course ${code}` }, credits: '5', unit: 'ECTS', grade, attempt },
      ...{ scale: null, completedOn: null, term: null, languages: [] },
    })),
  });

describe('the difference of two transcripts', () => {
  it('says which courses came, went and changed, in which field', () => {
    const before = transcript({ code: 'X-1', grade: 'B' }, { code: 'X-2', grade: 'C' }, { code: 'X-3', grade: 'A' });
    const after = transcript({ code: 'X-1', grade: 'A' }, { code: 'X 3', grade: 'A' }, { code: 'X-4', grade: 'D' });
    expect(compareTranscripts(before, after)).toEqual({
      added: [{ code: 'X-4', title: 'Course X-4' }],
      removed: [{ code: 'X-2', title: 'Course X-2' }],
      changed: [{ code: 'X-1', title: 'Course X-1', changes: [{ field: 'grade', before: 'B', after: 'A' }] }],
      unchanged: 1,
    });
  });

  it('keeps the attempts at one course apart', () => {
    const before = transcript({ code: 'X-1', grade: 'F', attempt: 1 });
    const after = transcript({ code: 'X-1', grade: 'F', attempt: 1 }, { code: 'X-1', grade: 'C', attempt: 2 });
    expect(compareTranscripts(before, after)).toMatchObject({ added: [{ code: 'X-1' }], changed: [], unchanged: 1 });
  });

  it('is everything of a first one, nothing of the same one, and the reverse the other way round', () => {
    const rows = fc.array(fc.record({ code: fc.constantFrom('X-1', 'X-2', 'X-3'), grade: fc.constantFrom('A', 'B') }));
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const [a, b] = [transcript(...one), transcript(...other)];
        expect(compareTranscripts(null, a).added).toHaveLength(a.rows.length);
        expect(compareTranscripts(a, a)).toEqual({ added: [], removed: [], changed: [], unchanged: a.rows.length });
        expect(compareTranscripts(a, b).added).toEqual(compareTranscripts(b, a).removed);
      }),
    );
  });
});
