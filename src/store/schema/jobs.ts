/** Work that is done beside the requests. */
import type { SchemaStep } from './define.ts';

export const JOBS = {
  create: {
    jobs: {
      columns: {
        id: 'text primary key',
        /** An account, or `system`. */
        owner: 'text not null',
        kind: 'text not null',
        /** Of work that comes by itself: whoever makes it first has made it for all. */
        key: 'text unique',
        state: 'text not null',
        /** The higher the sooner. */
        priority: 'integer not null',
        request: 'jsonb not null',
        /** Of the token that asked for it; null: all that the owner may. */
        scopes: 'jsonb',
        attempts: 'integer not null default 0',
        done: 'integer not null default 0',
        total: 'integer',
        /** The process that works on it, and until when it need not say so again; by the clock of the database, as all leases are. */
        heldBy: 'text',
        heldUntil: 'timestamptz(3)',
        dueAt: 'timestamptz(3) not null default now()',
        createdAt: 'timestamptz(3) not null',
        startedAt: 'timestamptz(3)',
        endedAt: 'timestamptz(3)',
        result: 'jsonb',
        problems: 'jsonb',
        fileName: 'text',
        mediaType: 'text',
        file: 'bytea',
      },
      indexes: [
        ['state', 'dueAt'],
        ['owner', 'createdAt'],
        ['createdAt', 'id'],
      ],
    },
  },
} as const satisfies SchemaStep;
