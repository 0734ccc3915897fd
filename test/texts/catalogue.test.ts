/** The catalogues of rules/texts against the closed list of codes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REASON_AREAS, reason, uiLanguageSchema, withTexts } from '../../src/domain/index.ts';
import type { TextCatalogue } from '../../src/interchange/index.ts';
import { TEXTS } from '../installed.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LANGUAGES = uiLanguageSchema.options;
const AREAS = Object.entries<Readonly<Record<string, readonly string[]>>>(REASON_AREAS);

type Node = ReturnType<IntlMessageFormat['getAst']>[number];

const catalogueOf = (language: string, area: string): TextCatalogue =>
  parse(readFileSync(path.join(ROOT, 'rules/texts', language, `${area}.yaml`), 'utf8')) as TextCatalogue;

/** The messages of a text, each parsed; throws where one is no ICU message. */
const messagesOf = (entry: TextCatalogue[string] | undefined, language: string): Node[][] =>
  (typeof entry === 'string' ? [entry] : Object.values(entry ?? {})).map((message) =>
    new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst(),
  );

const inside = (node: Node): Node[] =>
  'options' in node ? Object.values(node.options).flatMap(({ value }) => [node, ...value.flatMap(inside)]) : [node];

/** Argument names of a text: everything but literals (type 0) and the pound sign (type 7). */
const namesIn = (nodes: readonly Node[]): string[] => [
  ...new Set(
    nodes
      .flatMap(inside)
      .flatMap((node) => ('value' in node && node.type !== 0 && typeof node.value === 'string' ? [node.value] : [])),
  ),
];

/** Values that are a day wherever they stand; a text that is given a day in words calls it otherwise or stands among the documents. */
const DAYS: ReadonlySet<string> = new Set([
  ...['completed', 'day', 'deadline', 'due', 'end', 'latest', 'neededOn', 'start', 'submitted', 'today'],
  ...['validFrom', 'validTo', 'validUntil', 'moment'],
]);
/** Their day is in words already. */
const WRITTEN: ReadonlySet<string> = new Set(['moment']);
/** Arguments of these names that are written as they are stored: neither date (type 3) nor time (type 4). */
const storedDays = (nodes: readonly Node[]): string[] =>
  nodes
    .flatMap(inside)
    .flatMap((node) => ('value' in node && (node.type === 1 || node.type === 2) ? [String(node.value)] : []))
    .filter((name) => DAYS.has(name));

const pluralsIn = (nodes: readonly Node[]): string[][] =>
  nodes.flatMap(inside).flatMap((node) => (node.type === 6 ? [Object.keys(node.options)] : []));

describe.each(AREAS)('the texts of %s', (area, codes) => {
  it.each(LANGUAGES)('have every code of the list and no other in %s', (language) => {
    expect(Object.keys(catalogueOf(language, area)).sort()).toEqual(Object.keys(codes).sort());
  });

  it.each(LANGUAGES)('name the values that the list names in %s', (language) => {
    const texts = catalogueOf(language, area);
    const named = Object.keys(codes).map((code) => [code, namesIn(messagesOf(texts[code], language).flat()).sort()]);
    expect(named).toEqual(Object.entries(codes).map(([code, names]) => [code, [...names].sort()]));
  });

  it.each(LANGUAGES)('have every plural form of %s', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wrong = Object.entries(catalogueOf(language, area)).flatMap(([code, entry]) =>
      pluralsIn(messagesOf(entry, language).flat())
        .filter((given) => forms.some((form) => !given.includes(form)))
        .map((given) => `${code}: ${given.join()}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(LANGUAGES)('write days as %s does', (language) => {
    // A document is given its days as it writes them: in figures in its tables, in words else.
    if (area === 'documents') return;
    const wrong = Object.entries(catalogueOf(language, area)).flatMap(([code, entry]) =>
      WRITTEN.has(code) ? [] : storedDays(messagesOf(entry, language).flat()).map((name) => `${code}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are a message with a remedy in all languages or in none, and nowhere empty', () => {
    const shapes = LANGUAGES.map((language) =>
      Object.entries(catalogueOf(language, area)).map(([code, entry]) => [
        code,
        Object.keys(Object(entry)).length > 2 ? 'text' : Object.keys(entry),
      ]),
    );
    for (const shape of shapes) expect(Object.fromEntries(shape)).toEqual(Object.fromEntries(shapes[0] ?? []));
    const empty = LANGUAGES.flatMap((language) =>
      Object.entries(catalogueOf(language, area)).filter(([, entry]) =>
        (typeof entry === 'string' ? [entry] : Object.values(entry)).some((text) => text.trim() === ''),
      ),
    );
    expect(empty).toEqual([]);
  });
});

it('every code of the list is used', () => {
  const source = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('domain/reasons'))
    .map((name) => readFileSync(path.join(ROOT, 'src', name), 'utf8'))
    .join('\n');
  // A code may be put together: `guard-${guard}`.
  const families = [...source.matchAll(/`([a-z]{2,}-[a-z-]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replace(/\$\{[^}]*\}/g, '[a-z0-9-]+')}$`),
  );
  const unused = AREAS.flatMap(([, codes]) => Object.keys(codes)).filter(
    (code) => !source.includes(`'${code}'`) && !families.some((family) => family.test(code)),
  );
  expect(unused.filter((code) => !NOT_YET.has(code))).toEqual([]);
});

