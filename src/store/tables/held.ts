/** What follows from a decision and waits until it can no longer be taken back: who is told of it, and what is remembered. */
import { z } from 'zod';
import { bundlePrecedentSchema, type MachineId, machineIdSchema, noticeSchema } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';
import { newId, toJson } from '../values.ts';

const bodySchema = z.object({
  notices: z.array(noticeSchema),
  precedents: z.array(bundlePrecedentSchema),
  /** Of an upheld appeal: who decided it, and the code of the reason. Its subject is opened again once it stands. */
  reopens: z.object({ by: z.string(), reason: z.string() }).nullable().default(null),
});

export interface HeldConsequences extends z.infer<typeof bodySchema> {
  readonly id: string;
  readonly kind: MachineId;
  readonly case: string;
  /** Of the record as the decision left it: once it has another one, the case has gone on. */
  readonly revision: number;
  readonly dueAt: string;
}

/** Once it is over nothing of it is kept here but that it was. */
const NOTHING_HELD = JSON.stringify({ notices: [], precedents: [], reopens: null });

export const held = {
  async add(tx: Tx, { notices, precedents, reopens, ...row }: Omit<HeldConsequences, 'id'>): Promise<void> {
    const body = toJson(bodySchema, { notices, precedents, reopens });
    await tx
      .insertInto('heldConsequences')
      .values({ ...row, id: newId(), state: 'waiting', body })
      .execute();
  },

  /** Of one case: what still waits, or null. */
  async find(
    connection: Connection,
    { kind, id }: { readonly kind: MachineId; readonly id: string },
  ): Promise<HeldConsequences | null> {
    const row = await connection
      .selectFrom('heldConsequences')
      .selectAll()
      .where('kind', '=', kind)
      .where('case', '=', id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    return row ? toHeld(row) : null;
  },

  /** What is due at an instant, the earliest first. */
  async due(connection: Connection, at: string, limit: number): Promise<HeldConsequences[]> {
    const rows = await connection
      .selectFrom('heldConsequences')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('dueAt', '<=', at)
      .orderBy('dueAt')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toHeld);
  },

  /** True for the one who ends it; whoever comes second finds it ended. */
  async end(tx: Tx, id: string, state: 'done' | 'taken-back'): Promise<boolean> {
    const ended = await tx
      .updateTable('heldConsequences')
      .set({ state, body: NOTHING_HELD })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .returning('id')
      .executeTakeFirst();
    return ended !== undefined;
  },
};

const toHeld = ({
  state: _,
  body,
  kind,
  ...row
}: Omit<HeldConsequences, 'kind' | 'notices' | 'precedents' | 'reopens'> & {
  readonly kind: string;
  readonly state: string;
  readonly body: unknown;
}): HeldConsequences => ({ ...row, kind: machineIdSchema.parse(kind), ...bodySchema.parse(body) });
