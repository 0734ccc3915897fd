/** From files and options to what the planner is asked: period, terms, limits, the record so far, earlier decisions. */

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { amendStay, type PlanOptions, planStay } from '../../src/app/index.ts';
import {
  type Plan,
  type Precedent,
  type Problem,
  precedentSchema,
  problemText,
  Rational,
} from '../../src/domain/index.ts';
import { readCatalogue, readCurriculum, readTranscript } from '../../src/interchange/index.ts';
import { HOME_UNIVERSITY, RULES, TEXTS } from '../installed.ts';
import { givenVerdicts } from './given-verdicts.ts';

const context = {
  rules: RULES,
  texts: TEXTS,
  home: HOME_UNIVERSITY,
  today: '2026-11-20',
  matcher: givenVerdicts,
};

const HOME = `institution,code,title,description,credits,credit_system,level,semester,component
Home,MA1,Calculus,"Limits, derivatives, integrals and series of functions.",5,ECTS,bachelor,1,compulsory
Home,EN1,English,"Reading and writing academic English at level B2.",5,ECTS,bachelor,1,university
Home,EN1,English,"Reading and writing academic English at level B2.",5,ECTS,bachelor,2,university
Home,DB2,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS,bachelor,2,elective
`;
const HOST = `institution,code,title,description,credits,credit_system,level,terms,prerequisites,meetings
Host,X-CALC,Calculus,"Limits, derivatives, integrals and series of functions.",5,ECTS,bachelor,autumn,,Mon 09:00-10:30
Host,X-ENG1,Academic English,"Reading and writing academic English at level B2.",5,ECTS,bachelor,autumn/spring,,
Host,X-ENG2,Academic English Writing,"Reading and writing academic English at level B2.",5,ECTS,bachelor,spring,,
Host,X-DB,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS,bachelor,spring,X-CALC,Mon 09:00-10:30
Host,X-DBG,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS,PhD,autumn,,
`;

const fileOf = (csv: string) => ({
  name: '',
  bytes: new TextEncoder().encode(csv),
  reading: { units: RULES.units },
});

function sides(home = HOME, host = HOST) {
  const [curriculum, catalogue] = [readCurriculum(fileOf(home)), readCatalogue(fileOf(host))];
  if (!curriculum.ok || !catalogue.ok) throw new Error('the texts can not be read');
  return { curriculum: curriculum.value.value, catalogue: catalogue.value.value };
}

const zero = { minEcts: Rational.ZERO };
async function run(options: PlanOptions, files = sides()): Promise<{ plan: Plan; problems: Problem[] }> {
  const result = await planStay(context, files, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { plan: result.value, problems: result.problems };
}
const planned = async (options: PlanOptions, files = sides()): Promise<Plan> => (await run(options, files)).plan;
const shown = ({ bundles }: Plan): string[] =>
  bundles.map(({ home, host }) => {
    const homes = home.map(({ code, semester }) => `${code}@${semester}`).join('+');
    return `${homes}=${host.map(({ code, term }) => `${code} ${term}`).join('+')}`;
  });

describe('the period', () => {
  it('of two semesters is a stay of two terms with limits of each, and a code in both is planned twice', async () => {
    const plan = await planned({ semester: [1, 2], ...zero });
    expect(plan.request).toMatchObject({ term: null, semesters: [1, 2] });
    // The two rows of EN1 say the same, so which of them gets which English course is a tie of equal plans.
    const pairs = shown(plan).map((pair) => pair.split('='));
    expect(pairs.map(([home]) => home)).toEqual(['MA1@1', 'EN1@1', 'EN1@2', 'DB2@2']);
    expect(pairs.map(([, host]) => host).sort()).toEqual([
      'X-CALC autumn',
      'X-DB spring',
      'X-ENG1 autumn',
      'X-ENG2 spring',
    ]);
  });

  it('of two semesters with a term is a stay of that one term', async () => {
    const plan = await planned({ semester: [1, 2], term: 'spring', ...zero });
    expect(plan.request.termLimits).toBeUndefined();
    expect(plan.bundles.flatMap(({ host }) => host.map(({ term }) => term))).toEqual(['spring', 'spring', 'spring']);
  });

  it("has the policy's limits in each term, and their sum as a whole", async () => {
    const result = await planStay(context, sides(), { semester: [1, 2] });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result.problems)).toContain('"least":"27","short":"17"');
    const plan = await planned({ semester: [1, 2], termLimits: { autumn: zero, spring: zero } });
    expect([plan.request.minEcts, plan.request.maxEcts].map(String)).toEqual(['0', '66']);
    expect(String(plan.request.termLimits?.autumn.maxEcts)).toBe('33');
  });

  it.each<[string, PlanOptions, string]>([
    ['a semester that the curriculum lacks', { semester: [1, 7] }, 'semester 7'],
    ['limits of terms in a stay of one', { semester: 1, termLimits: { autumn: zero } }, 'stay of two terms'],
  ])('%s is refused with what there is', async (_, options, words) => {
    const result = await planStay(context, sides(), options);
    expect(result.ok).toBe(false);
    expect(result.problems[0]).toMatchObject({ code: 'option-invalid' });
    expect(result.problems[0] && problemText(result.problems[0], TEXTS, 'en').message).toContain(words);
  });
});

