/**
 * What a log may hold of an error: its kind, what the database names, and the place in the program. Never its message, which may quote
 * what somebody has written.
 */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '', cause } = error;
  // Codes of Node and of the database, and the database's names for its own parts.
  const names = ['code', 'constraint', 'table', 'column'] as const;
  const named = names.map((field) => [field, Reflect.get(error, field)] as const);
  return {
    error: name,
    ...Object.fromEntries(named.filter(([, value]) => typeof value === 'string')),
    at: framesOf(stack.replace(message, '')),
    ...(cause !== undefined && { cause: errorForLog(cause) }),
  };
}

/** The innermost, without what is above them. */
const framesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .filter((line) => /^ +at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 20)
    .map((line) => line.trim());
