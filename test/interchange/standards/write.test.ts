/** Files of the standards: valid against their schemas, and read back as what was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  courseSchema,
  type Plan,
  planSchema,
  Rational,
  type Transcript,
  type TranscriptRow,
} from '../../../src/domain/index.ts';
import {
  readCatalogueJson,
  readPlan,
  readTranscript,
  writeElmo,
  writeElmoRecognition,
  writeEpvo,
  writeLearningAgreement,
  writeOccapi,
  writeTor,
} from '../../../src/interchange/index.ts';
import { sampleRecognition } from '../documents/protocol-sample.ts';
import { PLAN_FILE } from '../plans.ts';
import { FACTS } from './facts.ts';
import { faultsIn } from './validate.ts';

const ELMO = 'elmo/schemas/elmo-v2.1.1/schema.xsd';
const TOR = 'ewp/schemas/ewp-specs-api-imobility-tors-v3.0.0/endpoints/get-response.xsd';
const AGREEMENT = 'ewp/schemas/ewp-specs-api-omobility-las-v1.2.0/endpoints/get-response.xsd';
const DATE = '2027-02-15';

const file = (text: string, name = 'written.xml') => ({ name, bytes: new TextEncoder().encode(text) });
const codes = (reasons: readonly { readonly values: Readonly<Record<string, unknown>> }[]) =>
  reasons.map(({ values }) => values.what);

const row = (line: number, more: Partial<TranscriptRow> = {}): TranscriptRow => ({
  line,
  code: `C ${line}`,
  titles: { en: `Course ${line}`, ru: `Курс <${line}> & «ещё»` },
  credits: Rational.from('7.5'),
  unit: 'ECTS',
  grade: '02',
  scale: null,
  completedOn: '2027-01-20',
  term: null,
  languages: ['en'],
  attempt: null,
  extra: {},
  ...more,
});
const transcript = (rows: TranscriptRow[]): Transcript => ({ institution: 'Host & Sons', student: 'S-17', rows });

const rowArbitrary: fc.Arbitrary<Partial<TranscriptRow>> = fc.record({
  code: fc.stringMatching(/^[A-Z]{2,4} ?\d{2,4}[a-z]?$/),
  titles: fc.constantFrom<Record<string, string>>(
    { en: 'Motors & "drives"' },
    { kk: 'Электр машиналары', ru: 'Электрические машины' },
  ),
  credits: fc.constantFrom(null, '0', '5', '7.5', '2.25').map((text) => (text === null ? null : Rational.from(text))),
  grade: fc.constantFrom(null, 'A', '02', '1,7', 'Hylätty'),
  status: fc.constantFrom('passed' as const, 'failed' as const),
  completedOn: fc.constantFrom(null, '2027-01-31'),
  languages: fc.constantFrom<string[]>([], ['de']),
  iscedF: fc.constantFrom(null, '0713'),
  level: fc.constantFrom(null, 'EQF 6'),
  codes: fc.constantFrom(undefined, ['CR/8f0d', 'XY-7']),
  distribution: fc.constantFrom(undefined, [
    { grade: 'A', count: 3 },
    { grade: '<5', count: 0 },
  ]),
});

describe('ELMO', () => {
  it('of a transcript is valid', async (context) => {
    const { text } = writeElmo(
      transcript([row(1), row(2, { grade: null, distribution: [{ grade: 'A', count: 4 }] })]),
      {
        date: DATE,
        facts: FACTS,
      },
    );
    const faults = await faultsIn(text, ELMO);
    if (faults === null) return context.skip('the schemas are not here: this test did not run');
    expect(faults).toEqual([]);
  });

  it('read back has every row as it was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(rowArbitrary, { minLength: 1, maxLength: 6, selector: ({ code }) => code }),
        (drawn) => {
          const given = transcript(
            drawn.map(({ distribution, ...more }, at) =>
              row(at + 1, { ...more, ...(distribution && { distribution }) }),
            ),
          );
          const read = readTranscript(file(writeElmo(given, { date: DATE }).text));
          if (!read.ok) throw new Error(JSON.stringify(read.problems));
          expect(read.value.value.institution).toBe(given.institution);
          expect(read.value.value.student).toBe(given.student);
          const facts = ({ rows }: Transcript) =>
            rows.map(
              ({
                code,
                codes: others,
                titles,
                credits,
                grade,
                status,
                completedOn,
                languages,
                iscedF,
                level,
                distribution,
              }) => ({
                ...{ code, others, titles, grade, status, completedOn, languages, iscedF, level, distribution },
                credits: credits?.toString() ?? null,
              }),
            );
          expect(facts(read.value.value)).toEqual(facts(given));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes no unknown result for a pass', () => {
    const unknown = transcript([row(1, { grade: null })]);
    const { text, unsaid } = writeElmo(unknown, { date: DATE });
    const read = readTranscript(file(text));
    expect(read.ok && read.value.value.rows[0]?.status).toBe('in-progress');
    expect(codes(unsaid)).toContain('result-unknown');
  });

  it('of a recognition has the original, the result and which stands for which', async (context) => {
    const recognition = sampleRecognition();
    const lines = recognition.rows.map(({ line, code, title }) => row(line, { code, titles: { en: title } }));
    const { text, unsaid } = writeElmoRecognition(
      { recognition, transcripts: [transcript(lines)] },
      { date: DATE, facts: FACTS },
    );
    for (const { homeCode } of recognition.credited) expect(text).toContain(`<ref>${homeCode}</ref>`);
    for (const { code } of recognition.rows) if (code) expect(text).toContain(`>${code}</identifier>`);
    expect(codes(unsaid)).toContain('derivation');
    const faults = await faultsIn(text, ELMO);
    if (faults === null) return context.skip('the schemas are not here: this test did not run');
    expect(faults).toEqual([]);
  });
});

describe('the transcript of records of EWP', () => {
  const table = {
    id: 't',
    institution: 'Host & Sons',
    scale: 'de',
    iscedF: '0713',
    level: null,
    years: null,
    sampleStated: true,
    validFrom: null,
    validTo: null,
    counts: [
      { grade: 'A', count: 50 },
      { grade: 'B', count: 150 },
    ],
    source: 'invented',
    confidence: 'high' as const,
  };

  it('is valid and carries the grading tables', async (context) => {
    const made = writeTor(
      { ...transcript([row(1, { scale: 'de' })]), gradingTables: [table] },
      { date: DATE, facts: FACTS },
    );
    if (!made.ok) throw new Error('expected a file');
    expect(made.value.text).toContain('<gradeFrequency label="A" percentage="25"/>');
    const read = readTranscript(file(made.value.text), { scale: 'de' });
    expect(read.ok && read.value.value.gradingTables?.[0]?.counts).toEqual([
      { grade: 'A', count: 25 },
      { grade: 'B', count: 75 },
    ]);
    const faults = await faultsIn(made.value.text, TOR);
    if (faults === null) return context.skip('the schemas are not here: this test did not run');
    expect(faults).toEqual([]);
  });

  it('asks for the mobility', () => {
    const made = writeTor(transcript([row(1)]), { date: DATE, facts: {} });
    expect(made.ok).toBe(false);
    expect(made.problems[0]?.reason).toMatchObject({ code: 'standard-needs', values: { fields: ['mobility'] } });
  });
});

describe('the learning agreement of EWP', () => {
  const plan: Plan = planSchema.parse(PLAN_FILE);
  const [bundle] = plan.bundles;
  const [host] = bundle?.host ?? [];
  if (!bundle || !host) throw new Error('the plan has a bundle');
  const changed: Plan = {
    ...plan,
    bundles: [{ ...bundle, host: [{ ...host, code: '202', titles: { en: 'Signals' } }] }],
  };

  it('is valid, agreed, proposed and changed', async (context) => {
    const { signatures, ...open } = FACTS;
    const unsigned = signatures && { ...open, signatures: { student: signatures.student, home: signatures.home } };
    const made = [
      writeLearningAgreement({ agreed: plan, facts: FACTS }),
      writeLearningAgreement({ agreed: plan, facts: unsigned ?? FACTS }),
      writeLearningAgreement({ agreed: plan, changed, facts: FACTS }),
    ];
    for (const one of made) {
      if (!one.ok) throw new Error(JSON.stringify(one.problems));
      const faults = await faultsIn(one.value.text, AGREEMENT);
      if (faults === null) return context.skip('the schemas are not here: this test did not run');
      expect(faults).toEqual([]);
    }
    const [agreed, proposed, change] = made.map((one) => (one.ok ? one.value.text : ''));
    expect([agreed, proposed].map((text) => /<first-version>/.test(text ?? ''))).toEqual([true, false]);
    expect(change).toMatch(/<component status="deleted">\s*<los-code>201</);
    expect(change).toMatch(/<component status="inserted">\s*<los-code>202</);
  });

  it('has beside it which courses replace which, and an id that only another content changes', () => {
    const idOf = (given: Plan): string | undefined => {
      const made = writeLearningAgreement({ agreed: plan, changed: given, facts: FACTS });
      return made.ok ? /changes-proposal id="(\w+)"/.exec(made.value.text)?.[1] : undefined;
    };
    const made = writeLearningAgreement({ agreed: plan, facts: FACTS });
    expect(made.ok && made.value.annex.links).toEqual([
      { bundle: 'b1', studied: ['201'], recognised: ['EE1'], electiveBlock: null },
    ]);
    expect(idOf(changed)).toBe(idOf({ ...changed, totals: plan.totals }));
    expect(idOf(changed)).not.toBe(idOf(plan));
  });

  it('with its annex is read back as the bundles that were written', () => {
    const side = (prefix: string) =>
      fc.record({
        code: fc.integer({ min: 1, max: 40 }).map((at) => `${prefix}${at}`),
        titles: fc.constantFrom<Record<string, string>>({ en: 'A & B' }, { en: 'Сети' }),
        credits: fc.constant(null),
        ects: fc.constantFrom('0', '3', '7.5'),
        term: fc.constantFrom('autumn', 'spring', null),
        languages: fc.constant([]),
      });
    const home = side('H').map((course) => ({ ...course, semester: null, cycle: null, component: null }));
    const bundle = fc.record(
      {
        home: fc.array(home, { maxLength: 3 }),
        host: fc.array(side('C'), { minLength: 1, maxLength: 3 }),
        fills: fc.array(home, { minLength: 1, maxLength: 2 }),
        electiveBlock: fc.constantFrom(null, 'КВ-1'),
      },
      { requiredKeys: ['home', 'host', 'electiveBlock'] },
    );
    const bundles = fc
      .array(bundle, { minLength: 1, maxLength: 4 })
      .filter((all) => all.some(({ home: own, fills = [] }) => own.length + fills.length > 0))
      .map((all) => all.map((one, at) => ({ ...one, id: `b${at + 1}`, score: 1 })));
    const told = ({ bundles: all }: Plan) =>
      all.map(({ id, home: own, host, fills, electiveBlock }) => ({
        ...{ id, electiveBlock },
        sides: [own, host, fills].map((courses) =>
          courses?.map(({ code, titles, ects, term }) => [code, titles.en, `${ects}`, term]),
        ),
      }));
    fc.assert(
      fc.property(bundles, (all) => {
        const agreed = planSchema.parse({ ...PLAN_FILE, bundles: all });
        const made = writeLearningAgreement({ agreed, facts: FACTS });
        if (!made.ok) throw new Error('expected a file');
        const back = readPlan(file(made.value.text), file(JSON.stringify(made.value.annex), 'links.json'));
        if (!back.ok) throw new Error(JSON.stringify(back.problems));
        expect(told(back.value)).toEqual(told(agreed));
      }),
      { numRuns: 200 },
    );
    const made = writeLearningAgreement({ agreed: plan, facts: FACTS });
    if (!made.ok) throw new Error('expected a file');
    const other = { ...made.value.annex, links: [{ ...made.value.annex.links[0], studied: ['999'] }] };
    const refused = [JSON.stringify(other), '{"links":'].map((text) => readPlan(file(made.value.text), file(text)));
    expect(refused.map(({ problems }) => problems.at(-1)?.reason.code)).toEqual(['annex-of-another', 'annex-unread']);
  });

  it('asks for all that nobody has said', () => {
    const made = writeLearningAgreement({ agreed: plan, facts: {} });
    expect(made.problems[0]?.reason.values.fields).toEqual([
      ...['home.schac', 'home.contact', 'host.schac', 'host.contact', 'mobility', 'signatures'],
    ]);
  });
});

describe('rows of EPVO', () => {
  it('have the credited courses, and the difference as such', () => {
    const recognition = sampleRecognition();
    const rows = JSON.parse(writeEpvo(recognition, new Map()).text) as Record<string, unknown>[];
    expect(rows.map(({ subjectCode, type }) => [subjectCode, type])).toEqual([
      ...recognition.credited.map(({ homeCode }) => [homeCode, 0]),
      ...recognition.difference.map(({ homeCode }) => [homeCode, 7]),
    ]);
    expect(rows[0]?.alphaMark).toBe(recognition.credited[0]?.grade.letter);
  });
});

describe('catalogues in JSON', () => {
  const read = (value: unknown) => readCatalogueJson(file(JSON.stringify(value), 'courses.json'));

  it('of OCCAPI read back as they were written', () => {
    const course = courseSchema.parse({
      code: 'EE 201',
      titles: { en: 'Networks', de: 'Netze' },
      descriptions: { en: 'Loads and lines.' },
      outcomes: { en: ['Size a line', 'Read a diagram'] },
      credits: { min: '6', max: '6', unit: 'ECTS' },
      terms: ['spring'],
      url: 'https://host.example/ee201',
      languages: ['en'],
      prerequisites: ['EE 101'],
      iscedF: '0713',
    });
    const catalogue = { institution: 'Host', academicYear: '2026/27', courses: [course] };
    const { text, unsaid } = writeOccapi(catalogue, () => '00000000-0000-5000-8000-000000000000');
    expect(unsaid).toEqual([]);
    const back = readCatalogueJson(file(text, 'courses.json'));
    expect(JSON.parse(JSON.stringify(back.ok && back.value.value))).toEqual(JSON.parse(JSON.stringify(catalogue)));
  });

  it('of OCCAPI read back as whatever was written, what is unknown and what is empty kept apart', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 });
    const language = fc.constantFrom('en', 'kk', 'ru', 'de');
    const texts = fc.dictionary(language, text, { maxKeys: 3 });
    const amount = fc.constantFrom('0', '5', '7.5', '20/3', '12');
    const credits = fc
      .tuple(amount, amount, fc.constantFrom('ECTS', 'kz', 'US semester credit', null))
      .map(([a, b, unit]) => ({
        ...(Rational.from(a).lte(Rational.from(b)) ? { min: a, max: b } : { min: b, max: a }),
        unit,
      }));
    const meeting = fc.record({
      term: fc.constantFrom('autumn', 'spring', null),
      day: fc.integer({ min: 1, max: 7 }),
      start: fc.integer({ min: 0, max: 600 }),
      end: fc.integer({ min: 601, max: 1440 }),
    });
    const course = fc
      .record(
        {
          code: fc.stringMatching(/^[A-ZЁ]{2}[ -]?\d{3}$/u),
          titles: fc.dictionary(language, text, { minKeys: 1, maxKeys: 3 }),
          descriptions: texts,
          outcomes: fc.dictionary(language, fc.array(text, { maxLength: 3 }), { maxKeys: 2 }),
          credits: fc.option(credits),
          level: fc.constantFrom(null, '', 'bachelor', 'M.Sc.'),
          terms: fc.subarray(['autumn', 'spring', 'year']),
          languages: fc.subarray(['en', 'kk', 'de']),
          prerequisites: fc.array(text, { maxLength: 2 }),
          meetings: fc.array(meeting, { maxLength: 2 }),
          iscedF: fc.constantFrom(null, '07', '0713'),
          url: fc.constantFrom(null, 'https://host.example/x?y=1'),
        },
        { requiredKeys: ['code', 'titles'] },
      )
      .filter((value) => courseSchema.safeParse(value).success)
      .map((value) => courseSchema.parse(value));
    fc.assert(
      fc.property(
        fc.array(course, { minLength: 1, maxLength: 4 }),
        fc.option(fc.constant('2026/27')),
        (courses, year) => {
          const catalogue = { institution: 'Host', academicYear: year, courses };
          const written = writeOccapi(catalogue, (name) => name);
          const back = readCatalogueJson(file(written.text, 'courses.json'));
          expect(JSON.parse(JSON.stringify(back.ok ? back.value.value : back.problems))).toEqual(
            JSON.parse(JSON.stringify(catalogue)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of OEAPI 6 are read with codes, loads and languages', () => {
    const back = read({
      pageSize: 10,
      items: [
        {
          courseId: '8a6b',
          primaryCode: { codeType: 'identifier', code: 'INFO-1' },
          name: [
            { language: 'en-GB', value: 'Databases' },
            { language: 'nl-NL', value: 'Gegevensbanken' },
          ],
          studyLoad: [{ studyLoadUnit: 'ects', value: 5 }],
          teachingLanguages: ['en-GB'],
          learningOutcomes: [[{ language: 'en-GB', value: 'Model data' }]],
          level: 'bachelor',
          fieldsOfStudy: '0612',
        },
        { courseId: 'x', name: [] },
      ],
    });
    if (!back.ok) throw new Error('expected a catalogue');
    expect(back.value.rejected).toBe(1);
    expect(back.value.value.courses[0]).toMatchObject({
      code: 'INFO-1',
      titles: { en: 'Databases' },
      outcomes: { en: ['Model data'] },
      languages: ['en'],
      level: 'bachelor',
      iscedF: '0612',
    });
    expect(back.value.value.courses[0]?.credits?.min.toString()).toBe('5');
    expect(back.problems.map(({ reason }) => reason.code)).toContain('json-without-institution');
  });

  it('say what is no catalogue', () => {
    expect(read({ hello: 1 }).problems[0]?.reason.code).toBe('json-of-no-catalogue');
    expect(readCatalogueJson(file('{', 'x.json')).problems[0]?.reason.code).toBe('plan-no-json');
  });
});
