/** Transcripts in the forms in which hosts send them, written for tests: another form is another entry. Everything in them is invented. */
import { course, elmo, ewp } from '../interchange/xml-transcript-files.ts';

export interface Sheet {
  readonly host: string;
  readonly student: string;
  readonly rows: readonly {
    readonly code: string;
    readonly title: string;
    readonly credits: string;
    readonly grade: string;
  }[];
}

export interface Form {
  /** Extension of its files. */
  readonly ends: string;
  /** A grade of its scale that everybody passes with. */
  readonly good: string;
  /** How many of its credits are five of ECTS. */
  readonly five: string;
  readonly six: string;
  /** The scale, where the file cannot name it. */
  readonly scale?: string;
  readonly write: (sheet: Sheet) => Uint8Array;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const withMark = (text: string): Uint8Array => new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(text)]);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
const CYRILLIC = new TextDecoder('windows-1251');
const SIGNS = new Map(Array.from({ length: 256 }, (_, byte) => [CYRILLIC.decode(new Uint8Array([byte])), byte]));
const windows1251 = (text: string): Uint8Array => new Uint8Array([...text].map((sign) => SIGNS.get(sign) ?? 0x3f));

/** Header words by language. */
const HEADERS = {
  en: ['student', 'institution', 'code', 'title', 'credits', 'credit_system', 'grade', 'grade_scale'],
  kk: ['Студент нөмірі', 'ЖОО', 'Код', 'Атауы', 'Кредиттер', 'Кредит жүйесі', 'Баға', 'Бағалау шкаласы'],
  ru: ['Номер студента', 'Вуз', 'Код', 'Название', 'Кредиты', 'Система кредитов', 'Оценка', 'Шкала'],
} as const;

interface Table {
  readonly scale: string;
  readonly unit: string;
  readonly good: string;
  readonly five?: string;
  readonly six?: string;
  readonly sign?: string;
  readonly words?: keyof typeof HEADERS;
  readonly encode?: (text: string) => Uint8Array;
  readonly end?: string;
  /** Columns in another order. */
  readonly order?: readonly number[];
}

const table = ({
  scale,
  unit,
  good,
  five = '5',
  six = '6',
  sign = ',',
  words = 'en',
  encode = utf8,
  end = '\n',
  order = [0, 1, 2, 3, 4, 5, 6, 7],
}: Table): Form => ({
  ends: 'csv',
  good,
  five,
  six,
  write: ({ host, student, rows }) => {
    const cells = rows.map(({ code, title, credits, grade }) => [
      student,
      host,
      code,
      title,
      credits,
      unit,
      grade,
      scale,
    ]);
    const quote = (cell: string): string => (cell.includes(sign) ? `"${cell}"` : cell);
    const lines = [HEADERS[words], ...cells].map((line) => order.map((at) => quote(line[at] ?? '')).join(sign));
    return encode(`${lines.join(end)}${end}`);
  },
});

const courses = (rows: Sheet['rows']): string =>
  rows
    .map(({ code, title, credits, grade }) => `<hasPart>${course({ code, title, ects: credits, grade })}</hasPart>`)
    .join('');
const report = ({ host, student, rows }: Sheet): string =>
  elmo(
    `<learningOpportunitySpecification><title xml:lang="en">Courses</title>${courses(rows)}</learningOpportunitySpecification>`,
    {
      learner: `<identifier type="studentId">${student}</identifier>`,
      issuer: `<issuer><title xml:lang="en">${host}</title></issuer>`,
    },
  );

export const FORMS: Readonly<Record<string, Form>> = {
  german: table({ scale: 'de', unit: 'ECTS', good: '1,7', sign: ';' }),
  american: table({ scale: 'us', unit: 'US semester credit', good: 'B+', five: '2.5', six: '3' }),
  nordic: table({ scale: 'ects_old', unit: 'ECTS', good: 'B', sign: '\t' }),
  russian: table({ scale: 'ru', unit: 'з.е.', good: '4', words: 'ru', sign: ';', encode: windows1251, end: '\r\n' }),
  kazakh: table({ scale: 'kz_2018', unit: 'ECTS', good: 'A-', words: 'kk', sign: ';' }),
  polish: table({ scale: 'pl', unit: 'ECTS', good: '4,5', sign: ';', encode: withMark }),
  italian: table({ scale: 'it', unit: 'ECTS', good: '28', encode: utf16, sign: '\t' }),
  dutch: table({ scale: 'nl', unit: 'ECTS', good: '8', end: '\r\n', order: [2, 3, 6, 7, 4, 5, 0, 1] }),
  spanish: table({ scale: 'es', unit: 'ECTS', good: '8,5', sign: ';', encode: withMark, end: '\r\n' }),
  czech: table({ scale: 'cz', unit: 'ECTS', good: '1', sign: '|' }),
  elmo: { ends: 'xml', good: 'A', five: '5', six: '6', scale: 'ects_old', write: (sheet) => utf8(report(sheet)) },
  ewp: {
    ends: 'xml',
    good: 'C',
    five: '5',
    six: '6',
    scale: 'ects_old',
    write: (sheet) => utf16(ewp(['m-1', report(sheet)])),
  },
};
