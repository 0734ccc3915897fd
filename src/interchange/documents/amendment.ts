/** Two versions of a plan -> the form of change: what is taken out, what is put in, and why. */
import type { Content } from 'pdfmake';
import { type Bundle, type Plan, Rational, reason } from '../../domain/index.ts';
import { linkTable, signersOf } from './agreement.ts';
import type { CaseHead } from './case-head.ts';
import { print } from './fonts.ts';
import { aboutOf, letterhead, particulars, signed, stayOf, studentOf } from './head.ts';
import type { PdfPaper } from './render.ts';
import { type Sheet, titled } from './sheet.ts';
import type { Said, Words } from './words.ts';

/** A bundle that one version has and the other has not, with the reason; null: none was given. */
export interface Difference {
  readonly bundle: Bundle;
  readonly why: Said | null;
}

export interface AmendmentContent {
  readonly head: CaseHead;
  readonly before: Plan;
  readonly after: Plan;
  readonly out: readonly Difference[];
  readonly in: readonly Difference[];
  /** Number of the version that is changed; null for plans that are not stored. */
  readonly baseVersion: number | null;
  readonly contentHash: string | null;
  readonly draft: boolean;
}

export function amendment(content: AmendmentContent, words: Words, date: string): PdfPaper {
  const { word, say } = words;
  const { head, baseVersion, contentHash, draft } = content;
  const base = baseVersion === null ? [] : [say(reason('amendment-base', { version: String(baseVersion) }))];
  return {
    orientation: 'landscape',
    title: word('amendment-title'),
    about: aboutOf(head),
    basis: [
      ...base,
      ...(contentHash === null ? [] : [say(reason('agreement-hash', { hash: contentHash.slice(0, 16) }))]),
    ],
    watermark: draft ? word('print-draft') : undefined,
    content: (sheet) => amendmentBody(content, sheet, { base, date }),
  };
}

function amendmentBody(
  content: AmendmentContent,
  sheet: Sheet,
  { base, date }: { readonly base: readonly string[]; readonly date: string },
): Content[] {
  const { word, say } = sheet;
  const { head, before, after } = content;
  const under = [say(reason('print-number-and-day', { day: sheet.dayInWords(date) })), ...base].join(' · ');
  const taken = new Set(content.out.map(({ bundle }) => bundle.id));
  const kept = before.bundles.filter(({ id }) => !taken.has(id)).map(({ id }) => id);
  return [
    letterhead(head, { title: word('amendment-title'), under, say }),
    particulars(studentOf(head, sheet), stayOf(head, sheet)),
    linkTable(
      word('amendment-out'),
      content.out.map(({ bundle }) => bundle),
      sheet,
    ),
    ...reasonsOf(content.out, sheet),
    linkTable(
      word('amendment-in'),
      content.in.map(({ bundle }) => bundle),
      sheet,
    ),
    ...reasonsOf(content.in, sheet),
    print(say(reason('amendment-kept', { bundles: kept.length > 0 ? kept.join(', ') : '—' })), {
      margin: [0, 2, 0, 4],
    }),
    ...sheet.notes(),
    signed([balance(before, after, sheet)], signersOf(head, sheet), sheet),
  ];
}

function reasonsOf(differences: readonly Difference[], { say }: Sheet): Content[] {
  const said = differences.flatMap(({ bundle: { id: bundle }, why }) =>
    why === null ? [] : [print(say(reason('amendment-reason', { bundle, why: say(why) })), { margin: [0, 0, 0, 1.5] })],
  );
  return said.length > 0 ? [{ stack: said, margin: [0, 0, 0, 6] }] : [];
}

/** The totals of both versions and what lies between them. */
function balance({ totals: before }: Plan, { totals: after }: Plan, sheet: Sheet): Content {
  const { word } = sheet;
  const lines = [
    [word('agreement-total-host'), before.hostEcts, after.hostEcts],
    [word('agreement-total-home'), before.homeEcts, after.homeEcts],
    [word('agreement-total-difference'), before.uncoveredEcts, after.uncoveredEcts],
  ] as const;
  const rows = lines.map(([label, from, to]) => {
    const moved = to.sub(from);
    const sign = moved.gt(Rational.ZERO) ? '+' : '';
    const by = moved.eq(Rational.ZERO) ? '0' : `${sign}${sheet.figure(moved)}`.replace('-', '−');
    return [label, sheet.figure(from), sheet.figure(to), by];
  });
  const table = sheet.table({
    columns: [
      { label: '', width: 330 },
      { label: word('amendment-before'), width: 70, align: 'right' },
      { label: word('amendment-after'), width: 70, align: 'right' },
      { label: word('amendment-moved'), width: 70, align: 'right' },
    ],
    rows,
  });
  return titled(word('print-totals'), table);
}
