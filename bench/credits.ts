/**
 * Credits and grades measured: real pairs of host and home credits replayed by the shipped unit ratios, and the speed of recognition.
 * `npx tsx bench/credits.ts` writes bench/results/credits-DATE.md.
 */
import path from 'node:path';
import { loadRules } from '../src/app/tools/rules.ts';
import { fromEcts, recognise, resolveUnit, rulesAt, toEcts } from '../src/credits/index.ts';
import { type CreditUnit, codeKey, type Plan, Rational, type Result, type Transcript } from '../src/domain/index.ts';
import { planOf, transcriptOf } from '../test/credits/recognition.ts';
import { openData, readRows } from '../train/data.ts';
import { groupBy } from '../train/matching/judgements.ts';
import { must } from './lib/must.ts';
import { keepPage, row, today } from './lib/page.ts';

const DAY = today();
const BOOK = loadRules(path.resolve(import.meta.dirname, '../rules'));
const RULES = rulesAt(BOOK, DAY);
const POLICY = there(BOOK.policies.find(({ id }) => id === 'aupet-2024'));

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the installed rules lack something that this measurement needs');
  return value;
}
const found = <T>(result: Result<T>): T | undefined => (result.ok ? result.value : undefined);
const unit = (name: string): CreditUnit => must(resolveUnit(RULES, name));

/**
 * Which unit an institution prints, by its name and the size of the figure where two systems meet. Public knowledge, and nothing of the data;
 * institutions that no line names are counted apart.
 */
const UNIT_BY_NAME: readonly [RegExp, string][] = [
  [/Hong Kong University of Science/, 'hkust_credit'],
  [/Nanyang/, 'ntu_au'],
  [/University of British Columbia/, 'ubc_credit'],
  [/Simon Fraser/, 'sfu_unit'],
  [/Waterloo|Toronto|Guelph|Western University/, 'canada_half_course'],
  [/Calgary|McGill|Ottawa|Dalhousie|Concordia|Alberta|Queens University at Kingston/, 'canada_3credit'],
  [/Washington, Seattle|California, (Davis|Los Angeles|San Diego|Irvine|Riverside|Santa Barbara)|Oregon/, 'us_quarter'],
  [
    /Georgia|North Carolina|Arizona|Purdue|George Washington|Texas|Pennsylvania State|Pittsburgh|Colorado|Illinois|Cornell|Michigan|Virginia|Maryland|Connecticut|Wisconsin|Minnesota|Boston|Rice|Miami|Florida|Georgetown|Notre Dame|Case Western|Tulane|Vanderbilt|William & Mary/,
    'us_semester',
  ],
  [/New South Wales|Monash|Australian National|University of Sydney|Western Australia/, 'au_uts'],
  [/Melbourne/, 'au_melbourne'],
  [
    /Kings College London|Edinburgh|Sheffield|Birmingham|Newcastle|Leeds|St Andrews|Dundee|York|Manchester|Glasgow|Bristol|Warwick|Nottingham|Imperial|Liverpool|Southampton|University College London/,
    'uk_cats',
  ],
  [/Korea|Pohang|Seoul|Yonsei|Hanyang|Ewha/, 'korea'],
  [/Tokyo|Waseda|Hokkaido|Kyoto|Osaka/, 'japan_tani'],
  [/Peking|Tsinghua University|Fudan|Shanghai|Zhejiang|Renmin/, 'china'],
  [
    /ETH|Swiss Federal|Lausanne|Zurich|Munich|KTH|Denmark|Chalmers|Ireland|Dublin|Delft|Lund|Aarhus|Gothenburg|Goteborg|Uppsala|Amsterdam|Copenhagen|Eindhoven|Oslo|Utrecht|Stockholm|Radboud|Norwegian|Heidelberg|Leiden|Georg-August|Helsinki|Barcelona|Antwerp|Linkoping|Mannheim|Darmstadt|Konstanz|Karolinska|Innsbruck|Hohenheim|Esslingen|Bocconi|Humboldt|Kaiserslautern|Jagiellonian/,
    'ects',
  ],
];

interface Replayed {
  readonly system: string;
  readonly host: string;
  /** Host credits in home credits, exact. */
  readonly converted: Rational;
  readonly home: Rational;
}

/** Home courses with one alternative at a host; where several are listed the source repeats one figure. */
function replay(): { readonly pairs: Replayed[]; readonly unnamed: number; readonly rows: number } | null {
  const data = openData();
  if (data === null) return null;
  const rows = readRows(data, 'equivalence/dev/pairs_nus_exchange_mappings.csv');
  const groups = groupBy(rows, (row) => `${row.host_institution}|${codeKey(row.home_code ?? '')}`);
  const single = [...groups.values()].flatMap((group) => (group.length === 1 ? group : []));
  const pairs = single.flatMap((row): Replayed[] => {
    const system = UNIT_BY_NAME.find(([name]) => name.test(row.host_institution ?? ''))?.[1];
    const [host, home] = [Rational.parse(row.host_credits ?? ''), Rational.parse(row.home_credits ?? '')];
    if (!system || !host || !home) return [];
    const ects = found(toEcts(host, unit(system), POLICY));
    const converted = ects && found(fromEcts(ects.value, unit('nus_mc'), POLICY));
    return converted ? [{ system, host: `${host}`, converted: converted.value, home }] : [];
  });
  return { pairs, unnamed: single.length - pairs.length, rows: single.length };
}

