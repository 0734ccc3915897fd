import { describe, expect, it } from 'vitest';
import { describeProblem, shown } from '../../src/domain/index.ts';
import { TEXTS } from '../installed.ts';

describe('a problem', () => {
  it('names place, value and mend in one line', () => {
    const problem = {
      code: 'value-invalid',
      severity: 'error',
      message: 'not a number',
      mend: 'Write 5 or 7,5',
      source: 'a.csv',
      line: 12,
      column: 'credits',
      value: 'x',
    } as const;
    expect(describeProblem(problem, TEXTS)).toBe(
      'a.csv:12: column "credits": not a number (value "x"). Write 5 or 7,5',
    );
  });

  it('shows hostile values short and without control characters', () => {
    expect(shown(`\u0000${'x'.repeat(500)}`)).toHaveLength(80);
    expect(shown('a\u001b[31mb')).toBe('a�[31mb');
  });
});
