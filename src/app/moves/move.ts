/** The one way in which a record moves: locked, at the revision that was read, guarded, stepped, written, with its effects and notices. */
import type { z } from 'zod';
import {
  type Actor,
  appealSchema,
  applicationSchema,
  changeProposalSchema,
  documentSchema,
  type EventOf,
  type MachineId,
  type Result,
  recognitionCaseSchema,
  studyPlanSchema,
  validOn,
} from '../../domain/index.ts';
import { type Holds, MACHINES, type Machine, nextState } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { current } from '../service/records.ts';
import {
  acting,
  type Caller,
  dayOf,
  need,
  type Service,
  type Transaction,
  type Work,
  write,
} from '../service/service.ts';
import { APPLICATION } from './application.ts';
import { DOCUMENT } from './document.ts';
import { EFFECTS, reopenSubject } from './effects.ts';
import { endHeld, followHeld, holdFor, isGraceOpen, keepHeld } from './grace.ts';
import type { CaseOf, Consequence, Consequences, InputOf, Moving, RecordOf, Rules, Writes } from './kind.ts';
import { CHANGE, PLAN } from './plan.ts';
import { APPEAL, RECOGNITION } from './recognition.ts';
import { tell } from './tell.ts';

const RULES: { readonly [K in MachineId]: Rules<K> } = {
  application: APPLICATION,
  document: DOCUMENT,
  plan: PLAN,
  change: CHANGE,
  recognition: RECOGNITION,
  appeal: APPEAL,
};

const ANSWERS = {
  application: applicationSchema,
  document: documentSchema,
  plan: studyPlanSchema,
  change: changeProposalSchema,
  recognition: recognitionCaseSchema,
  appeal: appealSchema,
} as const satisfies { readonly [K in MachineId]: z.ZodType<RecordOf<K>> };

export type Move<K extends MachineId> = InputOf<K> & {
  readonly kind: K;
  readonly id: string;
  /** The one that was looked at. */
  readonly revision: number;
  readonly event: EventOf<K>;
  /** Code of the reason, where the event asks for one. */
  readonly reason?: string | undefined;
};

/** Moves a record in a transaction of its own. */
export const move = <K extends MachineId>(
  service: Service,
  caller: Caller,
  asked: Move<K>,
): Promise<Result<RecordOf<K>>> =>
  write<RecordOf<K>>(
    service,
    caller,
    { action: `${asked.kind}.${asked.event}`, answer: ANSWERS[asked.kind] as z.ZodType<RecordOf<K>> },
    (work) => moveIn(work, asked),
  );

/** Moves a record in the transaction of the caller, who may be the clock. */
export async function moveIn<K extends MachineId>(work: Transaction, asked: Move<K>): Promise<RecordOf<K>> {
  const { kind, id, revision, event, reason, ...given } = asked;
  const input = given as unknown as InputOf<K>;
  const found = await RULES[kind].lock(work, id, event);
  need(current(kind, found.record, revision));
  const { actor } = work.caller;
  return step(work, kind, { found, event, reason, input }, actor.user === store.SYSTEM ? 'clock' : actor);
}

/** Tells of a record that has come into being. */
export const tellCreated = async <K extends MachineId>(work: Transaction, kind: K, found: CaseOf<K>): Promise<void> => {
  const tellings = await RULES[kind].tells(work, { found, event: 'create', input: {} as InputOf<K> });
  await tell(work, { kind, event: 'create', id: found.record.id, tellings });
};

/** Moves a locked record as a consequence of what the caller had the right to. */
export const follow: Consequences['follow'] = (work, kind, consequence) => step(work, kind, consequence, 'consequence');

const CONSEQUENCES: Consequences = { follow, lock: (work, kind, id, event) => RULES[kind].lock(work, id, event) };

const isTakenBack = (event: string): boolean => event === 'undo' || event === 'undo-check';

/** A decision can be taken back while what follows from it waits. */
const graceOf = async (
  work: Work,
  of: { readonly kind: MachineId; readonly id: string },
  { found, event }: { readonly found: { readonly record: { readonly revision: number } }; readonly event: string },
): Promise<Holds> =>
  isTakenBack(event) ? { 'grace-open': await isGraceOpen(work, { ...of, revision: found.record.revision }) } : {};

/** What a decision that stands leads to: people are told, it is remembered, and what an upheld appeal is about is opened again. */
export async function settleHeld(work: Transaction, waiting: store.HeldConsequences): Promise<void> {
  await followHeld(work, waiting);
  const { reopens, case: id } = waiting;
  if (!reopens) return;
  const { by, reason } = reopens;
  const { caller } = work;
  const appeal = await APPEAL.lock(work, id, 'uphold');
  // In the name of whoever upheld it: the clock decides nothing.
  const decider = { ...work, act: { ...work.act, by }, caller: { ...caller, actor: { ...caller.actor, user: by } } };
  const outcome = await reopenSubject(decider, { found: appeal, reason }, CONSEQUENCES);
  const named = acting(work, 'appeal.reopen-subject');
  need(await store.update(named.tx, 'appeal', { ...appeal.record, outcome }, named.act));
}

async function step<K extends MachineId>(
  work: Transaction,
  kind: K,
  { reason, input = {}, holds = {}, ...asked }: Consequence<K>,
  actor: Actor | 'clock' | 'consequence',
): Promise<RecordOf<K>> {
  const rules: Rules<K> = RULES[kind];
  let { found } = asked;
  const machine = MACHINES[kind] as unknown as Machine<string, EventOf<K>>;
  const event = rules.eventFor?.(found, asked.event) ?? asked.event;
  let moving: Moving<K> = { found, event, reason, input };
  const of = { kind, id: found.record.id };
  const { effects, tells, to } = need(
    nextState(machine, found.record.state, event, {
      actor,
      subject: found.subject,
      holds: { ...(await graceOf(work, of, moving)), ...(await rules.guards(work, moving)), ...holds },
      reasons: validOn(work.service.process.reasons, dayOf(work.caller)),
      ...(reason !== undefined && { reason }),
    }),
  );
  // What a decision before has left waiting follows now, before what this one brings; or never.
  if (isTakenBack(event)) await endHeld(work, of, 'taken-back');
  else {
    const waiting = await endHeld(work, of, 'done');
    if (waiting) await settleHeld(work, waiting);
    // An upheld appeal says then what it has opened.
    if (waiting?.reopens) found = await rules.lock(work, of.id, event);
  }
  moving = { ...moving, found };
  const held = holdFor(work, kind, event);
  const named = { ...acting(work, `${kind}.${event}`), held };
  let extra: Writes<K> = (await rules.writes?.[event]?.(named, moving)) ?? {};
  const run = effects.flatMap((effect) => EFFECTS[effect][kind] ?? []);
  for (const one of run) if ('before' in one) extra = { ...extra, ...(await one.before(named, moving, CONSEQUENCES)) };
  const { newVersion: _, ...written } = extra;
  const kept = 'reason' in found.record ? { reason: reason ?? null } : {};
  const next = { ...found.record, ...kept, ...written, state: to };
  const record = need(
    rules.save
      ? await rules.save(named, next, { ...input, ...extra })
      : ((await store.update(named.tx, kind, next as never, named.act)) as Result<RecordOf<K>>),
  );
  const moved = { ...moving, found: { ...found, record } };
  for (const one of run) if ('after' in one) await one.after(named, moved, CONSEQUENCES);
  if (tells) await tell(named, { kind, event, id: record.id, tellings: await rules.tells(named, moved) });
  if (held) await keepHeld(named, { ...of, revision: record.revision }, held);
  return record;
}
