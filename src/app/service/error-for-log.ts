/**
 * What a log may hold of an error: its kind, what the database names, and the place in the program. Never its message, which may quote
 * what somebody has written.
 */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '', cause } = error;
  const named = NAMES.map((field) => [field, Reflect.get(error, field)] as const);
  return {
    error: name,
    ...Object.fromEntries(named.filter(([, value]) => typeof value === 'string')),
    at: framesOf(stack.replace(message, '')),
    ...(cause !== undefined && { cause: errorForLog(cause) }),
  };
}

/** Codes of Node and of the database, and the database's names for its own parts. */
const NAMES = ['code', 'constraint', 'table', 'column'] as const;
const MOST_FRAMES = 20;

const framesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .filter((line) => /^ +at .+:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
