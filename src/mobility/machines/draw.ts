/** The machines as a page: a Mermaid drawing and a table each. */
import { type Action, type Reason, RIGHTS, reason, type Texts } from '../../domain/index.ts';
import { EFFECTS, guardReason, type Machine, type Transition } from './machine.ts';

import { stateOf } from './next-state.ts';

type AnyMachine = Machine<string, string>;

const BY_ITSELF = 'by itself, on a date';

/** Everybody who may, read from the table of rights. */
function whoMay(who: Action | 'clock', orClock = false): string {
  if (who === 'clock') return BY_ITSELF;
  const scopes = { own: 'own', institute: 'of the institute', appealed: 'of an appeal', all: '' } as const;
  const people = RIGHTS[who].map(({ role, scope }) => [role, scopes[scope]].filter(Boolean).join(' '));
  return [...people, ...(orClock ? [`or ${BY_ITSELF}`] : [])].join(', ');
}

/** Mermaid takes a hyphen for the beginning of an arrow. */
const idOf = (state: string): string => state.replaceAll('-', '_');

type Say = (reason: Reason) => string;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function drawing(machine: AnyMachine, say: Say): string[] {
  const names = machine.states.map((state) => `  state "${say(stateOf(machine.id, state))}" as ${idOf(state)}`);
  const arrows = machine.transitions.flatMap(({ from, event, to }) =>
    from.map((state) => `  ${idOf(state)} --> ${idOf(to)}: ${event}`),
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    `  [*] --> ${idOf(machine.initial)}`,
    ...arrows,
    ...machine.final.map((state) => `  ${idOf(state)} --> [*]`),
    '```',
  ];
}

const HEADERS = ['from', 'event', 'to', 'who', 'when', 'what follows'];

function cellsOf(transition: Transition<string, string>, say: Say): string[] {
  const { from, event, to, who, orClock, needs = [], reason, effects = [], tells } = transition;
  const conditions = [
    ...needs.map((guard) => say(guardReason(guard, 'asked'))),
    ...(reason ? [`a coded reason (${reason})`] : []),
  ];
  const follows = [...effects, ...(tells ? ['notice'] : [])];
  return [from.join(', '), event, to, whoMay(who, orClock), conditions.join('; ') || '-', follows.join(', ') || '-'];
}

/** Columns as wide as their longest cell, as the formatter of this repository wants it. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADERS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

const approvals = (machine: AnyMachine): string[] =>
  machine.approvals.map(({ state, events }) => {
    const groups = events.map((group) => group.map((event) => `\`${event}\``).join(' or ')).join(', then ');
    return `- Nothing becomes \`${state}\` without ${groups}.`;
  });

const section = (machine: AnyMachine, say: Say): string[] => [
  `## ${capital(say(reason(`kind-${machine.id}`)))}`,
  '',
  ...drawing(machine, say),
  '',
  ...table([HEADERS, ...machine.transitions.map((transition) => cellsOf(transition, say))]),
  '',
  ...approvals(machine),
  '',
];

/** The text of docs/states.md. */
export function drawMachines(machines: readonly AnyMachine[], texts: Texts): string {
  const say: Say = (reason) => texts.say(reason, 'en');
  const head = [
    '# States and events',
    '',
    'Made by `npm run docs:states` from src/mobility/machines; a test fails when this page is out of date.',
    'A right without more words reaches every case; nobody judges a case of their own.',
    '',
  ];
  const legend = [
    '## What follows',
    '',
    '- `notice`: those whom it concerns are told, in the application and by e-mail.',
    ...Object.entries(EFFECTS).map(([effect, says]) => `- \`${effect}\`: ${says}.`),
    '',
    'The time for appeals needs no start: it is counted from the day of the decision. A transcript that was received waits in the queue of the',
    'registrar, who prepares the recognition.',
  ];
  const sections = machines.flatMap((machine) => section(machine, say));
  return `${[...head, ...sections, ...legend].join('\n').trimEnd()}\n`;
}
