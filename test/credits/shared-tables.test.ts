/** The collected tables of scales and units, where they are on the machine: ours say the same, or the difference has its reason here. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type GradeScale, Rational } from '../../src/domain/index.ts';
import { sharedData } from '../shared-data.ts';
import { BOOK } from './rules.ts';

const rowSchema = z.record(z.string(), z.string());
function rowsOf(name: string): z.infer<typeof rowSchema>[] {
  const file = sharedData(`grades/${name}`);
  if (file === null) return [];
  return z.array(rowSchema).parse(Papa.parse(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data);
}
const SCALES = rowsOf('grade_scales.csv');
const UNITS = rowsOf('credit_systems.csv');

/** Where ours differ on purpose: the figure that ours has, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'ua worst': 'F is printed as 1 to 34 and as 0 to 34: ours begins at 0',
};
const numbersIn = (text: string | undefined): string[] =>
  (text?.match(/-?\d+(?:\.\d+)?(?:\/\d+)?/g) ?? []).map((number) => Rational.from(number).toString());

/** The numbers and symbols that a scale may print for one of its ends. */
function namesOf(scale: GradeScale, end: 'best' | 'worst' | 'pass'): string[] {
  const value = scale[end];
  const symbols = scale.grades
    .filter((grade) => grade.value?.eq(value))
    .flatMap(({ symbol, aliases }) => [symbol, ...aliases]);
  const passing = scale.grades.filter(({ passing: is }) => is);
  const letters = { best: scale.grades[0], worst: scale.grades.at(-1), pass: passing.at(-1) }[end];
  return [value.toString(), ...symbols, ...(letters ? [letters.symbol, ...letters.aliases] : [])];
}

describe.skipIf(SCALES.length === 0)('the collected scales', () => {
  it.each(SCALES.map((row) => [row.id ?? '', row] as const))('%s has the same ends and pass mark', (id, row) => {
    const scale = BOOK.scales.find((candidate) => candidate.id === id);
    if (!scale) throw new Error(`no scale ${id}`);
    expect(scale.direction.startsWith(row.direction ?? '?')).toBe(true);
    for (const [end, column] of [
      ['best', 'best'],
      ['worst', 'worst'],
      ['pass', 'pass_mark'],
    ] as const) {
      if (`${id} ${end}` in DIFFERENT) continue;
      const cell = row[column] ?? '';
      const printed = [...numbersIn(cell), ...cell.split(/[\s(;,/]+/)];
      expect(
        printed.some((word) => namesOf(scale, end).includes(word)),
        `${id} ${end}: ${cell}`,
      ).toBe(true);
    }
  });

  it.each(SCALES.map((row) => [row.id ?? '', row] as const))('%s has every grade that the table lists', (id, row) => {
    const scale = BOOK.scales.find((candidate) => candidate.id === id);
    if (!scale?.grades.some(({ percent }) => percent)) return;
    for (const part of (row.grades_best_to_worst ?? '').split('|')) {
      const [, symbol, low, high] = /^(\S+)(?: [\d.]+)? (\d+)-(\d+)/.exec(part.trim()) ?? [];
      const grade = scale.grades.find((one) => one.symbol === symbol);
      if (grade?.percent && low && high) expect(grade.percent.map(String), part).toEqual([low, high]);
    }
  });
});

describe.skipIf(UNITS.length === 0)('the collected credit systems', () => {
  it.each(UNITS.map((row) => [row.id ?? '', row] as const))('%s has a ratio that the table prints', (id, row) => {
    const unit = BOOK.units.find((candidate) => candidate.id === id);
    if (!unit) throw new Error(`no unit ${id}`);
    const printed = row.ects_per_unit ?? '';
    if (unit.ectsPerUnit === null) {
      expect(printed).toContain('not convertible');
      return;
    }
    const { value, min = value, max = value } = unit.ectsPerUnit;
    const known = [value, min, max, ...Object.values(unit.alternatives)].map((ratio) => ratio.toFixed(2));
    expect(
      numbersIn(printed)
        .map((number) => Rational.from(number).toFixed(2))
        .some((number) => known.includes(number)),
    ).toBe(true);
  });
});

it('says when the shared data is not on this machine', () => {
  if (SCALES.length === 0) console.warn('shared data is absent: the collected tables were not compared');
  expect(UNITS.length === 0).toBe(SCALES.length === 0);
});
