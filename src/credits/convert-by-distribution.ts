/** Rungs of the ladder that compare distributions: grading tables of both sides, and the bands of old ECTS letters. */
import {
  type GradeScale,
  type GradingTable,
  type OverlapChoice,
  Rational,
  type Reason,
  reason,
} from '../domain/index.ts';
import { type Conversion, type GradingTables, isCalled, type Rung, type StepOf } from './conversion.ts';
import { step } from './derive.ts';
import { chooseOverlap, compareDistributions, type Distribution, distributionOf, meanOf } from './distribution.ts';
import { homeGradeBySymbol } from './home-grade.ts';

/** A table's distribution, and how many passes it rests on: a source may give shares alone, and the old letters' shares are a definition. */
type NamedDistribution = Distribution & {
  readonly id: string;
  /** As sentences name it. */
  readonly called: string | Reason;
  readonly students: Rational | 'not stated' | 'definition';
};

/** Distribution to distribution: the host table and the home table of the same field and cycle. */
export function convertByTables(rule: StepOf<'grading-tables'>, conversion: Conversion): Rung {
  const { grade, hostScale } = conversion;
  if (grade.status === 'failed') return { why: reason('ladder-passes-alone') };
  const host = tableOf('host', hostScale, conversion);
  return 'why' in host ? host : layOver(host, rule, conversion);
}

/** An old ECTS letter as its band of the passing students: 10, 25, 30, 25 and 10 per cent (ulb.ac.be, uph.edu.pl). */
export function convertByEctsBands(rule: StepOf<'ects-bands'>, conversion: Conversion): Rung {
  const { grade, hostScale } = conversion;
  if (!isCalled(hostScale, 'ects_old')) return { why: reason('ladder-no-ects-letter') };
  if (grade.status === 'failed') return { why: reason('ladder-passes-alone') };
  const bands = { A: 10, B: 25, C: 30, D: 25, E: 10 };
  const host = distributionOf(
    hostScale,
    Object.entries(bands).map(([letter, count]) => ({ grade: letter, count })),
  );
  if (!host) return { why: reason('ladder-labels', { table: 'ECTS', scale: hostScale.name }) };
  // The letters' own shares are a definition, not a sample: only the home table can be too small.
  return layOver(
    { ...host, id: 'ECTS 10/25/30/25/10', called: 'ECTS 10/25/30/25/10', students: 'definition' },
    rule,
    conversion,
  );
}

/** The narrowest grading table of a side that fits: of the course's field, or of the whole institution, and of its cycle, or of every cycle. */
function tableOf(
  side: 'host' | 'home',
  scale: GradeScale,
  { tables = { host: [], home: [], iscedF: null, level: null } }: { readonly tables?: GradingTables },
): NamedDistribution | { readonly why: Reason } {
  const fits = ({ iscedF, level }: GradingTable): boolean =>
    (iscedF === null || tables.iscedF?.startsWith(iscedF) === true) && (level === null || level === tables.level);
  const table = tables[side].find((candidate) => isCalled(scale, candidate.scale) && fits(candidate));
  const group = { field: tables.iscedF ?? 'unknown', level: tables.level ?? 'unknown' };
  if (!table)
    return {
      why:
        side === 'host' ? reason('ladder-no-host-grading-table', group) : reason('ladder-no-home-grading-table', group),
    };
  const distribution = distributionOf(scale, table.counts);
  if (!distribution) return { why: reason('ladder-labels', { table: calledTable(table), scale: scale.name }) };
  return {
    ...distribution,
    id: table.id,
    called: calledTable(table),
    students: table.sampleStated ? distribution.sample : 'not stated',
  };
}

/** Whose table it is; one without an institution came with the grades themselves. */
const calledTable = ({ institution, years }: GradingTable): Reason =>
  institution === ''
    ? reason('grading-table-given')
    : reason('grading-table-of', { institution, years: years ?? 'none' });

/** Why a table is too small, or not known to be large enough, for this rule; null when it is. */
function smallness(
  { called, students }: NamedDistribution,
  { minSample, unstatedSample }: StepOf<'grading-tables' | 'ects-bands'>,
): Reason | null {
  if (students === 'definition') return null;
  if (students === 'not stated')
    return unstatedSample === 'use' ? null : reason('ladder-sample-not-stated', { table: called });
  const least = Rational.of(minSample);
  return students.lt(least) ? reason('ladder-sample-too-small', { table: called, count: students, least }) : null;
}

function layOver(host: NamedDistribution, rule: StepOf<'grading-tables' | 'ects-bands'>, conversion: Conversion): Rung {
  const { grade, homeScale } = conversion;
  const home = tableOf('home', homeScale, conversion);
  if ('why' in home) return home;
  const small = smallness(host, rule) ?? smallness(home, rule);
  if (small) return { why: small };
  const comparison = compareDistributions(host, home, grade);
  if (!comparison) return { why: reason('ladder-nobody', { grade: grade.printed, table: host.called }) };
  const { band, overlaps } = comparison;
  const chosen = chooseOverlap(overlaps, rule.choose, homeScale);
  const found = chosen && homeGradeBySymbol(homeScale, chosen.band.grade, null);
  if (!found) return { why: reason('ladder-no-mean', { choice: choiceReason(rule.choose), scale: homeScale.name }) };
  const output = found.letter ?? found.points ?? '';
  const counted = ({ students }: NamedDistribution): Rational | Reason => {
    if (students instanceof Rational) return students;
    return students === 'definition' ? reason('students-by-definition') : reason('students-not-stated');
  };
  const [from, to] = [percentOf(band.from), percentOf(band.to)];
  const only = step({
    rule: `grade.${rule.method}`,
    reason: reason('grade-by-distribution', {
      grade: grade.printed,
      table: host.called,
      from,
      to,
      shares: overlaps.map(({ band: { grade: symbol }, share }) =>
        reason('grade-share', { grade: symbol, share: percentOf(share) }),
      ),
      choice: choiceReason(rule.choose, chosen.mean),
      result: output,
      host: counted(host),
      home: counted(home),
    }),
    inputs: {
      band: `${from}..${to}`,
      interval: `${overlaps.at(-1)?.band.grade ?? ''}..${overlaps[0]?.band.grade ?? ''}`,
      hostTable: host.id,
      hostSample: host.students === 'definition' ? null : host.students,
      homeTable: home.id,
      homeSample: home.students,
      choose: rule.choose,
      plainAverage: meanOf(overlaps, 'plain-average'),
      weightedAverage: meanOf(overlaps, 'weighted-average'),
    },
    output,
    source: rule.source,
  });
  const bands = ({ bands: all }: Distribution) =>
    all.map(({ grade: symbol, from: above, to: below }) => ({ grade: symbol, from: above, to: below }));
  const distribution = { host: bands(host), home: bands(home), grade: band.grade };
  return { grade: found, steps: [{ ...only, distribution }] };
}

const choiceReason = (choice: OverlapChoice, mean: Rational | null = null): Reason =>
  mean
    ? reason('overlap-mean', { choice: reason('overlap-choice', { choice }), mean })
    : reason('overlap-choice', { choice });

/** A share as per cent with two decimals, for reading; the exact figures stay in the tables. */
const percentOf = (share: Rational): string =>
  `${share.mul(Rational.of(100)).round('half-up', Rational.from('0.01'))}%`;
