/** Hostile files for every reader, made in code from a seed; each says what must become of it. */
import { utf16, windows1251 } from './files.ts';

/**
 * What must become of a file: `refused`: no value, a problem says why; `part`: the good rows load and at least one is rejected;
 * `whole`: odd, but every row loads; `said`: refused, or read with a question or a warning; `bounded`: refused or read, whichever, as long as it ends with a bounded list of problems.
 */
type Fate = 'refused' | 'part' | 'whole' | 'said' | 'bounded';

export interface HostileFile {
  readonly kind: string;
  readonly fate: Fate;
  /** Made when it is needed: some are tens of megabytes. */
  readonly bytes: () => Uint8Array;
}

/** A kind of table: its header, a good row by number, and cells that must cost their row, by column. */
export interface TableShape {
  readonly columns: readonly string[];
  readonly good: (index: number) => readonly string[];
  /** A free text column that takes any sentence. */
  readonly text: string;
  readonly fatal: readonly (readonly [column: string, value: string])[];
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const MEGA = 1024 * 1024;

/** Bytes without pattern, the same for the same seed (a linear congruential generator). */
function noise(seed: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

const line = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",;\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

/** Header, good row 0, the given lines, good row 1: whatever is between, the two good rows must load. */
const between = (shape: TableShape, ...lines: readonly string[]): string =>
  [line(shape.columns), line(shape.good(0)), ...lines, line(shape.good(1)), ''].join('\n');

/** A good row with one cell replaced, as it stands in the file. */
function withCell(shape: TableShape, column: string, raw: string): string {
  const cells = shape.good(7).map((cell) => line([cell]));
  cells[shape.columns.indexOf(column)] = raw;
  return cells.join(',');
}

/** Files that are no table at all, whatever the reader wants. */
export const NO_TABLES: readonly HostileFile[] = (
  [
    ['nothing', ''],
    ['a mark alone', '\ufeff'],
    ['white space', ' \n\t\r\n \n'],
    ['separators alone', ',,,,\n'.repeat(1000)],
    ['line ends alone', '\n'.repeat(100_000)],
    ['JSON', '{"courses": [{"code": "A", "title": "B"}]}'],
    ['a JSON array', '[["code","title"],["A","B"]]'],
    ['a web page', '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>'],
    ['XML', '<?xml version="1.0"?><elmo xmlns="x"><report/></elmo>'],
    ['an executable script', '#!/bin/sh\nrm -rf "$HOME"\n'],
    ['prose', 'Dear colleague,\nplease find the courses attached.\n'],
    ['one giant word', 'x'.repeat(5 * MEGA)],
    ['an open quote', '"'],
    ['quotes alone', '"'.repeat(100_001)],
    ['a header of a million columns', Array.from({ length: 1_000_000 }, (_, index) => `c${index}`).join(',')],
    ['a header of a million empty columns', `code${','.repeat(1_000_000)}x\n`],
    ['prototype names as header', '__proto__,constructor,toString,hasOwnProperty\n1,2,3,4\n'],
  ] as const
)
  .map(([kind, text]): HostileFile => ({ kind, fate: 'refused', bytes: () => utf8(text) }))
  .concat(
    (
      [
        ['a ZIP archive', () => Uint8Array.from([0x50, 0x4b, 3, 4, ...noise(1, 500)])],
        ['a PDF document', () => Uint8Array.from([...utf8('%PDF-1.7\n'), ...noise(2, 500)])],
        ['an old workbook', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...noise(3, 500)])],
        ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, ...noise(4, 500)])],
        ['a gzip archive', () => Uint8Array.from([0x1f, 0x8b, ...noise(5, 500)])],
        ['random bytes 1', () => noise(6, 1000)],
        ['random bytes 2', () => noise(7, 100_000)],
        ['random bytes 3', () => noise(8, 5 * MEGA)],
        ['random bytes with a UTF-16 mark', () => Uint8Array.from([0xff, 0xfe, ...noise(9, 10_001)])],
        ['random high bytes', () => noise(10, 5000).map((byte) => byte | 0x80)],
        ['zeros', () => new Uint8Array(10_000)],
        ['half a mark', () => Uint8Array.of(0xef, 0xbb)],
        ['one byte', () => Uint8Array.of(0xff)],
        ['UTF-32', () => Uint8Array.from([0xff, 0xfe, 0, 0, ...[...utf8('code')].flatMap((byte) => [byte, 0, 0, 0])])],
        ['more bytes than are read', () => new Uint8Array(64 * MEGA + 1).fill(0x41)],
      ] as const
    ).map(([kind, bytes]): HostileFile => ({ kind, fate: 'refused', bytes })),
  );

