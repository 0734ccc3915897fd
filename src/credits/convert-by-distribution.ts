/** Rungs of the ladder that compare distributions: grading tables of both sides, and the bands of old ECTS letters. */
import type { GradeCounts, GradingTable, OverlapChoice } from '../domain/index.ts';
import { Rational } from '../domain/index.ts';
import type { Conversion, GradingTables, Rung } from './conversion.ts';
import { isCalled } from './conversion.ts';
import { step } from './derive.ts';
import { chooseOverlap, compareDistributions, type Distribution, distributionOf, meanOf } from './distribution.ts';
import { homeGradeBySymbol } from './home-grade.ts';

interface DistributionRule {
  readonly method: 'grading-tables' | 'ects-bands';
  readonly choose: OverlapChoice;
  readonly minSample: number;
  readonly unstatedSample: 'use' | 'pass-over';
  readonly source: string;
}

/** Shares of passing students that the old ECTS letters stood for (ulb.ac.be, uph.edu.pl). */
const ECTS_BANDS: GradeCounts = [
  { grade: 'A', count: 10 },
  { grade: 'B', count: 25 },
  { grade: 'C', count: 30 },
  { grade: 'D', count: 25 },
  { grade: 'E', count: 10 },
];

const NO_TABLES: GradingTables = { host: [], home: [], iscedF: null, level: null };

/** Distribution to distribution: the host table and the home table of the same field and cycle. */
export function convertByTables(rule: DistributionRule, conversion: Conversion): Rung {
  const { grade, hostScale, tables = NO_TABLES } = conversion;
  if (grade.status === 'failed') return { reason: 'grading tables hold passing grades alone' };
  const table = tables.host.find((candidate) => isCalled(hostScale, candidate.scale) && fitsGroup(candidate, tables));
  if (!table) return { reason: `there is no grading table of the host for ${groupOf(tables)}` };
  const host = distributionOf(hostScale, table.counts);
  if (!host) return { reason: `the host's grading table ${table.id} has labels that are no grades of ${hostScale.id}` };
  return layOver({ ...host, name: table.id, students: studentsOf(host, table) }, rule, conversion);
}

/** An old ECTS letter as its band of passing students. */
export function convertByEctsBands(rule: DistributionRule, conversion: Conversion): Rung {
  const { grade, hostScale } = conversion;
  if (!isCalled(hostScale, 'ects_old')) return { reason: 'the grade is no old ECTS letter' };
  if (grade.status === 'failed') return { reason: 'the bands hold passing grades alone' };
  const host = distributionOf(hostScale, ECTS_BANDS);
  // The letters' own shares are a definition, not a sample: only the home table can be too small.
  return host
    ? layOver({ ...host, name: 'ECTS 10/25/30/25/10', students: 'definition' }, rule, conversion)
    : { reason: `${hostScale.id} lacks A to E` };
}

/** A table fits when it is of the course's field, or of the whole institution, and of its cycle, or of every cycle. */
const fitsGroup = ({ iscedF, level }: GradingTable, group: GradingTables): boolean =>
  (iscedF === null || group.iscedF?.startsWith(iscedF) === true) && (level === null || level === group.level);

const groupOf = ({ iscedF, level }: GradingTables): string =>
  `the field ${iscedF ?? '(unknown)'} and the cycle ${level ?? '(unknown)'}`;

/** How many passes a table rests on; a source may give shares alone, and the old letters' shares are a definition. */
type Students = Rational | 'not stated' | 'definition';

const studentsOf = ({ sample }: Distribution, { sampleStated }: GradingTable): Students =>
  sampleStated ? sample : 'not stated';

type NamedDistribution = Distribution & { readonly name: string; readonly students: Students };

/** Why a table is too small, or not known to be large enough, for this rule; null when it is. */
function smallness(
  { name, students }: NamedDistribution,
  { minSample, unstatedSample }: DistributionRule,
): string | null {
  if (students === 'definition') return null;
  if (students === 'not stated')
    return unstatedSample === 'use' ? null : `the number of students in the grading table ${name} is not stated`;
  const floor = Rational.of(minSample);
  return students.lt(floor) ? `the grading table ${name} rests on ${students} passes, fewer than ${floor}` : null;
}

function layOver(host: NamedDistribution, rule: DistributionRule, conversion: Conversion): Rung {
  const { grade, homeScale, tables = NO_TABLES } = conversion;
  const table = tables.home.find((candidate) => isCalled(homeScale, candidate.scale) && fitsGroup(candidate, tables));
  if (!table) return { reason: `there is no grading table of the home university for ${groupOf(tables)}` };
  const distribution = distributionOf(homeScale, table.counts);
  if (!distribution)
    return { reason: `the home grading table ${table.id} has labels that are no grades of ${homeScale.id}` };
  const home = { ...distribution, name: table.id, students: studentsOf(distribution, table) };
  const reason = smallness(host, rule) ?? smallness(home, rule);
  if (reason !== null) return { reason };
  const comparison = compareDistributions(host, home, grade);
  if (!comparison) return { reason: `nobody got ${grade.printed} in the grading table ${host.name}` };
  const chosen = chooseOverlap(comparison.overlaps, rule.choose, homeScale);
  const found = chosen && homeGradeBySymbol(homeScale, chosen.band.grade, null);
  if (!found) return { reason: `${rule.choose} needs numbers that ${homeScale.id} does not have` };
  const { band, overlaps } = comparison;
  const shares = overlaps.map((overlap) => `${overlap.band.grade} ${percentOf(overlap.share)}`).join(', ');
  const [best, worst] = [overlaps[0]?.band.grade ?? '', overlaps.at(-1)?.band.grade ?? ''];
  const mean = chosen.mean ? ` (${chosen.mean})` : '';
  const only = step({
    rule: `grade.${rule.method}`,
    text:
      `${grade.printed} stands in ${host.name} from ${percentOf(band.from)} to ${percentOf(band.to)} of the passes; ` +
      `at home that is ${shares}; ${rule.choose}${mean}: ${found.letter ?? found.points} ` +
      `(passes counted: host ${host.students}, home ${home.students})`,
    inputs: {
      band: `${percentOf(band.from)}..${percentOf(band.to)}`,
      interval: `${worst}..${best}`,
      hostTable: host.name,
      hostSample: host.students === 'definition' ? null : host.students,
      homeTable: table.id,
      homeSample: home.students,
      choose: rule.choose,
      plainAverage: meanOf(overlaps, 'plain-average'),
      weightedAverage: meanOf(overlaps, 'weighted-average'),
    },
    output: found.letter ?? found.points ?? '',
    source: rule.source,
  });
  return { grade: found, steps: [only] };
}

/** A share as per cent with two decimals, for reading; the exact figures stay in the tables. */
const percentOf = (share: Rational): string =>
  `${share.mul(Rational.of(100)).round('half-up', Rational.from('0.01'))}%`;