/** Codes of what is on its way. */
const NOT_YET: ReadonlySet<string> = new Set([]);

it('a code belongs to one area', () => {
  const codes = AREAS.flatMap(([, list]) => Object.keys(list));
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});

describe('a sentence', () => {
  const unknown = reason('policy-unknown', { policy: 'x', known: ['a', 'b'] });

  it('is said in the language of the reader, with its remedy', () => {
    expect(TEXTS.say(unknown, 'ru')).toBe('политики «x» нет');
    expect(TEXTS.remedy(unknown, 'en')).toBe('Choose one of: a, b');
    expect(TEXTS.remedy(reason('dates-always'), 'en')).toBe('');
  });

  it('says the reasons among its values in the same language', () => {
    const versions = [reason('dates-until', { to: '2025-08-31' }), reason('dates-from', { from: '2026-09-01' })];
    const said = TEXTS.say(reason('policy-not-on-day', { policy: 'x', day: '2026-01-01', versions }), 'kk');
    expect(said).toContain('31.08.2025 күніне дейін; 01.09.2026 күнінен бастап');
  });

  it('writes days and instants as its language does, and what is not known as it stands', () => {
    const days = reason('dates-from-to', { from: '2026-09-04', to: '–' });
    expect(LANGUAGES.map((language) => TEXTS.say(days, language)).sort()).toEqual([
      '04.09.2026 – –',
      'from 4 September 2026 to –',
      'с 04.09.2026 по –',
    ]);
    const moment = reason('clock-behind', { machine: '2026-09-04T05:06:07.089Z', event: '2026-09-05T23:59:00Z' });
    expect(TEXTS.say(moment, 'en')).toBe(
      'the clock says 4 September 2026, 05:06 UTC, but the last event is from 5 September 2026, 23:59 UTC',
    );
    expect(TEXTS.say(moment, 'kk')).toContain('04.09.2026, 05:06 UTC');
  });

  it('writes figures with the decimal sign of its language, exactly, and codes as they stand', () => {
    const told = reason('does-not-fit', { hosts: ['4.02', 'H2'], ects: '2.50', taken: '-31.25', most: '33' });
    const figures = (language: (typeof LANGUAGES)[number]) =>
      TEXTS.say(told, language)
        .match(/[-\d.,]*\d/g)
        ?.join(' ');
    expect(figures('en')).toBe('4.02 2 2.50 -31.25 33');
    for (const language of ['ru', 'kk'] as const) expect(figures(language)).toBe('4.02 2 2,50 -31,25 33');
  });

  it('writes formulas and shares like figures, and grades as they were printed', () => {
    const formula = '50 + (100 - 50) × (3.7 - 1) / (4 - 1) = 95%';
    const values = { grade: '3.7', formula, result: '95%', rounding: reason('rounding', { mode: 'half-up' }) };
    const told = reason('grade-by-formula', values);
    expect(TEXTS.say(told, 'en')).toBe(`3.7: ${formula}, rounded half-up to 95%`);
    for (const language of ['ru', 'kk'] as const)
      expect(TEXTS.say(told, language)).toMatch(
        /^3\.7: 50 \+ \(100 - 50\) × \(3,7 - 1\) \/ \(4 - 1\) = 95\u00a0%, .* 95\u00a0%$/u,
      );
    const split = reason('credits-host-value', { ects: '8', credits: '5.5', unit: 'LP', parts: ['2.5', '3'] });
    expect(TEXTS.say(split, 'ru')).toBe('8 ECTS — это 5,5 (LP); распределение: 2,5; 3');
  });

  it('stands beside code and values in an answer, however deep', () => {
    const answer = {
      rows: [{ why: unknown }],
      problems: [{ code: 'policy-unknown', severity: 'error', reason: unknown }],
    };
    const said = withTexts(answer, TEXTS, 'en');
    expect(said).toMatchObject({
      rows: [{ why: { ...unknown, text: 'there is no policy “x”' } }],
      problems: [{ message: 'there is no policy “x”', remedy: 'Choose one of: a, b' }],
    });
  });
});
