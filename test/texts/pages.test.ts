/** The sentences of the pages: the same in every language, each used, each a message that can be read. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../installed.ts';

const LANGUAGES = ['en', 'ru', 'kk'] as const;
const FOLDER = path.join(ROOT, 'rules/texts/pages');

function textsOf(language: string): Readonly<Record<string, string>> {
  const entries = readdirSync(path.join(FOLDER, language)).flatMap((file) =>
    Object.entries(parse(readFileSync(path.join(FOLDER, language, file), 'utf8')) as Record<string, string>).map(
      ([key, text]) => [`${path.basename(file, '.yaml')}.${key}`, text] as const,
    ),
  );
  return Object.fromEntries(entries);
}

const TEXTS = Object.fromEntries(LANGUAGES.map((language) => [language, textsOf(language)]));
const ENGLISH = Object.entries(TEXTS.en ?? {});

type Node = ReturnType<IntlMessageFormat['getAst']>[number];
/** Names of values, and of the choices of plurals, anywhere in a message. */
function namesIn(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    const own = 'value' in node && typeof node.value === 'string' && node.type !== 0 ? [node.value] : [];
    const inner = 'options' in node ? Object.values(node.options).flatMap(({ value }) => namesIn(value)) : [];
    return [...own, ...inner];
  });
}
const valuesOf = (text: string, language: string): string[] =>
  [...new Set(namesIn(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()))].sort();

const SOURCES = readdirSync(path.join(ROOT, 'src/web'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(path.join(ROOT, 'src/web', name), 'utf8'))
  .join('\n');

describe('the sentences of the pages', () => {
  it.each(LANGUAGES)('are all there in %s', (language) => {
    expect(Object.keys(TEXTS[language] ?? {}).sort()).toEqual(ENGLISH.map(([id]) => id).sort());
  });

  it.each(LANGUAGES)('name the same values in %s as in English', (language) => {
    const differing = ENGLISH.filter(
      ([id, text]) => `${valuesOf(TEXTS[language]?.[id] ?? '', language)}` !== `${valuesOf(text, 'en')}`,
    );
    expect(differing.map(([id]) => id)).toEqual([]);
  });

  it('have the four forms of every Russian plural', () => {
    const short = Object.entries(TEXTS.ru ?? {}).filter(
      ([, text]) => text.includes(', plural,') && !/one \{.*few \{.*many \{.*other \{/su.test(text),
    );
    expect(short.map(([id]) => id)).toEqual([]);
  });

  it('count in Kazakh by =1 where one has other words: a browser counts Kazakh as Russian, where 21 is one', () => {
    const plurals = (nodes: readonly Node[]): readonly (readonly [Node[] | undefined, Node[] | undefined])[] =>
      nodes.flatMap((node) => {
        if (!('options' in node)) return [];
        const options: Readonly<Record<string, { readonly value: Node[] }>> = node.options;
        const inner = Object.values(options).flatMap(({ value }) => plurals(value));
        return 'pluralType' in node ? [[options.one?.value, options.other?.value], ...inner] : inner;
      });
    const differing = Object.entries(TEXTS.kk ?? {}).filter(([, text]) =>
      plurals(new IntlMessageFormat(text, 'ru', undefined, { ignoreTag: true, captureLocation: false }).getAst()).some(
        ([one, other]) => one !== undefined && JSON.stringify(one) !== JSON.stringify(other),
      ),
    );
    expect(differing.map(([id]) => id)).toEqual([]);
  });

  it('are used, each by its id or by the beginning that a page completes', () => {
    const begun = [...SOURCES.matchAll(/[`']([\w-]+\.[\w-]*)\$\{/g)].map(([, start = '']) => start);
    const areas = [...SOURCES.matchAll(/`([\w-]+\.)\$\{/g)].map(([, area = '']) => area);
    const unused = ENGLISH.map(([id]) => id).filter(
      (id) =>
        !SOURCES.includes(`'${id}'`) &&
        !begun.some((start) => start.endsWith('-') && id.startsWith(start)) &&
        !areas.some((area) => id.startsWith(area) && SOURCES.includes(`'${id.slice(area.length)}'`)),
    );
    expect(unused).toEqual([]);
  });

  it('stand for every id that a page asks for', () => {
    const asked = [...SOURCES.matchAll(/\bsay\('([\w-]+\.[\w-]+)'/g)].map(([, id = '']) => id);
    const known = new Set(ENGLISH.map(([id]) => id));
    expect([...new Set(asked)].filter((id) => !known.has(id))).toEqual([]);
  });
});
