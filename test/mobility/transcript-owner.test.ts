import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Transcript, transcriptSchema } from '../../src/domain/index.ts';
import { type PlanAwaiting, proposeOwner } from '../../src/mobility/index.ts';

const HOST = 'Hochschule Lindenwerder (erfunden)';

const transcript = (parts: Partial<Transcript> = {}, codes = ['ET-1', 'ET-2'], completedOn: string | null = null) =>
  transcriptSchema.parse({
    institution: HOST,
    student: '20-17',
    rows: codes.map((code, at) => ({
      ...{ line: at + 2, code, titles: {}, credits: null, unit: null, grade: null, scale: null, completedOn },
      ...{ term: null, languages: [], attempt: null },
    })),
    ...parts,
  });

const plan = (id: string, parts: Partial<PlanAwaiting> = {}): PlanAwaiting => ({
  id,
  number: '20-17',
  host: HOST,
  codes: ['ET-1', 'ET-2', 'ET-3'],
  stay: { start: '2026-09-01', end: '2027-01-31' },
  ...parts,
});

const propose = (of: Transcript, plans: readonly PlanAwaiting[], file = 'transcript.csv') => {
  const { studyPlan, certain, because } = proposeOwner(of, file, plans);
  return [studyPlan, certain, because.map(({ code }) => code)];
};

describe('whose a transcript is', () => {
  it('is certain by number, host and a course', () => {
    const others = [plan('other', { number: '20-18' }), plan('nobody', { number: null, codes: [] })];
    expect(propose(transcript(), [plan('mine'), ...others])).toEqual([
      'mine',
      true,
      ['owner-number-same', 'owner-host-same', 'owner-courses-shared'],
    ]);
  });

  it.each<[string, Transcript, PlanAwaiting[], unknown[], string?]>([
    [
      'of another host is proposed by its number, and a person looks',
      transcript({ institution: 'Elsewhere' }),
      [plan('mine')],
      ['mine', false, ['owner-number-same', 'owner-host-differs', 'owner-courses-shared']],
    ],
    [
      'of a host that the file does not name is not certain',
      transcript({ institution: null }),
      [plan('mine')],
      ['mine', false, ['owner-number-same', 'owner-host-unknown', 'owner-courses-shared']],
    ],
    [
      'without a planned course is not certain',
      transcript({}, ['X-1']),
      [plan('mine')],
      ['mine', false, ['owner-number-same', 'owner-host-same', 'owner-courses-shared']],
    ],
    ['of a number that only another has is nobody’s', transcript({ student: '99' }), [plan('mine')], [null, false, []]],
    [
      'without a number is proposed by host and courses',
      transcript({ student: null }),
      [plan('mine'), plan('other', { codes: ['ET-1'] })],
      ['mine', false, ['owner-host-same', 'owner-courses-shared']],
    ],
    [
      'without a number is proposed by the name of its file',
      transcript({ student: null }),
      [plan('mine'), plan('other', { number: '20-18' })],
      ['mine', false, ['owner-file-named', 'owner-host-same', 'owner-courses-shared']],
      'Transkript 20-17.pdf',
    ],
    [
      'between plans that nothing tells apart is left to a person',
      transcript({ student: null }),
      [plan('one', { number: null }), plan('other', { number: null })],
      [null, false, []],
    ],
  ])('%s', (_, of, plans, expected, file) => {
    expect(propose(of, plans, file)).toEqual(expected);
  });

  it('of two stays at the same host is told by courses, and then by days', () => {
    const spring = { start: '2027-02-01', end: '2027-06-30' };
    const stays = [plan('autumn'), plan('spring', { codes: ['ET-9'], stay: spring })];
    expect(propose(transcript({}, ['ET-9']), stays).slice(0, 2)).toEqual(['spring', true]);
    const twins = [plan('autumn'), plan('spring', { stay: spring })];
    expect(propose(transcript({}, ['ET-1'], '2027-06-20'), twins).slice(0, 2)).toEqual(['spring', true]);
    const { studyPlan, candidates } = proposeOwner(transcript(), 'x.csv', twins);
    expect([studyPlan, [...candidates].sort()]).toEqual([null, ['autumn', 'spring']]);
  });

  it('does not rest on the order of the plans or of the rows, and never on a plan of another number', () => {
    const plans = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        number: fc.constantFrom('20-17', '20-18', null),
        host: fc.constantFrom(HOST, 'Elsewhere'),
        codes: fc.subarray(['ET-1', 'ET-2', 'ET-3']),
        stay: fc.constant(null),
      }),
      { selector: ({ id }) => id, maxLength: 6 },
    );
    fc.assert(
      fc.property(plans, fc.constantFrom('20-17', null), fc.boolean(), (of, student, isTurned) => {
        const given = transcript({ student });
        const turned = { ...given, rows: isTurned ? [...given.rows].reverse() : given.rows };
        const [one, other] = [proposeOwner(given, 'x', of), proposeOwner(turned, 'x', [...of].reverse())];
        expect([other.studyPlan, other.certain]).toEqual([one.studyPlan, one.certain]);
        const found = of.find(({ id }) => id === one.studyPlan);
        if (found && student !== null) expect(found.number).not.toBe('20-18');
        if (one.certain) expect(of.filter(({ number, host }) => number === student && host === HOST)).not.toEqual([]);
      }),
    );
  });
});
