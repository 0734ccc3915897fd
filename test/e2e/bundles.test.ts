/** How much a browser loads, by the built files: for the first page, and for each screen beyond it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { ROOT } from '../installed.ts';

const ASSETS = path.join(ROOT, 'dist/pages/assets');
const KILOBYTE = 1000;

const sourceOf = (name: string): string => readFileSync(path.join(ASSETS, name), 'utf8');
const compressed = (names: Iterable<string>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(sourceOf(name)).length, 0) / KILOBYTE;

/** Files that are loaded with one, itself among them. */
function closureOf(names: readonly string[]): ReadonlySet<string> {
  const closure = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (closure.has(name)) continue;
    closure.add(name);
    open.push(...[...sourceOf(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].map(([, next = '']) => next));
  }
  return closure;
}

const files = readdirSync(ASSETS).filter((name) => name.endsWith('.js'));
const named = (start: string): string[] => files.filter((name) => name.startsWith(`${start}-`));
const document = readFileSync(path.join(ROOT, 'dist/pages/index.html'), 'utf8');
const begun = [...document.matchAll(/\/assets\/([\w.-]+\.js)"/g)].map(([, name = '']) => name);
/** The heaviest language: what a reader loads is no more. What is not read before the sign-in comes with the frame. */
const heaviestOf = (names: string[]): string => names.sort((a, b) => compressed([b]) - compressed([a]))[0] ?? '';
const texts = heaviestOf(['en', 'ru', 'kk'].flatMap(named));
const rest = heaviestOf(named('rest'));
const inside = closureOf([...begun, texts, rest, ...named('frame')]);

it('loads under 260 kB of compressed JavaScript for the sign-in', () => {
  expect(named('sign-in')).not.toEqual([]);
  const kilobytes = compressed(closureOf([...begun, texts, ...named('sign-in')]));
  console.info(`sign-in: ${kilobytes.toFixed(0)} kB`);
  expect(kilobytes).toBeLessThan(260);
});

it('loads under 120 kB more for any screen, the frame among them', () => {
  const more = (names: readonly string[], known: ReadonlySet<string>): number =>
    compressed([...closureOf(names)].filter((name) => !known.has(name)));
  const first = closureOf([...begun, texts, ...named('sign-in')]);
  const sizes = Object.fromEntries([
    ['frame', more([rest, ...named('frame')], first)],
    ...files.filter((name) => !inside.has(name)).map((name) => [name, more([name], inside)] as const),
  ]);
  const screens = ['courses', 'match', 'board', 'compare', 'queue', 'review', 'transcripts', 'recognition', 'report'];
  expect(screens.filter((screen) => named(screen).length === 0)).toEqual([]);
  const [heaviest] = Object.entries(sizes).sort(([, a], [, b]) => b - a);
  console.info(`most beyond it: ${heaviest?.[0]} ${heaviest?.[1].toFixed(0)} kB`);
  expect(Object.entries(sizes).filter(([, kilobytes]) => kilobytes >= 120)).toEqual([]);
});
