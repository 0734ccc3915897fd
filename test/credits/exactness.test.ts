/** No floating-point arithmetic where credits and grades are computed: the sources themselves are read. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../../src/credits');
const FORBIDDEN_NAMES = new Set(['Math', 'Number', 'parseFloat', 'parseInt']);
const FORBIDDEN_MEMBERS = new Set(['toNumber', 'toFixed', 'toPrecision']);
const ARITHMETIC = new Set(['*', '/', '%', '**', '-', '*=', '/=', '%=', '**=', '-=']);

/** Every place that could compute with floating point, as `line: what`. */
function floatsIn(text: string): string[] {
  const found: string[] = [];
  const at = (start: number, what: string): void => {
    found.push(`${text.slice(0, start).split('\n').length}: ${what}`);
  };
  const isBigint = (node: { type: string }): boolean => node.type === 'Literal' && 'bigint' in node;
  const operation = (node: {
    operator: string;
    left: { type: string };
    right: { type: string };
    start: number;
  }): void => {
    if (ARITHMETIC.has(node.operator) && !isBigint(node.left) && !isBigint(node.right)) at(node.start, node.operator);
  };
  new Visitor({
    Identifier: ({ name, start }) => {
      if (FORBIDDEN_NAMES.has(name)) at(start, name);
    },
    MemberExpression: ({ property, start }) => {
      if (property.type === 'Identifier' && FORBIDDEN_MEMBERS.has(property.name)) at(start, property.name);
    },
    Literal: (node) => {
      if (typeof node.value === 'number' && !Number.isInteger(node.value)) at(node.start, String(node.value));
    },
    BinaryExpression: operation,
    AssignmentExpression: operation,
    UnaryExpression: ({ operator, argument, start }) => {
      if (operator === '+' || (operator === '-' && argument.type !== 'Literal')) at(start, operator);
    },
  }).visit(parseSync('file.ts', text).program);
  return found;
}

describe('src/credits', () => {
  it.each(readdirSync(FOLDER))('%s computes with exact numbers alone', (name) => {
    expect(floatsIn(readFileSync(path.join(FOLDER, name), 'utf8'))).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['const x = Math.floor(y);', ['1: Math']],
    ['const x = Number(y) / 2;', ['1: /', '1: Number']],
    ['const x =\n  parseFloat(y);', ['2: parseFloat']],
    ['const x = 0.1;', ['1: 0.1']],
    ['x *= y;', ['1: *=']],
    ['const x = +y;', ['1: +']],
    ['const x = a.toNumber();', ['1: toNumber']],
    ['const x = 10n ** BigInt(y);', []],
    ['const x = a.mul(b).div(c);', []],
    ["const x = text.slice(0, -1) + 'a';", []],
  ])('%s', (text, expected) => {
    expect(floatsIn(text).sort()).toEqual([...expected].sort());
  });
});
