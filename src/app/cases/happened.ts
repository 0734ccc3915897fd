/** Events of the audit in words. */
import { type AuditEvent, EVENTS, machineIdSchema, type Reason, type ReasonCode, reason } from '../../domain/index.ts';

/** What is no move of a machine, each with its text `happened-...`. */
const HAPPENED: ReadonlySet<string> = new Set([
  'plan.create',
  'plan.edit',
  'plan.decide',
  'plan.supersede',
  'change.propose',
  'change.decide',
  'transcript.import',
  'recognition.prepare',
  'recognition.resolve',
  'recognition.accept',
  'recognition.order',
  'application.create',
  'application.edit',
  'application.check',
]);

/** What happened: the move, or the deed; one that has no words yet by its name. */
export function happenedReason({ action }: Pick<AuditEvent, 'action'>): Reason {
  const [kind = '', event = ''] = action.split('.');
  const machine = machineIdSchema.safeParse(kind);
  const isMove = machine.success && EVENTS[machine.data].safeParse(event).success;
  if (isMove) return { code: `moved-${event}` as ReasonCode, values: {} };
  if (HAPPENED.has(action)) return { code: `happened-${kind}-${event}` as ReasonCode, values: {} };
  return reason('happened-otherwise', { action });
}