const QUARTER = Rational.of(1, 4);
const isExact = ({ converted, home }: Replayed): boolean => converted.eq(home);
const isRounded = ({ converted, home }: Replayed): boolean => converted.round('half-up').eq(home);
const isNear = ({ converted, home }: Replayed): boolean => {
  const away = converted.sub(home);
  return away.max(away.neg()).lte(home.mul(QUARTER));
};

const share = (pairs: readonly Replayed[], test: (pair: Replayed) => boolean): string =>
  `${((100 * pairs.filter(test).length) / pairs.length).toFixed(1)} %`;

function replayTable(): string[] {
  const replayed = replay();
  if (!replayed) return ['The shared data is not on this machine: nothing was replayed.'];
  const { pairs, unnamed, rows } = replayed;
  const line = (name: string, some: readonly Replayed[]): string =>
    row([name, some.length, ...[isExact, isRounded, isNear].map((test) => share(some, test))]);
  const outliers = groupBy(
    pairs.filter((pair) => !isNear(pair)),
    ({ system, host, home }) => `${host} ${system} for ${home}`,
  );
  return [
    `${rows} home courses with a single alternative; ${unnamed} of hosts whose unit is not shipped or not named here.`,
    'Home is NUS, which awards its own course value (nearly always 4), so a small host course is no fault of a ratio.',
    '',
    '| unit of the host | pairs | exactly the home credits | after rounding to whole credits | within a quarter |',
    '|---|---:|---:|---:|---:|',
    ...[...groupBy(pairs, ({ system }) => system)]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([name, some]) => line(name, some)),
    line('**all**', pairs),
    '',
    'Outliers (more than a quarter away), most frequent first:',
    '',
    ...[...outliers]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([what, some]) => `- ${what}: ${some.length} (converted ${some[0]?.converted.toFixed(2)})`),
  ];
}

const TRANSCRIPTS = 1000;
const ROWS = 10;
const RUNS = 6;

/** Recognition of 1,000 transcripts of ten rows each: the first run of a process, and once it is warm. */
function speedTable(): string[] {
  const bundles = Array.from({ length: ROWS }, (_, at) => ({
    bundle: `b${at}`,
    home: [{ code: `H${at}`, ects: 5 }],
    host: [{ code: `C${at}`, title: `Course ${at}`, ects: 5 }],
  }));
  const plan = planOf(bundles);
  const grades = ['1,0', '1,3', '2,7', '4,0', '5,0', 'bestanden', '3,3', '2,0'];
  const transcripts = Array.from({ length: TRANSCRIPTS }, (_, student) =>
    transcriptOf(
      Array.from({ length: ROWS }, (__, at) => ({
        code: `C${(at + student) % (ROWS + 2)}`,
        title: `Course ${at}`,
        credits: at % 4 === 0 ? 6 : 5,
        grade: grades[(at + student) % grades.length] ?? '1,0',
        on: `2026-0${1 + (at % 9)}-15`,
      })),
    ),
  );
  const heapBefore = process.memoryUsage().heapUsed;
  const runs = Array.from({ length: RUNS }, () => timeOf(plan, transcripts));
  const megabytes = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
  const [first, ...warm] = runs;
  const best = warm.reduce((least, run) => (run.busy < least.busy ? run : least), there(warm[0]));
  const shown = ({ seconds, busy }: Run) => `${seconds.toFixed(2)} s, ${busy.toFixed(2)} s of processor time`;
  return [
    `${TRANSCRIPTS} transcripts of ${ROWS} rows (${there(first).credited} courses credited), results not kept.`,
    '',
    `- first run of the process: ${shown(there(first))}`,
    `- best of ${RUNS - 1} more: ${shown(best)}`,
    `- heap after all ${RUNS} runs: ${megabytes.toFixed(0)} MB more`,
  ];
}

interface Run {
  readonly seconds: number;
  /** Processor time in seconds, which other work on the machine disturbs less. */
  readonly busy: number;
  readonly credited: number;
}

function timeOf(plan: Plan, transcripts: readonly Transcript[]): Run {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  let credited = 0;
  for (const transcript of transcripts) {
    const result = recognise({ plan, transcript, rules: RULES, policy: POLICY, matcher: () => null });
    if (result.ok) credited += result.value.credited.length;
  }
  return { seconds: (performance.now() - start) / 1000, busy: process.cpuUsage(cpu).user / 1e6, credited };
}

const text = [
  '# Credits',
  '',
  DAY,
  '',
  '## Real credit pairs',
  '',
  ...replayTable(),
  '',
  '## Speed of recognition',
  '',
  ...speedTable(),
  '',
].join('\n');
keepPage(`credits-${DAY}`, text);
