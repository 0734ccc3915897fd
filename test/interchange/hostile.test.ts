/** Hostile files: a clear error or rejected rows, never a throw, never an endless list. */
import { describe, expect, it, vi } from 'vitest';
import { type Problem, problemSchema, problemText, type Result } from '../../src/domain/index.ts';
import {
  type FileInput,
  type Loaded,
  readCalls,
  readCatalogue,
  readCurriculum,
  readPlan,
  readPrecedents,
  readTranscript,
} from '../../src/interchange/index.ts';
import { TEXTS } from '../installed.ts';
import { type HostileFile, heavyTables, hostileTables, NO_TABLES, type TableShape } from './hostile-files.ts';
import { hostilePlans } from './hostile-plans.ts';

// Tens of megabytes beside other work take their time; a hang is what this limit is for.
vi.setConfig({ testTimeout: 120_000 });

const BAD_CREDITS = [
  '-3',
  '−3',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '1e3',
  '0x10',
  '5/150',
  '1/0',
  '6-3',
  'five',
  '9'.repeat(400),
];
const BAD_DATES = ['2027-02-30', '31.04.2027', '01/02/2027', '0000-00-00', '1e9', 'soon', '2027-01-01'.repeat(50)];
const cells = (column: string, values: readonly string[]) => values.map((value) => [column, value] as const);

const COURSES: TableShape = {
  columns: ['code', 'title', 'description', 'credits', 'credit_system', 'language'],
  good: (index) => [`C${index}`, 'Circuits', 'Laws of Kirchhoff', '5', 'ECTS', 'en'],
  text: 'description',
  fatal: [
    ...cells('credits', BAD_CREDITS),
    ['title', ''],
    ['code', 'C0'],
    ['code', 'с0'],
    ['code', ' C-0 '.trim().replace('-', '')],
  ],
};

const SHAPES: readonly (readonly [string, (file: FileInput) => Result<Loaded<unknown>>, TableShape])[] = [
  ['a catalogue', readCatalogue, COURSES],
  [
    'a curriculum',
    readCurriculum,
    {
      ...COURSES,
      columns: [...COURSES.columns, 'semester'],
      good: (index) => [...COURSES.good(index), '3'],
    },
  ],
  [
    'a transcript',
    readTranscript,
    {
      columns: ['code', 'title', 'credits', 'grade', 'completed_on'],
      good: (index) => [`C${index}`, 'Circuits', '5', 'B', '2027-01-31'],
      text: 'title',
      fatal: cells('credits', [...BAD_CREDITS, '3-6', 'to be arranged']),
    },
  ],
  [
    'precedents',
    readPrecedents,
    {
      columns: ['home_code', 'host_code', 'host_description', 'decision', 'valid_until'],
      good: (index) => [`C${index}`, 'H1', 'Laws of Kirchhoff', 'approved', '2028-12-31'],
      text: 'host_description',
      fatal: [...cells('valid_until', BAD_DATES), ...cells('decision', ['', 'perhaps', '__proto__', '1'])],
    },
  ],
  [
    'mobility calls',
    readCalls,
    {
      columns: ['university', 'requirements', 'quantity', 'deadline'],
      good: (index) => [`U${index}`, 'English B2', '3', '2027-03-01'],
      text: 'requirements',
      fatal: [
        ...cells('deadline', [...BAD_DATES, '']),
        ...cells('quantity', ['-1', 'NaN', '1e999', '2.5', '99999999999', '']),
      ],
    },
  ],
];

/** What must hold for the problems of any file: each whole and printable, none of it endless. */
function expectClearProblems(problems: readonly Problem[]): void {
  expect(problems.length).toBeLessThanOrEqual(1001);
  for (const problem of problems) {
    expect(problemSchema.safeParse(problem).success).toBe(true);
    const { message, remedy } = problemText(problem, TEXTS, 'en');
    expect(message).not.toBe('');
    expect(remedy).not.toBe('');
    expect((problem.value ?? '').length).toBeLessThanOrEqual(80);
    expect(JSON.stringify(problem).length).toBeLessThan(3000);
  }
}

