/** Which decisions count on a day: one rule for matching, planning and the memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Precedent, precedentKey, precedentSchema, precedentsOn, standingsOn } from '../../src/domain/index.ts';

const row = {
  homeInstitution: 'Home',
  homeCode: 'DB2',
  homeTitle: 'Databases',
  hostInstitution: 'Host',
  hostCode: 'X-DB',
  decision: 'approved' as const,
};
const decision = (more: Record<string, unknown> = {}): Precedent => {
  const { institute, status, ...cells } = more;
  const read = precedentSchema.parse({ ...row, ...cells });
  return {
    ...read,
    ...(institute !== undefined && { institute }),
    ...(status !== undefined && { status }),
  } as Precedent;
};
const TODAY = '2026-06-01';
const standing = (...precedents: Precedent[]) => standingsOn(precedents, TODAY);

describe('a decision as it is written', () => {
  it('is about the courses of its cells, with the text of a single one', () => {
    expect(decision({ homeCode: 'A + B', hostCode: 'X-1', hostTitle: 'Datenbanken für alle' })).toMatchObject({
      home: {
        institution: 'Home',
        courses: [
          { code: 'A', titles: {} },
          { code: 'B', titles: {} },
        ],
      },
      host: { courses: [{ code: 'X-1', titles: { de: 'Datenbanken für alle' }, descriptions: {} }] },
    });
  });

  it('names a course without a code by its title, and no course when there is neither', () => {
    expect(decision({ homeCode: '' }).home.courses).toEqual([
      { code: '', titles: { en: 'Databases' }, descriptions: {} },
    ]);
    expect(decision({ hostCode: '', decision: 'refused' }).host.courses).toEqual([]);
  });

  it('is on the same courses however they are spelt and ordered', () => {
    const [a, b] = [decision({ homeCode: 'A 1 + B2' }), decision({ homeCode: 'b-2 + a1', homeInstitution: 'HOME' })];
    expect(precedentKey(a)).toBe(precedentKey(b));
  });
});

describe('which decisions count on a day', () => {
  it.each<[string, Precedent, string]>([
    ['its last day', decision({ validUntil: TODAY }), 'counts'],
    ['the day after its last', decision({ validUntil: '2026-05-31' }), 'expired'],
    ['the day on which it is made', decision({ decidedOn: TODAY }), 'counts'],
    ['the day before it is made', decision({ decidedOn: '2026-06-02' }), 'not-yet'],
    ['a day on which it is opened again', decision({ status: 'reopened' }), 'withdrawn'],
    ['a day after its replacement', decision({ status: 'replaced' }), 'withdrawn'],
  ])('on %s', (_, precedent, expected) => expect(standing(precedent)).toEqual([expected]));

  it('of opposite decisions of one body the later counts, without different days none', () => {
    const early = decision({ decidedOn: '2024-01-01' });
    const late = decision({ decision: 'refused', decidedOn: '2025-01-01' });
    expect(standing(early, late)).toEqual(['superseded', 'counts']);
    expect(standing(decision(), decision({ decision: 'refused' }))).toEqual(['contradicted', 'contradicted']);
  });

  it('institutes that disagree contradict each other, whoever decided later', () => {
    const one = decision({ institute: 'energy', decidedOn: '2024-01-01' });
    const other = decision({ institute: 'mathematics', decision: 'refused', decidedOn: '2025-01-01' });
    expect(standing(one, other)).toEqual(['contradicted', 'contradicted']);
  });

  it('other universities may disagree', () => {
    expect(standing(decision(), decision({ homeInstitution: 'Other', decision: 'refused' }))).toEqual([
      'counts',
      'counts',
    ]);
  });

  it('a decision that does not speak on the day supersedes and contradicts nothing', () => {
    const future = decision({ decision: 'refused', decidedOn: '2027-01-01' });
    const over = decision({ decision: 'refused', validUntil: '2026-01-01' });
    expect(standing(decision(), future, over)).toEqual(['counts', 'not-yet', 'expired']);
  });

  it('an approval with a bridge agrees with one without', () => {
    const bridged: Precedent = { ...decision(), decision: 'approved-with-bridge' };
    expect(standing(decision(), bridged)).toEqual(['counts', 'counts']);
  });

  it('between two institutions, where no name fits any', () => {
    const list = [decision(), decision({ hostInstitution: '' }), decision({ hostInstitution: 'Elsewhere' })];
    expect(precedentsOn(list, TODAY, { home: 'home', host: 'HOST' })).toEqual(list.slice(0, 2));
  });

  it('the order of the list changes nothing', () => {
    const any = fc.record({
      decision: fc.constantFrom('approved', 'refused'),
      decidedOn: fc.constantFrom(null, '2024-01-01', '2025-01-01', '2027-01-01'),
      validUntil: fc.constantFrom(null, '2026-01-01', '2028-01-01'),
      institute: fc.constantFrom(undefined, 'energy', 'mathematics'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (drafts) => {
        const list = drafts.map(decision);
        expect(standingsOn(list.toReversed(), TODAY).toReversed()).toEqual(standingsOn(list, TODAY));
      }),
    );
  });
});
