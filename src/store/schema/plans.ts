/** Study plans with versions, decisions and changes; transcripts, recognitions and appeals. */
import { RECORD, type SchemaStep } from './define.ts';

/** Whose a case is, and its state. */
const CASE = {
  ...RECORD,
  student: 'text not null references users',
  institute: 'text not null references institutes',
} as const;

/** Who has the link may read the plan, until it ends or is revoked. */
export const SHARE_LINKS = {
  create: {
    shareLinks: {
      columns: {
        id: 'text primary key',
        studyPlan: 'text not null references study_plans',
        secretHash: 'text not null unique',
        madeBy: 'text not null references users',
        createdAt: 'timestamptz(3) not null',
        expiresAt: 'timestamptz(3) not null',
        revokedAt: 'timestamptz(3)',
      },
      indexes: [['studyPlan', 'createdAt']],
    },
  },
} as const satisfies SchemaStep;

/** What a host course teaches, as the student got it from the host. */
export const SYLLABI = {
  create: {
    syllabi: {
      columns: {
        id: 'text primary key',
        studyPlan: 'text not null references study_plans',
        course: 'text not null',
        name: 'text not null',
        mediaType: 'text not null',
        bytes: 'integer not null',
        sha256: 'text not null',
        uploadedBy: 'text not null references users',
        uploadedAt: 'timestamptz(3) not null',
        content: 'bytea not null',
      },
      indexes: [['studyPlan', 'uploadedAt']],
    },
  },
} as const satisfies SchemaStep;

export const PLANS = {
  create: {
    studyPlans: {
      columns: { ...CASE, application: 'text references applications', state: 'text not null' },
      indexes: [['createdAt', 'id'], ['student'], ['institute', 'state'], ['application']],
    },
    changeProposals: {
      columns: {
        ...RECORD,
        studyPlan: 'text not null references study_plans',
        baseVersion: 'integer not null',
        state: 'text not null',
      },
      indexes: [
        ['createdAt', 'id'],
        ['studyPlan', 'state'],
      ],
    },
    planVersions: {
      columns: {
        studyPlan: 'text not null references study_plans',
        number: 'integer not null',
        kind: 'text not null',
        contentHash: 'text not null',
        madeOn: 'date not null',
        change: 'text references change_proposals',
        body: 'jsonb not null',
      },
      constraints: ['constraint plan_versions_pkey primary key (study_plan, number)'],
    },
    bundleDecisions: {
      columns: {
        id: 'text primary key',
        studyPlan: 'text not null references study_plans',
        /** Of the plan that was looked at. */
        planVersion: 'integer not null',
        /** The change proposal that was decided on; an empty text for the plan itself. */
        change: 'text not null',
        bundle: 'text not null',
        /** 1 for the first decision on this bundle; the same number cannot be given twice. */
        round: 'integer not null check (round > 0)',
        decision: 'text not null',
        by: 'text not null references users',
        institute: 'text not null references institutes',
        decidedOn: 'date not null',
        body: 'jsonb not null',
      },
      // Of those who decide on the same bundle at the same time, one is first.
      constraints: ['constraint bundle_decisions_once unique (study_plan, plan_version, change, bundle, round)'],
      indexes: [['by'], ['institute', 'decidedOn']],
    },
    transcripts: {
      columns: {
        studyPlan: 'text not null references study_plans',
        number: 'integer not null',
        sha256: 'text not null',
        receivedAt: 'timestamptz(3) not null',
        receivedBy: 'text not null',
        body: 'jsonb not null',
      },
      constraints: ['constraint transcripts_pkey primary key (study_plan, number)'],
    },
    recognitionCases: {
      columns: { ...CASE, studyPlan: 'text not null references study_plans', state: 'text not null' },
      indexes: [['createdAt', 'id'], ['student'], ['institute', 'state'], ['studyPlan']],
    },
    appeals: {
      columns: { ...CASE, state: 'text not null' },
      indexes: [['createdAt', 'id'], ['student'], ['institute', 'state']],
    },
  },
} as const satisfies SchemaStep;

/** Notices, messages on their way out, and answers kept for requests that come twice. */
export const DESK = {
  create: {
    notices: {
      columns: {
        id: 'text primary key',
        to: 'text not null references users',
        body: 'jsonb not null',
        createdAt: 'timestamptz(3) not null',
        readAt: 'timestamptz(3)',
      },
      indexes: [['to', 'createdAt', 'id']],
    },
    outbox: {
      columns: {
        id: 'text primary key',
        channel: 'text not null',
        to: 'text not null references users',
        body: 'jsonb not null',
        /** `waiting` until it was sent, `dead` after too many attempts. */
        state: "text not null check (state in ('waiting', 'sent', 'dead'))",
        attempts: 'integer not null',
        dueAt: 'timestamptz(3) not null',
        /** Until then the worker that took it has it for itself. */
        claimedUntil: 'timestamptz(3)',
        lastError: 'text',
        createdAt: 'timestamptz(3) not null',
        sentAt: 'timestamptz(3)',
      },
      indexes: [['state', 'dueAt'], ['to']],
    },
    idempotencyKeys: {
      columns: {
        user: 'text not null',
        key: 'text not null',
        requestHash: 'text not null',
        response: 'jsonb',
        createdAt: 'timestamptz(3) not null',
      },
      constraints: ['constraint idempotency_keys_pkey primary key ("user", key)'],
    },
  },
} as const satisfies SchemaStep;

export const HELD = {
  create: {
    heldConsequences: {
      columns: {
        id: 'text primary key',
        /** The machine, and the record that moved. */
        kind: 'text not null',
        case: 'text not null',
        revision: 'integer not null',
        dueAt: 'timestamptz(3) not null',
        state: "text not null check (state in ('waiting', 'done', 'taken-back'))",
        body: 'jsonb not null',
      },
      indexes: [
        ['state', 'dueAt'],
        ['kind', 'case'],
      ],
    },
  },
} as const satisfies SchemaStep;
