/** Transcripts, precedents and mobility calls. */
import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { readCalls, readPrecedents, readTranscript } from '../../src/interchange/index.ts';
import { file, loaded, places } from './files.ts';

describe('readTranscript', () => {
  it('reads no sum as a course, although it prints the unit and the mean beside its figure', () => {
    const { value } = loaded(
      readTranscript(
        file(
          'code;title;credits;credit_system;grade;grade_scale\n' +
            'X1;Regelungstechnik;5;ECTS;1,3;de\nX2;Antriebe;5;ECTS;2,0;de\n;Gesamt;10;ECTS;1,65;\n',
        ),
      ),
    );
    expect(value.rows.map(({ code }) => code)).toEqual(['X1', 'X2']);
  });

  it('reads rows as the host printed them', () => {
    const { value } = loaded(
      readTranscript(
        file(
          'student;institution;code;title;credits;credit_system;grade;grade_scale;completed_on;term;language;attempt;remark\n' +
            'S1;U;ET-1;Leistungselektronik;5;ECTS;1,7;de;04.02.2027;WS;de;2;resit\n',
        ),
      ),
    );
    expect(value).toEqual({
      institution: 'U',
      student: 'S1',
      rows: [
        {
          line: 2,
          code: 'ET-1',
          titles: { de: 'Leistungselektronik' },
          credits: Rational.from(5),
          unit: 'ECTS',
          grade: '1,7',
          scale: 'de',
          completedOn: '2027-02-04',
          term: 'WS',
          languages: ['de'],
          attempt: 2,
          iscedF: null,
          level: null,
          extra: { remark: 'resit' },
        },
      ],
    });
  });

  it('keeps labels that look like numbers: a Danish 02 is not 2, and no grade is not a fail', () => {
    const { value } = loaded(readTranscript(file('code,grade\nA,02\nB,\nC,00\n')));
    expect(value.rows.map(({ grade }) => grade)).toEqual(['02', null, '00']);
  });

  it('keeps every attempt at a course', () => {
    const { value } = loaded(readTranscript(file('code,grade,attempt\nA,5.0,1\nA,2.0,2\n')));
    expect(value.rows.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('rejects rows whose credits it can not be sure of, and lists them with their cells and the reason', () => {
    const result = readTranscript(file('code,title,grade,credits\nA,T,B,5\nB,T,B,3-6\n,,B,5\nD,T,B,to be arranged\n'));
    const { value } = loaded(result);
    expect(value.rows.map(({ code }) => code)).toEqual(['A']);
    expect(places(result.problems)).toEqual([
      'value-invalid 3 credits',
      'value-missing 4 code',
      'value-invalid 5 credits',
    ]);
    expect(value.rejectedRows).toEqual([
      { place: { line: 3 }, cells: ['B', 'T', 'B', '3-6'], reason: { code: 'credits-not-one-number', values: {} } },
      { place: { line: 4 }, cells: ['', '', 'B', '5'], reason: { code: 'row-unnamed', values: {} } },
      {
        place: { line: 5 },
        cells: ['D', 'T', 'B', 'to be arranged'],
        reason: { code: 'credits-not-one-number', values: {} },
      },
    ]);
  });

  it('keeps a row whose date can not be read, with the date beside it', () => {
    const result = readTranscript(file('code,title,grade,credits,completed_on\nA,T,B,5,2027-01-02\nC,T,B,5,soon\n'));
    const { rows, rejectedRows } = loaded(result).value;
    expect(rejectedRows).toBeUndefined();
    expect(rows.map(({ completedOn, aside }) => [completedOn, aside])).toEqual([
      ['2027-01-02', undefined],
      [null, [{ field: 'completed_on', text: 'soon', reason: { code: 'date-unreadable', values: {} } }]],
    ]);
    expect(places(result.problems)).toEqual(['value-invalid 3 completed_on']);
  });

  it.each([
    ['student', 'student,code,grade\nS1,A,B\nS2,B,B\n'],
    ['institution', 'institution,code,grade\nU,A,B\nV,B,B\n'],
  ])('refuses a file of more than one %s, because all of it would count for one', (column, text) => {
    const result = readTranscript(file(text));
    expect(result.ok).toBe(false);
    expect(result.problems[0]).toMatchObject({ code: 'file-malformed', column });
  });

  it('needs a grade column and one of code and title', () => {
    expect(places(readTranscript(file('credits\n5\n')).problems)).toEqual([
      'header-missing-column 1',
      'header-missing-column 1',
    ]);
  });
});

describe('readPrecedents', () => {
  const header =
    'home_institution,home_code,home_title,home_description,host_institution,host_code,host_title,host_description,decision,decided_on,valid_until';

  it('reads a decision', () => {
    const { value } = loaded(
      readPrecedents(file(`${header}\nH,EE1,Circuits,,U,201,Networks,,Approved,2026-01-31,31.12.2028\n`)),
    );
    expect(value).toEqual([
      {
        home: { institution: 'H', courses: [{ code: 'EE1', titles: { en: 'Circuits' }, descriptions: {} }] },
        host: { institution: 'U', courses: [{ code: '201', titles: { en: 'Networks' }, descriptions: {} }] },
        decision: 'approved',
        decidedOn: '2026-01-31',
        validUntil: '2028-12-31',
      },
    ]);
  });

  it('rejects a row without decision, without a side, or with an unreadable date', () => {
    const result = readPrecedents(
      file(
        'home_code,host_code,decision,valid_until\nA,B,refused,\nA,C,perhaps,\nA,D,,\n,E,approved,\nA,,approved,\nA,F,approved,soon\n',
      ),
    );
    expect(loaded(result).value).toHaveLength(1);
    expect(places(result.problems)).toEqual([
      'value-invalid 3 decision',
      'value-missing 4 decision',
      'value-missing 5 home_code',
      'value-missing 6 host_code',
      'value-invalid 7 valid_until',
    ]);
  });
});

describe('readCalls', () => {
  const text =
    'university,city,country,specialty,requirements,tuition_payment,costs,quantity,catalogue_links,deadline\n' +
    'U,C,L,Power,B2,waived,rent,3,https://u.example/a https://u.example/b; javascript:alert(1),01.03.2027\n' +
    'V,C,L,Power,B2,waived,rent,,https://v.example,2027-03-01\n' +
    'W,C,L,Power,B2,waived,rent,-2,https://w.example,2027-03-01\n' +
    'X,C,L,Power,B2,waived,rent,2,https://x.example,soon\n';
  const result = readCalls(file(text));

  it('reads a call, and leaves out a link that is no web address', () => {
    expect(loaded(result).value).toEqual([
      {
        university: 'U',
        city: 'C',
        country: 'L',
        specialty: 'Power',
        requirements: 'B2',
        tuitionPayment: 'waived',
        costs: 'rent',
        quantity: 3,
        catalogueLinks: ['https://u.example/a', 'https://u.example/b'],
        deadline: '2027-03-01',
      },
    ]);
  });

  it('names what is missing or wrong', () => {
    expect(places(result.problems)).toEqual([
      'value-invalid 2 catalogue_links',
      'value-missing 3 quantity',
      'value-invalid 4 quantity',
      'value-invalid 5 deadline',
    ]);
  });
});
