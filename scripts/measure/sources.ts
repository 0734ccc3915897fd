/** The sources of a folder as figures: lines, top-level names, functions, and what each file imports. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

export interface SourceFile {
  /** Path below `src`, with forward slashes. */
  readonly name: string;
  /** First folder of the path; empty for a file of `src` itself. */
  readonly folder: string;
  readonly lines: number;
  /** Lines that are neither blank nor comment. */
  readonly code: number;
  readonly comments: number;
  /** Every function, class, variable, type, interface and enum at top level, exported or not. */
  readonly names: readonly string[];
  /** Lines of each function that has a name: declarations, methods, and functions held by a variable. */
  readonly functions: readonly number[];
  /** Files of `src` that it imports or exports again, types included, as paths below `src`. */
  readonly imports: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function visit(node: Node, meet: (node: Node) => void): void {
  meet(node);
  for (const child of childrenOf(node)) visit(child, meet);
}

/** The names that a pattern of a declaration brings in: `a`, `{ a, b: c }`, `[a]`. */
function namesOfPattern(node: Node): string[] {
  if (node.type === 'Identifier') return [String(node.name)];
  const inner = node.type === 'Property' ? [node.value] : childrenOf(node);
  return inner.filter(isNode).flatMap(namesOfPattern);
}

function namesOfStatement(statement: Node): string[] {
  const held = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (!isNode(held)) return [];
  if (held.type === 'VariableDeclaration')
    return childrenOf(held).flatMap(({ id }) => (isNode(id) ? namesOfPattern(id) : []));
  return held.type.endsWith('Declaration') && isNode(held.id) ? [String(held.id.name)] : [];
}

/** The function that a node names, if it names one. */
function namedFunction(node: Node): Node | null {
  if (node.type === 'FunctionDeclaration') return node;
  const held = node.type === 'VariableDeclarator' ? node.init : node.type === 'MethodDefinition' ? node.value : null;
  return isNode(held) && /^(ArrowFunction|Function)Expression$/.test(held.type) ? node : null;
}

const linesBetween = (text: string, { start, end }: Node): number => text.slice(start, end).split('\n').length;

function readSource(root: string, name: string): SourceFile {
  const text = readFileSync(path.join(root, name), 'utf8');
  const { program, module } = parseSync(name, text);
  const tree = program as unknown as Node;
  const lines = text.split('\n');
  const comments = lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length;
  const functions: number[] = [];
  visit(tree, (node) => {
    const found = namedFunction(node);
    if (found) functions.push(linesBetween(text, found));
  });
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  const targetOf = (request: string): string =>
    path.relative(root, path.resolve(root, path.dirname(name), request)).replaceAll(path.sep, '/');
  return {
    name,
    folder: name.includes('/') ? name.slice(0, name.indexOf('/')) : '',
    lines: lines.length - 1,
    code: lines.filter((line) => line.trim() !== '').length - comments,
    comments,
    names: (tree.body as Node[]).flatMap(namesOfStatement),
    functions,
    imports: [...new Set(requests.filter((request) => request.startsWith('.')).map(targetOf))],
  };
}

/** All TypeScript files below a folder, in the order of their names. */
export function readSources(root: string): SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readSource(root, name));
}

/** A name may stand at top level of so many files before it is counted. */
const FILES_PER_NAME = 2;

/** Names at top level of more than two files, each with the number of them, the most frequent first. */
export function repeatedNames(files: readonly SourceFile[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { names } of files) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const repeated = [...counts].filter(([, count]) => count > FILES_PER_NAME);
  return Object.fromEntries(repeated.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
