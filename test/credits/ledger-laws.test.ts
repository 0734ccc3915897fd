/** What holds of every recognition whatever stands in its plan, its transcripts and its policy. FAST_CHECK_RUNS tries more of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecogniseInput, recognise, rulesAt } from '../../src/credits/index.ts';
import {
  codeKey,
  compareTitles,
  type Ledger,
  type Plan,
  type Policy,
  Rational,
  type Recognition,
  reason,
  type Transcript,
  type TranscriptRow,
} from '../../src/domain/index.ts';
import { planOf, type RowWords, transcriptOf } from './recognition.ts';
import { BOOK, must, policy } from './rules.ts';

const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 0) || 150;
const RULES = rulesAt(BOOK, '2026-11-20');
const TITLES = ['Machines', 'Control', 'Control II', 'Signals and Systems', 'Signals', 'Optics'];

const title = fc.constantFrom(...TITLES);
const ects = fc.integer({ min: 1, max: 8 });
const course = fc.record({ title, ects });
const courses = fc.array(course, { minLength: 1, maxLength: 2 });
const bundles = fc.array(
  fc.record({ host: courses, home: courses, isBlock: fc.boolean(), fills: fc.option(courses) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const row = fc.record({
  code: fc.option(fc.nat(6)),
  title: fc.option(title),
  credits: fc.option(fc.constantFrom('1', '2', '3', '5', '6', '2.5', '0')),
  unit: fc.constantFrom('ECTS', 'ECTS', 'ECTS', null, 'US semester credit', 'credits'),
  grade: fc.constantFrom('1,0', '2,3', '4,0', '5,0', 'bestanden', 'gut', '??', null),
  on: fc.option(fc.constantFrom('2026-09-20', '2027-02-01', '2027-02-20', '2027-07-01', '2024-02-01')),
  term: fc.option(fc.constantFrom('autumn', 'spring')),
  attempt: fc.option(fc.integer({ min: 1, max: 2 })),
  status: fc.option(fc.constantFrom('passed' as const, 'failed' as const, 'in-progress' as const)),
});
const variant = fc.record({
  granted: fc.constantFrom('home' as const, 'host' as const),
  shortfall: fc.constantFrom('person' as const, 'partial' as const),
  surplus: fc.constantFrom('record' as const, 'elective-block' as const),
  notInPlan: fc.constantFrom('additional' as const, 'elective-block' as const, 'refuse' as const),
  repeats: fc.constantFrom('latest' as const, 'best' as const, 'first' as const, 'average' as const),
  passWithoutGrade: fc.constantFrom('credit' as const, 'refuse' as const, 'person' as const),
});
const stay = fc.record({
  bundles,
  rows: fc.array(row, { minLength: 1, maxLength: 7 }),
  variant,
  academicYear: fc.constantFrom(null, '2026/27'),
  change: fc.option(fc.tuple(fc.nat(6), fc.nat(6))),
  isUnread: fc.boolean(),
});
type StayWords = typeof stay extends fc.Arbitrary<infer T> ? T : never;

interface Stay {
  readonly transcript: Transcript;
  readonly input: Omit<RecogniseInput, 'transcript'>;
}

function planFrom({ bundles: given, academicYear }: StayWords): Plan {
  let hosts = 0;
  const coded = (list: StayWords['bundles'][number]['home'], codeAt: (at: number) => string) =>
    list.map((one, at) => ({ ...one, code: codeAt(at) }));
  const plan = planOf(
    given.map(({ host, home, isBlock, fills }, at) => {
      hosts += host.length;
      return {
        bundle: `b${at}`,
        host: coded(host, (one) => `C${hosts - host.length + one}`),
        home: isBlock ? [] : coded(home, (one) => `H${at}-${one}`),
        ...(isBlock && { electiveBlock: `Block ${at}` }),
        ...(isBlock && fills && { fills: coded(fills, (one) => `F${at}-${one}`) }),
      };
    }),
  );
  return { ...plan, host: { ...plan.host, academicYear } };
}

const rowWords = ({ code, title: name, on, attempt, status, ...rest }: StayWords['rows'][number]): RowWords => ({
  ...rest,
  ...(code !== null && { code: `C${code}` }),
  ...(name !== null || code === null ? { title: name ?? 'Optics' } : {}),
  ...(on !== null && { on }),
  ...(attempt !== null && { attempt }),
  ...(status !== null && { status }),
});

function stayFrom(words: StayWords): Stay {
  const made = transcriptOf(words.rows.map(rowWords));
  const rows = made.rows.map((one, at) => ({ ...one, term: words.rows[at]?.term ?? null }));
  const rejectedRows = [{ place: { line: 99 }, cells: ['C0', '?'], reason: reason('row-unreadable') }];
  const base = policy();
  const { granted, shortfall, surplus, ...recognition } = words.variant;
  const by: Policy = {
    ...base,
    credits: { ...base.credits, granted, shortfall, surplus },
    recognition: { ...base.recognition, ...recognition },
  };
  const [planned, taken] = words.change ?? [];
  return {
    transcript: { ...made, rows, ...(words.isUnread && { rejectedRows }) },
    input: {
      plan: planFrom(words),
      rules: RULES,
      policy: by,
      matcher: likeFirstWord,
      changes: planned === undefined ? [] : [{ planned: `C${planned}`, taken: `C${taken}` }],
    },
  };
}

/** A matcher that is sure of the same title and doubts one that begins alike. */
const likeFirstWord: RecogniseInput['matcher'] = ({ titles }, candidates) => {
  const [own = ''] = Object.values(titles);
  const scored = candidates.map(({ code, titles: { en = '' } }) => {
    const isAlike = en.split(' ')[0] === own.split(' ')[0];
    return { code, score: en === own ? 0.9 : isAlike ? 0.6 : 0 };
  });
  return scored.reduce<(typeof scored)[number] | null>(
    (best, one) => (one.score > (best?.score ?? 0) ? one : best),
    null,
  );
};

