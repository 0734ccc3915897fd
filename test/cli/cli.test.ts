/** The command line's contract: forms, columns, exit codes, messages. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoise, planSchema, recognitionSchema } from '../../src/domain/index.ts';
import { squeeze, textOf } from '../interchange/documents/pdf-text.ts';
import { concordOn, ROOT } from './run.ts';

const HOME = path.join(ROOT, 'fixtures/home/curriculum_electric_power.csv');
const HOST = path.join(ROOT, 'fixtures/hosts/fjordgate_en.csv');
const TRANSCRIPT = path.join(ROOT, 'fixtures/transcripts/fjordgate_s003.csv');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'concord-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const concord = (...argv: string[]) => concordOn(path.join(folder, 'data'), argv);

const file = (name: string, text: string): string => {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
};

const rowsOf = (csv: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

describe('concord index', () => {
  const saved = () => path.join(folder, 'fjordgate.index');
  const match = (...more: string[]) => concord('match', '--home', HOME, '--host', HOST, '--format', 'json', ...more);

  it('saves what match, plan and amend then load, and nothing else changes', async () => {
    expect((await concord('index', '--host', HOST, '--out', saved())).code).toBe(0);
    expect(await match('--index', saved())).toEqual(await match());
    const plan = (...more: string[]) =>
      concord(
        'plan',
        '--curriculum',
        HOME,
        '--host',
        HOST,
        '--semester',
        '5',
        '--min-ects',
        '5',
        '--format',
        'json',
        ...more,
      );
    const { out } = await plan();
    expect((await plan('--index', saved())).out).toBe(out);
    const [taken = ''] = planSchema.parse(JSON.parse(out)).bundles.flatMap(({ host }) => host.map(({ code }) => code));
    const sides = ['--plan', file('indexed.json', out), '--curriculum', HOME, '--host', HOST, '--cancelled', taken];
    const amend = (...more: string[]) => concord('amend', ...sides, '--format', 'json', ...more);
    expect((await amend('--index', saved())).out).toBe((await amend()).out);
  });

  it('of another catalogue, or any other file, is refused with what to do', async () => {
    const other = path.join(ROOT, 'fixtures/hosts/cedar_hollow_us.csv');
    const { code, err } = await concord('match', '--home', HOME, '--host', other, '--index', saved());
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/fjordgate\.index.*the index has 65 courses.*concord index/),
    ]);
    expect((await match('--index', HOME)).code).toBe(2);
    expect((await match('--index', path.join(folder, 'none.index'))).err).toMatch(/no such file/);
  });

  it('belongs to one host', async () => {
    const hosts = ['--host', HOST, HOST];
    expect((await concord('plan', '--curriculum', HOME, ...hosts, '--index', saved())).err).toMatch(/one host/);
  });
});

describe('concord match', () => {
  it('writes CSV that begins with the columns of the contract, codes as in the input', async () => {
    const { code, out } = await concord('match', '--home', HOME, '--host', HOST, '--top', '3', '--format', 'csv');
    expect(code).toBe(0);
    expect(out.split(/\r?\n/)[0]).toMatch(/^home_code,rank,host_code,host_title,score/);
    const rows = rowsOf(out);
    expect(rows.filter(({ home_code }) => home_code === 'HVE3305').map(({ rank }) => rank)).toEqual(['1', '2', '3']);
    expect(rows.find(({ home_code }) => home_code === 'HVE3305')?.host_code).toBe('FEP3160');
  });

  it('gives the same bytes twice', async () => {
    const run = () => concord('match', '--home', HOME, '--host', HOST, '--format', 'json');
    expect((await run()).out).toBe((await run()).out);
  });

  it('ends with 1 when rows were rejected, naming line, column and reason, and uses the rest', async () => {
    const home = file('home.csv', 'code,title,credits\nA1,Databases,5\nA2,Networks,-3\nA3,,4\n');
    const { code, out, err } = await concord('match', '--home', home, '--host', HOST, '--top', '1', '--format', 'csv');
    expect(code).toBe(1);
    expect(rowsOf(out).map(({ home_code }) => home_code)).toEqual(['A1']);
    expect(err).toContain('home.csv:3');
    expect(err).toContain('-3');
    expect(err).toContain('home.csv:4');
    expect(err).toContain('2 rows rejected');
  });

  it('neutralises a title that a spreadsheet would run', async () => {
    const host = file('host.csv', 'code,title\nH1,"=HYPERLINK(""http://x.example"",""Databases"")"\n');
    const home = file('home2.csv', 'code,title\nA1,Databases\n');
    const { out } = await concord('match', '--home', home, '--host', host, '--format', 'csv');
    expect(rowsOf(out).map(({ host_title }) => host_title?.[0])).toEqual(["'"]);
  });

  it.each([
    ['a missing file', ['match', '--home', 'nowhere.csv', '--host', HOST], 'nowhere.csv'],
    ['a folder', ['match', '--home', ROOT, '--host', HOST], 'folder'],
    ['a missing option', ['match', '--home', HOME], '--host'],
    ['an unknown format', ['match', '--home', HOME, '--host', HOST, '--format', 'xml'], 'xml'],
    ['a wrong number', ['match', '--home', HOME, '--host', HOST, '--top', 'many'], 'whole number'],
    ['an unknown command', ['mach'], 'mach'],
    [
      'an unwritable output',
      ['match', '--home', HOME, '--host', HOST, '--out', '/nonexistent/x.csv'],
      '/nonexistent/x.csv',
    ],
  ])('ends with 2 on %s and says so', async (_name, argv, words) => {
    const { code, err } = await concord(...argv);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('concord plan and recognise', () => {
  const sides = ['--curriculum', HOME, '--host', HOST];
  const planAs = (...more: string[]) => concord('plan', ...sides, '--semester', '6', ...more);
  const made = new Map<string, ReturnType<typeof concord>>();
  /** The same words give the same plan, which is made once. */
  const planned = (...more: string[]) =>
    memoise(made, more.join(' '), () => planAs('--min-ects', '10', '--format', 'json', ...more));
  const severalSides = [
    ...['--curriculum', path.join(ROOT, 'fixtures/home/curriculum_software.csv')],
    ...['--host', path.join(ROOT, 'fixtures/hosts/cedar_hollow_us.csv')],
  ];
  /** A plan of several courses. */
  const several = (...more: string[]) =>
    memoise(made, `several ${more.join(' ')}`, () =>
      concord('plan', ...severalSides, '--semester', '5', '--min-ects', '10', '--format', 'json', ...more),
    );
  /** A file of the plan that `planned` makes. */
  const planFile = async (): Promise<string> => file('planned.json', (await planned()).out);

  it('plans, writes a file, and recognises the transcript under it', async () => {
    const out = path.join(folder, 'plan.json');
    expect((await planned('--out', out)).code).toBe(0);
    const plan = planSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
    expect(plan.totals.hostEcts.gte(plan.request.minEcts)).toBe(true);

    const recognised = await concord('recognise', '--plan', out, '--transcript', TRANSCRIPT, '--format', 'json');
    expect(recognised.code).toBe(0);
    const recognition = recognitionSchema.parse(JSON.parse(recognised.out));
    expect(recognition.rows).toHaveLength(8);
    for (const { derivation } of recognition.credited) expect(derivation.length).toBeGreaterThan(0);

    const csv = await concord('recognise', '--plan', out, '--transcript', TRANSCRIPT, '--format', 'csv');
    const records = rowsOf(csv.out);
    const { credited, additional, difference, rows } = recognition;
    const used = new Set([...credited.flatMap(({ from }) => from), ...additional.map(({ line }) => line)]);
    const refused = rows.filter(({ line }) => !used.has(line));
    expect(records.length).toBe(credited.length + additional.length + refused.length + difference.length);
    expect(records.filter(({ kind }) => kind === 'credited').every(({ host_grades }) => host_grades !== '')).toBe(true);
    const lines = records.flatMap(({ transcript_lines }) => transcript_lines?.split(' ') ?? []);
    for (const { line } of rows) expect(lines).toContain(`${line}`);
  });

  it('takes approved changes, the record so far and another policy to compare with', async () => {
    const out = await planFile();
    const soFar = file('sofar.csv', 'title,credits,grade\nA,60,B\n');
    const files = ['--plan', out, '--transcript', TRANSCRIPT, '--on', '2027-07-01'];
    const { code, out: shown } = await concord(
      'recognise',
      ...files,
      '--transcript-so-far',
      soFar,
      '--change',
      'FEP3160=FEP3162',
    );
    expect(code).toBe(0);
    expect(shown).toContain('before the stay 3');
    expect(shown).toContain('approved change');
    expect((await concord('recognise', ...files, '--against', 'aupet-2024')).out).toContain('would change nothing');
  });

  it('says headings and sums in the language that is asked for, titles too', async () => {
    const { code, out } = await planAs('--min-ects', '10', '--language', 'ru');
    expect(code).toBe(0);
    expect(out).toMatch(/^Индивидуальный учебный план: .*, весна, семестр 6$/m);
    for (const words of ['│ своя ', '│ дисциплина │', 'принимающий', 'ECTS в принимающем вузе: '])
      expect(out).toContain(words);
    expect(out).not.toMatch(/Study plan|not covered|home credits|Policy/);
    const shown = await concord(
      'recognise',
      '--plan',
      await planFile(),
      '--transcript',
      TRANSCRIPT,
      '--language',
      'kk',
    );
    expect(shown.out).toMatch(/^Қайта есептелген кредиттер: /m);
  });

  it.each([
    ['kk', 'Жеке оқу жоспары', 'Оқыту нәтижелерін тану'],
    ['ru', 'Индивидуальный учебный план', 'Протокол признания результатов'],
    ['en', 'Individual curriculum', 'Protocol of recognition'],
  ])('prints the plan, its change and the protocol in %s', async (language, curriculum, protocol) => {
    const before = file('several.json', (await several()).out);
    const [first = ''] = planSchema
      .parse(JSON.parse((await several()).out))
      .bundles.flatMap(({ host }) => host.map(({ code }) => code));
    const printed = async (...words: string[]): Promise<string> => {
      const out = path.join(folder, `printed-${words[0]}-${language}.pdf`);
      const { code } = await concord(...words, '--format', 'pdf', '--language', language, '--out', out);
      expect(code).not.toBe(2);
      return textOf(new Uint8Array(readFileSync(out)));
    };
    const returned = path.join(ROOT, 'fixtures/transcripts/cedar_hollow_s005.csv');
    expect(await printed('plan', ...severalSides, '--semester', '5', '--min-ects', '10')).toContain(
      squeeze(curriculum),
    );
    expect(await printed('amend', '--plan', before, ...severalSides, '--cancelled', first)).not.toBe('');
    expect(await printed('recognise', '--plan', before, '--transcript', returned)).toContain(squeeze(protocol));
  });

  it('takes the language of a course in a change for that, and not for the language of what is said', async () => {
    const before = file('english.json', (await several('--languages', 'en')).out);
    const [first = ''] = planSchema
      .parse(JSON.parse(readFileSync(before, 'utf8')))
      .bundles.flatMap(({ host }) => host.map(({ code }) => code));
    const words = ['amend', '--plan', before, ...severalSides, '--language', `${first}=de`];
    expect((await concord(...words, '--language', 'ru')).out).toContain(first);
    expect((await concord(...words)).out).toMatch(new RegExp(`^Out: .*${first}`, 'm'));
  });

  it('keeps pins and bans', async () => {
    const plan = planSchema.parse(JSON.parse((await planned('--pin', 'HVE3305=FEP3145', '--ban', 'FEP3130')).out));
    expect(plan.bundles.find(({ home }) => home[0]?.code === 'HVE3305')?.host.map(({ code }) => code)).toEqual([
      'FEP3145',
    ]);
    expect(plan.bundles.flatMap(({ host }) => host.map(({ code }) => code))).not.toContain('FEP3130');
  });

  it.each([
    ['a semester that there is not', ['--semester', '11'], 'semester 11'],
    ['a pin that is none', ['--pin', 'HVE3305'], 'HOME=HOST'],
    ['an unknown policy', ['--policy', 'none'], 'aupet-2024'],
    ['more ECTS than can be matched', ['--min-ects', '200', '--max-ects', '300'], '200'],
  ])('ends with 2 on %s', async (_name, more, words) => {
    const { code, err } = await planAs(...more);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it('plans a stay of two terms from two semesters', async () => {
    const { out } = await planned('--semester', '5,6', '--languages', 'en', '--prefer', 'FEP3130');
    const plan = planSchema.parse(JSON.parse(out));
    expect(plan.request).toMatchObject({ semesters: [5, 6], term: null, preferred: ['FEP3130'] });
    expect(new Set(plan.bundles.flatMap(({ host }) => host.map(({ term }) => term)))).toEqual(
      new Set(['autumn', 'spring']),
    );
  });

  it('mends a plan after a cancellation, and the file of the amendment is a plan for what follows', async () => {
    const [before, after] = [file('several.json', (await several()).out), path.join(folder, 'after.json')];
    const codes = (text: string): string[] =>
      planSchema.parse(JSON.parse(text)).bundles.flatMap(({ host }) => host.map(({ code }) => code));
    const [first = '', second = '', third = ''] = codes(readFileSync(before, 'utf8'));
    const files = ['amend', '--plan', before, ...severalSides, '--cancelled', first];
    const told = await concord(...files);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(new RegExp(`^Out: .*${first}`, 'm'));
    await concord(...files, '--term', `${second}=spring`, '--format', 'json', '--out', after);
    const again = await concord('amend', '--plan', after, ...severalSides, '--failed', third, '--format', 'json');
    expect(again.code).toBe(0);
    const { plan } = JSON.parse(again.out) as { plan: unknown };
    expect(codes(JSON.stringify(plan))).not.toEqual(expect.arrayContaining([first]));
    expect(codes(JSON.stringify(plan))).not.toEqual(expect.arrayContaining([third]));
    const returned = path.join(ROOT, 'fixtures/transcripts/cedar_hollow_s005.csv');
    expect((await concord('recognise', '--plan', after, '--transcript', returned)).code).not.toBe(2);
  });

  it.each([
    ['nothing that happened', [], '--cancelled'],
    ['a course that the plan lacks', ['--failed', 'NOPE'], 'NOPE'],
    ['a term that is none', ['--term', 'FEP3160=monsoon'], 'autumn'],
    ['a pair that is none', ['--clash', 'FEP3160'], 'HOST=HOST'],
  ])('amend ends with 2 on %s', async (_name, more, words) => {
    const { code, err } = await concord('amend', '--plan', await planFile(), ...sides, ...more);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it('gives one of the alternatives as a plan', async () => {
    const all = await several('--alternatives', '2');
    const { plans } = JSON.parse(all.out) as { plans: { plan: unknown }[] };
    const second = await several('--choose', '2');
    expect(JSON.parse(second.out)).toEqual(plans[1]?.plan);
    expect((await several('--choose', '3', '--difference', '9')).code).toBe(2);
  });

  it('tells the nearest plan where none keeps all rules, and as data on request', async () => {
    const impossible = ['--min-ects', '200', '--max-ects', '300'];
    const told = await planAs(...impossible);
    expect(told.err).toContain('If “minimum ECTS” is relaxed: only');
    expect(told.err).toMatch(/nearest plan then, .*HVE3305 = /);
    const data = await planned(...impossible);
    expect(data.code).toBe(2);
    const { conflict } = JSON.parse(data.out) as { conflict: { rules: { name: { code: string } }[] } };
    expect(conflict.rules.map(({ name }) => name.code)).toEqual(['rule-minimum-ects']);
  });

  it.each([
    ['a list of alternatives', '{"plans":[]}', '--choose'],
    ['a comparison of hosts', '{"hosts":[]}', 'compares hosts'],
    ['other JSON', '{"a":1}', 'not a study plan'],
    ['JSON that is cut off', '{"format":\n', 'not JSON'],
  ])('a plan file that is %s is refused by one sentence that says so', async (_name, text, words) => {
    const plan = file('wrong.json', text);
    const { code, err } = await concord('recognise', '--plan', plan, '--transcript', TRANSCRIPT);
    expect(code).toBe(2);
    expect(err.split('\n').filter((line) => line.startsWith('error'))).toEqual([expect.stringContaining(words)]);
  });

  it('does not make alternatives for several hosts at once', async () => {
    const more = path.join(ROOT, 'fixtures/hosts/cedar_hollow_us.csv');
    const { code, err } = await planned('--host', more, '--alternatives', '2');
    expect([code, err]).toEqual([2, expect.stringContaining('one host')]);
  });

  it('answers why a course is not planned for one host only, and never about the first of two in silence', async () => {
    const hosts = ['cedar_hollow_us', 'lindenwerder_de'].flatMap((host) => [
      '--host',
      path.join(ROOT, `fixtures/hosts/${host}.csv`),
    ]);
    const { code, err } = await concord(
      'why-not',
      '--curriculum',
      HOME,
      ...hosts,
      '--min-ects',
      '20',
      '--home-course',
      'X1',
    );
    expect([code, err]).toEqual([2, expect.stringContaining('one host')]);
  });

  it('answers why not: a pair that costs, with the plan that has it, one that shares nothing, and what there is not', async () => {
    const ask = (...more: string[]) =>
      concord('why-not', ...severalSides, '--semester', '5', '--min-ects', '10', '--format', 'json', ...more);
    const best = planSchema.parse(JSON.parse((await several()).out));
    const taken = best.bundles.flatMap(({ home, host }) => (home[0] && host[0] ? [[home[0].code, host[0].code]] : []));
    const [[home = '', host = ''] = [], [other = ''] = []] = taken;
    const answerOf = async (...more: string[]) => JSON.parse((await ask(...more)).out);
    expect((await answerOf('--home-course', home, '--host-course', host)).why.code).toBe('already-in-plan');
    const dear = await answerOf('--host-course', 'CS 340');
    expect(dear.why.code).toBe('against-best');
    expect(planSchema.parse(dear.plan).bundles.flatMap((bundle) => bundle.host.map(({ code }) => code))).toContain(
      'CS 340',
    );
    const far = await ask('--home-course', other, '--host-course', 'HIST 118', '--language', 'ru');
    expect([far.code, JSON.parse(far.out).plan]).toEqual([0, null]);
    const unknown = await ask('--home-course', 'NOPE');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('NOPE')]);
    expect((await ask()).err).toContain('the question names no course');
  });

  it('evaluates a plan: the best one, and one that was moved by hand, with what it breaks and leaves out', async () => {
    const { out } = await several();
    const best = planSchema.parse(JSON.parse(out));
    const evaluate = (text: string, ...more: string[]) =>
      concord('evaluate', ...severalSides, '--plan', file('moved.json', text), ...more);
    const same = await evaluate(out);
    expect([same.code, same.out]).toEqual([0, expect.stringMatching(/^the best plan\n/)]);
    expect(same.out).toContain('Made by hand');
    const moved = JSON.parse(out);
    moved.bundles = moved.bundles.slice(1);
    moved.bundles[0].host = moved.bundles[1].host;
    const [twice = ''] = (best.bundles[2]?.host ?? []).map(({ code }) => code);
    const { code, out: said } = await evaluate(JSON.stringify(moved));
    expect(code).toBe(0);
    expect(said).toMatch(/^against the best plan: .*ECTS expected to be recognised/);
    expect(said).toContain(`the host course ${twice} is used twice`);
    expect(said).toContain('no safe match');
    expect(said.replaceAll(/[│\s]+/g, ' ')).toContain('could replace it but is not in this plan');
    const gone = JSON.parse(out);
    gone.bundles[0].host[0].code = 'GONE 1';
    const refused = await evaluate(JSON.stringify(gone));
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('GONE 1')]);
  });

  it('names the field of a plan file that is none', async () => {
    const plan = file('broken.json', '{"format":"concord-plan","version":1}');
    const { code, err } = await concord('recognise', '--plan', plan, '--transcript', TRANSCRIPT);
    expect(code).toBe(2);
    expect(err).toContain('bundles');
  });
});

