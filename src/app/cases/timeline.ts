/** What happened to a case, who did it and when; and who waits for whom since when. */
import { z } from 'zod';
import {
  type AuditEvent,
  addDays,
  daysBetween,
  type MachineId,
  machineIdSchema,
  may,
  type Result,
  RIGHTS,
  type Role,
  reasonSchema,
  roleSchema,
  type User,
} from '../../domain/index.ts';
import { MACHINES, waitFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { everyPage, policyOfDay } from '../service/records.ts';
import { attempt, type Caller, dayAt, dayOf, found, type Service, type Work, workOf } from '../service/service.ts';
import { happenedReason } from './happened.ts';

export const timelineSchema = z.object({
  items: z
    .array(
      z.object({
        at: z.iso.datetime(),
        what: reasonSchema,
        /** Null: a date did it. */
        by: z.object({ role: roleSchema.nullable(), name: z.string().nullable() }).nullable(),
        of: z.object({ kind: machineIdSchema, id: z.string() }).describe('the part of the case to which it happened'),
      }),
    )
    .describe('oldest first'),
  waits: z
    .object({
      of: z.object({ kind: machineIdSchema, id: z.string() }),
      for: z.array(roleSchema),
      why: reasonSchema,
      since: z.iso.datetime(),
      due: z.iso.date().nullable(),
      daysLeft: z.number().int().nullable(),
    })
    .nullable()
    .describe('null when it waits for nobody'),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** Kinds of cases that have a timeline. */
export type TimedKind = 'application' | 'plan' | 'recognition';

interface CasePart {
  readonly kind: MachineId;
  readonly id: string;
  readonly state: string;
}

export const readTimeline = (
  service: Service,
  caller: Caller,
  kind: TimedKind,
  id: string,
): Promise<Result<Timeline>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const parts = await caseParts(work, kind, id);
    const subject = await store.findOwner(work.connection, kind, id);
    const owner = subject?.student ?? '';
    const events = await store.audit.ofSubjects(work.connection, await subjectsOf(work, parts));
    const people = new Map(
      (await store.findMany(work.connection, 'user', [...new Set(events.map(({ actor }) => actor))])).map((one) => [
        one.id,
        one,
      ]),
    );
    // Whoever sees the record of the student works on the case, and sees who else does; the student sees their offices.
    const isOffice =
      caller.actor.user !== owner &&
      may(caller.actor, 'student.read', { owner, institute: subject?.institute ?? null });
    const seen = new Set<string>();
    const items = events.flatMap((event) => {
      const of = partFor(parts, event);
      // What one request wrote in several rows happened once.
      const key = `${event.at} ${event.action} ${of.id}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const who = people.get(event.actor);
      return [
        { at: event.at, what: happenedReason(event), by: who ? actorOf(event, who, { owner, isOffice }) : null, of },
      ];
    });
    return { items, waits: await waitsOfCase(work, parts) };
  });

/** The case itself first, then what belongs to it, the newest first. */
async function caseParts({ connection }: Work, kind: TimedKind, id: string): Promise<[CasePart, ...CasePart[]]> {
  const { state } = found(kind, id, await store.find(connection, kind, id));
  const own: CasePart = { kind, id, state };
  if (kind === 'recognition') return [own];
  if (kind === 'application')
    return [
      own,
      ...(await store.documents.list(connection, [id])).map((one) => ({
        kind: 'document' as const,
        id: one.id,
        state: one.state,
      })),
    ];
  const list = <K extends 'change' | 'recognition'>(part: K) =>
    everyPage((after) =>
      store.list(connection, part, { where: { studyPlan: id } as never, order: 'newest', after, limit: 100 }),
    );
  const asPart =
    (part: MachineId) =>
    (one: { readonly id: string; readonly state: string }): CasePart => ({ kind: part, id: one.id, state: one.state });
  return [
    own,
    ...(await list('recognition')).map(asPart('recognition')),
    ...(await list('change')).map(asPart('change')),
  ];
}

/** Names of the kinds in the audit. */
const SUBJECTS: Readonly<Record<MachineId, string>> = {
  application: 'application',
  document: 'document',
  plan: 'study plan',
  change: 'change proposal',
  recognition: 'recognition',
  appeal: 'appeal',
};

async function subjectsOf({ connection }: Work, parts: readonly CasePart[]): Promise<AuditEvent['subject'][]> {
  const plan = parts.find(({ kind }) => kind === 'plan');
  const own = parts.map(({ kind, id }) => ({ kind: SUBJECTS[kind], id }));
  if (!plan) return own;
  const decisions = await store.decisions.list(connection, [plan.id]);
  const transcripts = await store.transcripts.list(connection, plan.id);
  return [
    ...own,
    ...decisions.map(({ id }) => ({ kind: 'bundle decision', id })),
    ...transcripts.map(({ number }) => ({ kind: 'transcript', id: `${plan.id}#${number}` })),
  ];
}

/** A paper that a step of its application has asked for was not itself handed in: what happened is that step. */
const partFor = (
  parts: readonly [CasePart, ...CasePart[]],
  { subject, action }: AuditEvent,
): Timeline['items'][number]['of'] => {
  const part = parts.find((one) => one.id === subject.id) ?? parts[0];
  const { kind, id } = part.kind === 'document' && !action.startsWith('document.') ? parts[0] : part;
  return { kind, id };
};

function actorOf(
  { action, actor }: AuditEvent,
  { name, roles }: User,
  { owner, isOffice }: { readonly owner: string; readonly isOffice: boolean },
): { role: Role | null; name: string | null } {
  if (actor === owner) return { role: 'student', name };
  const granted = rolesFor(action);
  const role = roles.find((held) => granted.includes(held.role))?.role ?? roles[0]?.role ?? null;
  return { role, name: isOffice ? name : null };
}

/** The roles with the right to an action of the audit: of the table, or of a move. */
function rolesFor(action: string): readonly string[] {
  const [kind = '', event] = action.split('.');
  const machine = machineIdSchema.safeParse(kind);
  const transitions = machine.success
    ? (MACHINES[machine.data].transitions as readonly { readonly event: string; readonly who: string }[])
    : [];
  const rights = [action, ...transitions.filter((one) => one.event === event).map(({ who }) => who)];
  return rights.flatMap((right) =>
    right in RIGHTS ? RIGHTS[right as keyof typeof RIGHTS].map(({ role }) => role as string) : [],
  );
}

/** Of the first part that waits for somebody. */
async function waitsOfCase(work: Work, parts: readonly CasePart[]): Promise<Timeline['waits']> {
  const times = policyOfDay(work, 'times');
  for (const { kind, id, state } of parts) {
    const wait = waitFor(kind, state);
    if (!wait) continue;
    const since = await store.stateSince(work.connection, kind, id);
    const days = times.ok ? times.value.steps[`${kind}.${state}`] : undefined;
    const due = days === undefined ? null : addDays(dayAt(work.service, since), days);
    const daysLeft = due === null ? null : daysBetween(dayOf(work.caller), due);
    return { of: { kind, id }, for: wait.roles, why: wait.why, since, due, daysLeft };
  }
  return null;
}