/** Tables of the right kind with something wrong in them. */
export const hostileTables = (shape: TableShape): HostileFile[] => [
  ...brokenFiles(shape),
  ...brokenRows(shape),
  ...oddButWhole(shape),
];

function brokenFiles(shape: TableShape): HostileFile[] {
  const header = line(shape.columns);
  const good = between(shape);
  const wide = [...shape.columns, ...Array.from({ length: 400 }, (_, index) => `c${index}`)];
  return [
    { kind: 'only a header', fate: 'refused', bytes: () => utf8(header) },
    { kind: 'only a header, UTF-16', fate: 'refused', bytes: () => utf16(`${header}\r\n`, 'le') },
    { kind: 'the header cut', fate: 'refused', bytes: () => utf8(header.slice(0, 5)) },
    { kind: 'another mark than encoding', fate: 'refused', bytes: () => Uint8Array.from([0xfe, 0xff, ...utf8(good)]) },
    // Read by what its columns look like, with the question whether that is right, or refused.
    { kind: 'no header', fate: 'said', bytes: () => utf8(`${line(shape.good(0))}\n${line(shape.good(1))}\n`) },
    { kind: 'a header with an open quote', fate: 'refused', bytes: () => utf8(`"${good}`) },
    {
      kind: 'four hundred more columns',
      fate: 'refused',
      bytes: () => utf8(`${wide.join(',')}\n${line(shape.good(0))}\n`),
    },
    // A code alone may be a row of a transcript whose other cells are empty; that the row is short is said.
    { kind: 'every row ragged', fate: 'said', bytes: () => utf8(`${header}\n${'a\n'.repeat(5000)}`) },
    { kind: 'separators of another country inside', fate: 'whole', bytes: () => utf8(good.replaceAll(',', '|')) },
  ];
}

function brokenRows(shape: TableShape): HostileFile[] {
  const { text } = shape;
  const cut = between(shape).trimEnd();
  const split = (marker: string, insert: readonly number[]): Uint8Array => {
    const [before = '', after = ''] = between(shape, withCell(shape, text, marker)).split(marker);
    return Uint8Array.from([...utf8(`${before}Әлем тілі, жүйе`.replaceAll(', ', ' ')), ...insert, ...utf8(after)]);
  };
  const files: readonly (readonly [string, () => Uint8Array])[] = [
    ['a NUL in a cell', () => utf8(between(shape, withCell(shape, text, 'a\0b')))],
    ['half a UTF-8 letter in a cell', () => split('MARK', [0xd2])],
    ['an overlong UTF-8 letter in a cell', () => split('MARK', [0xc0, 0xaf])],
    ['a UTF-8 surrogate in a cell', () => split('MARK', [0xed, 0xa0, 0x80])],
    ['a lone surrogate in UTF-16', () => utf16(between(shape, withCell(shape, text, 'a\ud800b')), 'le')],
    ['half a unit at the end of UTF-16', () => utf16(`${between(shape, line(shape.good(2)))}x`, 'be').slice(0, -1)],
    ['an open quote', () => utf8(between(shape, withCell(shape, text, '"open')))],
    ['a quote that closes too early', () => utf8(between(shape, withCell(shape, text, '"early" end')))],
    ['too many cells', () => utf8(between(shape, `${line(shape.good(3))},more`))],
    ['a cell of two million letters', () => utf8(between(shape, withCell(shape, text, 'x'.repeat(2_000_000))))],
    [
      'a hundred open quotes',
      () => utf8(between(shape, ...Array.from({ length: 100 }, () => withCell(shape, text, '"open')))),
    ],
  ];
  const cells = shape.fatal.map(([column, value]): HostileFile => {
    const bytes = () => utf8(between(shape, withCell(shape, column, line([value]))));
    return { kind: `${column} of ${JSON.stringify(value.slice(0, 30))}`, fate: 'part', bytes };
  });
  // Cells at the end may be empty, so that such a row is short or lacks what it needs.
  const short: readonly (readonly [string, () => Uint8Array])[] = [
    ['cut in the last row', () => utf8(cut.slice(0, cut.lastIndexOf(',')))],
    ['too few cells', () => utf8(between(shape, 'a'))],
  ];
  return [
    ...files.map(([kind, bytes]): HostileFile => ({ kind, fate: 'part', bytes })),
    ...short.map(([kind, bytes]): HostileFile => ({ kind, fate: 'said', bytes })),
    ...cells,
  ];
}

