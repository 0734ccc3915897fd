/** A real curriculum against a real catalogue: the plan's constraints recomputed from the raw files, without the planner's code. */

import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { planStay, readPlanFiles } from '../../src/app/index.ts';
import { type Plan, Rational } from '../../src/domain/index.ts';
import { HOME_UNIVERSITY, RULES as rules, subjects } from '../installed.ts';
import { sharedData } from '../shared-data.ts';

type Row = Readonly<Record<string, string>>;
const rowsOf = (text: string): Row[] => Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
const SEMESTER = '4';
/** US semester credits of a full-time year are 30, ECTS 60. */
const ECTS_PER_US_CREDIT = Rational.of(2);

/** One plan of the source written out as a curriculum file; its credits are ECTS-sized (60 a year). */
function curriculumFile(text: string): { csv: string; credits: ReadonlyMap<string, string> } {
  const plan = rowsOf(text).filter(
    (row) => row.plan === 'СВ.5080-2022' && row.semester === SEMESTER && Number(row.credits) > 0,
  );
  const unique = [...new Map(plan.map((row) => [row.code, row])).values()];
  const csv = Papa.unparse(
    unique.map((row) => ({
      code: row.code,
      title_en: row.title_en,
      title_ru: row.title_local,
      credits: row.credits,
      credit_system: 'ECTS',
      semester: row.semester,
    })),
  );
  return { csv, credits: new Map(unique.map((row) => [row.code ?? '', row.credits ?? ''])) };
}

function checkAgainstFiles(plan: Plan, home: ReadonlyMap<string, string>, host: ReadonlyMap<string, Row>): void {
  const homeCodes = plan.bundles.flatMap((bundle) => bundle.home.map(({ code }) => code));
  const hostCodes = plan.bundles.flatMap((bundle) => bundle.host.map(({ code }) => code));
  expect(new Set(homeCodes).size).toBe(homeCodes.length);
  expect(new Set(hostCodes).size).toBe(hostCodes.length);
  for (const code of homeCodes) expect(home.has(code)).toBe(true);
  const ects = hostCodes.map((code) => Rational.from(host.get(code)?.credits ?? '').mul(ECTS_PER_US_CREDIT));
  const total = Rational.sum(ects);
  expect(total.gte(Rational.of(12))).toBe(true);
  expect(total.lte(Rational.of(33))).toBe(true);
  expect(plan.totals.hostEcts.eq(total)).toBe(true);
  expect(hostCodes).not.toContain('CS 4400');
  expect([...homeCodes, ...plan.uncovered.map(({ home: { code } }) => code)].sort()).toEqual([...home.keys()].sort());
}

const curricula = sharedData('multilingual/curricula_ru_en.csv');
const catalogue = sharedData('equivalence/catalogues/georgia_tech_2020_2023.csv');

it('plans one real semester within its limits', async (context) => {
  if (curricula === null || catalogue === null)
    return context.skip('the shared data is not here: this test did not run');
  const { csv, credits } = curriculumFile(readFileSync(curricula, 'utf8'));
  const hostBytes = readFileSync(catalogue);
  const files = readPlanFiles(
    {
      curriculum: { name: 'curriculum.csv', bytes: new TextEncoder().encode(csv) },
      hosts: [{ name: 'catalogue.csv', bytes: hostBytes }],
    },
    { semester: Number(SEMESTER), minEcts: Rational.of(12), maxEcts: Rational.of(33), bans: ['CS 4400'] },
  );
  if (!files.ok) throw new Error('the files can not be read');
  const { curriculum, catalogues, options } = files.value;
  const [hostCatalogue] = catalogues;
  if (!hostCatalogue) throw new Error('no catalogue');
  const run = await planStay(
    { rules, home: HOME_UNIVERSITY, subjects, today: '2026-11-20' },
    { curriculum, catalogue: hostCatalogue },
    options,
  );
  expect(run.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!run.ok) throw new Error('no plan');
  const host = new Map(rowsOf(hostBytes.toString('utf8')).map((row) => [row.code ?? '', row]));
  expect(run.value.solver.status).toBe('optimal');
  checkAgainstFiles(run.value, credits, host);
});