const run = (transcript: Transcript, input: Stay['input'], rest: Partial<RecogniseInput> = {}): Recognition =>
  must(recognise({ ...input, transcript, ...rest }));

const hold = (law: (stay: Stay, found: Recognition) => void): void =>
  fc.assert(
    fc.property(stay, (words) => {
      const made = stayFrom(words);
      law(made, run(made.transcript, made.input));
    }),
    { numRuns: RUNS },
  );

const text = (value: unknown): string => JSON.stringify(value);
const ledgerOf = (found: Recognition, line: number): Ledger | null =>
  found.rows.find((one) => one.line === line)?.ledger ?? null;

describe('the ledger', () => {
  it('has every credit in exactly one place, by row, bundle and student', () =>
    hold((_, { rows, bundles: settled, additional, totals }) => {
      const ledgers = [...rows, ...settled, totals].flatMap(({ ledger }) => ledger ?? []);
      for (const { earned, ...places } of ledgers) expect(`${Rational.sum(Object.values(places))}`).toBe(`${earned}`);
      const sum = (place: keyof Ledger): Rational => Rational.sum(rows.flatMap(({ ledger }) => ledger?.[place] ?? []));
      for (const place of ['earned', 'recognised', 'elective', 'additional', 'refused', 'open'] as const)
        expect(`${place} ${totals.ledger?.[place]}`).toBe(`${place} ${sum(place)}`);
      const inBlocks = additional.filter(({ block }) => block !== null);
      const work = additional.filter(({ block }) => block === null);
      expect(`${sum('elective')}`).toBe(`${Rational.sum(inBlocks.map((one) => one.ects))}`);
      expect(`${sum('additional')}`).toBe(`${Rational.sum(work.map((one) => one.ects))}`);
    }));

  it('keeps every home course, with all of its credits where the home ones are granted', () =>
    hold(({ input: { plan, policy: by } }, { credited, places, difference, undecided }) => {
      const all = [credited, places, difference, undecided].flat();
      for (const bundle of plan.bundles)
        for (const { code, ects: whole } of bundle.home.length > 0 ? bundle.home : (bundle.fills ?? [])) {
          const parts = all.filter(({ homeCode }) => homeCode === code);
          expect(parts.length, code).toBeGreaterThan(0);
          if (by.credits.granted === 'home')
            expect(`${Rational.sum(parts.map(({ credits }) => credits))}`, code).toBe(`${whole}`);
        }
    }));

  it('is lowered by no further row that is no attempt at the same course', () =>
    hold(({ transcript, input }, found) => {
      const [last, ...others] = transcript.rows.toReversed();
      if (!last) return;
      const before = run({ ...transcript, rows: others }, input);
      for (const other of others) {
        if (mayBeOneCourse(last, other)) continue;
        const [now, then] = [ledgerOf(found, other.line), ledgerOf(before, other.line)];
        if (then) expect(now?.earned.gte(then.earned), `line ${other.line}`).toBe(true);
      }
    }));
});

