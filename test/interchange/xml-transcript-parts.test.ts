/** Courses made of parts: each branch of the tree gives its credits once, at the level that carries the result. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loaded, places } from './files.ts';
import { course, creditsByCode, elmo, read, rowsOf } from './xml-transcript-files.ts';

const lecture = course({ code: 'L', grade: '4', ects: '3' });
const laboratory = course({ code: 'P', grade: '5', ects: '2' });

describe('a course and its parts', () => {
  it('of which only the course has result and credits is one row, without a word about its classes', () => {
    const classes = [course({ code: 'L', type: 'Class', run: '<engagementHours>30</engagementHours>' })];
    const result = loaded(read(elmo(course({ code: 'C', grade: '4', ects: '5', parts: classes })), { scale: 'fi' }));
    expect(result.value.rows.map(({ code }) => code)).toEqual(['C']);
    expect(result.problems).toEqual([]);
  });

  it('that both have result and credits are one row, and a note says so', () => {
    const text = elmo(course({ code: 'C', grade: '4', ects: '5', parts: [lecture, laboratory] }));
    expect(creditsByCode(text)).toEqual(['C 5']);
    const result = loaded(read(text, { scale: 'fi' }));
    expect(places(result.problems)).toEqual(['row-malformed 5 elmo/report/learningOpportunitySpecification']);
    expect(result.problems[0]).toMatchObject({
      severity: 'note',
      reason: { code: 'xml-course-of-parts', values: { course: '"C"', count: 2, why: { code: 'xml-one-row' } } },
    });
  });

  it.each([['Degree Programme'], ['Degree'], ['Module group']])(
    'of which the whole is a %s are the rows of its courses',
    (type) => {
      const text = elmo(course({ code: 'D', type, grade: 'good', ects: '180', parts: [lecture, laboratory] }));
      expect(creditsByCode(text)).toEqual(['L 3', 'P 2']);
    },
  );

  it('of which the whole carries nothing are rows at any depth', () => {
    const module = course({ code: 'M', parts: [lecture, course({ code: 'N', parts: [laboratory] })] });
    expect(creditsByCode(elmo(module))).toEqual(['L 3', 'P 2']);
  });

  it('of which the whole has credits and the parts have results with credits are the rows of the parts', () => {
    expect(creditsByCode(elmo(course({ code: 'M', ects: '30', parts: [lecture, laboratory] })))).toEqual([
      'L 3',
      'P 2',
    ]);
  });

  it('of which the whole has the result and the parts have credits is one row with their sum', () => {
    const parts = [course({ code: 'L', ects: '3.5' }), course({ code: 'P', ects: '2' })];
    expect(creditsByCode(elmo(course({ code: 'C', grade: '4', parts })))).toEqual(['C 5.5']);
  });

  it('of which the whole has a result and every part has result and credits are the rows of the parts', () => {
    expect(creditsByCode(elmo(course({ code: 'C', grade: '4', parts: [lecture, laboratory] })))).toEqual([
      'L 3',
      'P 2',
    ]);
  });

  it('of which the whole has the credits and the parts the results is one row without a grade, for a person', () => {
    const parts = [course({ code: 'L', grade: '4' }), course({ code: 'P', grade: '0' })];
    const result = loaded(read(elmo(course({ code: 'C', ects: '5', parts }))));
    expect(result.value.rows).toMatchObject([{ code: 'C', grade: null }]);
    expect(result.value.rows[0]).not.toHaveProperty('status');
    expect(result.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning grade-missing']);
  });

  it('that a degree lists without result, and the file again with it, count where the result is', () => {
    const degree = course({
      code: 'D',
      type: 'Degree Programme',
      parts: [course({ code: 'EL 1', ects: '5' }), course({ code: 'EL2', ects: '5' })],
    });
    const text = elmo(degree + course({ code: 'el-1', grade: '4', ects: '5' }));
    expect(creditsByCode(text)).toEqual(['EL2 5', 'el-1 5']);
    expect(places(loaded(read(text, { scale: 'fi' })).problems)[0]).toMatch(/^code-duplicate \d+ .*hasPart/);
  });
});

it('two results of one course stay two rows: which attempt counts is for the policy', () => {
  const text = elmo(course({ code: 'A', grade: '0', ects: '0' }) + course({ code: 'A', grade: '3', ects: '5' }));
  expect(creditsByCode(text)).toEqual(['A 0', 'A 5']);
});

interface Node {
  readonly grade: boolean;
  readonly ects: boolean;
  readonly type: string | undefined;
  readonly parts: readonly Node[];
}

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record({
    grade: fc.boolean(),
    ects: fc.boolean(),
    type: fc.constantFrom(undefined, 'Course', 'Module', 'Degree Programme'),
    parts: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })),
  }),
}));

/** The tree as ELMO; the code of a node is that of its parent with a number behind it. */
const write = (tree: Node, code: string): string =>
  course({
    code,
    ...(tree.type && { type: tree.type }),
    ...(tree.grade && { grade: '3' }),
    ...(tree.ects && { ects: '5' }),
    parts: tree.parts.map((part, index) => write(part, `${code}.${index + 1}`)),
  });

const gradedLeaves = (tree: Node, code: string): string[] =>
  tree.parts.length === 0
    ? tree.grade
      ? [code]
      : []
    : tree.parts.flatMap((part, index) => gradedLeaves(part, `${code}.${index + 1}`));

describe('in any tree', () => {
  it('no row lies within another, and every graded leaf lies within a row', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const codes = rowsOf(elmo(write(tree, 'c'))).map(({ code }) => code);
        const within = (inner: string, outer: string) => inner.startsWith(`${outer}.`);
        expect(codes.filter((code) => codes.some((other) => within(code, other)))).toEqual([]);
        const lost = gradedLeaves(tree, 'c').filter(
          (leaf) => !codes.some((code) => code === leaf || within(leaf, code)),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