describe('causes before symptoms', () => {
  it.each<[string, PlanOptions, ReturnType<typeof sides>, string]>([
    ['several semesters and none chosen', {}, sides(), 'semester-to-choose'],
    ['a term of several semesters', { term: 'autumn' }, sides(HOME.replaceAll(',2,', ',3,')), 'semester-to-choose'],
    [
      'a curriculum without a unit',
      { semester: 1 },
      sides(HOME.replaceAll(',ECTS,', ',,').replaceAll(',5,,', ',,,')),
      'curriculum-without-unit',
    ],
    [
      'a catalogue without credits',
      { semester: 1 },
      sides(HOME, HOST.replaceAll(',5,ECTS,', ',,,')),
      'catalogue-without-unit',
    ],
    [
      'a list of the other term',
      { semester: 1 },
      sides(HOME, HOST.replaceAll('autumn/spring', 'spring').replaceAll('autumn', 'spring')),
      'catalogue-of-other-term',
    ],
  ])('%s is said first', async (_, options, files, code) => {
    const result = await planStay(context, files, options);
    expect(result.ok).toBe(false);
    expect(result.problems[0]?.reason?.code).toBe(code);
    expect(result.problems.map((one) => one.code)).not.toContain('plan-infeasible');
  });
});

describe('what the files say', () => {
  it('meetings: courses at the same time are not both taken in one term', async () => {
    const host = HOST.replaceAll('spring', 'autumn');
    const plan = await planned({ semester: [1, 2], term: 'autumn', ...zero }, sides(HOME, host));
    const taken = plan.bundles.flatMap((bundle) => bundle.host.map(({ code }) => code));
    expect(taken).not.toEqual(expect.arrayContaining(['X-CALC', 'X-DB']));
    expect(taken.length).toBeGreaterThan(0);
  });

  it('levels: courses of another level than the home courses are left out unless asked for', async () => {
    const home = HOME.replaceAll(',2,', ',1,').replace('EN1,English', 'EN0,English');
    const options = { semester: 1, ...zero };
    expect((await planned(options, sides(home))).uncovered.map(({ home: { code } }) => code)).toContain('DB2');
    const both = await planned({ ...options, levels: ['bachelor', 'doctorate'] }, sides(home));
    expect(shown(both)).toContain('DB2@1=X-DBG autumn');
  });

  it('says once how many home courses have a title alone', async () => {
    const bare = 'code,title,credits,credit_system\nDB2,Databases,5,ECTS\nMA1,Calculus,5,ECTS\n';
    const { problems } = await run(zero, sides(bare));
    expect(
      problems.filter(
        ({ reason }) => reason?.code === 'titles-alone' && reason.values.bare === 2 && reason.values.total === 2,
      ),
    ).toHaveLength(1);
  });

  it('of two host courses with the same code the first counts, and it is said', async () => {
    const { catalogue, curriculum } = sides();
    const [first] = catalogue.courses;
    if (!first) throw new Error('no course');
    const twice = { ...catalogue, courses: [...catalogue.courses, { ...first, code: 'x calc' }] };
    const { problems } = await run({ semester: 1, ...zero }, { curriculum, catalogue: twice });
    expect(problems.find(({ code }) => code === 'code-duplicate')).toMatchObject({ value: 'x calc' });
  });

  it('names banned and preferred courses that the catalogue lacks', async () => {
    const { problems } = await run({ semester: 1, ...zero, bans: ['NO1'], preferred: ['NO2'] });
    expect(problems.filter(({ code }) => code === 'reference-unknown').map(({ value }) => value)).toEqual([
      'NO1',
      'NO2',
    ]);
  });
});

