/** What Kazakh asks of a sentence with values: an ending agrees with the word before it, and a noun keeps the singular after a number. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../installed.ts';

type Node = ReturnType<IntlMessageFormat['getAst']>[number];
const nodesOf = (message: string): Node[] =>
  new IntlMessageFormat(message, 'kk', undefined, { ignoreTag: true }).getAst();

const MESSAGES = ['rules/texts/kk', 'rules/texts/pages/kk'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder)).flatMap((file) =>
    Object.entries(
      parse(readFileSync(path.join(ROOT, folder, file), 'utf8')) as Record<string, string | Record<string, string>>,
    ).flatMap(([code, entry]) =>
      (typeof entry === 'string' ? [entry] : Object.values(entry)).map(
        (message) => [`${file} ${code}`, message] as const,
      ),
    ),
  ),
);

/** Each value with the words right after it, however deep it stands. A value is an argument, a number, a day, an instant or the counted number. */
const VALUES: ReadonlySet<number> = new Set([1, 2, 3, 4, 7]);
const COUNTED = 7;
const wordsAfter = (nodes: readonly Node[]): { readonly type: number; readonly words: string }[] =>
  nodes.flatMap((node, at) => {
    const inner = 'options' in node ? Object.values(node.options).flatMap(({ value }) => wordsAfter(value)) : [];
    const next = nodes[at + 1];
    const own = VALUES.has(node.type) && next?.type === 0 ? [{ type: node.type, words: next.value }] : [];
    return [...own, ...inner];
  });

/** Case, possessive and plural endings. A noun after a hyphen makes the number an ordinal: {version}-нұсқа. */
const ENDING =
  /^-(?:[дтн]?[ае]н|[дт][ае]|н[дт]?[ае]|[нд]?[ыі]|т[ыі]|[ндт][ыі]ң|[ғгқк][ае]|[мбп]ен|[лдт][ае]р|с[ыі]|[дт][ае]ғы|[дт]егі|ш[аеыі])(?!\p{L})/u;
const hangsOn = (words: string): boolean => /^['’]?\p{L}/u.test(words) || ENDING.test(words);
const PLURAL = /^\s\p{L}{2,}(?:л[ае]р|[дт][ае]р)(?:[ыі]|[ыі]?н?[ыіае]?[ңн]?)?(?!\p{L})/u;

describe('a sentence in Kazakh', () => {
  it('hangs no ending on a value whose last sound is not known', () => {
    expect(MESSAGES.length).toBeGreaterThan(2000);
    const wrong = MESSAGES.filter(([, message]) => wordsAfter(nodesOf(message)).some(({ words }) => hangsOn(words)));
    expect(wrong).toEqual([]);
  });

  it('leaves a noun in the singular after the number that counts it', () => {
    const wrong = MESSAGES.filter(([, message]) =>
      wordsAfter(nodesOf(message)).some(({ type, words }) => type === COUNTED && PLURAL.test(words)),
    );
    expect(wrong).toEqual([]);
  });

  it.each(['{name}-ның жоспары', '{host}де оқу', '{name}’ға хат', '{count, plural, other {#-дан көп}}'])(
    'would be found wrong: %s',
    (message) => {
      expect(wordsAfter(nodesOf(message)).some(({ words }) => hangsOn(words))).toBe(true);
    },
  );

  it.each(['{version}-нұсқа', '{line}-жолда', '{name} жоспары', '«{name}» пәнінің'])(
    'would be right: %s',
    (message) => {
      expect(wordsAfter(nodesOf(message)).some(({ words }) => hangsOn(words))).toBe(false);
    },
  );

  it.each([' пәндер', ' студенттер бар', ' жоспарлары'])('would be a plural after a number:%s', (words) => {
    expect(PLURAL.test(words)).toBe(true);
  });
});
