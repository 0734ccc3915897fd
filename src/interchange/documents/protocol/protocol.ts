/** Recognition -> the document that the registrar, the director and the commission sign. */
import type { Content } from 'pdfmake';
import { type CreditOrder, type Localised, type Recognition, reason } from '../../../domain/index.ts';
import type { CaseHead } from '../case-head.ts';
import { print } from '../fonts.ts';
import { aboutOf, letterhead, particulars, type Signer, signed, stayOf, studentOf } from '../head.ts';
import type { PdfPaper } from '../render.ts';
import type { Sheet } from '../sheet.ts';
import type { Words } from '../words.ts';
import { bundleAnnex, derivationAnnex } from './annexes.ts';
import { creditedCourses } from './credited-courses.ts';
import {
  academicDifference,
  additionalAchievements,
  openQuestions,
  rowsNotCredited,
  totals,
  undecidedCourses,
  whatWasNotRead,
} from './sections.ts';

/** What the policy is called, and what its sources are called by their texts as they stand. */
export interface PolicyNames {
  readonly title: Localised;
  readonly sources: Readonly<Record<string, Localised>>;
}

export interface ProtocolContent {
  readonly recognition: Recognition;
  readonly head: CaseHead;
  /** Of the policy, where it is known. */
  readonly policyNames: PolicyNames | null;
  /** The order that credits it; null: a line to write it on. */
  readonly order: CreditOrder | null;
  /** Another recognition has taken its place. */
  readonly superseded: boolean;
}

/** Questions that wait for a person; of a recognition from before questions were kept, its rows and bundles. */
const openOf = ({ rows, bundles, open, questions }: Recognition): number =>
  questions.length > 0
    ? questions.length
    : Math.max(
        open,
        rows.filter(({ outcome }) => outcome === 'needs-person' || outcome === 'probable').length,
        bundles.filter(({ status }) => status === 'needs-person').length,
      );

export function protocol(content: ProtocolContent, words: Words, date: string): PdfPaper {
  const { word, say } = words;
  const { recognition, head, superseded } = content;
  const open = openOf(recognition);
  const watermark = superseded
    ? word('print-superseded')
    : recognition.draft || open > 0
      ? word('print-draft')
      : undefined;
  const { id: policy, version } = recognition.policy;
  return {
    orientation: 'landscape',
    title: word('protocol-title'),
    about: aboutOf(head),
    basis: [
      say(reason('protocol-policy-version', { policy, version })),
      say(reason('protocol-rules-on', { day: words.day(recognition.date) })),
    ],
    watermark,
    content: (sheet) => bodyOf(content, sheet, { open, date }),
  };
}

function bodyOf(content: ProtocolContent, sheet: Sheet, { open, date }: { open: number; date: string }): Content[] {
  const { word, say } = sheet;
  const { recognition, head, policyNames, order } = content;
  const { policy, notes } = recognition;
  const title = word('protocol-title');
  const under = say(reason('print-number-and-day', { day: sheet.dayInWords(date) }));
  const version = say(reason('protocol-policy-version', { policy: policy.id, version: policy.version }));
  const right = [
    ...stayOf(head, sheet),
    [
      word('protocol-order'),
      order ? say(reason('order-number-and-day', { number: order.number, day: order.date })) : null,
    ] as const,
    [word('protocol-policy'), policyNames ? `${say(policyNames.title)} (${version})` : version] as const,
  ];
  const sections = [
    creditedCourses(recognition, sheet),
    additionalAchievements(recognition, sheet),
    rowsNotCredited(recognition, sheet),
    ...whatWasNotRead(recognition, sheet),
    ...undecidedCourses(recognition, sheet),
    academicDifference(recognition, sheet),
  ];
  const roles = ['registrar', 'director', 'chair', 'member', 'member'] as const;
  const signers: Signer[] = roles.map((role) => ({
    role: word(`print-${role}`),
    ...(role === 'registrar' && { isSealed: true as const }),
  }));
  return [
    letterhead(head, { title, under, say }),
    particulars(studentOf(head, sheet), right),
    ...notes.map((one) => print(`${word('print-remark')}: ${say(one)}`, { margin: [0, 0, 0, 3] })),
    ...(open > 0
      ? [print(say(reason('protocol-pending', { count: open })), { bold: true, margin: [0, 2, 0, 4] })]
      : []),
    ...openQuestions(recognition, sheet),
    ...sections,
    ...sheet.notes(),
    signed([totals(recognition, sheet)], [...signers, acquainted(head, sheet)], sheet),
    { ...Object(bundleAnnex(recognition, sheet)), pageBreak: 'before' },
    ...derivationAnnex(recognition, policyNames?.sources ?? {}, sheet),
  ];
}

const acquainted = ({ studentName }: CaseHead, { word }: Sheet) => ({
  role: word('print-student-acquainted'),
  name: studentName,
});
