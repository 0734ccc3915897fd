/**
 * Credits and grades measured: real pairs of host and home credits replayed by the shipped unit ratios, and the speed of recognition.
 * `npx tsx bench/credits.ts` writes bench/results/credits-DATE.md.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { loadRules } from '../src/app/tools/rules.ts';
import { fromEcts, resolveUnit, rulesAt, toEcts } from '../src/credits/index.ts';
import { type CreditUnit, codeKey, Rational, type Result } from '../src/domain/index.ts';
import { openData, readRows } from '../train/data.ts';
import { groupBy } from '../train/matching/judgements.ts';
import { must } from './lib/must.ts';
import { keepPage, quantile, row, today } from './lib/page.ts';
import type { RecognitionSpeed } from './recognition-speed.ts';

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

/** Processes that are measured, one after the other: what the first run costs differs from one to the next. */
const PROCESSES = 5;

/** The speed of recognition in processes of its own, bundled as the program is: its first run pays for the compilation of all that it calls. */
async function speedTable(): Promise<string[]> {
  const bundle = path.resolve(import.meta.dirname, 'first-run.mjs');
  const built = await rolldown({ input: path.resolve(import.meta.dirname, 'recognition-speed.ts'), platform: 'node' });
  await built.write({ file: bundle, format: 'esm', codeSplitting: false });
  try {
    const measured = Array.from({ length: PROCESSES }, () => {
      const run = spawnSync(process.execPath, [bundle], { encoding: 'utf8' });
      return JSON.parse(run.stdout) as RecognitionSpeed;
    });
    const [one] = measured;
    const firsts = measured.map(({ runs }) => there(runs[0]).busy);
    const warm = measured.map(({ runs }) => Math.min(...runs.slice(1).map(({ busy }) => busy)));
    const shown = (times: readonly number[]) =>
      `${quantile(times, 0.5).toFixed(2)} s (${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)})`;
    return [
      `${there(one).transcripts} transcripts of ${there(one).rows} rows (${there(there(one).runs[0]).credited} courses credited), questions and reasons`,
      `included, results not kept. Processor time, user and system, of ${PROCESSES} new processes: the median, the least and the most.`,
      '',
      `- first run of the process: ${shown(firsts)}`,
      `- best of the later runs: ${shown(warm)}`,
      `- load of the machine meanwhile: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores, which lengthens processor time too`,
      `- heap after all runs: ${there(one).megabytes.toFixed(0)} MB more`,
    ];
  } finally {
    rmSync(bundle, { force: true });
  }
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
  ...(await speedTable()),
  '',
].join('\n');
keepPage(`credits-${DAY}`, text);
