/** The attackers of one attack, in a process of their own: what they send takes them long to make, and whoever watches the server must not wait for that. */
import { ATTACKS } from './attacks.ts';

export interface Attacked {
  readonly answers: ReadonlyMap<number, number>;
  /** Answers that no attack may get. */
  readonly wrong: readonly string[];
}

const [at = '', url = '', until = ''] = process.argv.slice(2);
const attack = ATTACKS[Number(at)];
if (!attack) throw new RangeError(`no attack at ${at}`);
const wrong: string[] = [];
const answers = new Map<number, number>();
const attackOn = async (): Promise<void> => {
  while (Date.now() < Number(until)) {
    const { status, text } = await attack.send(url).catch(() => ({ status: 0, text: 'the connection was closed' }));
    answers.set(status, (answers.get(status) ?? 0) + 1);
    const isClosed = status === 0 && attack.statuses.includes(413);
    if (!attack.statuses.includes(status) && !isClosed) wrong.push(`${status} ${text.slice(0, 200)}`);
    // What was asked for a thousandth of a second may be told so; busy is busy, and never an answer about a plan.
    if (/no plan was found within (?!0\.001 s)/.test(text)) wrong.push(text.slice(0, 200));
  }
};
await Promise.all(Array.from({ length: attack.attackers }, attackOn));
process.send?.({ answers, wrong } satisfies Attacked);
