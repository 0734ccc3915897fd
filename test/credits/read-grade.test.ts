/** Grades as transcripts print them: in two notations, as a letter of a band, at a cycle or on a day that may not be known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGrade, readGradeOn, recognise, resolveScale, resolveUnit } from '../../src/credits/index.ts';
import { type Level, Rational, type Recognition } from '../../src/domain/index.ts';
import { type BundleWords, planOf, type RowWords, transcriptOf } from './recognition.ts';
import { BOOK, must, policy, RULES, said, scale } from './rules.ts';

const read = (name: string, printed: string) => must(parseGrade(scale(name), printed, 'half-up'));
const why = (result: { readonly problems: readonly { readonly reason?: { readonly code: string } }[] }) =>
  result.problems[0]?.reason?.code;
const at = (name: string, printed: string, level: Level | null) =>
  readGradeOn([scale(name)], printed, { level, rounding: 'half-up' });

/** A transcript of one row a bundle, recognised by the default policy. */
function recognised(rows: readonly RowWords[], level?: Level): Recognition {
  const coded = rows.map((row, index) => ({ code: `X${index}`, credits: 5, ...row }));
  const bundles = coded.map(
    ({ code }): BundleWords => ({ bundle: code, home: [{ code: `H${code}`, ects: 5 }], host: [{ code, ects: 5 }] }),
  );
  const plan = planOf(bundles);
  const request = { ...plan.request, ...(level && { levels: [level] }) };
  const input = { plan: { ...plan, request }, transcript: transcriptOf(coded), rules: RULES, policy: policy() };
  return must(recognise({ ...input, matcher: () => null }));
}