describe('the record so far', () => {
  const soFar = (csv: string): PlanOptions => {
    const read = readTranscript(fileOf(`code,title,credits,grade,attempt\n${csv}`));
    if (!read.ok) throw new Error('the text can not be read');
    return { semester: [1, 2], ...zero, soFar: read.value.value };
  };

  it('a pass of a code in two semesters is that of the first', async () => {
    const plan = await planned(soFar('EN1,English,5,B,1\n'));
    expect(plan.request.passed?.home).toEqual(['EN1@1']);
    expect(plan.uncovered.filter(({ reason }) => reason === 'already-passed').map(({ home }) => home.semester)).toEqual(
      [1],
    );
  });

  it.each([
    ['two passes are those of both', 'EN1,English,5,B,1\nEN1,English,5,A,1\n', ['EN1@1', 'EN1@2']],
    ['a repetition is no second pass', 'EN1,English,5,C,1\nEN1,English,5,A,2\n', ['EN1@1']],
    ['a fail is none', 'EN1,English,5,F,1\n', []],
    ['a code of one semester stands for itself', 'MA1,Calculus,5,B,1\n', ['MA1']],
  ])('%s', async (_, csv, passed) => {
    expect((await planned(soFar(csv))).request.passed?.home).toEqual(passed);
  });

  it('lets a course be taken only after what it asks for', async () => {
    expect(shown(await planned(soFar('MA1,Calculus,5,B,1\n')))).toContain('DB2@2=X-DB spring');
    const alone = { ...soFar('EN1,English,5,F,1\n'), semester: 2 };
    expect((await planned(alone)).uncovered.map(({ home, reason }) => [home.code, reason])).toContainEqual([
      'DB2',
      'prerequisite',
    ]);
  });
});

describe('earlier decisions', () => {
  const decision = (parts: Partial<z.input<typeof precedentSchema>>): Precedent =>
    precedentSchema.parse({
      homeInstitution: 'Home',
      homeCode: 'DB2',
      homeTitle: 'Databases',
      hostInstitution: 'Host',
      hostCode: 'X-DB',
      decision: 'refused',
      ...parts,
    });
  const isProposed = async (...precedents: Precedent[]): Promise<boolean> =>
    shown(await planned({ semester: 2, ...zero, precedents })).some((pair) => pair.includes('X-DB '));

  it('what was refused between these two institutions is not proposed again', async () => {
    expect(await isProposed()).toBe(true);
    expect(await isProposed(decision({}))).toBe(false);
  });

  it.each<[string, Precedent[]]>([
    ['has expired', [decision({ validUntil: '2026-11-19' })]],
    ['is of another home university', [decision({ homeInstitution: 'Other' })]],
    [
      'was changed later',
      [decision({ decidedOn: '2024-01-01' }), decision({ decision: 'approved', decidedOn: '2025-01-01' })],
    ],
    ['is contradicted on no known day', [decision({}), decision({ decision: 'approved' })]],
  ])('a refusal that %s does not bind', async (_, precedents) => {
    expect(await isProposed(...precedents)).toBe(true);
  });

  it('courses that were approved together are a bundle', async () => {
    const both = decision({ homeCode: 'EN1 + DB2', hostCode: 'X-ENG2 + X-DB', decision: 'approved' });
    const plan = await planned({ semester: 2, ...zero, precedents: [both] });
    expect(plan.bundles.find(({ home }) => home.length === 2)?.probability ?? 0).toBeGreaterThanOrEqual(0.95);
  });
});

describe('amending a plan from its file', () => {
  it('starts from the same input: without a change that matters the plan is the same bytes', async () => {
    const plan = await planned({ semester: [1, 2], ...zero, pins: [{ home: 'EN1@1', host: 'X-ENG1' }] });
    const changes = [{ kind: 'language' as const, host: 'X-CALC', languages: ['en'] }];
    const amended = await amendStay(context, sides(), { plan, changes });
    if (!amended.ok) throw new Error('expected an amendment');
    expect(amended.value.removed).toEqual([]);
    expect(amended.value.plan.request.pins).toEqual(plan.request.pins);
    expect(shown(amended.value.plan)).toEqual(shown(plan));
  });

  it('names what the files no longer have', async () => {
    const plan = await planned({ semester: 1, ...zero });
    const changes = [{ kind: 'cancelled' as const, host: 'X-CALC' }];
    const other = await amendStay(context, sides(HOME.replace('MA1', 'MA9')), { plan, changes });
    expect(other.problems).toMatchObject([{ code: 'reference-unknown', severity: 'error', value: 'MA1' }]);
    const gone = await amendStay(context, sides(HOME, HOST.replace('X-ENG1', 'X-ENG9')), { plan, changes });
    expect(gone.problems.filter(({ severity }) => severity === 'warning').map(({ value }) => value)).toContain(
      'X-ENG1',
    );
  });
});
