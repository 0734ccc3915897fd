/** Builds each contestant in its own process and asks it round by round. Only one works at a time. */
import type { Absentee, Contestant } from './contestants.ts';
import { type Conversation, converse } from './process.ts';
import { builtSchema, KINDS, type Kind, type Round, roundSchema } from './protocol.ts';

/** The limit of a build and of a round, milliseconds: what takes longer is left out. */
const LIMIT = 180_000;
/** After this long a round stops asking, milliseconds. */
const ROUND = 15_000;
const QUICK_ROUNDS = 3;

/** What came out for one contestant. A kind that was not asked to the end has the reason in place of its rounds. */
export interface Measured {
  readonly name: string;
  readonly buildSeconds: number | null;
  readonly megabytes: number | null;
  readonly rounds: Record<Kind, Round[]>;
  /** Why nothing, or nothing more, was measured. */
  missing: string | null;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const absent = (name: string, reason: string): Measured => ({
  name,
  buildSeconds: null,
  megabytes: null,
  rounds: { long: [], title: [] },
  missing: reason,
});

interface Seat {
  readonly measured: Measured;
  readonly conversation: Conversation;
}

async function build({ name, command }: Contestant): Promise<Seat> {
  const conversation = converse(command);
  try {
    const built = builtSchema.parse(await conversation.hear(LIMIT));
    if ('absent' in built) return { measured: absent(name, built.absent), conversation };
    return { measured: { name, ...built, rounds: { long: [], title: [] }, missing: null }, conversation };
  } catch (error) {
    return { measured: absent(name, reasonOf(error)), conversation };
  }
}

async function askRound({ measured, conversation }: Seat, kind: Kind): Promise<void> {
  if (measured.missing !== null) return;
  try {
    measured.rounds[kind].push(roundSchema.parse(await conversation.hear(LIMIT, `round ${kind} ${ROUND}`)));
  } catch (error) {
    measured.missing = reasonOf(error);
  }
}

/** The quick ones in turns, so that a disturbance of the machine falls on all of them; then each slow one alone. */
export async function measureAll(
  contestants: readonly (Contestant | Absentee)[],
  onMeasured: (measured: Measured) => void,
): Promise<Measured[]> {
  const done = new Map<string, Measured>();
  const keep = async ({ measured, conversation }: Seat): Promise<void> => {
    await conversation.end();
    done.set(measured.name, measured);
    onMeasured(measured);
  };
  const present = contestants.filter((contestant) => 'command' in contestant);
  const seats: Seat[] = [];
  for (const contestant of present.filter(({ isQuick }) => isQuick)) seats.push(await build(contestant));
  for (const kind of KINDS) {
    for (let round = 0; round < QUICK_ROUNDS; round += 1) for (const seat of seats) await askRound(seat, kind);
  }
  for (const seat of seats) await keep(seat);
  for (const contestant of present.filter(({ isQuick }) => !isQuick)) {
    const seat = await build(contestant);
    // The cheaper question first: a process that is too slow for long queries is ended at the first of them.
    for (const kind of [...KINDS].reverse()) await askRound(seat, kind);
    await keep(seat);
  }
  return contestants.map((contestant) =>
    'reason' in contestant
      ? absent(contestant.name, contestant.reason)
      : (done.get(contestant.name) ?? absent(contestant.name, 'not measured')),
  );
}