describe('a grade in two notations', () => {
  it.each([
    ['es', '8,5 (Notable)', '8.5'],
    ['es', 'Sobresaliente 9,2', '9.2'],
    ['es', '8,5/10', '8.5'],
    ['pl', '5,0 (bardzo dobry)', '5'],
    ['pl', 'dobry plus (4,5)', '4.5'],
    ['de', 'Sehr gut (1)', '1'],
    ['de', 'sehr gut (1,3)', '1.3'],
    ['de', '2,3 / gut', '2.3'],
    ['de', 'bestanden (2,0)', '2'],
    ['de', 'befriedigend – 3,0', '3'],
    ['at', 'Sehr gut (1)', '1'],
    ['pt', '17 valores', '17'],
    ['pt', '17 valores/20', null],
    ['nl', '7½', '7.5'],
    ['ru', '4 (хорошо)', '4'],
    ['ru', 'отлично/5', '5'],
    ['ru', '5 (отл.)', '5'],
    ['ua', '95 A', '95'],
    ['ua', '74/C/добре', '74'],
    ['it', '28/30', '28'],
    ['fr', '14,5/20 (Bien)', '14.5'],
    ['kz', '95 A', '4'],
    ['kz', 'A (отлично)', '4'],
    ['kz', 'A-, 92%, отлично', '3.67'],
    ['kz', 'B+ / 3,33 / 87', '3.33'],
    ['ua', 'добре (85)', '85'],
    ['ua', '95 (5)', '95'],
    ['ua', '85/B/добре', '85'],
    ['ua', '90-А', '90'],
    ['ua_national', 'добре (4)', '4'],
    ['ua_national', '5 (відмінно)', '5'],
    ['uz', 'яхши (4)', '4'],
    ['uz_100', "91 (a'lo)", '91'],
    ['tj', '4 (хуб)', '4'],
    ['lv', '8 (ļoti labi)', '8'],
    ['lv', 'gandrīz labi (6)', '6'],
    ['lt', '9 (labai gerai)', '9'],
    ['si', '8 (prav dobro)', '8'],
    ['sk', 'B (veľmi dobre)', '1.5'],
    ['sk', '1 (výborne)', '1'],
    ['bg', 'Много добър (5,25)', '5.25'],
    ['bg', 'Отличен 6', '6'],
    ['gr', '8 (Λίαν Καλώς)', '8'],
    ['pt', '17 (Muito Bom)', '17'],
    ['nl', '8 (goed)', '8'],
    ['be', '14/20 (onderscheiding)', '14'],
    ['uk', '68 (2:1)', '68'],
    ['uk', '72 (First)', '72'],
    ['dk', '10 (B)', '10'],
    ['cn', '良好 (85)', '85'],
    ['cn', '85分', '85'],
    ['ge', 'ძალიან კარგი (85)', '85'],
    ['am_nas', 'A (Գերազանց)', '4'],
    ['il', '85 (טוב מאוד)', '85'],
    ['vn', 'Giỏi (8,5)', '8.5'],
    ['md', '9 (nouă)', '9'],
    ['ir', '۱۷٫۵', '17.5'],
    ['jo', '٨٥', '85'],
  ])('on %s, "%s" is %s', (name, printed, value) => {
    const parsed = parseGrade(scale(name), printed, 'half-up');
    expect(parsed.ok ? `${parsed.value.value}` : null).toBe(value);
  });

  it.each([
    ['de', 'nicht bestanden (5,0)', 'failed'],
    ['de', 'nicht ausreichend (5,0)', 'failed'],
    ['pl', '2,0 (niedostateczny)', 'failed'],
    ['es', 'Suspenso (3,2)', 'failed'],
    ['ru', '2 (неуд.)', 'failed'],
    ['sk', 'FX (nedostatočne)', 'failed'],
    ['us', 'INC', 'incomplete'],
    ['kz', 'I (Incomplete)', 'incomplete'],
  ])('on %s, "%s" is %s', (name, printed, status) => expect(read(name, printed).status).toBe(status));

  it.each([
    ['es', '6,5 (Notable)'],
    ['de', 'sehr gut (2,3)'],
    ['de', 'bestanden (5,0)'],
    ['de', 'nicht bestanden (1,3)'],
    ['ru', '4 (отлично)'],
    ['ua', '95 B'],
    ['kz', 'B (отлично)'],
    ['pl', '5,0 (dobry)'],
    ['lv', '9 (izcili)'],
    ['bg', 'среден (3,50)'],
    ['uk', '58 (2:1)'],
  ])('on %s, the halves of "%s" contradict each other', (name, printed) => {
    expect(why(parseGrade(scale(name), printed, 'half-up'))).toBe('grade-halves-differ');
  });

  it.each([
    ['es', '8,5 (bravo)'],
    ['de', '1,3 see note'],
    ['it', '28/20'],
  ])('on %s, "%s" is unknown and not guessed', (name, printed) => {
    expect(why(parseGrade(scale(name), printed, 'half-up'))).toBe('grade-unknown');
  });

  it.each([
    ['es', 'Notable', '7', '8.9'],
    ['ua', 'добре (4)', '70', '89'],
    ['ua', 'відмінно / 5', '90', '100'],
    ['ua', '4', '70', '89'],
    ['uz_100', 'yaxshi (4)', '70', '89.9'],
    ['cn', '良好', '75', '89'],
    ['de', 'gut', '1.6', '2.5'],
    ['cz', 'velmi dobře', '1.5', '2'],
    ['cz', 'dobře', '2', '3'],
    ['cz', 'very good', '1.5', '2'],
    ['fi', 'hyvä', '3', '4'],
    ['fi', 'satisfactory', '1', '2'],
    ['dk', 'B', '10', '10'],
  ])('on %s, "%s" is asked about: it stands for %s to %s', (name, printed, from, to) => {
    const [found] = parseGrade(scale(name), printed, 'half-up').problems;
    expect(found?.reason).toMatchObject({ code: 'grade-range', values: { from, to } });
  });

  it.each(['ua', 'uz_100', 'ru_rudn_100', 'az', 'az_bhos', 'ge', 'kg_100', 'cn', 'il', 'jo', 'uk', 'ca_ubc'])(
    'on %s, a bare five is no fail with five points of a hundred',
    (name) => {
      expect(parseGrade(scale(name), '5', 'half-up').problems[0]?.code).toBe('grade-unknown');
      expect(read(name, '5/100').status).toBe('failed');
      expect(read(name, '5%').status).toBe('failed');
    },
  );

  it('never means another grade than each of its halves alone', () => {
    const pairs = BOOK.scales.flatMap((known) => {
      const names = known.grades.flatMap(({ symbol, aliases }) => [symbol, ...aliases]);
      return names.length > 1
        ? [fc.tuple(fc.constant(known), fc.constantFrom(...names), fc.constantFrom(...names))]
        : [];
    });
    fc.assert(
      fc.property(fc.oneof(...pairs), ([known, first, second]) => {
        const both = parseGrade(known, `${first} (${second})`);
        if (!both.ok) return;
        const halves = [first, second].map((half) => must(parseGrade(known, half)));
        expect(halves.map(({ status }) => status)).toEqual([both.value.status, both.value.status]);
        expect(halves.map(({ symbol }) => symbol)).toContain(both.value.symbol);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a letter with a printed band', () => {
  it.each([
    ['ua', 'A', '95'],
    ['ua', 'E', '64'],
    ['ru_rudn_100', 'B', '90'],
  ])('on %s, %s is the middle of its band, %s', (name, printed, value) => {
    expect(read(name, printed)).toMatchObject({ status: 'graded', symbol: printed });
    expect(`${read(name, printed).value}`).toBe(value);
  });

  it('keeps its grade through the recognition, and says what the letter stands for', () => {
    const rows = [
      { grade: 'A', scale: 'ua' },
      { grade: 'E', scale: 'az' },
      { grade: 'B', scale: 'ru_rudn_100' },
    ];
    const { credited } = recognised(rows);
    expect(credited.map(({ grade }) => grade.letter)).toEqual(['A-', 'D+', 'A-']);
    expect(credited[0]?.derivation.map((step) => said(step.reason))).toContain(
      'A on “Ukrainian grades out of 100” means 90 to 100; the middle, 95, is converted',
    );
  });

  it('is asked about where no rung of the policy converts it, instead of losing its grade', () => {
    const [row] = recognised([{ grade: 'A', scale: 'ects_old' }]).rows;
    expect(row?.outcome).toBe('as-approved');
    const unnamed = BOOK.policies.map((one) => ({
      ...one,
      grades: { ...one.grades, ladder: one.grades.ladder.filter(({ method }) => method !== 'national-table') },
    }))[1];
    const input = { plan: planOf([]), transcript: transcriptOf([{ grade: 'A', credits: 5, scale: 'ects_old' }]) };
    const found = must(recognise({ ...input, rules: RULES, policy: unnamed ?? policy(), matcher: () => null }));
    expect(found.rows[0]?.outcome).toBe('needs-person');
  });
});

describe('the pass mark of a cycle', () => {
  it.each([
    ['uk', '45', 'bachelor', 'graded'],
    ['uk', '45', 'master', 'failed'],
    ['uk', '50', 'master', 'graded'],
    ['kr', 'D+', 'bachelor', 'graded'],
    ['kr', 'D+', 'master', 'failed'],
    ['kr', 'C0', 'doctorate', 'graded'],
    ['my', 'C+', 'bachelor', 'graded'],
    ['my', 'C+', 'master', 'failed'],
    ['my', 'B', 'master', 'graded'],
    ['de', '4,0', 'master', 'graded'],
  ] as const)('on %s, %s of a %s is %s', (name, printed, level, status) => {
    expect(must(at(name, printed, level)).grade.status).toBe(status);
  });

  it('is asked about where it decides and the cycle is not known', () => {
    const open = at('uk', '45', null);
    expect(why(open)).toBe('grade-level-unknown');
    expect(said(open.problems[0]?.reason)).toBe(
      'whether “45” passes on “UK percentage marks” depends on the cycle, which is not known (lowest pass: bachelor 40; master 50; doctorate 50)',
    );
    expect(must(at('uk', '62', null)).grade.status).toBe('graded');
    expect(must(at('uk', '30', null)).grade.status).toBe('failed');
  });

  it('is not asked about where the host states that the course was passed', () => {
    const rows = [{ grade: '45', scale: 'uk', status: 'passed' as const }];
    expect(recognised(rows).rows[0]?.outcome).toBe('as-approved');
  });

  it('is the lower end of the formula', () => {
    const percents = (level?: Level) => recognised([{ grade: '65', scale: 'uk' }], level).credited[0]?.grade.percent;
    expect(`${percents('bachelor')} ${percents('master')}`).toBe('81 75');
  });

  it('is that of the row, else of the plan, else a question', () => {
    const rows = [{ grade: '45', scale: 'uk' }];
    expect(recognised(rows, 'bachelor').rows[0]?.outcome).toBe('as-approved');
    expect(recognised(rows, 'master').rows[0]?.outcome).toBe('failed');
    expect(recognised(rows).rows[0]?.outcome).toBe('needs-person');
    expect(recognised([{ grade: '45', scale: 'uk', level: 'Master of Science' }], 'bachelor').rows[0]?.outcome).toBe(
      'failed',
    );
    const graduate = [
      { grade: '45', scale: 'uk', level: 'master' },
      { grade: 'D+', scale: 'kr', level: 'master' },
      { grade: 'C+', scale: 'my', level: 'master' },
    ];
    expect(recognised(graduate).rows.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
  });

  it('never passes in a later cycle what fails in the first', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BOOK.scales), fc.integer({ min: 0, max: 1000 }), (known, tenths) => {
        const printed = `${Rational.of(tenths, 10)}`;
        const [first, ...later] = (['bachelor', 'master', 'doctorate'] as const).map((level) => {
          const result = readGradeOn([known], printed, { level, rounding: 'half-up' });
          return result.ok ? result.value.grade.status : null;
        });
        if (first === 'failed') expect(later).toEqual(['failed', 'failed']);
      }),
    );
  });
});

describe('a row without a date', () => {
  const undated = { undated: true };
  it('asks which credit is meant where the unit changed in time', () => {
    const open = resolveUnit(RULES, 'KZ credit', undated);
    expect(why(open)).toBe('name-undated');
    expect(must(resolveUnit(RULES, 'KZ academic credit', undated)).id).toBe('kz_academic_credit');
    expect(must(resolveUnit(RULES, 'ECTS', undated)).id).toBe('ects');
  });

  it('asks for the old and the new Kazakh credit, and not for a dated one', () => {
    const row = { grade: 'A', scale: 'kz', unit: 'KZ credit', credits: 3 };
    const [open, dated] = recognised([row, { ...row, on: '2014-12-20' }]).rows;
    expect(open?.outcome).toBe('needs-person');
    expect(open?.ects).toBeNull();
    expect(dated?.ects?.toString()).toBe('4.5');
  });

  it('asks which scale is meant only where the day changes the grade', () => {
    const kazakh = [scale('kz'), scale('kz', '2015-01-01')] as const;
    const context = { level: null, rounding: 'half-up' } as const;
    expect(must(readGradeOn(kazakh, 'B+', context)).grade.symbol).toBe('B+');
    expect(why(readGradeOn(kazakh, '45', context))).toBe('name-undated');
    expect(must(readGradeOn(kazakh, 'FX', context)).scale.id).toBe('kz_2018');
  });
});

describe('the name of a country', () => {
  const national = new Map(BOOK.scales.map((known) => [known.id, known]));
  it('is that of its national scale, or a question among those of its universities', () => {
    for (const country of ['Malaysia', 'Canada', 'Azerbaijan', 'Hong Kong', 'United Arab Emirates']) {
      const open = resolveScale(RULES, country);
      expect(why(open), country).toBe('scale-of-country');
      const known = open.problems[0]?.reason?.values.known;
      const ids = Array.isArray(known) ? known.map(String) : [];
      expect(ids, country).not.toEqual([]);
      for (const id of ids) expect(national.get(id)?.institutions, id).not.toEqual([]);
    }
  });

  it('is the scale of the university that issued the transcript, where that has its own', () => {
    const of = (institution: string) => must(resolveScale(RULES, 'Azerbaijan', { institution })).id;
    expect(of('Baku Higher Oil School')).toBe('az_bhos');
    expect(of('UNEC')).toBe('az');
  });
});
