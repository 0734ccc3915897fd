/** What every document begins and ends with: the letterhead, whom it is about, and the lines to sign. */
import type { Content, CustomTableLayout, TableCell } from 'pdfmake';
import type { CaseHead } from './case-head.ts';
import { print } from './fonts.ts';
import type { Sheet } from './sheet.ts';
import { INK } from './table.ts';
import type { Words } from './words.ts';

/** To be filled in by hand. */
const LINE = '_'.repeat(34);

/** The home institution, the title, and the line for number and day below it. */
export function letterhead(
  { home, institute }: Pick<CaseHead, 'home' | 'institute'>,
  { title, under, say }: { readonly title: string; readonly under: string } & Pick<Words, 'say'>,
): Content {
  return {
    stack: [
      print(home, { font: 'Serif', fontSize: 10.5, alignment: 'center' }),
      ...(institute ? [print(say(institute), { alignment: 'center', color: INK.grey })] : []),
      print(title, { font: 'Serif', fontSize: 15, bold: true, alignment: 'center', margin: [0, 10, 0, 3] }),
      print(under, { alignment: 'center', fontSize: 9 }),
    ],
    margin: [0, 0, 0, 10],
  };
}

/** Two columns of what is known, each with its name. */
export function particulars(left: readonly Particular[], right: readonly Particular[]): Content {
  const pairs = (rows: readonly Particular[]): Content => ({
    table: {
      widths: [104, '*'],
      body: rows.map(([label, value]): TableCell[] => [
        print(label, { color: INK.grey }),
        print(value ?? LINE, { bold: value !== null }),
      ]),
    },
    layout: { defaultBorder: false, paddingLeft: () => 0, paddingTop: () => 1.2, paddingBottom: () => 1.2 },
  });
  return { columns: [pairs(left), pairs(right)], columnGap: 20, margin: [0, 0, 0, 6] };
}

export type Particular = readonly [label: string, value: string | null];

/** Who it is about, as the left column of every document on a stay. */
export const studentOf = (head: CaseHead, { word, say }: Words): Particular[] => [
  [word('print-student'), head.studentName],
  [word('print-student-number'), head.studentNumber],
  [word('print-programme'), head.programme],
  ...(head.institute ? [[word('print-institute'), say(head.institute)] as const] : []),
];

/** Where and when, as the right column. */
export const stayOf = (head: CaseHead, { word, say, stay }: Words): Particular[] => {
  const semesters = head.semesters.join(', ');
  const period = [
    ...(head.academicYear === null ? [] : [head.academicYear]),
    ...(semesters === '' ? [] : [say({ code: 'print-semesters', values: { semesters } })]),
    ...(head.stay ? [stay(head.stay)] : []),
  ];
  return [
    [word('print-host-institution'), head.host],
    [word('print-period'), period.length > 0 ? period.join('; ') : null],
    [word('print-order'), head.order],
  ];
};

/** The short name of whom it is about, for the running head. */
export const aboutOf = ({ studentName, studentNumber, host }: CaseHead): string[] =>
  [studentName ?? '', studentNumber ?? '', host].filter((part) => part !== '');

export interface Signer {
  readonly role: string;
  readonly name?: string | null;
  /** Whose seal goes beside the signature. */
  readonly isSealed?: true;
}

/** The last figures of a document with the lines to sign by hand below them: never parted, so that nobody signs a page of signatures alone. */
export const signed = (last: readonly Content[], signers: readonly Signer[], { word }: Sheet): Content => ({
  stack: [...last, ...signers.map((signer) => lineFor(signer, word))],
  unbreakable: true,
  margin: [0, 4, 0, 0],
});

/** A role, and beside it lines to write on, each with its name below. */
function lineFor({ role, name, isSealed }: Signer, word: Sheet['word']): Content {
  const blanks = [
    { caption: word('print-signature'), width: '20%', above: null },
    { caption: word('print-full-name'), width: '*', above: name ?? null },
    { caption: word('print-signed-on'), width: '15%', above: null },
  ];
  const columns = blanks.map(({ caption, width, above }): Content => {
    const below = print(caption, { fontSize: 6.3, alignment: 'center', color: INK.grey });
    const line = { table: { widths: ['*'], body: [[below]] }, layout: OVERLINE };
    return { width, stack: [print(above ?? '\u00a0', { alignment: 'center' }), line] } as Content;
  });
  const seal = print(word('print-stamp'), { fontSize: 6.3, color: INK.grey });
  const who = { width: '30%', stack: [print(role), ...(isSealed ? [seal] : [])] } as Content;
  return { columns: [who, ...columns], columnGap: 14, margin: [0, 6, 0, 0] };
}

const OVERLINE: CustomTableLayout = {
  hLineWidth: (at) => (at === 0 ? 0.5 : 0),
  vLineWidth: () => 0,
  paddingTop: () => 1,
  paddingBottom: () => 0,
};

/** Figures with their names, one below the other: sums, and set in below them what they are made of. */
export const figures = (rows: readonly (readonly [label: string, figure: string, isSum?: boolean])[]): Content => ({
  table: {
    widths: [290, 70],
    body: rows.map(([label, figure, isSum = false]): TableCell[] => [
      print(label, { bold: isSum, margin: [isSum ? 0 : 12, 0, 0, 0] }),
      print(figure, { bold: true, alignment: 'right' }),
    ]),
  },
  layout: {
    hLineWidth: (at) => (at === 0 || at === rows.length ? 0.9 : 0.35),
    vLineWidth: () => 0,
    hLineColor: (at) => (at === 0 || at === rows.length ? INK.rule : INK.hair),
    paddingLeft: () => 3,
    paddingRight: () => 3,
    paddingTop: () => 1.8,
    paddingBottom: () => 1.8,
  },
  margin: [0, 0, 0, 6],
});
