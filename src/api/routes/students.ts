/** Students and what the offices keep of them. */
import { z } from '@hono/zod-openapi';
import { keptStudentSchema, listStudents, readStudentRecord, writeStudentRecord } from '../../app/index.ts';
import { idSchema, STATES, studentRecordSchema, success } from '../../domain/index.ts';
import { named, pageOf, pageQuery } from '../resource.ts';
import { get, idParam, put } from '../route.ts';
import { rule } from '../rule.ts';
import { transcriptFrom, transcriptSourceSchema } from '../sources.ts';

const record = named(keptStudentSchema, 'StudentRecord');
const { number, programme, semester } = studentRecordSchema.shape;
const lastPlan = z
  .object({ id: idSchema, state: STATES.plan, host: z.string() })
  .nullable()
  .openapi({ description: 'the plan that was made last; a withdrawn one only where there is no other' });
const listedStudent = z
  .object({ id: idSchema, name: z.string(), institute: idSchema, number, programme, semester, plan: lastPlan })
  .openapi('Student');

export const studentRoutes = {
  listStudents: get('/api/v1/students', {
    may: rule('student.read', 'reach'),
    summary: 'Students whose cases I may see, by name',
    query: {
      ...pageQuery,
      text: z.string().trim().min(1).max(100).optional().openapi({
        description: 'a part of the name or of the student number',
        example: '20-1734',
      }),
      institute: idParam.optional(),
    },
    answer: pageOf(listedStudent),
    run: ({ service, caller, query }) => listStudents(service, caller, query),
  }),
  readStudentRecord: get('/api/v1/students/{id}/record', {
    may: rule('student.read', 'student'),
    summary: 'Number, curriculum, semester and results so far of one student; revision 0 where nothing is kept yet',
    answer: record,
    run: ({ service, id }) => readStudentRecord(service, id),
  }),
  writeStudentRecord: put('/api/v1/students/{id}/record', {
    may: rule('student.edit', 'student'),
    summary: 'Writes the record of a student; plans and recognitions take results so far from it unless they are given',
    body: studentRecordSchema
      .pick({ number: true, programme: true, curriculum: true, semester: true })
      .extend({ results: transcriptSourceSchema.nullable() })
      .openapi('StudentRecordDraft'),
    example: {
      number: '20-1734',
      programme: 'Electric Power Engineering',
      curriculum: null,
      semester: 5,
      results: { csv: 'code,title,credits,credit_system,grade,grade_scale\nMAT1101,Mathematics 1,5,ECTS,A-,kz_2018\n' },
    },
    answer: record,
    run: async ({ service, caller, id, revision, body: { results: source, ...facts } }) => {
      const results = source === null ? success(null) : await transcriptFrom(source, service);
      return results.ok
        ? writeStudentRecord(service, caller, { ...facts, id, revision, results: results.value })
        : results;
    },
  }),
};
