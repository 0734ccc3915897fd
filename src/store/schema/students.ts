/** What the offices keep of students beside their accounts, and transcripts on their way to the plans of those whose they are. */
import { RECORD, type SchemaStep } from './define.ts';

export const STUDENTS = {
  create: {
    students: {
      columns: {
        ...RECORD,
        /** The student's account. */
        id: 'text primary key references users',
        institute: 'text not null references institutes',
        number: 'text unique',
        programme: 'text',
        semester: 'integer',
      },
      indexes: [['institute']],
    },
  },
} as const satisfies SchemaStep;

export const TRANSCRIPT_FILES = {
  create: {
    transcriptFiles: {
      columns: {
        ...RECORD,
        batch: 'text not null',
        sha256: 'text not null',
        state: 'text not null',
        stateSince: 'timestamptz(3) not null',
        studyPlan: 'text references study_plans',
      },
      indexes: [['createdAt', 'id'], ['batch'], ['sha256'], ['state'], ['studyPlan']],
    },
  },
} as const satisfies SchemaStep;

/** What transcripts of one file share: the file itself while one of them waits, and what it is known again by. */
export const TRANSCRIPT_CONTENTS = {
  add: { transcriptFiles: { file: 'text', form: 'text', whose: 'text' } },
  create: {
    transcriptContents: {
      columns: {
        file: 'text primary key',
        sha256: 'text not null',
        content: 'bytea not null',
        keptAt: 'timestamptz(3) not null',
      },
      indexes: [['keptAt']],
    },
  },
  indexes: { transcriptFiles: [['file'], ['form', 'whose']] },
  also: ['alter table transcript_contents alter column content set storage external'],
} as const satisfies SchemaStep;
