/** ELMO and EWP transcripts: which element becomes which field, and what is said of what can not be read. */
import { describe, expect, it } from 'vitest';
import { Rational, transcriptSchema } from '../../src/domain/index.ts';
import { readTranscript } from '../../src/interchange/index.ts';
import { file, inEnglish, loaded, places } from './files.ts';
import { course, elmo, ewp, ISSUER, read, rowOf, rowsOf } from './xml-transcript-files.ts';

const FULL = `<learningOpportunitySpecification>
  <identifier type="nus">651234</identifier><identifier type="local">EL-101</identifier>
  <title xml:lang="fi">Piirianalyysi</title><title xml:lang="en-GB">Circuit &lt;b<![CDATA[> analysis]]></title><title xml:lang="de"/>
  <type>Course</type><iscedCode>0713</iscedCode>
  <specifies><learningOpportunityInstance>
    <start>2026-09-01</start><date>2027-01-18+02:00</date>
    <academicTerm><title xml:lang="fi">Syksy 2026</title><title xml:lang="en">Autumn 2026</title></academicTerm>
    <status>passed</status><gradingSchemeLocalId>five</gradingSchemeLocalId><resultLabel> 4 </resultLabel>
    <shortenedGrading><percentageLower>40</percentageLower><percentageEqual>35</percentageEqual><percentageHigher>25</percentageHigher></shortenedGrading>
    <resultDistribution><category label="5" count="11"/><category label="4" count="20"/><category label="0" count="3"/></resultDistribution>
    <credit><scheme>local points</scheme><value>3</value></credit><credit><scheme>ECTS</scheme><level>Bachelor</level><value>5.50</value></credit>
    <level><type>EQF</type><value>6</value></level>
    <languageOfInstruction>en</languageOfInstruction><engagementHours>140</engagementHours>
  </learningOpportunityInstance></specifies>
</learningOpportunitySpecification>`;

describe('a row', () => {
  it('takes every field from its element', () => {
    expect(rowOf(FULL, { scale: 'fi' })).toEqual({
      line: 1,
      code: 'EL-101',
      codes: ['651234'],
      titles: { fi: 'Piirianalyysi', en: 'Circuit <b> analysis' },
      credits: Rational.from('5.5'),
      unit: 'ECTS',
      grade: '4',
      scale: 'fi',
      completedOn: '2027-01-18',
      term: 'Autumn 2026',
      languages: ['en'],
      attempt: null,
      iscedF: '0713',
      level: 'EQF 6',
      status: 'passed',
      distribution: [
        { grade: '5', count: 11 },
        { grade: '4', count: 20 },
        { grade: '0', count: 3 },
      ],
      extra: {
        grading_scheme: 'five',
        shortened_grading: '40/35/25',
        other_credits: '3 local points',
      },
    });
  });

  it('keeps the label byte for byte, since "02" is not 2', () => {
    expect(['02', '45.1', 'Hylätty', 'A−', '1,0'].map((grade) => rowOf({ code: 'A', grade }).grade)).toEqual([
      '02',
      '45.1',
      'Hylätty',
      'A−',
      '1,0',
    ]);
  });

  it('has the institution and the schema of the domain', () => {
    const { value } = loaded(read(elmo(FULL)));
    expect(value.institution).toBe('Lakeside University');
    expect(transcriptSchema.safeParse(JSON.parse(JSON.stringify(value))).success).toBe(true);
  });

  it('is numbered in document order, also when the whole file is one line', () => {
    const text = elmo(course({ code: 'B', grade: '3' }) + course({ code: 'A', grade: '2' })).replaceAll('\n', '');
    expect(rowsOf(text).map(({ line, code }) => `${line} ${code}`)).toEqual(['1 B', '2 A']);
  });

  it.each([
    ['<identifier type="nus">1</identifier><identifier type="fs">X1</identifier>', 'X1'],
    ['<identifier type="ewp-los-id">CR/9</identifier><identifier>X2</identifier>', 'X2'],
    ['<identifier type="ewp-los-id">CR/9</identifier>', 'CR/9'],
    ['<identifier type="subjectArea">11.3</identifier><identifier type="local"/>', ''],
  ])('has the best of its identifiers as code: %s', (identifiers, code) => {
    expect(
      rowOf(`<learningOpportunitySpecification>${identifiers}<title>T</title></learningOpportunitySpecification>`).code,
    ).toBe(code);
  });
});

