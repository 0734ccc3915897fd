/** The machines as a page: a Mermaid drawing and a table each. */
import { type Action, RIGHTS } from '../../domain/index.ts';
import { EFFECTS } from './effects.ts';
import { guardText } from './guards.ts';
import type { Machine, Transition } from './machine.ts';

type AnyMachine = Machine<string, string>;

const SCOPES = { own: 'own', institute: 'of the institute', all: '' } as const;

const BY_ITSELF = 'by itself, on a date';

/** Everybody who may, read from the table of rights. */
function whoMay(by: Action | 'clock', orClock = false): string {
  if (by === 'clock') return BY_ITSELF;
  const people = RIGHTS[by].map(({ role, scope }) => [role, SCOPES[scope]].filter(Boolean).join(' '));
  return [...people, ...(orClock ? [`or ${BY_ITSELF}`] : [])].join(', ');
}

/** Mermaid takes a hyphen for the beginning of an arrow. */
const idOf = (state: string): string => state.replaceAll('-', '_');

function drawing(machine: AnyMachine): string[] {
  const names = Object.entries(machine.states).map(([state, title]) => `  state "${title.en}" as ${idOf(state)}`);
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

function cellsOf(transition: Transition<string, string>): string[] {
  const { from, event, to, by, orClock, guards = [], reason, follows = [] } = transition;
  const conditions = [
    ...guards.map((guard) => guardText(guard).says),
    ...(reason ? [`a coded reason (${reason})`] : []),
  ];
  return [from.join(', '), event, to, whoMay(by, orClock), conditions.join('; ') || '-', follows.join(', ') || '-'];
}

/** Columns as wide as their longest cell, as the formatter of this repository wants it. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADERS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

function approvals({ needs }: AnyMachine): string[] {
  return needs.map(({ state, events }) => {
    const groups = events.map((group) => group.map((event) => `\`${event}\``).join(' or ')).join(', then ');
    return `- Nothing becomes \`${state}\` without ${groups}.`;
  });
}

function section(machine: AnyMachine): string[] {
  return [
    `## ${machine.title.en}`,
    '',
    ...drawing(machine),
    '',
    ...table([HEADERS, ...machine.transitions.map(cellsOf)]),
    '',
    ...approvals(machine),
    '',
  ];
}

const legend = [
  '## What follows',
  '',
  ...Object.entries(EFFECTS).map(([effect, says]) => `- \`${effect}\`: ${says}.`),
  '',
  'The time for appeals needs no start: it is counted from the day of the decision. A transcript that was received waits in the queue of the',
  'registrar, who prepares the recognition.',
];

/** The text of docs/states.md. */
export function drawMachines(machines: readonly AnyMachine[]): string {
  const head = [
    '# States and events',
    '',
    'Made by `npm run docs:states` from src/mobility/machines; a test fails when this page is out of date.',
    'A right without more words reaches every case; nobody judges the own one.',
    '',
  ];
  return `${[...head, ...machines.flatMap(section), ...legend].join('\n').trimEnd()}\n`;
}
