/** Which scale a transcript that names none is on: proposals with their reasons, which a person confirms. Never a fact by itself. */
import {
  closestName,
  type GradeScale,
  type PrintedLegend,
  Rational,
  type Reason,
  reason,
  type Transcript,
  titleKey,
  validOn,
} from '../domain/index.ts';
import { parseGrade, symbolKey } from './parse-grade.ts';
import type { RulesAt } from './rules-at.ts';

export interface ScaleProposal {
  readonly scale: string;
  readonly because: Reason[];
}

/** Scales by the legend that is printed, by the host's own name, and by its country; each must read every grade of the transcript. */
export function proposeScales(
  { book, date }: Pick<RulesAt, 'book' | 'date'>,
  { rows, legend = [], institution, institutionNames = [] }: Transcript,
  country: string | null,
): ScaleProposal[] {
  const grades = [...new Set(rows.flatMap(({ grade, scale }) => (scale === null && grade ? [grade] : [])))];
  if (grades.length === 0) return [];
  const names = [institution ?? '', ...institutionNames].filter((name) => name !== '');
  const found = validOn(book.scales, date)
    .filter((scale) => grades.every((grade) => parseGrade(scale, grade).ok))
    .map((scale) => ({ scale, because: reasonsFor(scale, { legend, names, country }) }))
    .filter(({ because }) => because.length > 0);
  // What is printed on the page speaks louder than where the host is.
  const [most = ''] = found.map(({ because }) => strengthOfReasons(because)).sort((a, b) => (a < b ? 1 : -1));
  return found
    .filter(({ because }) => strengthOfReasons(because) === most)
    .map(({ scale, because }) => ({ scale, because, far: distance(scale, legend) }))
    .sort((a, b) => (a.far.eq(b.far) ? (a.scale.id < b.scale.id ? -1 : 1) : a.far.lt(b.far) ? -1 : 1))
    .map(({ scale, because }) => ({ scale: scale.id, because }))
    .slice(0, MOST);
}

/** More than a person looks at are no help. */
const MOST = 3;

/** How far a scale is from a legend, which lists all of its grades, and lists no others. */
function distance(scale: GradeScale, legend: PrintedLegend): Rational {
  if (legend.length === 0) return Rational.ZERO;
  const { grades, words, institutions } = scale;
  const strange = Rational.from(legend.filter((entry) => judge(scale, entry) !== 'agrees').length);
  const listed = [grades, words].map(({ length }) => Rational.from(length)).reduce((a, b) => (a.gt(b) ? a : b));
  const surplus = listed.sub(Rational.from(legend.length));
  const apart = surplus.lt(Rational.ZERO) ? Rational.ZERO.sub(surplus) : surplus;
  return Rational.sum([strange, strange, apart, Rational.from(institutions.length)]);
}

/** The strongest reason first. */
const STRENGTH = ['scale-by-legend', 'scale-by-host', 'scale-by-country'];
/** Which of them there are, as text that is the greater the stronger they are. */
const strengthOfReasons = (because: readonly Reason[]): string =>
  STRENGTH.map((code) => (because.some((one) => one.code === code) ? '1' : '0')).join('');

function reasonsFor(
  scale: GradeScale,
  {
    legend,
    names,
    country,
  }: { readonly legend: PrintedLegend; readonly names: readonly string[]; readonly country: string | null },
): Reason[] {
  const agreed = agreement(scale, legend);
  const isOwn = closestName(names, scale.institutions) === 'same';
  const isOfCountry = country !== null && scale.institutions.length === 0 && isCalled(scale, country);
  return [
    ...(agreed === null ? [] : [reason('scale-by-legend', { entries: agreed, all: legend.length })]),
    ...(isOwn ? [reason('scale-by-host', { host: names[0] ?? '' })] : []),
    ...(isOfCountry ? [reason('scale-by-country', { country })] : []),
  ];
}

/** Within one: bands are printed in whole numbers and in halves. */
const isNear = (a: Rational, b: Rational): boolean => a.sub(b).lte(Rational.ONE) && b.sub(a).lte(Rational.ONE);

const isCalled = ({ country, aliases, name }: GradeScale, word: string): boolean =>
  [country, ...aliases, ...Object.values(name)].some((one) => titleKey(one) === titleKey(word));

/** How many entries of a legend the scale has as they are printed; null where one contradicts it, or most are not its own. */
function agreement(scale: GradeScale, legend: PrintedLegend): number | null {
  let agreed = 0;
  for (const entry of legend) {
    const verdict = judge(scale, entry);
    if (verdict === 'differs') return null;
    if (verdict === 'agrees') agreed += 1;
  }
  const most = Rational.of(3, 5).mul(Rational.from(legend.length));
  return agreed >= 3 && Rational.from(agreed).gte(most) ? agreed : null;
}

type Entry = PrintedLegend[number];
type Verdict = 'agrees' | 'differs' | 'unknown';

/** An entry beside the scale's grade of that name, its word for a range, or its traditional name. */
function judge(scale: GradeScale, entry: Entry): Verdict {
  const keys = new Set(entry.labels.map(symbolKey));
  const isNamed = (names: readonly string[]): boolean => names.some((name) => keys.has(symbolKey(name)));
  const grade = scale.grades.find(({ symbol, aliases }) => isNamed([symbol, ...aliases]));
  if (grade) return judgeGrade(grade, entry.range);
  const word = scale.words.find((one) => isNamed([one.word, ...one.aliases]));
  if (word) return entry.range.some((end) => word.range.some((own) => own.eq(end))) ? 'agrees' : 'differs';
  const named = scale.grades.filter(({ traditional }) => isNamed(Object.values(traditional ?? {})));
  if (named.length === 0) return 'unknown';
  const [low, high] = entry.range;
  const numbers = named.flatMap(({ value, percent }) => [...(value ? [value] : []), ...(percent ?? [])]);
  return numbers.some((number) => number.gte(low) && number.lte(high)) ? 'agrees' : 'differs';
}

function judgeGrade({ value, percent, span }: GradeScale['grades'][number], [low, high]: Entry['range']): Verdict {
  if (low.eq(high)) return value === null ? 'unknown' : value.eq(low) ? 'agrees' : 'differs';
  const band = percent ?? span;
  if (band === null) return 'unknown';
  return isNear(band[0], low) && isNear(band[1], high) ? 'agrees' : 'differs';
}
