/** What was computed by the same rules before, kept for as long as those rules are in use. */

interface Node {
  readonly next: WeakMap<object, Node>;
  readonly memory: Map<string, unknown>;
}
const root = new WeakMap<object, Node>();

/** The memory of one `use` of these rules; its values are read only, because everybody shares them. Forgotten with any of the rules. */
export function memoryOf<V>(use: object, rules: readonly object[]): Map<string, V> {
  let node = under(root, use);
  for (const rule of rules) node = under(node.next, rule);
  return node.memory as Map<string, V>;
}

function under(map: WeakMap<object, Node>, key: object): Node {
  const known = map.get(key);
  if (known) return known;
  const node: Node = { next: new WeakMap(), memory: new Map() };
  map.set(key, node);
  return node;
}