const mayBeOneCourse = (a: TranscriptRow, b: TranscriptRow): boolean =>
  codeKey(a.code) === codeKey(b.code) && compareTitles(a.titles, b.titles) !== 'different';

describe('an order', () => {
  it('of rows in the file changes nothing', () =>
    hold(({ transcript, input }, found) => {
      const turned = run({ ...transcript, rows: transcript.rows.toReversed() }, input);
      expect(text(turned)).toBe(text(found));
    }));

  it('of lines changes no figure', () =>
    hold(({ transcript, input }, found) => {
      const count = transcript.rows.length;
      const rows = transcript.rows.map((one) => ({ ...one, line: count + 3 - one.line })).toReversed();
      const turned = run({ ...transcript, rows }, input);
      // Rows that say the same may stand for one another.
      const contents = new Map([...transcript.rows].map(({ line, ...rest }) => [line, text(rest)]));
      const figures = (of: Recognition, lineOf: (line: number) => number) =>
        text([
          of.rows.map((one) => text([contents.get(lineOf(one.line)), one.outcome, one.bundle, one.ledger])).sort(),
          of.credited.map(({ homeCode, credits, grade }) => [homeCode, credits, grade]),
          [...of.difference, ...of.undecided].map(({ homeCode, credits }) => [homeCode, credits]),
          [of.totals, of.gpa.value],
        ]);
      expect(figures(turned, (line) => count + 3 - line)).toBe(figures(found, (line) => line));
    }));

  it('of transcripts changes nothing', () =>
    hold(({ transcript, input }) => {
      const { rejectedRows: _, ...whole } = transcript;
      const parts = [0, 1, 2].map((part) => ({ ...whole, rows: whole.rows.filter((__, at) => at % 3 === part) }));
      const [a, b, c] = parts;
      if (!a || !b || !c) return;
      const first = text(run(a, input, { further: [b, c] }));
      for (const [one, ...further] of [
        [b, c, a],
        [c, b, a],
        [b, a, c],
      ] as const)
        expect(text(run(one, input, { further }))).toBe(first);
    }));
});

describe('an answer', () => {
  it('changes no row that its question does not name, whatever was answered before', () =>
    fc.assert(
      fc.property(
        stay,
        fc.array(fc.record({ which: fc.nat(20), how: fc.nat(3), line: fc.nat(6) }), { minLength: 1, maxLength: 4 }),
        (words, given) => {
          const { transcript, input } = stayFrom(words);
          let answers: NonNullable<RecogniseInput['answers']> = [];
          let before = run(transcript, input);
          for (const { which, how, line: at } of given) {
            const question = before.questions[which % Math.max(1, before.questions.length)];
            const line = question?.asks[at % Math.max(1, question.asks.length)];
            if (!question || line === undefined) return;
            const resolution = ['not-recognised', 'accepted-as-is', 'counted-as-additional'][how] ?? 'accepted-as-is';
            answers = [...answers, { line, resolution }];
            const after = run(transcript, input, { answers });
            const others = ({ rows }: Recognition) => text(rows.filter((one) => !question.lines.includes(one.line)));
            expect(others(after)).toBe(others(before));
            before = after;
          }
        },
      ),
      { numRuns: RUNS },
    ));
});
