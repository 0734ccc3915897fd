/** Laws that hold for every state machine, and the rules of each that a person would state. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS, type MachineId, RIGHTS } from '../../src/domain/index.ts';
import { drawMachines, MACHINES, type Machine, stateOf } from '../../src/mobility/index.ts';
import { EFFECTS } from '../../src/mobility/machines/machine.ts';
import { TEXTS } from '../installed.ts';

type AnyMachine = Machine<string, string>;
const ALL: [MachineId, AnyMachine][] = Object.values(MACHINES).map((machine) => [machine.id, machine]);

const leadsOn = (machine: AnyMachine, state: string) => machine.transitions.filter(({ from }) => from.includes(state));

function reachable(machine: AnyMachine, start: string): Set<string> {
  const seen = new Set([start]);
  for (const state of seen) for (const { to } of leadsOn(machine, state)) seen.add(to);
  return seen;
}

/** A walk by any events that are possible, chosen by numbers. */
const walks = (machine: AnyMachine) =>
  fc.array(fc.nat(), { maxLength: 60 }).map((choices) => {
    let state = machine.initial;
    const steps: { event: string; to: string }[] = [];
    for (const choice of choices) {
      const possible = leadsOn(machine, state);
      const taken = possible[choice % Math.max(1, possible.length)];
      if (!taken) break;
      steps.push({ event: taken.event, to: taken.to });
      state = taken.to;
    }
    return steps;
  });

describe.each(ALL)('the life of a %s', (id, machine) => {
  const { states } = machine;

  it('reaches every state', () => expect([...reachable(machine, machine.initial)].sort()).toEqual([...states].sort()));

  it('knows one step at most for a state and an event', () => {
    const keys = machine.transitions.flatMap(({ from, event }) => from.map((state) => `${state} ${event}`));
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('uses every event of its list', () =>
    expect([...new Set(machine.transitions.map(({ event }) => event))].sort()).toEqual([...EVENTS[id].options].sort()));

  it('has no dead end but its final states, and an end in reach of every state', () => {
    for (const state of states) {
      if (leadsOn(machine, state).length === 0) expect(machine.final).toContain(state);
      expect([...reachable(machine, state)].some((one) => machine.final.includes(one))).toBe(true);
    }
  });

  it('lets no walk skip an approval', () =>
    fc.assert(
      fc.property(walks(machine), (steps) => {
        for (const { state, events } of machine.approvals) {
          const arrival = steps.findIndex(({ to }) => to === state);
          const before = arrival < 0 ? null : steps.slice(0, arrival + 1).map(({ event }) => event);
          if (before && !events.every((group) => group.some((event) => before.includes(event)))) return false;
        }
        return true;
      }),
    ));

  it('lets no approval of an earlier round count for a later one', () => {
    // Without the events of one group the state cannot be reached from the beginning at all, so every round needs its own.
    for (const { state, events } of machine.approvals)
      for (const group of events) {
        const without = { ...machine, transitions: machine.transitions.filter(({ event }) => !group.includes(event)) };
        expect([...reachable(without, machine.initial)], `${state} without ${group}`).not.toContain(state);
      }
  });

  it('says every name in three languages', () => {
    for (const state of states)
      for (const language of ['en', 'kk', 'ru'] as const) expect(TEXTS.say(stateOf(id, state), language)).not.toBe('');
  });

  it('waits in no final state, and where it waits somebody has the right that leads on', () => {
    for (const [state, waits] of Object.entries(machine.waits)) {
      expect(machine.final).not.toContain(state);
      expect(RIGHTS[waits?.for ?? 'queue.read'].length).toBeGreaterThan(0);
    }
  });
});

describe('what follows from a transition', () => {
  const APP = path.resolve(import.meta.dirname, '../../src/app');
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const app = files.map((name) => readFileSync(path.join(APP, name), 'utf8')).join('\n');
  const named = new Set(ALL.flatMap(([, { transitions }]) => transitions.flatMap(({ effects = [] }) => effects)));

  it.each([...named])('is done by the application: %s', (effect) => {
    // Asked for by its name, after a step or as the key of what does it.
    expect(app.includes(`'${effect}'`)).toBe(true);
  });

  it('is told in the documentation, and nothing else is', () =>
    expect([...named].sort()).toEqual(Object.keys(EFFECTS).sort()));
});

it('docs/states.md shows the machines as they are (npm run docs:states)', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/states.md'), 'utf8');
  expect(page).toBe(drawMachines(Object.values(MACHINES), TEXTS));
});
