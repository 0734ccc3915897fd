/** The days of an application of which somebody must be reminded. */
import type { ChecklistItem, Document, Role, TimesPolicy } from '../../domain/index.ts';
import { addDays, type Deadline } from '../../mobility/index.ts';
import type { ApplicationCase } from '../cases/application-case.ts';

export interface DeadlineLook extends ApplicationCase {
  readonly documents: readonly Document[];
  readonly checklist: readonly ChecklistItem[];
  /** The day on which it was found eligible. */
  readonly eligibleOn: string | null;
  readonly times: TimesPolicy;
}

/** A deadline with the roles that it concerns, before it is known who has them. */
export interface OpenDeadline extends Omit<Deadline, 'people'> {
  readonly roles: readonly Role[];
  /** Not these people: whoever signed can not countersign. */
  readonly not?: readonly string[];
}

export const deadlinesOf = (look: DeadlineLook): OpenDeadline[] => [
  ...callDeadlines(look),
  ...stepDeadlines(look),
  ...look.documents.flatMap((document) => documentDeadlines(look, document)),
];

const parametersOf = ({ application, call }: ApplicationCase) => ({
  case: application.id.slice(0, 8),
  host: call.university,
});

function callDeadlines(look: DeadlineLook): OpenDeadline[] {
  const { application, call } = look;
  if (application.state !== 'draft' || call.state !== 'open') return [];
  const subject = { kind: 'application', id: application.id } as const;
  return [{ kind: 'call-deadline', subject, date: call.deadline, roles: ['student'], parameters: parametersOf(look) }];
}

/** By when the case should leave its state, counted from the day it came into it. */
function stepDeadlines(look: DeadlineLook): OpenDeadline[] {
  const { id, state, submittedOn, award } = look.application;
  const waits = (
    {
      submitted: { since: submittedOn, role: 'coordinator' },
      eligible: { since: look.eligibleOn, role: 'commission' },
      awarded: { since: award?.decidedOn ?? null, role: 'student' },
    } as const
  )[state as string];
  return waits ? stepOf(look, { kind: 'application', id, state, ...waits, parameters: parametersOf(look) }) : [];
}

interface Waits {
  readonly kind: 'application' | 'document';
  readonly id: string;
  readonly state: string;
  readonly since: string | null;
  readonly role: Role;
  readonly parameters: Deadline['parameters'];
}

function stepOf(look: DeadlineLook, { kind, id, state, since, role, parameters }: Waits): OpenDeadline[] {
  const days = look.times.steps[`${kind}.${state}`];
  if (since === null || days === undefined) return [];
  const subject = { kind, id };
  return [{ kind: 'step', subject, date: addDays(since, days), since, roles: [role], parameters }];
}

/** Who is reminded of a paper that somebody outside has to give. */
const REMINDED: Readonly<Record<ChecklistItem['providedBy'], Role>> = {
  student: 'student',
  parents: 'student',
  teachers: 'student',
  adviser: 'adviser',
  registrar: 'registrar',
  coordinator: 'coordinator',
  host: 'coordinator',
};

const TO_HAND_IN: ReadonlySet<ChecklistItem['status']> = new Set(['missing', 'returned', 'expired', 'too-few']);

function documentDeadlines(look: DeadlineLook, document: Document): OpenDeadline[] {
  const item = look.checklist.find(({ type }) => type === document.type);
  if (!item || item.required === 'no') return [];
  const { id, state } = document;
  const subject = { kind: 'document', id } as const;
  const parameters = { ...parametersOf(look), document: item.title };
  if (TO_HAND_IN.has(item.status) && item.due !== null)
    return [{ kind: 'document-due', subject, date: item.due, roles: [REMINDED[item.providedBy]], parameters }];
  if (item.status === 'expires-too-soon' && item.validUntil !== null)
    return [{ kind: 'document-validity', subject, date: item.validUntil, roles: ['student'], parameters }];
  const since = document.files.at(-1)?.uploadedOn ?? null;
  if (item.status !== 'to-check') return [];
  return stepOf(look, { kind: 'document', id, state, since, role: 'coordinator', parameters });
}
