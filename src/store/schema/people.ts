/** Institutes, users with their roles, all that signs them in, and the audit of what they do. */
import { RECORD, type SchemaStep } from './define.ts';

const OF_USER = 'text not null references users on delete cascade';

export const PEOPLE = {
  create: {
    institutes: { columns: { ...RECORD, code: 'text not null unique' } },
    users: {
      columns: {
        id: 'text primary key',
        revision: 'integer not null',
        salt: 'text not null',
        name: 'text not null',
        email: 'text not null',
        language: 'text not null',
        active: 'boolean not null',
        createdAt: 'timestamptz(3) not null',
        updatedAt: 'timestamptz(3) not null',
        erasedAt: 'timestamptz(3)',
      },
    },
    userRoles: {
      columns: { user: OF_USER, role: 'text not null', institute: 'text references institutes' },
      constraints: ['constraint user_roles_once unique nulls not distinct ("user", role, institute)'],
      indexes: [['role', 'institute']],
    },
    /** A local account's password: argon2id in its own text form, with salt and parameters. */
    credentials: {
      columns: {
        user: 'text primary key references users on delete cascade',
        hash: 'text not null',
        updatedAt: 'timestamptz(3) not null',
      },
    },
    oneTimePasswords: {
      columns: {
        user: 'text primary key references users on delete cascade',
        secretHash: 'text not null',
        expiresAt: 'timestamptz(3) not null',
        createdAt: 'timestamptz(3) not null',
      },
    },
    /** By the SHA-256 of the secret in the cookie. */
    sessions: {
      columns: {
        secretHash: 'text primary key',
        user: OF_USER,
        createdAt: 'timestamptz(3) not null',
        lastSeenAt: 'timestamptz(3) not null',
        expiresAt: 'timestamptz(3) not null',
      },
      indexes: [['user'], ['expiresAt']],
    },
    apiTokens: {
      columns: {
        id: 'text primary key',
        user: OF_USER,
        name: 'text not null',
        secretHash: 'text not null unique',
        scopes: 'jsonb not null',
        createdAt: 'timestamptz(3) not null',
        lastUsedAt: 'timestamptz(3)',
        expiresAt: 'timestamptz(3)',
        revokedAt: 'timestamptz(3)',
      },
      indexes: [['user']],
    },
    /** A failed attempt to sign in, counted by account and by address, both hashed. */
    signInAttempts: {
      columns: { id: 'text primary key', key: 'text not null', at: 'timestamptz(3) not null' },
      indexes: [['key', 'at'], ['at']],
    },
    /** Who somebody is at an OpenID provider. */
    identities: {
      columns: {
        issuer: 'text not null',
        subject: 'text not null',
        user: OF_USER,
        createdAt: 'timestamptz(3) not null',
      },
      constraints: ['constraint identities_pkey primary key (issuer, subject)'],
      indexes: [['user']],
    },
    /** A sign-in on its way through an OpenID provider. */
    oidcStates: {
      columns: { stateHash: 'text primary key', body: 'jsonb not null', expiresAt: 'timestamptz(3) not null' },
    },
  },
  also: ['create unique index users_email on users (lower(email))'],
} as const satisfies SchemaStep;

export const AUDIT = {
  create: {
    events: {
      columns: {
        sequence: 'bigint primary key',
        at: 'timestamptz(3) not null',
        actor: 'text not null',
        action: 'text not null',
        subjectKind: 'text not null',
        subjectId: 'text not null',
        before: 'text',
        after: 'text',
        previous: 'text not null',
        hash: 'text not null',
      },
      indexes: [
        ['subjectKind', 'subjectId'],
        ['actor', 'sequence'],
      ],
    },
    /** One row, which knows where the chain of events ends: how many there are, and the hash of the last. */
    auditHead: {
      columns: {
        singleton: 'boolean primary key check (singleton)',
        count: 'bigint not null',
        hash: 'text not null',
      },
    },
  },
  also: [
    `create function refuse_change_of_events() returns trigger language plpgsql as
    $$ begin raise exception 'rows of this table are only ever added'; end $$`,
    `create trigger events_are_only_added before update or delete or truncate on events
    for each statement execute function refuse_change_of_events()`,
    `insert into audit_head (singleton, count, hash) values (true, 0, repeat('0', 64))`,
  ],
} as const satisfies SchemaStep;