describe('the status beside the grade', () => {
  it('is stated by the file', () => {
    expect(rowOf({ code: 'A', grade: 'FX', status: 'failed', ects: '5' })).toMatchObject({
      grade: 'FX',
      status: 'failed',
    });
    expect(rowOf({ code: 'A', status: 'passed', ects: '5' })).toMatchObject({ grade: null, status: 'passed' });
  });

  it('gives a course under way no grade, whatever label it bears', () => {
    expect(rowOf({ code: 'A', grade: 'B', status: 'in-progress' })).toMatchObject({
      grade: null,
      status: 'in-progress',
      extra: { result: 'B' },
    });
  });

  it('is passed for credits of a day without label and status, as ELMO defines, and a note says so', () => {
    const result = loaded(read(elmo(course({ code: 'A', ects: '5', run: '<date>2027-01-20</date>' }))));
    expect(result.value.rows[0]).toMatchObject({ grade: null, status: 'passed' });
    expect(places(result.problems)).toEqual(['grade-missing']);
  });

  it('is unknown for credits without label, status and day: the course may only be registered for', () => {
    expect(rowOf({ code: 'A', ects: '5' })).not.toHaveProperty('status');
  });

  it('is not assumed where a label speaks, since older files list failed courses without status', () => {
    expect(rowOf({ code: 'A', grade: 'Hylätty', ects: '5' })).not.toHaveProperty('status');
  });

  it('is unknown without credits, label and status', () => {
    expect(rowOf({ code: 'A', ects: '0' })).not.toHaveProperty('status');
  });
});

describe('credits', () => {
  const credit = (scheme: string, value: string) =>
    `<credit><scheme>${scheme}</scheme><value>${value}</value></credit>`;

  it.each([
    [credit('usos', '9') + credit('ects', '6'), '6', 'ects'],
    [credit('US semester', '3'), '3', 'US semester'],
    [credit('ECTS', '') + credit('cp', '4'), '4', 'cp'],
    [credit('ECTS', '7,5'), '7.5', 'ECTS'],
    [credit('ECTS', '10.000'), '10', 'ECTS'],
  ])('%s are %s %s', (run, credits, unit) => {
    expect(rowOf({ code: 'A', grade: '3', run })).toMatchObject({ credits: Rational.from(credits), unit });
  });

  it.each(['-5', 'NaN', '1e3', '5/150', 'five'])(
    '"%s" are none: the row stays, and a warning names the element',
    (ects) => {
      const result = loaded(read(elmo(course({ code: 'A', grade: '3', ects })), { scale: 'fi' }));
      expect(result.value.rows[0]).toMatchObject({ credits: null, extra: { credits: ects } });
      expect(places(result.problems)).toEqual([
        'value-invalid 7 elmo/report/learningOpportunitySpecification/specifies/learningOpportunityInstance/credit/value',
      ]);
    },
  );
});

