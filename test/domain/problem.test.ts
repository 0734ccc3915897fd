import { describe, expect, it } from 'vitest';
import { describeProblem, problem, reason, shown } from '../../src/domain/index.ts';
import { TEXTS } from '../installed.ts';

describe('a problem', () => {
  it('names place, value and remedy in one line, in the language of the reader', () => {
    const place = { source: 'a.csv', line: 12, column: 'policy', value: 'x' };
    const unknown = problem('policy-unknown', reason('policy-unknown', { policy: 'x', known: ['a', 'b'] }), place);
    expect(describeProblem(unknown, TEXTS)).toBe(
      'a.csv:12: column "policy": there is no policy “x” (value "x"). Choose one of: a, b',
    );
    expect(describeProblem(unknown, TEXTS, 'ru')).toContain('политики «x» нет');
  });

  it('shows hostile values short and without control characters', () => {
    expect(shown(`\u0000${'x'.repeat(500)}`)).toHaveLength(80);
    expect(shown('a\u001b[31mb')).toBe('a�[31mb');
  });
});
