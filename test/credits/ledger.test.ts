/** Whose transcript it is, one result a course, and where every credit goes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RecogniseInput, readHomeRecord, recognise, rulesAt } from '../../src/credits/index.ts';
import { type Plan, Rational, type Recognition, reason, type Transcript } from '../../src/domain/index.ts';
import { readTranscript } from '../../src/interchange/index.ts';
import { type BundleWords, planOf, type RowWords, transcriptOf } from './recognition.ts';
import { BOOK, must, policy } from './rules.ts';

const FILES = path.resolve(import.meta.dirname, '../../fixtures/cases/files');
const read = (name: string): Transcript =>
  must(readTranscript({ name, bytes: readFileSync(path.join(FILES, name)) })).value;
const RULES = rulesAt(BOOK, '2026-11-20');
const run = (plan: Plan, transcript: Transcript, rest: object = {}) =>
  recognise({ plan, transcript, rules: RULES, policy: policy(), matcher: () => null, ...rest });

const bundle = (id: string, code: string, title: string, ects = 5): BundleWords => ({
  bundle: id,
  home: [{ code: `H-${code}`, title, ects }],
  host: [{ code, title, ects }],
});
const placesOf = ({ totals }: Recognition) =>
  Object.fromEntries(Object.entries(totals.ledger ?? {}).map(([place, ects]) => [place, ects.toString()]));
const outcomes = ({ rows }: Recognition) => rows.map(({ outcome }) => outcome);

describe('whose transcript it is', () => {
  const plan = planOf([bundle('b1', 'CS 240', 'Data Structures')]);
  const rows = transcriptOf([{ code: 'CS 240', title: 'Data Structures', credits: 5, grade: '1,0' }]);
  const of = (institution: string | null) => ({ ...rows, institution });

  it.each([
    ['Hostel University (invented)', 'Hostel University'],
    ['Hochschule Lindenwerder (erfunden)', 'Lindenwerder Hochschule'],
    ['Beloozersk Technical University', 'Белоозёрский технический университет'],
  ])('takes %s for %s', (planned, named) => {
    const found = must(run({ ...plan, host: { ...plan.host, institution: planned } }, of(named)));
    expect(found.checks.find(({ what }) => what === 'host')?.result).not.toBe('different');
  });

  it('stops at another host until a person says why', () => {
    expect(run(plan, of('Cedar Hollow State University')).problems[0]?.code).toBe('identity-differs');
    const why = 'The university was renamed';
    const found = must(run(plan, of('Cedar Hollow State University'), { despite: { host: why } }));
    expect(found.checks.find(({ what }) => what === 'host')).toMatchObject({ result: 'different', override: why });
  });

  it('credits no row of a wrong file by its titles alone', () => {
    const wrong = read('21_wrong_host_ru.csv');
    expect(run(plan, wrong).ok).toBe(false);
    const russian = planOf([bundle('b1', 'CS 240', 'Алгоритмы и структуры данных')]);
    const found = must(run(russian, wrong, { despite: { host: 'checked' } }));
    expect(found.rows[0]?.outcome).not.toBe('as-approved');
    expect(found).toMatchObject({ draft: true });
    expect(found.questions.some(({ asks }) => asks.includes(found.rows[0]?.line ?? 0))).toBe(true);
  });

  it('asks where one town has two universities', () => {
    const munich = { ...plan, host: { ...plan.host, institution: 'Technical University of Munich' } };
    const found = must(run(munich, of('University of Munich')));
    expect(found.questions.map(({ kind }) => kind)).toContain('identity');
  });

  it('stops at another student and a file of another plan', () => {
    const known = (more: object) => run(plan, rows, { known: more }).problems.map(({ code }) => code);
    expect(known({ student: ['S-000'] })).toEqual([]);
    expect(known({ student: ['S999'] })).toEqual(['identity-differs']);
    expect(known({ usedFor: ['plan-2'] })).toEqual(['identity-differs']);
  });

  it('flags a day outside the stay', () => {
    const dated = { ...plan, host: { ...plan.host, academicYear: '2026/27' } };
    const late = transcriptOf([{ code: 'CS 240', credits: 5, grade: '1,0', on: '2024-02-01' }]);
    expect(must(run(dated, late)).questions).toMatchObject([{ kind: 'stay', asks: [2] }]);
    const within = transcriptOf([{ code: 'CS 240', credits: 5, grade: '1,0', on: '2027-02-01' }]);
    expect(must(run(dated, within)).open).toBe(0);
  });

  it('takes the stay as it was agreed: the list of courses may be of an earlier year', () => {
    const dated = { ...plan, host: { ...plan.host, academicYear: '2026/27' } };
    const known = { stay: { start: '2027-09-01', end: '2028-01-31' } };
    const on = (day: string) => transcriptOf([{ code: 'CS 240', credits: 5, grade: '1,0', on: day }]);
    expect(must(run(dated, on('2028-01-28'), { known })).open).toBe(0);
    expect(must(run(dated, on('2027-07-01'), { known })).open).toBe(0);
    expect(must(run(dated, on('2028-05-30'), { known })).open).toBe(0);
    for (const day of ['2027-01-28', '2027-06-30', '2028-05-31'])
      expect(must(run(dated, on(day), { known })).questions).toMatchObject([{ kind: 'stay', asks: [2] }]);
  });
});

describe('attempts', () => {
  it('are not what two different courses under one code are', () => {
    const plan = planOf([bundle('b1', 'X1', 'Electrical Machines')]);
    const found = must(run(plan, read('e12_same_code_diff_titles.csv')));
    expect(outcomes(found)).toEqual(['as-approved', 'needs-person', 'needs-person']);
    expect(placesOf(found)).toMatchObject({ earned: '11', recognised: '5', open: '6' });
  });

  it('are asked about where both terms of a course are passed, and a person may link both', () => {
    const plan = planOf([
      { bundle: 'b1', home: [{ code: 'LANG', ects: 10 }], host: [{ code: 'GER1', title: 'German language', ects: 5 }] },
      bundle('b2', 'X2', 'Control'),
    ]);
    const file = read('d05_same_code_two_terms_both_passed.csv');
    const found = must(run(plan, file));
    expect(placesOf(found)).toMatchObject({ earned: '15', open: '10', recognised: '5' });
    expect(found.undecided).toMatchObject([{ homeCode: 'LANG' }]);
    expect(found.difference).toEqual([]);
    const answers = [2, 3].map((line) => ({ line, resolution: 'linked-by-hand', planned: 'GER1' }));
    const answered = must(run(plan, file, { answers }));
    expect(answered).toMatchObject({ open: 0, draft: false });
    expect(placesOf(answered)).toMatchObject({ recognised: '15', open: '0' });
  });

  it('leave every credit of lectures, laboratories and practices in the ledger', () => {
    const plan = planOf([bundle('b1', 'EE302', 'Digital Signal Processing', 6)]);
    expect(placesOf(must(run(plan, read('tr_same_code.csv'))))).toMatchObject({ earned: '22', open: '16' });
  });

  it('at the planned course leave it credited beside another course under its code', () => {
    const plan = planOf([bundle('b1', 'ST500', 'Special Topics: Robotics', 3)]);
    const found = must(run(plan, read('e12_same_code_diff_titles.csv')));
    expect(outcomes(found)).toEqual(['extra', 'as-approved', 'needs-person']);
  });

  it('do not move into a planned course that a person has refused', () => {
    const plan = planOf([bundle('b1', 'C0', 'Control', 2), bundle('b2', 'C1', 'Machines', 1)]);
    const rows = transcriptOf([
      { code: 'C0', title: 'Control', credits: 1, grade: '1,0' },
      { code: 'C0', title: 'Machines', credits: 1, grade: '1,0' },
    ]);
    const second = (answers: object[]) => must(run(plan, rows, { answers })).rows[1];
    // By its title it may be the other planned course, which waits for the answer; the refused one stays refused.
    expect(second([])).toMatchObject({ bundle: 'b2', outcome: 'needs-person' });
    expect(second([{ line: 2, resolution: 'not-recognised' }])).toEqual(second([]));
  });

  it('under one code, each with the title of a planned course, leave these courses undecided and no difference', () => {
    const plan = planOf([
      bundle('b1', 'ST500A', 'Special Topics: Robotics', 3),
      {
        bundle: 'b2',
        home: [{ code: 'P', ects: 5 }],
        host: [
          { code: 'ST500B', title: 'Special Topics: Solar Power', ects: 3 },
          { code: 'X1', title: 'Alpha', ects: 2 },
        ],
      },
    ]);
    const rows = transcriptOf([
      { code: 'ST500', title: 'Special Topics: Robotics', credits: 3, grade: '1,0' },
      { code: 'ST500', title: 'Special Topics: Solar Power', credits: 3, grade: '2,0' },
      { code: 'X1', title: 'Alpha', credits: 2, grade: '1,0' },
    ]);
    const open = must(run(plan, rows));
    expect([open.difference, open.credited, open.undecided.length]).toEqual([[], [], 2]);
    expect(open.questions).toMatchObject([{ asks: [2, 3], lines: [2, 3, 4] }]);
    expect(placesOf(open)).toMatchObject({ earned: '8', open: '8' });
    // One is linked: the other is asked about as any row with a title alone.
    const linked = must(run(plan, rows, { answers: [{ line: 3, resolution: 'linked-by-hand', planned: 'ST500B' }] }));
    expect(outcomes(linked)).toEqual(['different-code', 'approved-change', 'as-approved']);
    expect(linked.questions).toMatchObject([{ asks: [2], bundle: 'b1' }]);
  });

  it('do not lose a pass to a later fail, and average where the policy says so', () => {
    const plan = planOf([bundle('b1', 'X1', 'Machines')]);
    const rows = (first: string, second: string) =>
      transcriptOf([
        { code: 'X1', title: 'Machines', credits: 5, grade: first, attempt: 1 },
        { code: 'X1', title: 'Machines', credits: 5, grade: second, attempt: 2 },
      ]);
    expect(must(run(plan, rows('1,0', '5,0'))).questions).toMatchObject([{ kind: 'attempts', asks: [2, 3] }]);
    const mean = { ...policy(), recognition: { ...policy().recognition, repeats: 'average' as const } };
    // 100 % and 66.67 %
    expect(must(run(plan, rows('1,0', '3,0'), { policy: mean })).credited[0]?.grade.letter).toBe('B');
  });
});

it('asks which of two rows of one title is meant, whatever their order', () => {
  const plan = planOf([{ ...bundle('b1', 'X1', 'Signals and Systems'), home: [{ code: 'H1', ects: 5 }] }]);
  const figures = ['e07_different_person_row_order.csv', 'e07b_reversed.csv'].map((name) => {
    const found = must(run(plan, read(name)));
    const { credited, difference, undecided, questions } = found;
    return { credited, difference, undecided: undecided.length, outcomes: outcomes(found), asks: questions[0]?.asks };
  });
  expect(figures[0]).toEqual({
    credited: [],
    difference: [],
    undecided: 1,
    outcomes: ['needs-person', 'needs-person'],
    asks: [2, 3],
  });
  expect(figures[1]).toEqual(figures[0]);
});

describe('an elective place', () => {
  const withPlace = (): Plan => {
    const plan = planOf([
      bundle('b1', 'X1', 'Machines'),
      { bundle: 'e1', electiveBlock: 'Elective A', host: [{ code: 'EL1', title: 'Elective One', ects: 6 }] },
    ]);
    const place = { ...planOf([bundle('b', 'ELA', 'Elective A')]).bundles[0]?.home[0] };
    return {
      ...plan,
      bundles: plan.bundles.map((one) => (one.id === 'e1' ? { ...one, fills: [place as never] } : one)),
    };
  };

  it('that is not filled is academic difference, and its credits are recognised once it is', () => {
    const failed = must(run(withPlace(), read('d21_elective_fills_failed.csv')));
    expect([failed.totals.creditsDifference, failed.totals.creditsRecognised].map(String)).toEqual(['5', '5']);
    const passed = must(
      run(
        withPlace(),
        transcriptOf([
          { code: 'X1', credits: 5, grade: '1,0' },
          { code: 'EL1', credits: 6, grade: '1,0' },
        ]),
      ),
    );
    expect([passed.totals.creditsDifference, passed.totals.creditsRecognised].map(String)).toEqual(['0', '10']);
    expect(placesOf(passed)).toMatchObject({ recognised: '5', elective: '6', additional: '0' });
  });
});

it('does not call a course missing that may stand in a row which was not read', () => {
  const plan = planOf([bundle('b1', 'X1', 'Machines'), bundle('b2', 'X2', 'Control')]);
  const rejectedRows = [{ place: { line: 3 }, cells: ['X2', 'Control', '?'], reason: reason('row-unreadable') }];
  const transcript = { ...transcriptOf([{ code: 'X1', credits: 5, grade: '1,0' }]), rejectedRows };
  const found = must(run(plan, transcript));
  expect(found).toMatchObject({ draft: true, difference: [], undecided: [{ homeCode: 'H-X2' }] });
  expect(found.unread).toMatchObject([{ kind: 'row', line: 3, value: 'X2 | Control | ?' }]);
  const answered = must(run(plan, transcript, { answers: [{ line: 3, resolution: 'not-recognised' }] }));
  expect(answered).toMatchObject({ draft: false, difference: [{ homeCode: 'H-X2' }] });
});

describe('the record at home', () => {
  const average = (name: string) => readHomeRecord(read(name), { rules: RULES, policy: policy() });

  it.each([
    ['gpa_repeat.csv', '3.5'],
    ['g01_gpa_repeat.csv', '3.5'],
  ])('%s has one result a course: %s', (name, gpa) => {
    expect(must(average(name)).average.value?.toString()).toBe(gpa);
  });

  it('reads the scale of each row', () => {
    const { courses, average: mean } = must(average('gpa_scale.csv'));
    // 65 between a pass of 40 and the practical best of 80 is 81 %, a B; up to 100 it would be a C+ and the mean 3.58 (rules/README.md).
    expect(courses.map(({ points }) => points?.toString())).toEqual(['4', '4', '4', '3']);
    expect(mean.value?.toString()).toBe('3.75');
  });

  it('is refused by name where scales or units are not known', () => {
    const rows = (second: RowWords) =>
      transcriptOf([
        { code: 'A', credits: 5, grade: 'A', scale: 'kz' },
        { code: 'B', credits: 5, grade: 'A', ...second },
      ]);
    const codes = (second: RowWords) =>
      readHomeRecord(rows(second), { rules: RULES, policy: policy() }).problems.map(({ code, line }) => [code, line]);
    expect(codes({ scale: null })).toEqual([['scale-unknown', 3]]);
    expect(codes({ scale: 'mars' })).toEqual([['scale-unknown', 3]]);
    expect(codes({ scale: 'kz', unit: 'turkey_local' })).toEqual([['unit-not-convertible', 3]]);
  });

  it('counts a course that was failed and recovered abroad once', () => {
    const plan = planOf([bundle('b1', 'X1', 'Machines')]);
    const rows = transcriptOf([{ code: 'X1', credits: 5, grade: '1,0' }]);
    const courses = [
      { key: 'HX1', title: 'Machines', points: Rational.ZERO, credits: Rational.of(5), failed: true },
      { key: 'P1', title: 'Physics', points: Rational.of(3), credits: Rational.of(5) },
    ];
    const standing = { gpa: Rational.from('1.5'), credits: Rational.of(10), courses };
    expect(must(run(plan, rows, { standing })).gpa.after?.toString()).toBe('3.5');
  });
});

/** Found by the laws of ledger-laws.test.ts, and kept. */
describe('an answer', () => {
  const of = (found: Recognition) => found.rows.map(({ line, outcome, bundle: id }) => [line, outcome, id]);
  const answer = (line: number, resolution = 'not-recognised') => ({ line, resolution });
  const byTitle: RecogniseInput['matcher'] = (_, [first]) => (first ? { code: first.code, score: 0.9 } : null);

  it('on one of two rows that fit equally leaves the bundle of the other as it is, refused too', () => {
    const plan = planOf([bundle('b1', 'C0', 'Control')]);
    const rows = transcriptOf([
      { code: 'Y1', title: 'Control II', credits: 5, grade: '1,0' },
      { code: 'Y2', title: 'Control III', credits: 5, grade: '1,0' },
    ]);
    const stateAfter = (...answers: object[]) => of(must(run(plan, rows, { answers, matcher: byTitle })));
    expect(stateAfter(answer(2))).toEqual([
      [2, 'refused', 'b1'],
      [3, 'different-code', 'b1'],
    ]);
    expect(stateAfter(answer(2), answer(3))).toEqual([
      [2, 'refused', 'b1'],
      [3, 'refused', 'b1'],
    ]);
  });

  it('that accepts one of them sends the other into no further bundle, but asks about it', () => {
    const plan = planOf([bundle('b1', 'C0', 'Control'), bundle('b2', 'C1', 'Optics')]);
    const rows = transcriptOf([
      { code: 'Y1', title: 'Control II', credits: 5, grade: '1,0' },
      { code: 'Y2', title: 'Control III', credits: 5, grade: '1,0' },
    ]);
    const found = must(run(plan, rows, { answers: [answer(2, 'accepted-as-is')], matcher: byTitle }));
    expect(of(found)).toEqual([
      [2, 'approved-change', 'b1'],
      [3, 'needs-person', null],
    ]);
    expect(found.questions).toMatchObject([{ kind: 'course', asks: [3], reason: { code: 'row-passed-over' } }]);
    expect(found.difference).toMatchObject([{ homeCode: 'H-C1' }]);
    const linked = { line: 3, resolution: 'linked-by-hand', planned: 'C1' };
    const answered = must(run(plan, rows, { answers: [answer(2, 'accepted-as-is'), linked], matcher: byTitle }));
    expect([answered.open, answered.difference]).toEqual([0, []]);
  });

  it('on an attempt that replaced another is said to change that other one', () => {
    const plan = planOf([bundle('b1', 'C0', 'Control')]);
    const rows = transcriptOf([
      { code: 'Y1', title: 'Optics', credits: null, grade: '1,0', attempt: 2 },
      { code: 'Y1', title: 'Optics', credits: 5, grade: '2,0', attempt: 1 },
    ]);
    const found = must(run(plan, rows));
    expect([outcomes(found), found.questions[0]?.lines]).toEqual([
      ['needs-person', 'repeated'],
      [2, 3],
    ]);
  });
});

it('takes the same of equal attempts whatever their order', () => {
  const plan = planOf([bundle('b1', 'X1', 'Machines')]);
  const attempts = [
    { code: 'X1', title: 'Machines', credits: 5, grade: '1,0', attempt: 1 },
    { code: 'X1', title: 'Machines', credits: 6, grade: '1,0', attempt: 2 },
  ];
  const best = { ...policy(), recognition: { ...policy().recognition, repeats: 'best' as const } };
  const earned = (rows: RowWords[]) => placesOf(must(run(plan, transcriptOf(rows), { policy: best }))).earned;
  expect([earned(attempts), earned(attempts.toReversed())]).toEqual(['6', '6']);
});
