/** Hostile plans: JSON that is broken, deep, endless, or of the wrong types. */
import { utf16 } from './files.ts';
import type { HostileFile } from './hostile-files.ts';
import { PLAN_FILE } from './plans.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const GOOD = JSON.stringify(PLAN_FILE);

/** The plan with one value replaced, found by its path. */
function withValue(path: readonly (string | number)[], value: unknown): string {
  const plan: unknown = JSON.parse(GOOD);
  const last = path.at(-1) ?? '';
  let place: unknown = plan;
  for (const part of path.slice(0, -1)) place = Reflect.get(Object(place), part);
  Reflect.set(Object(place), last, value);
  return JSON.stringify(plan);
}

const BUNDLE = ['bundles', 0] as const;
/** Values of the wrong type or outside what the field may hold, each at its place. */
const WRONG: readonly (readonly [path: readonly (string | number)[], value: unknown])[] = [
  ...Object.keys(PLAN_FILE).flatMap((key) => [null, 7, ['x'], 'x'].map((value) => [[key], value] as const)),
  [['version'], '1'],
  [['request', 'minEcts'], 'NaN'],
  [['request', 'minEcts'], '1e999'],
  [['request', 'minEcts'], '9'.repeat(1000)],
  [['request', 'minEcts'], '1/0'],
  [['request', 'maxEcts'], { min: 1 }],
  [['request', 'term'], 'winter'],
  [['request', 'semesters'], [0]],
  [['request', 'languages'], ['English']],
  [[...BUNDLE, 'host'], []],
  [[...BUNDLE, 'host', 0, 'titles'], {}],
  [[...BUNDLE, 'host', 0, 'titles'], { constructor: 'x' }],
  [[...BUNDLE, 'host', 0, 'credits', 'min'], '9'],
  [[...BUNDLE, 'host', 0, 'credits', 'min'], '-1'],
  [[...BUNDLE, 'home', 0, 'cycle'], 'XX'],
  [[...BUNDLE, 'probability'], 1.5],
  [[...BUNDLE, 'score'], '0.8'],
  [['uncovered'], [{ home: null }]],
  [['solver', 'status'], 'guessed'],
  [['bundles'], Array.from({ length: 2000 }, () => 7)],
  [['bundles'], Array.from({ length: 400_000 }, () => 7)],
];

const TEXTS: readonly (readonly [string, string])[] = [
  ['a plan cut in the middle', GOOD.slice(0, GOOD.length / 2)],
  ['a plan without its last bracket', GOOD.slice(0, -1)],
  ['two plans', GOOD + GOOD],
  ['null', 'null'],
  ['a number', '1e999'],
  ['a text', '"plan"'],
  ['an empty object', '{}'],
  ['an array of plans', `[${GOOD}]`],
  ['comments', `// plan\n${GOOD}`],
  ['single quotes', GOOD.replaceAll('"', "'")],
  ['NaN as a value', GOOD.replace('0.81', 'NaN')],
  ['a table', 'code,title\nA,B\n'],
  ['a hundred thousand brackets', '['.repeat(100_000)],
  ['a hundred thousand nested arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['a hundred thousand nested objects', `${'{"bundles":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['a prototype as plan', `{"__proto__":${GOOD}}`],
  ['ten megabytes of zeros in a list', `{"bundles":[${'0,'.repeat(5_000_000)}0]}`],
  ['a key of ten megabytes', `{"${'k'.repeat(10_000_000)}":1}`],
  ['a NUL in the text', `\0${GOOD}`],
];

const HARMLESS: readonly (readonly [string, () => Uint8Array])[] = [
  ['a plan with a mark', () => utf8(`\ufeff${GOOD}`)],
  ['a plan in UTF-16', () => utf16(GOOD, 'le')],
  ['a plan with unknown fields', () => utf8(withValue(['surprise'], { deep: [1] }))],
  ['a plan that names a prototype', () => utf8(GOOD.replace('{', '{"__proto__":{"polluted":true},'))],
  ['a plan with formulas for titles', () => utf8(withValue([...BUNDLE, 'host', 0, 'titles'], { en: '=1+1' }))],
];

export const hostilePlans = (): HostileFile[] => [
  ...TEXTS.map(([kind, text]): HostileFile => ({ kind, fate: 'refused', bytes: () => utf8(text) })),
  ...WRONG.map(([path, value]): HostileFile => {
    const kind = `${path.join('.')} of ${JSON.stringify(value).slice(0, 30)}`;
    return { kind, fate: 'refused', bytes: () => utf8(withValue(path, value)) };
  }),
  ...HARMLESS.map(([kind, bytes]): HostileFile => ({ kind, fate: 'whole', bytes })),
];
