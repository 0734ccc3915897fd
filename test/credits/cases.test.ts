/** Runs the cases of fixtures/cases against the installed rules. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkPolicyFile } from '../../src/app/tools/rules.ts';
import {
  convertGrade,
  parseGrade,
  recognise,
  resolveScale,
  resolveUnit,
  rulesAt,
  toEcts,
} from '../../src/credits/index.ts';
import {
  type GradeCounts,
  type GradeScale,
  type GradingTable,
  gradeCountsSchema,
  gradingTableSchema,
  type Policy,
  policySchema,
  problemCodeSchema,
  type Rational,
  type Result,
  rationalSchema,
} from '../../src/domain/index.ts';
import { expectFiguresWritten } from '../texts/figures.ts';
import { planOf, transcriptOf } from './recognition.ts';
import { BOOK, must, policy, policyWith, said } from './rules.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/cases');
const DATE = '2026-11-20';

const figure = z.union([z.string(), z.number()]);
const common = {
  case: z.string(),
  source: z.string().min(3),
  on: z.iso.date().default(DATE),
};
const problem = z.object({ problem: problemCodeSchema });
const gradeCase = z.strictObject({
  ...common,
  policy: z.string().default('aupet-2024'),
  grade: z.string(),
  scale: z.string(),
  ladder: z.array(z.looseObject({ method: z.string() })).optional(),
  tables: z.strictObject({ host: gradeCountsSchema.optional(), home: gradeCountsSchema.optional() }).default({}),
  expect: z.union([
    problem,
    z.strictObject({
      interval: z.string().optional(),
      skipped: z.string().optional(),
      letter: z.string().nullable().optional(),
      points: figure.nullable().optional(),
      percent: figure.nullable().optional(),
      traditional: z.string().optional(),
      status: z.string().optional(),
    }),
  ]),
});
const creditsCase = z.strictObject({
  ...common,
  policy: z.string().default('aupet-2024'),
  credits: figure,
  unit: z.string(),
  expect: z.union([problem, z.strictObject({ ects: figure })]),
});
const course = z.strictObject({ code: z.string(), title: z.string().optional(), ects: figure });
const transcriptCase = z.strictObject({
  ...common,
  /** A policy by id, or changes to the default one's treatment of rows and of credits. */
  policy: z
    .union([
      z.string(),
      z
        .strictObject({ recognition: z.record(z.string(), z.unknown()), credits: z.record(z.string(), z.unknown()) })
        .partial(),
    ])
    .default({}),
  plan: z.array(
    z.strictObject({
      bundle: z.string(),
      home: z.array(course).default([]),
      host: z.array(course),
      electiveBlock: z.string().optional(),
    }),
  ),
  rows: z.array(
    z.strictObject({
      code: z.string().optional(),
      title: z.string().optional(),
      credits: figure.nullable(),
      unit: z.string().optional(),
      grade: z.string().nullable(),
      scale: z.string().optional(),
      on: z.iso.date().optional(),
      attempt: z.number().optional(),
      level: z.string().optional(),
      distribution: gradeCountsSchema.optional(),
    }),
  ),
  /** A grading table of the home university, which the installed rules do not hold. */
  tables: z.strictObject({ home: gradeCountsSchema }).optional(),
  similar: z.strictObject({ code: z.string(), score: z.number() }).nullable().default(null),
  expect: z.strictObject({
    outcomes: z.array(z.string()),
    credited: z.array(z.strictObject({ home: z.string(), credits: figure, letter: z.string().nullable() })).optional(),
    additional: z.array(z.strictObject({ line: z.number(), ects: figure, block: z.string().nullable() })).optional(),
    difference: z.array(z.string()).optional(),
    undecided: z.array(z.string()).optional(),
    gpa: figure.nullable().optional(),
    notRecognised: figure.optional(),
    problems: z.array(problemCodeSchema).optional(),
    /** Words of the derivation of each credited course, in their order. */
    derived: z.array(z.string()).optional(),
  }),
});

const exact = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : rationalSchema.parse(value).toString();
const shown = (value: Rational | null): string | null => value?.toString() ?? null;
const VARIANTS = path.resolve(FOLDER, '../policies/variants.yaml');
const EXAMPLES = must(checkPolicyFile(BOOK, { name: 'variants.yaml', text: readFileSync(VARIANTS, 'utf8') }));
const policyOf = (id: string): Policy => EXAMPLES.find((example) => example.id === id) ?? policy(id);

function runGrade({ grade, scale, on, tables, expect: expected, ...words }: z.infer<typeof gradeCase>): void {
  const by = words.ladder ? policyWith(words.ladder) : policyOf(words.policy);
  const host = resolveScale(rulesAt(BOOK, on), scale);
  const home = resolveScale(rulesAt(BOOK, on), by.homeScale);
  if (!host.ok || !home.ok) throw new Error('the case names a scale that is not valid on its day');
  const [hostScale, homeScale] = [host.value, home.value];
  const parsed = parseGrade(hostScale, grade, by.grades.percentRounding);
  const groups = {
    host: tableOf(hostScale, tables.host),
    home: tableOf(homeScale, tables.home),
    iscedF: null,
    level: null,
  };
  const converted = parsed.ok
    ? convertGrade({
        grade: parsed.value,
        hostScale,
        homeScale,
        policy: by,
        tables: groups,
        installed: BOOK.conversions,
      })
    : parsed;
  if (expectProblem(converted, expected) || 'problem' in expected) return;
  if (!converted.ok) throw new Error(said(converted.problems[0]?.reason));
  const { value, derivation } = converted.value;
  expectFiguresWritten(derivation, [grade]);
  const found = { ...value, points: shown(value.points), percent: shown(value.percent) };
  const { interval, skipped, ...grades } = expected;
  for (const [name, wanted] of Object.entries(grades)) {
    const figures = name === 'points' || name === 'percent';
    expect(found, name).toMatchObject({ [name]: figures ? exact(wanted) : wanted });
  }
  if (interval !== undefined) expect(derivation.at(-1)?.inputs.interval).toBe(interval);
  if (skipped !== undefined) expect(said(derivation[0]?.reason)).toContain(skipped);
}

