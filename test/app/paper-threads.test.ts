/** Documents and files in threads: to the byte those of the calling thread. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readText, recognitionToPdf } from '../../src/app/index.ts';
import { withRationals } from '../../src/app/tools/paper-tasks.ts';
import { startPaperThreads } from '../../src/app/tools/paper-threads.ts';
import { openWith, readListWith } from '../../src/app/tools/papers.ts';
import { Rational } from '../../src/domain/index.ts';
import { headOf } from '../../src/interchange/index.ts';
import { HOME_UNIVERSITY, ROOT, RULES, TEXTS } from '../installed.ts';
import { xlsx } from '../interchange/grid/office-files.ts';
import { makeRecognition } from '../store/samples.ts';

const { papers, stop } = startPaperThreads({ rules: path.join(ROOT, 'rules') });
afterAll(stop);

const here = { rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, today: '2026-11-30' };

it.each(['kk', 'ru', 'en'] as const)('a protocol in %s is the same document', async (language) => {
  const recognition = makeRecognition();
  const head = headOf({
    ...{ home: 'Home', programme: 'Power', host: 'Host', academicYear: '2026/27', semesters: [5] },
  });
  const asked = [
    { recognition, head },
    { language, date: '2026-11-30' },
  ] as const;
  const aside = await recognitionToPdf({ ...here, papers }, ...asked);
  expect(Buffer.from(aside).equals(Buffer.from(await recognitionToPdf(here, ...asked)))).toBe(true);
});

it.each([0, 60_000])('a workbook has the same tables, with %d bytes behind it', async (more) => {
  const name = 'two_credits_en.xlsx';
  const file = readFileSync(path.join(ROOT, 'fixtures/files/forms', name));
  // What stands behind the end of an archive changes nothing of it; it makes the file large enough to be handed over.
  const bytes = new Uint8Array(Buffer.concat([file, Buffer.alloc(more)]));
  const reading = { units: RULES.units, institution: 'Said' };
  const [aside, own] = [
    await openWith({ papers }, { name, bytes }, reading),
    await openWith({}, { name, bytes }, reading),
  ];
  expect(aside).toEqual(own);
  expect(own.ok).toBe(true);
});

it('a list of courses has the same rows and credits, and tells how far it is', async () => {
  const rows = Array.from({ length: 1500 }, (_, at) => `C${at},Course ${at},7.5,ECTS,${'long '.repeat(5)}`);
  const bytes = new TextEncoder().encode(['code,title,credits,credit_system,description', ...rows, ''].join('\n'));
  const task = { kind: 'catalogue', file: { name: 'list.csv', bytes }, reading: { units: RULES.units } } as const;
  const told: number[] = [];
  const onRows = (done: number, total: number): void => void told.push(done, total);
  const aside = await papers.readList({ ...task, reading: { ...task.reading, onRows } });
  expect(aside).toEqual(await readListWith({}, task));
  expect(aside.ok && aside.value.rows).toBe(1500);
  expect(told.slice(0, 4)).toEqual([100, 1500, 200, 1500]);
});

const TEXTS_OF_REQUESTS = {
  curriculum: {
    head: 'institution,code,title,credits,credit_system,semester,component',
    row: 'Home,C%,Course %,7.5,ECTS,3,university',
  },
  catalogue: {
    head: 'institution,code,title,credits,credit_system,description',
    row: 'Host,C%,Course %,6,ECTS,What it is about %',
  },
  transcript: { head: 'code,title,credits,grade', row: 'C%,Course %,5,A' },
} as const;

it.each(['curriculum', 'catalogue', 'transcript'] as const)(
  'the text of a %s in a request is read alike, short here and long in a thread, good rows and bad ones',
  async (kind) => {
    const { head, row } = TEXTS_OF_REQUESTS[kind];
    const handedOver: string[] = [];
    const watched = {
      ...papers,
      readList: (task: Parameters<typeof papers.readList>[0]) => {
        handedOver.push(task.kind);
        return papers.readList(task);
      },
    };
    for (const count of [1, 2000]) {
      const rows = Array.from({ length: count }, (_, at) => row.replaceAll('%', `${at}`));
      const csv = [head, ...rows, 'one cell alone', row.replace(/7\.5|6|5/, 'many'), ''].join('\n');
      const aside = await readText({ rules: RULES, papers: watched }, kind, csv);
      expect(aside).toEqual(await readText({ rules: RULES }, kind, csv));
      expect(aside.problems.length).toBeGreaterThan(0);
    }
    expect(handedOver).toEqual([kind, kind]);
    expect(await readText({ rules: RULES, papers }, kind, `nothing of it\n${'x\n'.repeat(40_000)}`)).toEqual(
      await readText({ rules: RULES }, kind, `nothing of it\n${'x\n'.repeat(40_000)}`),
    );
  },
);

it('a file that takes more memory than a thread has is refused, and the next one is read', async () => {
  const small = startPaperThreads({ rules: path.join(ROOT, 'rules'), most: { megabytes: 64, seconds: 60 } });
  try {
    const row = Array.from({ length: 120 }, (_, at) => `<c><v>${at}.${'5'.repeat(12)}</v></c>`).join('');
    // Within every limit of rows and cells; each cell is another number, and none is shared.
    const data = Array.from({ length: 12_000 }, (_, at) => `<row r="${at + 1}">${row}</row>`).join('');
    const bytes = xlsx({ sheets: [{ data }] });
    const refused = await small.papers.open({ name: 'hostile.xlsx', bytes }, {});
    expect(refused.problems.map(({ code, reason, source }) => [code, reason.code, source])).toEqual([
      ['file-too-large', 'file-takes-too-much', 'hostile.xlsx'],
    ]);
    const more = xlsx({ sheets: [{ data: '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>' }] });
    const padded = new Uint8Array(Buffer.concat([more, Buffer.alloc(60_000)]));
    expect((await small.papers.open({ name: 'next.xlsx', bytes: padded }, {})).ok).toBe(true);
  } finally {
    await small.stop();
  }
}, 120_000);

it('exact numbers are what they were after a copy', () => {
  const exact = fc.tuple(fc.bigInt(), fc.bigInt({ min: 1n })).map(([num, den]) => Rational.of(num, den));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      ...[fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), exact, fc.bigInt()],
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        tie('any'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      expect(withRationals(structuredClone(one))).toEqual(one);
    }),
  );
});
