/** Files of offices on their way in: what was read of them, and the bytes as long as they are needed. */
import { RECORD, type SchemaStep } from './define.ts';

export const IMPORTS = {
  create: {
    imports: {
      columns: {
        ...RECORD,
        kind: 'text not null',
        state: 'text not null',
        stateSince: 'timestamptz(3) not null',
        sender: 'text not null references users',
        institute: 'text references institutes',
        /** Whose form it is, and the form's key: the columns that were chosen last are looked up by them. */
        whose: 'text not null',
        form: 'text',
      },
      indexes: [
        ['createdAt', 'id'],
        ['kind', 'state', 'createdAt'],
        ['sender', 'state'],
        ['form', 'whose'],
      ],
    },
    importFiles: {
      columns: {
        import: 'text primary key references imports',
        content: 'bytea not null',
      },
    },
  },
  // Files are mostly compressed already; storing them as they are is faster than trying again.
  also: ['alter table import_files alter column content set storage external'],
} as const satisfies SchemaStep;