const homeTables = ({ institution, homeScale }: Policy, counts: GradeCounts | undefined): GradingTable[] =>
  tableOf({ id: homeScale }, counts).map((table) => ({ ...table, institution }));

const tableOf = ({ id }: Pick<GradeScale, 'id'>, counts: GradeCounts | undefined): GradingTable[] =>
  counts
    ? [gradingTableSchema.parse({ id: 'case', institution: 'x', scale: id, counts, source: 'case', confidence: 'low' })]
    : [];

function runCredits({ credits, unit, on, policy: id, expect: expected }: z.infer<typeof creditsCase>): void {
  const resolved = resolveUnit(rulesAt(BOOK, on), unit);
  const converted = resolved.ok ? toEcts(rationalSchema.parse(credits), resolved.value, policyOf(id)) : resolved;
  if (expectProblem(converted, expected) || 'problem' in expected) return;
  expect(converted.ok && shown(converted.value.value)).toBe(exact(expected.ects));
  if (converted.ok) expectFiguresWritten(converted.value.derivation);
}

function expectProblem(result: Result<unknown>, expected: object): boolean {
  if (!('problem' in expected)) return false;
  expect(result.problems.map(({ code }) => code)).toEqual([expected.problem]);
  return true;
}

function runTranscript({
  plan,
  rows,
  similar,
  policy: changes,
  on,
  tables,
  expect: expected,
}: z.infer<typeof transcriptCase>): void {
  const by = typeof changes === 'string' ? policyOf(changes) : changedPolicy(changes);
  const bundles = plan.map(({ electiveBlock, ...bundle }) => ({
    ...bundle,
    home: bundle.home.map(withoutUndefined),
    host: bundle.host.map(withoutUndefined),
    ...(electiveBlock !== undefined && { electiveBlock }),
  }));
  const words = rows.map(withoutUndefined);
  const result = recognise({
    plan: planOf(bundles),
    transcript: transcriptOf(words),
    rules: rulesAt({ ...BOOK, gradingTables: homeTables(by, tables?.home) }, on),
    policy: by,
    matcher: () => similar,
  });
  const found = must(result);
  expectFiguresWritten(
    found,
    rows.flatMap(({ grade, title, code }) => [grade ?? '', title ?? '', code ?? '']),
  );
  expect(found.rows.map(({ outcome }) => outcome)).toEqual(expected.outcomes);
  if (expected.credited)
    expect(
      found.credited.map((one) => ({ home: one.homeCode, credits: shown(one.credits), letter: one.grade.letter })),
    ).toEqual(expected.credited.map((one) => ({ ...one, credits: exact(one.credits) })));
  if (expected.additional)
    expect(found.additional.map(({ line, ects, block }) => ({ line, ects: shown(ects), block }))).toEqual(
      expected.additional.map((one) => ({ ...one, ects: exact(one.ects) })),
    );
  if (expected.difference) expect(found.difference.map(({ homeCode }) => homeCode)).toEqual(expected.difference);
  if (expected.undecided) expect(found.undecided.map(({ homeCode }) => homeCode)).toEqual(expected.undecided);
  if (expected.gpa !== undefined) expect(shown(found.gpa.value)).toBe(exact(expected.gpa));
  if (expected.notRecognised !== undefined)
    expect(shown(found.totals.ectsNotRecognised)).toBe(exact(expected.notRecognised));
  expected.derived?.forEach((text, at) => {
    expect(found.credited[at]?.derivation.map((step) => said(step.reason)).join('\n')).toContain(text);
  });
  if (expected.problems) expect(result.problems.map(({ code }) => code)).toEqual(expected.problems);
  const { hostEctsEarned, ectsInBundles, ectsAdditional, ectsNotRecognised } = found.totals;
  expect(shown(ectsInBundles.add(ectsAdditional).add(ectsNotRecognised))).toBe(shown(hostEctsEarned));
}

function changedPolicy(changes: { recognition?: object | undefined; credits?: object | undefined }): Policy {
  const base: z.input<typeof policySchema> = JSON.parse(JSON.stringify(policyOf('aupet-2024')));
  return policySchema.parse({
    ...base,
    recognition: { ...base.recognition, ...changes.recognition },
    credits: { ...base.credits, ...changes.credits },
  });
}

/** Leaves out what the case does not say; the parsed type has `undefined` there. */
const withoutUndefined = <T extends object>(words: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as never;

const RUNNERS: Readonly<Record<string, (words: unknown) => void>> = {
  grade: (words) => runGrade(gradeCase.parse(words)),
  credits: (words) => runCredits(creditsCase.parse(words)),
  plan: (words) => runTranscript(transcriptCase.parse(words)),
};

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  const cases = z
    .array(z.looseObject({ case: z.string() }))
    .parse(parse(readFileSync(path.join(FOLDER, name), 'utf8')));

  it.each(cases.map((words) => [words.case, words] as const))('%s', (_, words) => {
    const kind = Object.keys(RUNNERS).find((key) => key in words);
    const run = kind && RUNNERS[kind];
    if (!run) throw new Error('a case has grade, credits or plan');
    run(words);
  });
});

it('runs every example policy', () => {
  const text = readFileSync(path.join(FOLDER, 'policy-variants.yaml'), 'utf8');
  expect(EXAMPLES.filter(({ id }) => !text.includes(`policy: ${id}\n`))).toEqual([]);
});
