/** Rings of imports: parts that reach one another, directly or over others. */
import type { SourceFile } from './sources.ts';

type Importing = Pick<SourceFile, 'name' | 'imports'>;

type Graph = ReadonlyMap<string, readonly string[]>;

function reachableFrom(graph: Graph, start: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const next = (graph.get(part) ?? []).filter((other) => !reached.has(other));
    for (const other of next) reached.add(other);
    waiting.push(...next);
  }
  return reached;
}

/** Each ring with its members in order; rings in the order of their first members. */
export function ringsOf(graph: Graph): string[][] {
  const reach = new Map([...graph.keys()].sort().map((part) => [part, reachableFrom(graph, part)]));
  const placed = new Set<string>();
  const rings: string[][] = [];
  for (const [part, reached] of reach) {
    if (placed.has(part) || !reached.has(part)) continue;
    const ring = [...reach].filter(([other, back]) => reached.has(other) && back.has(part)).map(([other]) => other);
    for (const member of ring) placed.add(member);
    rings.push(ring);
  }
  return rings;
}

/** Rings among files, types included. */
export const fileRings = (files: readonly Importing[]): string[][] =>
  ringsOf(new Map(files.map(({ name, imports }) => [name, imports])));

/** Rings among the folders right inside one folder of `src`; its own files are no folder. */
export function folderRings(files: readonly Importing[], folder: string): string[][] {
  const partOf = (name: string): string | null => {
    const [first, second, ...rest] = name.split('/');
    return first === folder && second !== undefined && rest.length > 0 ? `${first}/${second}` : null;
  };
  const graph = new Map<string, string[]>();
  for (const { name, imports } of files) {
    const part = partOf(name);
    if (part === null) continue;
    const targets = imports.flatMap((target) => partOf(target) ?? []).filter((target) => target !== part);
    graph.set(part, [...(graph.get(part) ?? []), ...targets]);
  }
  return ringsOf(graph);
}
