import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Conversion,
  convertGrade,
  distributionOf,
  parseGrade,
  recognise,
  rulesAt,
} from '../../src/credits/index.ts';
import {
  type GradeCounts,
  type GradingTable,
  gradingTableSchema,
  type OverlapChoice,
  type Policy,
  Rational,
} from '../../src/domain/index.ts';
import { planOf, recognitionOf, transcriptOf } from './recognition.ts';
import { BOOK, policy as defaultPolicy, must, policyWith, remedyOf, said, scale } from './rules.ts';

const table = (name: string, counts: GradeCounts, changes: object = {}): GradingTable =>
  gradingTableSchema.parse({
    id: name,
    institution: 'x',
    scale: name,
    counts,
    source: 'test',
    confidence: 'low',
    ...changes,
  });
const ladder = (choose: OverlapChoice) =>
  policyWith([{ method: 'grading-tables', choose, minSample: 1, source: 'guide' }]);

const HOST: GradeCounts = [
  { grade: '10', count: 50 },
  { grade: '9', count: 100 },
  { grade: '8', count: 350 },
  { grade: '7', count: 300 },
  { grade: '6', count: 200 },
];
const HOME: GradeCounts = [
  { grade: 'A', count: 10 },
  { grade: 'B+', count: 25 },
  { grade: 'B', count: 30 },
  { grade: 'C', count: 25 },
  { grade: 'D', count: 10 },
];

function convert(
  printed: string,
  choose: OverlapChoice,
  tables: Partial<NonNullable<Conversion['tables']>> = {},
  policy: Policy = ladder(choose),
) {
  const hostScale = scale('lt');
  const homeScale = scale('kz');
  const groups = { host: [table('lt', HOST)], home: [table('kz', HOME)], iscedF: null, level: null, ...tables };
  return convertGrade({
    grade: must(parseGrade(hostScale, printed)),
    hostScale,
    homeScale,
    policy,
    installed: [],
    tables: groups,
  });
}
const letter = (...input: Parameters<typeof convert>) => must(convert(...input)).value.letter;
const reason = (...input: Parameters<typeof convert>) => remedyOf(convert(...input).problems[0]);

describe('grading tables', () => {
  it('count passing grades alone, whatever the order and the way they are written', () => {
    const clean = distributionOf(scale('lt'), HOST);
    const messy = [
      ...HOST,
      { grade: '4', count: 500 },
      { grade: 'įskaityta', count: 90 },
      { grade: '8', count: 0 },
    ].reverse();
    expect(JSON.stringify(distributionOf(scale('lt'), messy))).toBe(JSON.stringify(clean));
    expect(clean?.sample.toString()).toBe('1000');
    expect(clean?.bands.map(({ to }) => to.toString())).toEqual(['0.05', '0.15', '0.5', '0.8', '1']);
  });

  it('are not used when a label is no grade of the scale', () => {
    expect(distributionOf(scale('lt'), [{ grade: 'excellent', count: 10 }])).toBeNull();
  });

  it('give the worst, the best or a mean of the overlapping home grades, as the policy decided in advance', () => {
    // 8 stands from 15 to 50 %: B+ (10-35 %) for 20 points of it, B (35-65 %) for 15
    expect(letter('8', 'maximum')).toBe('B+');
    expect(letter('8', 'minimum')).toBe('B');
    expect(letter('8', 'largest-overlap')).toBe('B+');
    expect(letter('8', 'weighted-average')).toBe('B+');
    // (3.33 + 3) / 2 lies in the middle: a tie goes to the better
    expect(letter('8', 'plain-average')).toBe('B+');
  });

  it('show interval, samples and both means in the derivation', () => {
    const inputs = must(convert('8', 'weighted-average')).derivation.at(-1)?.inputs;
    expect(inputs).toMatchObject({
      band: '15%..50%',
      interval: 'B..B+',
      hostSample: '1000',
      homeSample: '100',
      plainAverage: '3.165',
      choose: 'weighted-average',
    });
    expect(Rational.from(inputs?.weightedAverage ?? '').toFixed(4)).toBe('3.1886');
  });

  it('need a group of the same field', () => {
    const engineering = table('lt', HOST, { iscedF: '0713' });
    expect(reason('8', 'minimum', { host: [engineering], iscedF: '0714' })).toContain('no grading table of the host');
    expect(reason('8', 'minimum', { host: [engineering], iscedF: null })).toContain('no grading table of the host');
    expect(letter('8', 'minimum', { host: [engineering], iscedF: '0713' })).toBe('B');
    expect(reason('8', 'minimum', { home: [table('kz', HOME, { iscedF: '061' })], iscedF: '0713' })).toContain(
      'home university',
    );
  });

  it('need a group of the same cycle', () => {
    const masters = table('lt', HOST, { level: 'master' });
    expect(reason('8', 'minimum', { host: [masters], level: 'bachelor' })).toContain('no grading table of the host');
    expect(letter('8', 'minimum', { host: [masters], level: 'master' })).toBe('B');
    expect(reason('8', 'minimum', { host: [masters], level: null })).toContain('no grading table of the host');
  });

  it('find the cycle of a course by the level that the transcript prints', () => {
    const plan = planOf([{ bundle: 'b1', home: [{ code: 'H', ects: 5 }], host: [{ code: 'X', ects: 5 }] }]);
    const tables = (level: string) => [
      table('lt', HOST, { id: 'host', institution: 'Host (invented)', level }),
      table('kz', HOME, { id: 'home', institution: defaultPolicy().institution }),
    ];
    const credited = (level: string) => {
      const row = { code: 'X', credits: 5, grade: '8', scale: 'lt', level: 'EQF 7' };
      const book = { ...BOOK, gradingTables: tables(level) };
      const policy = policyWith([
        { method: 'grading-tables', choose: 'maximum', minSample: 1, source: 'guide' },
        { method: 'credit-without-grade', source: 'x' },
      ]);
      const rules = rulesAt(book, '2026-11-20');
      const found = must(recognise({ plan, transcript: transcriptOf([row]), rules, policy, matcher: () => null }));
      return found.credited[0]?.grade.letter;
    };
    expect(credited('master')).toBe('B+');
    expect(credited('bachelor')).toBeNull();
  });

  it('of shares alone are used or passed over as the policy says, and never count as students', () => {
    const shares = table('lt', HOST, { sampleStated: false });
    const inputs = must(convert('8', 'minimum', { host: [shares] })).derivation.at(-1)?.inputs;
    expect(inputs?.hostSample).toBe('not stated');
    const careful = policyWith([
      { method: 'grading-tables', choose: 'minimum', minSample: 1, unstatedSample: 'pass-over', source: 'guide' },
    ]);
    expect(reason('8', 'minimum', { host: [shares] }, careful)).toContain('the number of students');
    expect(letter('8', 'minimum', {}, careful)).toBe('B');
  });

  it('are not used for a grade that nobody got', () => {
    expect(reason('5', 'minimum')).toContain('nobody got 5');
  });

  it('come with the transcript, for one course or for the host', () => {
    const plan = planOf([{ bundle: 'b1', home: [{ code: 'H', ects: 5 }], host: [{ code: 'X', ects: 5 }] }]);
    const transcript = transcriptOf([{ code: 'X', credits: 5, grade: '8', scale: 'lt' }]);
    const rows = transcript.rows.map((row) => ({ ...row, distribution: HOST }));
    const bands = policyWith([
      { method: 'grading-tables', choose: 'maximum', minSample: 1, source: 'guide' },
      { method: 'credit-without-grade', source: 'x' },
    ]);
    const [credited] = recognitionOf(plan, { ...transcript, rows }, { policy: bands }).credited;
    // The installed rules hold no distribution of the home university, and the derivation says so.
    expect(credited?.grade.status).toBe('passed-without-grade');
    expect(credited?.derivation.map((step) => said(step.reason)).join()).toContain(
      'no grading table of the home university',
    );
  });
});