describe('what can not be read', () => {
  it('costs a course without identifier and title its row, and no other', () => {
    const empty = '<learningOpportunitySpecification><title/></learningOpportunitySpecification>';
    const result = loaded(read(elmo(empty + course({ code: 'A', grade: '3' })), { scale: 'fi' }));
    expect([result.rows, result.rejected]).toEqual([2, 1]);
    expect(result.value.rows).toMatchObject([{ line: 2, code: 'A' }]);
    expect(places(result.problems)).toEqual(['value-missing 5 elmo/report/learningOpportunitySpecification']);
  });

  it.each([
    ['<date>31.02.2027</date>', { completedOn: null, extra: { date: '31.02.2027' } }],
    [
      '<languageOfInstruction>Elvish</languageOfInstruction>',
      { languages: [], extra: { languageOfInstruction: 'Elvish' } },
    ],
    ['<resultDistribution><category label="A" count="many"/></resultDistribution>', { grade: '3' }],
    ['<resultDistribution><category count="4"/></resultDistribution>', { grade: '3' }],
  ])('is kept aside with a warning: %s', (run, expected) => {
    const result = loaded(read(elmo(course({ code: 'A', grade: '3', run })), { scale: 'fi' }));
    expect(result.value.rows[0]).toMatchObject(expected);
    expect(result.value.rows[0]).not.toHaveProperty('distribution');
    expect(result.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning value-invalid']);
  });

  it('is a subject code that is no ISCED-F field', () => {
    const text = elmo(
      course({ code: 'A', grade: '3' }).replace('<specifies>', '<iscedCode>11.3</iscedCode><specifies>'),
    );
    const result = loaded(read(text, { scale: 'fi' }));
    expect(result.value.rows[0]).toMatchObject({ iscedF: null, extra: { iscedCode: '11.3' } });
    expect(places(result.problems)[0]).toMatch(/^value-invalid \d+ .*iscedCode$/);
  });

  it('is a report without courses', () => {
    expect(places(read(elmo('')).problems)).toEqual(['file-empty']);
  });
});

describe('files before ELMO 1.0', () => {
  it('have result and credits elsewhere, and the term in the start', () => {
    const old = `<elmo xmlns="http://purl.org/net/elmo"><report><learner><fullName>Ada Musterova</fullName></learner>${ISSUER}
      <learningOpportunitySpecification><identifier type="fs">K7</identifier><title xml:lang="fi">Kemia</title>
      <credit><scheme>ECTS</scheme><value>4</value></credit>
      <specifies><learningOpportunityInstance><start>2026 Syksy</start><result scheme="NO30">D</result></learningOpportunityInstance></specifies>
      </learningOpportunitySpecification></report></elmo>`;
    expect(rowsOf(old, { schemes: { NO30: 'no' } })).toMatchObject([
      { code: 'K7', credits: Rational.of(4), grade: 'D', term: '2026 Syksy', scale: 'no' },
    ]);
  });
});

describe('the scale, which XML does not name', () => {
  const mixed = elmo(
    course({ code: 'A', grade: 'B', run: '<gradingSchemeLocalId>letters</gradingSchemeLocalId>' }) +
      course({ code: 'B', grade: '78', run: '<gradingSchemeLocalId>points</gradingSchemeLocalId>' }),
    { after: '<gradingScheme localId="points"><description xml:lang="en">0 to 100</description></gradingScheme>' },
  );

  it('is unknown without being told, and one warning names the grading schemes of the file', () => {
    const { value, problems } = loaded(read(mixed));
    expect(value.rows.map(({ scale }) => scale)).toEqual([null, null]);
    expect(places(problems)).toEqual(['scale-unknown']);
    expect(inEnglish(problems)[0]?.message).toContain('letters, points (0 to 100)');
  });

  it('is told for all rows, and a warning says that the file has several schemes', () => {
    const { value, problems } = loaded(read(mixed, { scale: 'us' }));
    expect(value.rows.map(({ scale }) => scale)).toEqual(['us', 'us']);
    expect(places(problems)).toEqual(['scale-unknown']);
  });

  it('is told for each scheme', () => {
    const { value, problems } = loaded(read(mixed, { scale: 'us', schemes: { points: 'percent' } }));
    expect(value.rows.map(({ scale }) => scale)).toEqual(['us', 'percent']);
    expect(problems).toEqual([]);
  });

  it('is not told for a scheme that is not in the file', () => {
    expect(places(read(mixed, { scale: 'us', schemes: { points: 'x', toString: 'y' } }).problems)).toEqual([
      'option-invalid',
    ]);
  });

  it('of a CSV row is its own, else the one that is told', () => {
    const csv = file('code,title,grade,grade_scale\nA,Circuits,B,ects\nB,Signals,C,\n');
    expect(loaded(readTranscript(csv, { scale: 'us' })).value.rows.map(({ scale }) => scale)).toEqual(['ects', 'us']);
  });
});

describe('the student', () => {
  const student = (identifiers: string) =>
    loaded(read(elmo(course({ code: 'A', grade: '3' }), { learner: identifiers }))).value.student;

  it.each([
    ['<identifier type="nationalIdentifier">010190-123A</identifier>', null],
    [
      '<identifier type="esi">urn:schac:personalUniqueCode:int:esi:x.example:77</identifier>',
      'urn:schac:personalUniqueCode:int:esi:x.example:77',
    ],
    ['<identifier type="studentIdentifier">s-4711</identifier>', 's-4711'],
    ['<identifier type="studentIdentifier">7</identifier><identifier type="esi">urn:9</identifier>', 'urn:9'],
    // A "student number" that is the national one, or names the person.
    [
      '<identifier type="nationalIdentifier">010190</identifier><identifier type="studentIdentifier">010190</identifier>',
      null,
    ],
    ['<identifier type="studentIdentifier">ada.musterova1</identifier>', null],
    ['<identifier type="studentIdentifier">Ada Musterova</identifier>', null],
    ['<identifier type="stadsIdentifier">4711</identifier>', null],
  ])('is a number that names nobody, or null: %s', (identifiers, expected) => {
    expect(student(identifiers)).toBe(expected);
  });

  it('appears nowhere by name, nor by birth date or national number', () => {
    const learner = '<identifier type="nationalIdentifier">010190-123A</identifier><bday>1990-01-01</bday>';
    const result = read(elmo(course({ code: 'A', grade: '3', ects: 'x' }), { learner }));
    expect(JSON.stringify(result)).not.toMatch(/Ada|Musterova|1990|010190/);
  });
});

describe('EWP transcripts with grading tables', () => {
  const table = (inner: string) => `<gradeConversionTable>${inner}</gradeConversionTable>`;
  const frequencies = (...pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([label, share]) => `<gradeFrequency label="${label}" percentage="${share}"/>`).join('');
  const one = elmo(course({ code: 'A', grade: 'B', ects: '5' }));
  const isced = `<iscedTable iscedCode="0713">${frequencies(['F', '8.05'], ['B', '61.9'], ['A', '30'])}</iscedTable>`;

  it('keep the proportions exactly and say that the number of students is unknown', () => {
    const { value } = loaded(read(ewp(['m1', one + table(isced)]), { scale: 'us' }));
    expect(value.gradingTables).toMatchObject([
      {
        id: 'ewp_0713_1',
        institution: 'Lakeside University',
        scale: 'us',
        iscedF: '0713',
        level: null,
        counts: [
          { grade: 'F', count: 805 },
          { grade: 'B', count: 6190 },
          { grade: 'A', count: 3000 },
        ],
        confidence: 'medium',
      },
    ]);
    expect(value.gradingTables?.[0]?.source).toContain('number is not stated');
    expect(transcriptSchema.safeParse(JSON.parse(JSON.stringify(value))).success).toBe(true);
  });

  it('leave the tables out, with a warning, when nobody names the scale', () => {
    const result = loaded(read(ewp(['m1', one + table(isced)])));
    expect(result.value).not.toHaveProperty('gradingTables');
    expect(places(result.problems)).toEqual([
      'scale-unknown',
      'scale-unknown 10 imobility-tors-get-response/tor/gradeConversionTable',
    ]);
  });

  it.each([
    ['<iscedTable iscedCode="x"><gradeFrequency label="A" percentage="3"/></iscedTable>'],
    ['<iscedTable iscedCode="0713"><gradeFrequency label="A" percentage="-3"/></iscedTable>'],
    ['<iscedTable iscedCode="0713"><gradeFrequency label="A" percentage="101"/></iscedTable>'],
    ['<iscedTable iscedCode="0713"><gradeFrequency percentage="3"/></iscedTable>'],
    ['<iscedTable iscedCode="0713"/>'],
  ])('leave out a table that can not be read, and keep the others: %s', (bad) => {
    const result = loaded(read(ewp(['m1', one + table(bad + isced)]), { scale: 'us' }));
    expect(result.value.gradingTables?.map(({ id }) => id)).toEqual(['ewp_0713_2']);
    expect(places(result.problems)).toEqual([
      'value-invalid 10 imobility-tors-get-response/tor/gradeConversionTable/iscedTable',
    ]);
  });
});

describe('a file of several transcripts', () => {
  const other = elmo(course({ code: 'Z', grade: 'C' }), {
    issuer: '<issuer><identifier type="schac">hill.example</identifier><title>Hill School</title></issuer>',
  });
  const two = ewp(['m1', elmo(course({ code: 'A', grade: 'B' }))], ['m2', other]);

  it('is refused, and the problem lists them', () => {
    const { ok, problems } = read(two);
    expect([ok, places(problems)]).toEqual([false, ['file-malformed']]);
    expect(inEnglish(problems)[0]?.remedy).toContain('Lakeside University, mobility m1; Hill School, mobility m2');
  });

  it.each(['m2', 'hill school', 'hill.example'])('is read in part by mobility, title or identifier: %s', (part) => {
    expect(rowsOf(two, { part }).map(({ code }) => code)).toEqual(['Z']);
  });

  it('has no part of another name', () => {
    expect(places(read(two, { part: 'm3' }).problems)).toEqual(['option-invalid']);
  });

  it('is one transcript when two reports are of one issuer', () => {
    const reports = elmo(course({ code: 'A', grade: 'B' })).replace(
      '</elmo>',
      `<report>${ISSUER}${course({ code: 'B', grade: 'C' })}</report></elmo>`,
    );
    expect(rowsOf(reports).map(({ line, code }) => `${line} ${code}`)).toEqual(['1 A', '2 B']);
  });
});
