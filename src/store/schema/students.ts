/** What the offices keep of students beside their accounts. */
import { RECORD, type Step } from './define.ts';

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
} as const satisfies Step;