describe('laws of grading tables', () => {
  const counts = (labels: readonly string[]) =>
    fc
      .array(fc.nat(40), { minLength: labels.length, maxLength: labels.length })
      .filter((numbers) => numbers.some((count) => count > 0))
      .map((numbers): GradeCounts => labels.map((grade, at) => ({ grade, count: numbers[at] ?? 0 })));
  const hosts = counts(['10', '9', '8', '7', '6', '5']);
  const homes = counts(['A', 'A-', 'B+', 'B', 'C', 'D']);
  const choices = fc.constantFrom<OverlapChoice>(
    'minimum',
    'maximum',
    'plain-average',
    'weighted-average',
    'largest-overlap',
  );
  const POINTS = new Map(scale('kz').grades.map(({ symbol, value }) => [symbol, value]));
  const pointsOf = (symbol: string | undefined): Rational => POINTS.get(symbol ?? '') ?? Rational.from('-1');

  it('the result lies inside the overlap interval', () => {
    fc.assert(
      fc.property(
        hosts,
        homes,
        choices,
        fc.constantFrom('10', '9', '8', '7', '6', '5'),
        (host, home, choose, printed) => {
          const converted = convert(printed, choose, { host: [table('lt', host)], home: [table('kz', home)] });
          if (!converted.ok) return;
          const { value, derivation } = converted.value;
          const [worst, best] = (derivation.at(-1)?.inputs.interval ?? '').split('..');
          expect(value.points?.gte(pointsOf(worst)) && value.points.lte(pointsOf(best))).toBe(true);
        },
      ),
    );
  });

  it('a better host grade never gives a worse home grade', () => {
    fc.assert(
      fc.property(hosts, homes, choices, (host, home, choose) => {
        const tables = { host: [table('lt', host)], home: [table('kz', home)] };
        const found = ['10', '9', '8', '7', '6', '5'].flatMap((printed) => {
          const converted = convert(printed, choose, tables);
          return converted.ok && converted.value.value.points ? [converted.value.value.points] : [];
        });
        found.slice(1).forEach((lower, at) => {
          expect(found[at]?.gte(lower)).toBe(true);
        });
      }),
    );
  });

  it('the order of the labels in a table changes nothing', () => {
    fc.assert(
      fc.property(hosts, homes, choices, fc.nat(5), (host, home, choose, turn) => {
        const turned = (rows: GradeCounts): GradeCounts => [...rows.slice(turn), ...rows.slice(0, turn)];
        const of = (a: GradeCounts, b: GradeCounts) =>
          JSON.stringify(convert('8', choose, { host: [table('lt', a)], home: [table('kz', b)] }));
        expect(of(turned(host), turned(home))).toBe(of(host, home));
      }),
    );
  });
});