function expectFate(result: Result<Loaded<unknown>>, { fate }: HostileFile): void {
  expectClearProblems(result.problems);
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  if (!result.ok) {
    expect(fate).toBeOneOf(['refused', 'said', 'bounded']);
    expect(errors.length).toBeGreaterThan(0);
    return;
  }
  expect(fate).not.toBe('refused');
  const { rows, rejected } = result.value;
  if (fate === 'whole') expect({ rejected, errors }).toEqual({ rejected: 0, errors: [] });
  if (fate === 'part') expect(rejected).toBeGreaterThan(0);
  if (fate === 'said') expect(result.problems.some(({ severity }) => severity !== 'note')).toBe(true);
  if (fate !== 'bounded' && fate !== 'said') expect(rows - rejected).toBeGreaterThanOrEqual(1);
}

describe.each(SHAPES)('%s', (_, read, shape) => {
  const files = [...NO_TABLES, ...hostileTables(shape), ...(shape === COURSES ? heavyTables(shape) : [])];

  it.each(files.map((file) => [file.kind, file.fate, file] as const))('%s: %s', (_kind, _fate, hostile) => {
    expectFate(read({ name: 'hostile.csv', bytes: hostile.bytes() }), hostile);
  });

  it('the good rows themselves load', () => {
    const text = [shape.columns.join(','), ...[0, 1].map((index) => shape.good(index).join(','))].join('\n');
    const result = read({ name: 'good.csv', bytes: new TextEncoder().encode(text) });
    expect(result.ok && [result.value.rows, result.value.rejected]).toEqual([2, 0]);
  });
});

describe('what a row can do without', () => {
  it.each([
    ...cells('completed_on', BAD_DATES).map((cell) => ['a transcript', readTranscript, ...cell] as const),
    ...cells('semester', ['0', '13', '-1', 'third', '1/2']).map(
      (cell) => ['a curriculum', readCurriculum, ...cell] as const,
    ),
    ...cells('language', ['Klingon', '__proto__']).map((cell) => ['a catalogue', readCatalogue, ...cell] as const),
  ])('is kept beside it and said: %s, %s', (_, read, column, value) => {
    const text = `code,title,credits,grade,${column}\nA,Circuits,5,B,"${value}"\n`;
    const result = read({ name: 'one.csv', bytes: new TextEncoder().encode(text) });
    expect(result.ok && [result.value.rows, result.value.rejected]).toEqual([1, 0]);
    const said = result.problems.filter((problem) => problem.column === column);
    expect(said.map(({ severity, line }) => [severity, line])).toEqual([['warning', 2]]);
    const list = result.ok ? (result.value.value as { rows?: unknown[]; courses?: unknown[] }) : {};
    expect(JSON.stringify(list.rows ?? list.courses)).toContain(value.slice(0, 60));
  });

  it('a course without a code goes by its title, and that is said', () => {
    const text = 'code,title,credits\n,Circuits,5\nB,Fields,5\n';
    const result = readCatalogue({ name: 'one.csv', bytes: new TextEncoder().encode(text) });
    expect(result.ok && result.value.value.courses.map(({ code }) => code)).toEqual(['Circuits', 'B']);
    expect(result.problems.map(({ reason }) => reason?.code)).toContain('code-from-title');
  });
});

describe('a plan', () => {
  const files = [...NO_TABLES, ...hostilePlans()];

  it.each(files.map((file) => [file.kind, file.fate, file] as const))('%s: %s', (_kind, _fate, { fate, bytes }) => {
    const result = readPlan({ name: 'plan.json', bytes: bytes() });
    expectClearProblems(result.problems);
    expect(result.ok).toBe(fate === 'whole');
    if (!result.ok) expect(result.problems.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

it('there are more than 200 hostile files, and nothing they did stays behind', () => {
  const count = SHAPES.reduce(
    (sum, [, , shape]) => sum + NO_TABLES.length + hostileTables(shape).length,
    NO_TABLES.length + hostilePlans().length,
  );
  expect(count).toBeGreaterThan(200);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
