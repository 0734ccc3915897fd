/** A decision -> the letter to the student: what was decided, why, and what can be done about it. */
import type { Content } from 'pdfmake';
import { type Localised, type Reason, reason } from '../../domain/index.ts';
import type { CaseHead } from './case-head.ts';
import { print } from './fonts.ts';
import { signed } from './head.ts';
import type { PdfPaper } from './render.ts';
import type { Sheet } from './sheet.ts';
import { INK } from './table.ts';
import type { Said, Words } from './words.ts';

/** What was decided, in the words of the letter. */
export type Decided =
  | { readonly kind: 'award'; readonly funding: 'grant' | 'own-expense'; readonly answerBy: string | null }
  | { readonly kind: 'reserve'; readonly place: number }
  | { readonly kind: 'decline' | 'ineligible' }
  | { readonly kind: 'plan-approved'; readonly bundles: number }
  | { readonly kind: 'plan-refused'; readonly refused: number; readonly bundles: number }
  | { readonly kind: 'recognition'; readonly courses: number; readonly credits: string; readonly difference: string };

export interface LetterContent {
  readonly head: CaseHead;
  readonly decided: Decided;
  readonly decidedOn: string;
  /** Each a sentence or the name of a coded reason, with what it is about where it is about a part. */
  readonly reasons: readonly { readonly about: string | null; readonly why: Said }[];
  /** Home courses that were credited or stay as difference. */
  readonly courses: readonly { readonly code: string; readonly titles: Localised; readonly outcome: Reason }[];
  /** Null where nothing is refused. `until`: the last day; `answeredWithin`: days. */
  readonly appeal: {
    readonly until: string;
    readonly answeredWithin: number | null;
    readonly grounds: readonly Localised[];
  } | null;
  /** Who signs. */
  readonly signer: 'chair' | 'director' | 'registrar';
}

export function letter(content: LetterContent, words: Words, date: string): PdfPaper {
  const { say } = words;
  const { head, decided, decidedOn } = content;
  return {
    orientation: 'portrait',
    title: say(reason('letter-subject', { decision: decided.kind })),
    about: [head.studentName ?? '', head.studentNumber ?? ''].filter((part) => part !== ''),
    basis: [say(reason('letter-basis', { day: words.day(decidedOn) }))],
    content: (sheet) => letterBody(content, sheet, date),
  };
}

const TEXT = { font: 'Serif', fontSize: 11, lineHeight: 1.25 };
const paragraph = (text: string): Content => print(text, { ...TEXT, margin: [0, 0, 0, 8] });
const subheading = (text: string): Content => print(text, { ...TEXT, bold: true, margin: [0, 4, 0, 4] });

function letterBody(content: LetterContent, sheet: Sheet, date: string): Content[] {
  const { say, word } = sheet;
  const { head, decided, signer } = content;
  const subject = print(say(reason('letter-subject', { decision: decided.kind })), {
    font: 'Serif',
    fontSize: 13,
    bold: true,
    margin: [0, 14, 0, 12],
  });
  const name = head.studentName;
  return [
    print(head.home, { font: 'Serif', fontSize: 12, alignment: 'center' }),
    ...(head.institute ? [print(say(head.institute), { alignment: 'center', color: INK.grey, fontSize: 9 })] : []),
    {
      columns: [
        print(say(reason('print-number-and-day', { day: sheet.dayInWords(date) })), { fontSize: 9.5, width: '*' }),
        { width: 220, stack: addressee(head, sheet) },
      ],
      margin: [0, 24, 0, 0],
    },
    subject,
    ...(name === null ? [] : [paragraph(say(reason('letter-greeting', { name })))]),
    paragraph(say(openingOf(content, sheet))),
    ...(decided.kind === 'award' && decided.answerBy !== null
      ? [paragraph(say(reason('letter-answer-by', { day: sheet.dayInWords(decided.answerBy) })))]
      : []),
    ...coursesOf(content, sheet),
    ...reasonsOf(content, sheet),
    ...appealOf(content, sheet),
    ...sheet.notes(),
    {
      ...Object(signed([paragraph(word('letter-closing'))], [{ role: word(`print-${signer}`) }], sheet)),
      margin: [0, 12, 0, 0],
    },
  ];
}

const addressee = ({ studentName, studentNumber, programme }: CaseHead, { word }: Sheet): Content[] => {
  const lines = [
    studentName ?? '_'.repeat(34),
    ...(studentNumber === null ? [] : [`${word('print-student-number')}: ${studentNumber}`]),
    ...(programme === null ? [] : [programme]),
  ];
  return lines.map((line, at) => print(line, { fontSize: 9.5, bold: at === 0 }));
};

/** The decision itself. */
function openingOf({ decided, head }: LetterContent, { word, stay }: Sheet): Reason {
  const host = head.host;
  const period = head.stay ? stay(head.stay) : word('letter-period-open');
  switch (decided.kind) {
    case 'award':
      return reason('letter-award', { host, stay: period, funding: decided.funding });
    case 'reserve':
      return reason('letter-reserve', { host, place: String(decided.place) });
    case 'decline':
      return reason('letter-decline', { host });
    case 'ineligible':
      return reason('letter-ineligible', { host });
    case 'plan-approved':
      return reason('letter-plan-approved', { host, count: decided.bundles });
    case 'plan-refused':
      return reason('letter-plan-refused', {
        host,
        refused: String(decided.refused),
        count: decided.bundles,
      });
    case 'recognition': {
      const { courses, credits, difference } = decided;
      return reason('letter-recognition', { host, count: courses, credits, difference });
    }
  }
}

function coursesOf({ courses }: LetterContent, sheet: Sheet): Content[] {
  if (courses.length === 0) return [];
  const { word, say } = sheet;
  return [
    sheet.table({
      columns: [
        { label: word('print-code'), width: 70 },
        { label: word('print-course') },
        { label: word('print-outcome'), width: 170 },
      ],
      rows: courses.map(({ code, titles, outcome }) => [code, sheet.title(titles), say(outcome)]),
    }),
  ];
}

function reasonsOf({ reasons }: LetterContent, { say, word }: Sheet): Content[] {
  if (reasons.length === 0) return [];
  const items = reasons.map(({ about, why }): Content => {
    const text = about === null ? say(why) : `${about}: ${say(why)}`;
    return { ...print(text, TEXT), margin: [0, 0, 0, 4] };
  });
  return [subheading(word('letter-why')), { ul: items, margin: [0, 0, 0, 8] }];
}

function appealOf({ appeal }: LetterContent, { say, word, dayInWords }: Sheet): Content[] {
  if (appeal === null) return [];
  const grounds = appeal.grounds.map((ground): Content => ({ ...print(say(ground), TEXT), margin: [0, 0, 0, 2] }));
  return [
    subheading(word('letter-appeal')),
    paragraph(say(reason('letter-appeal-until', { day: dayInWords(appeal.until) }))),
    ...(grounds.length > 0
      ? [print(word('letter-appeal-grounds'), TEXT), { ul: grounds, margin: [0, 2, 0, 8] } as Content]
      : []),
    ...(appeal.answeredWithin === null
      ? []
      : [paragraph(say(reason('letter-appeal-answer', { count: appeal.answeredWithin })))]),
  ];
}