describe('concord compare-hosts', () => {
  it('ranks several hosts for one semester', async () => {
    const more = path.join(ROOT, 'fixtures/hosts/cedar_hollow_us.csv');
    const { code, out } = await concord(
      'compare-hosts',
      '--curriculum',
      HOME,
      '--host',
      HOST,
      more,
      '--semester',
      '5',
      '--format',
      'json',
    );
    expect(code).toBe(0);
    const { hosts } = JSON.parse(out) as { hosts: { rank: number; host: { institution: string } }[] };
    expect(hosts.map(({ rank }) => rank)).toEqual([1, 2]);
  });
});

describe('the single questions of a registrar', () => {
  it('converts a grade and explains each step with its rule', async () => {
    const { code, out } = await concord('grade', '--grade', '1,7', '--from', 'de', '--explain');
    expect(code).toBe(0);
    expect(out).toContain('B+ / 3.33 / 88%');
    expect(out).toMatch(/Tried before.*\n {2}- same-scale: “German university grades” is not the home scale/);
    expect(out).toMatch(
      /Then linear-percent:\n {2}1\. .*rounded half-up to 88%\n {5}Source: The institution's linear method/,
    );
  });

  it('converts by the grading tables that come with the question', async () => {
    const tables = [
      '--host-grades',
      '10:50,9:100,8:350,7:300,6:200',
      '--home-grades',
      'A:10%,B+:25%,B:30%,C:25%,D:10%',
    ];
    const { out } = await concord('grade', '--grade', '8', '--from', 'Lithuania', ...tables, '--explain');
    expect(out).toContain('8 (Lithuania) = B+ / 3.33 (kz_2018)');
    expect(out).toContain('at home that is B+ 20%; B 15%; weighted average (558/175): B+');
    expect(out).toContain('(passes counted: host 1000, home not stated)');
  });

  it('converts by the table of the host itself when it is named', async () => {
    const words = ['grade', '--grade', '7,5', '--from', 'nl', '--to', 'ects_old', '--explain'];
    expect((await concord(...words, '--host', 'University of Groningen')).out).toContain('Then partner-table:');
    // Without the host nothing converts it, and it does not lose its grade for that.
    const { out, err } = await concord(...words);
    expect(out).toBe('');
    expect(err).toContain('the host institution is not named');
  });

  it('converts credits exactly', async () => {
    expect((await concord('credits', '--amount', '7', '--from', 'US quarter credit')).out.trim()).toBe(
      '7 US quarter credit = 28/3 ECTS',
    );
  });

  it('averages a file, and rejects the row it can not judge', async () => {
    const list = file('courses.csv', 'title,credits,grade\nA,3,A\nB,2,B\nC,3,F\nD,3,??\n');
    const { code, out, err } = await concord('gpa', '--transcript', list);
    expect([code, out.trim()]).toEqual([1, 'GPA 2.25']);
    expect(err).toContain('??');
  });

  it('checks a policy file and names what is wrong in it', async () => {
    expect((await concord('policy', 'check', path.join(ROOT, 'rules/policies/aupet-2024.yaml'))).code).toBe(0);
    const broken = file('policy.yaml', '- id: Broken Policy\n  version: 1\n');
    const { code, err } = await concord('policy', 'check', broken);
    expect(code).toBe(2);
    expect(err).toContain('policy.yaml');
  });

  it.each([
    ['an unknown scale', ['grade', '--grade', '1', '--from', 'mars'], 'mars'],
    ['an unknown grade', ['grade', '--grade', 'Q', '--from', 'de'], 'Q'],
    ['an unknown unit', ['credits', '--amount', '3', '--from', 'moon units'], 'moon units'],
    [
      'a grading table without counts',
      ['grade', '--grade', '1', '--from', 'de', '--host-grades', 'A,B'],
      '10:50,9:100',
    ],
    ['a wrong date', ['grade', '--grade', '1,0', '--from', 'de', '--on', '2026-13-01'], '2026-09-01'],
  ])('ends with 2 on %s', async (_name, argv, words) => {
    const { code, err } = await concord(...argv);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('concord demo', () => {
  it('walks the whole journey', async () => {
    const { code, out } = await concord('demo');
    expect(code).toBe(0);
    for (const words of ['Calls', 'study plan', 'Recognition', 'GPA']) expect(out).toContain(words);
  });
});
