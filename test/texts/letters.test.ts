/**
 * The letters of Russian and Kazakh: a Latin letter that looks like a Cyrillic one (a, c, e, i, o, p, x, y) is not seen by people,
 * but is not found by a search, breaks a comparison and is read out wrongly.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../installed.ts';

const LANGUAGES = ['ru', 'kk'] as const;
type Language = (typeof LANGUAGES)[number];

const ALPHABETS: Readonly<Record<Language, RegExp>> = {
  ru: /^[а-яё]+$/iu,
  kk: /^[а-яёәғқңөұүһі]+$/iu,
};

/** Where a text stands, and the text. */
type Placed = readonly [place: string, text: string];

const filesUnder = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|json)$/.test(name))
    .map((name) => path.join(folder, name));
const READ = new Map<string, Placed[]>();
/** Every text of a file, read once for both languages. */
function textsOf(file: string): Placed[] {
  const known = READ.get(file);
  if (known) return known;
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const texts = textsIn(file.endsWith('.json') ? JSON.parse(text) : parse(text), file);
  READ.set(file, texts);
  return texts;
}

/** Every text below a value with the way to it. */
function textsIn(value: unknown, place: string): Placed[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${place} ${key}`));
}

/** What a message says to people, in every choice of its plurals and selections; neither names of values nor of choices. */
function saidBy(message: string, language: Language): string {
  type Node = ReturnType<IntlMessageFormat['getAst']>[number];
  const said = (node: Node): string => {
    if ('options' in node)
      return Object.values(node.options)
        .map(({ value }) => value.map(said).join(' '))
        .join(' ');
    return node.type === 0 ? node.value : ' ';
  };
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst().map(said).join('');
}

const catalogues = (language: Language): Placed[] =>
  [...filesUnder(`rules/texts/${language}`), ...filesUnder(`rules/texts/pages/${language}`)].flatMap((file) =>
    textsOf(file).map(([place, message]): Placed => [place, saidBy(message, language)]),
  );

/** Titles and sources of policies, reasons, documents, units and scales. */
const ruled = (language: Language): Placed[] =>
  filesUnder('rules')
    .filter((file) => !/^rules\/(texts|subjects|vocabulary)\//.test(file))
    .flatMap(textsOf)
    .filter(([place]) => `${place} `.includes(` ${language} `));

/** Titles and topics of the subjects; a topic stands in four languages between bars. */
const taught = (language: Language): Placed[] =>
  filesUnder('rules/subjects')
    .flatMap(textsOf)
    .flatMap(([place, text]): Placed[] => {
      if (/ topics \d+$/.test(place)) return [[place, text.split('|')[language === 'ru' ? 1 : 2] ?? '']];
      return place.includes(` titles ${language} `) || place.includes(` short ${language} `) ? [[place, text]] : [];
    });

const wordsOf = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];
/** Somewhere in a mixed word a Cyrillic letter stands beside one of another script. */
const MIXED = /\p{Script=Cyrillic}(?!\p{Script=Cyrillic})\p{L}|(?!\p{Script=Cyrillic})\p{L}\p{Script=Cyrillic}/u;
const isMixed = (word: string): boolean => MIXED.test(word);
const found = (texts: readonly Placed[], isWrong: (word: string) => boolean): string[] =>
  texts.flatMap(([place, text]) =>
    wordsOf(text)
      .filter(isWrong)
      .map((word) => `${place}: ${word}`),
  );

describe.each(LANGUAGES)('the letters of %s', (language) => {
  it.each([
    ['the catalogues', catalogues, 1000],
    ['the rules', ruled, 20],
    ['the subjects', taught, 10_000],
  ] as const)('are of one script within a word of %s', (_, read, least) => {
    const texts = read(language);
    expect(texts.length).toBeGreaterThan(least);
    const suspect = texts.filter(([, text]) => isMixed(text));
    expect(found(suspect, isMixed)).toEqual([]);
  });

  it('are those of its alphabet in the catalogues', () => {
    const isForeign = (word: string) => /\p{Script=Cyrillic}/u.test(word) && !ALPHABETS[language].test(word);
    expect(found(catalogues(language), isForeign)).toEqual([]);
  });

  it('are no Latin ones that look the same, where they are a whole word of a sentence', () => {
    // Addresses such as /api/v1 are Latin.
    const sentences = catalogues(language).map(([place, text]): Placed => [place, text.replace(/\/\S+/g, ' ')]);
    expect(found(sentences, (word) => /^[aceiopxy]+$/.test(word))).toEqual([]);
  });
});

it('a mixed word is seen wherever it stands in a message', () => {
  const message = `{count, plural, one {# пән} other {{kind, select, a {Лоп} other {қ${'o'}сымша}}}}`;
  expect(wordsOf(saidBy(message, 'kk')).filter(isMixed)).toEqual(['қoсымша']);
});
