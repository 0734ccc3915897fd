/** Agreements, calls with their seats, applications and their documents. */
import { RECORD, type SchemaStep } from './define.ts';

/** A result that is made again and again for one owner; each is kept, and the last number counts. */
const RESULT = {
  number: 'integer not null',
  body: 'jsonb not null',
  madeAt: 'timestamptz(3) not null',
  madeBy: 'text not null',
} as const;

export const PROCESS = {
  create: {
    agreements: {
      columns: {
        ...RECORD,
        institution: 'text not null',
        country: 'text not null',
        kind: 'text not null',
        validFrom: 'date not null',
        validTo: 'date',
      },
      indexes: [['createdAt', 'id'], ['institution']],
    },
    calls: {
      columns: {
        ...RECORD,
        university: 'text not null',
        country: 'text not null',
        specialty: 'text not null',
        kind: 'text not null',
        state: 'text not null',
        quantity: 'integer not null',
        grantPlaces: 'integer not null',
        deadline: 'date not null',
        agreement: 'text references agreements',
        seatsTaken: 'integer not null default 0',
        grantsTaken: 'integer not null default 0',
      },
      // Whatever the code does, no call is over-booked.
      constraints: [
        'constraint calls_not_over_booked check (seats_taken between 0 and quantity)',
        'constraint calls_grants_not_over_given check (grants_taken between 0 and least(grant_places, seats_taken))',
      ],
      indexes: [['createdAt', 'id'], ['deadline'], ['university'], ['agreement']],
    },
    applications: {
      columns: {
        ...RECORD,
        student: 'text not null references users',
        institute: 'text not null references institutes',
        call: 'text not null references calls',
        state: 'text not null',
        submittedOn: 'date',
        /** When the personal data of the case was erased; not part of the record. */
        erasedAt: 'timestamptz(3)',
      },
      indexes: [['createdAt', 'id'], ['student'], ['institute', 'state'], ['call', 'state']],
    },
    /** A seat of a call, given to one application. */
    seats: {
      columns: {
        application: 'text primary key references applications',
        call: 'text not null references calls',
        funding: 'text not null',
        takenAt: 'timestamptz(3) not null',
      },
      indexes: [['call']],
    },
    eligibilityChecks: {
      columns: { application: 'text not null references applications', ...RESULT },
      constraints: ['constraint eligibility_checks_pkey primary key (application, number)'],
    },
    rankings: {
      columns: { call: 'text not null references calls', ...RESULT },
      constraints: ['constraint rankings_pkey primary key (call, number)'],
    },
    documents: {
      columns: {
        ...RECORD,
        application: 'text not null references applications',
        type: 'text not null',
        state: 'text not null',
        validUntil: 'date',
      },
      constraints: ['constraint documents_once unique (application, type)'],
      indexes: [
        ['createdAt', 'id'],
        ['state', 'validUntil'],
      ],
    },
    documentFiles: {
      columns: {
        document: 'text not null references documents',
        version: 'integer not null',
        name: 'text not null',
        mediaType: 'text not null',
        bytes: 'integer not null',
        sha256: 'text not null',
        uploadedOn: 'date not null',
        /** Null once erased: that there was a file stays known. */
        content: 'bytea',
      },
      constraints: ['constraint document_files_pkey primary key (document, version)'],
    },
  },
  // Files are mostly compressed already; storing them as they are is faster than trying again.
  also: ['alter table document_files alter column content set storage external'],
} as const satisfies SchemaStep;