function oddButWhole(shape: TableShape): HostileFile[] {
  const good = between(shape);
  const cell = (raw: string) => () => utf8(between(shape, withCell(shape, shape.text, raw)));
  const named = [...shape.columns, '__proto__', 'constructor', 'toString', 'prototype'].join(',');
  const widened = [named, ...[0, 1].map((index) => `${line(shape.good(index))},a,b,c,d`)].join('\n');
  const files: readonly (readonly [string, () => Uint8Array])[] = [
    ['mixed line ends', () => utf8(good.replace('\n', '\r\n'))],
    ['line ends of an old Macintosh', () => utf8(good.replaceAll('\n', '\r'))],
    ['UTF-16 LE without a mark', () => utf16(good, 'le')],
    ['UTF-16 BE without a mark', () => utf16(good, 'be')],
    [
      'Windows-1251',
      () => windows1251(between(shape, withCell(shape, shape.text, 'Основы теории электрических цепей'))),
    ],
    ['a formula', cell('=HYPERLINK("http://evil.example")'.replaceAll('"', "'"))],
    ['a command', cell('"=cmd|\' /C calc\'!A0"')],
    ['a script', cell('<script>alert(1)</script>')],
    ['SQL', cell("'); DROP TABLE courses; --")],
    ['escape sequences of a terminal', cell('\u001b[2J\u001b]0;owned\u0007x')],
    ['text that runs backwards', cell('\u202egnp.exe')],
    ['a family of emoji', cell('👨‍👩‍👧‍👦'.repeat(500))],
    ['a tower of accents', cell(`e${'\u0301'.repeat(5000)}`)],
    ['a path', cell('../../../../etc/passwd')],
    ['a template', cell('{{7*7}}<%= 7*7 %>%s%n')],
    ['a thousand line breaks in a cell', cell(`"${'a\n'.repeat(1000)}"`)],
    ['prototype names as further columns', () => utf8(widened)],
    [
      'a column twice',
      () =>
        utf8([...shape.columns, shape.text].join(',').concat(`\n${line(shape.good(0))},x\n${line(shape.good(1))},y\n`)),
    ],
    ['a thousand empty rows', () => utf8(`${good}${`${','.repeat(shape.columns.length - 1)}\n`.repeat(1000)}`)],
    ['a long run of blanks', cell(`a${' '.repeat(500_000)}b`)],
  ];
  return files.map(([kind, bytes]) => ({ kind, fate: 'whole', bytes }));
}

/** Large or slow ones: what counts is that they end. The way through a file is the same for every kind of table. */
export function heavyTables(shape: TableShape): HostileFile[] {
  const header = line(shape.columns);
  const cell = (raw: string) => () => utf8(between(shape, withCell(shape, shape.text, raw)));
  return [
    { kind: 'a cell of 50 MB', fate: 'part', bytes: cell('x'.repeat(50 * MEGA)) },
    { kind: 'a quoted cell of 50 MB', fate: 'part', bytes: cell(`"${'x '.repeat(25 * MEGA)}"`) },
    {
      kind: 'a quoted cell of 50 MB in lines',
      fate: 'bounded',
      bytes: cell(`"${`${'x'.repeat(99)}\n`.repeat(MEGA / 2)}"`),
    },
    {
      kind: 'an open quote before 30 MB',
      fate: 'bounded',
      bytes: () => utf8(`${header}\n"${'a,b,c\n'.repeat(5 * MEGA)}`),
    },
    { kind: 'an open quote in every row', fate: 'bounded', bytes: () => utf8(`${header}\n${'"a,b\n'.repeat(MEGA)}`) },
    { kind: 'quotes and letters in turn', fate: 'part', bytes: cell(`"${'a"'.repeat(MEGA)}`) },
    {
      kind: 'quotes before a long run of blanks',
      fate: 'part',
      bytes: cell(`"${'a"'.repeat(200_000)}${' '.repeat(500_000)}x`),
    },
    {
      kind: 'quotes before a long run of tabs',
      fate: 'part',
      bytes: cell(`"${'a"'.repeat(200_000)}${'\t'.repeat(500_000)}x`),
    },
    { kind: 'more rows than are read', fate: 'refused', bytes: () => utf8(`${header}\n${'a\n'.repeat(200_001)}`) },
  ];
}
