/** What was computed by the same rules before, kept for as long as those rules are in use. */

const root = new WeakMap<object, unknown>();

/** The memory of one `use` of these rules; its values are read only, because everybody shares them. Forgotten with any of the rules. */
export function memoryOf<V>(use: object, rules: readonly object[]): Map<string, V> {
  const [last, ...others] = [...rules].reverse();
  let map = within(root, use);
  for (const key of others) map = within(map, key);
  const known = last && (map.get(last) as Map<string, V> | undefined);
  const memory = known ?? new Map<string, V>();
  if (last && !known) map.set(last, memory);
  return memory;
}

function within(map: WeakMap<object, unknown>, key: object): WeakMap<object, unknown> {
  const known = map.get(key) as WeakMap<object, unknown> | undefined;
  const found = known ?? new WeakMap<object, unknown>();
  if (!known) map.set(key, found);
  return found;
}
