/** A child process that answers lines with lines of JSON. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** A running child. */
export interface Conversation {
  /**
   * The next line of the child as data, after saying `line` to it (nothing for its first line).
   * @throws Error when it ends first or takes longer than the limit; it is ended then.
   */
  readonly hear: (milliseconds: number, line?: string) => Promise<unknown>;
  /** Ends the child and waits until it is gone. */
  readonly end: () => Promise<void>;
}

export function converse({ file, args }: Command): Conversation {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = goneOf(child);
  child.stdin.on('error', () => undefined); // a child that is gone is noticed by what it does not answer
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    hear: async (milliseconds, line) => {
      if (line !== undefined) child.stdin.write(`${line}\n`);
      const late = setTimeout(() => child.kill('SIGKILL'), milliseconds);
      const started = performance.now();
      const answer = await lines.next();
      clearTimeout(late);
      if (!answer.done) return JSON.parse(answer.value);
      const isLate = performance.now() - started >= milliseconds;
      throw new Error(isLate ? `left out: over ${Math.round(milliseconds / 60_000)} minutes` : await gone);
    },
    end: async () => {
      child.stdin.end();
      child.kill();
      await gone;
    },
  };
}

/** How the child ended, in words. Never rejects. */
async function goneOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, 'close');
    return `ended with ${signal ?? code}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'not installed';
    return error instanceof Error ? error.message : String(error);
  }
}
