/** Empty workbooks to fill in: the columns that the readers know, the words that each takes, one row as an example. */
import { roleSchema, uiLanguageSchema } from '../domain/index.ts';
import type { Cell } from './write.ts';
import { type Sheet, writeXlsx } from './write-xlsx.ts';

export const TEMPLATE_KINDS = ['catalogue', 'curriculum', 'transcript', 'precedents', 'calls', 'users'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** A column: its header, an invented value, and the words to choose from. */
type TemplateColumn = readonly [header: string, example: Cell, choices?: readonly string[]];

const UNITS = ['ECTS', 'KZ academic credit', 'US semester credit', 'US quarter credit', 'UK CATS'];
const COURSE_LANGUAGES = ['en', 'ru', 'kk', 'de'];
const TERMS = ['autumn', 'spring', 'autumn/spring', 'year'];

const COURSE: readonly TemplateColumn[] = [
  ['code', 'EE 2310'],
  ['title_en', 'Electrical Machines'],
  ['title_ru', 'Электрические машины'],
  ['title_kk', 'Электр машиналары'],
  ['description_en', 'Transformers, induction and synchronous machines, their equivalent circuits and tests'],
  ['credits', 6],
  ['credit_system', 'ECTS', UNITS],
  ['level', 'bachelor', ['bachelor', 'master', 'doctorate']],
  ['language', 'en', COURSE_LANGUAGES],
  ['terms', 'autumn', TERMS],
  ['prerequisites', 'EE 1200; MATH 102'],
];

const TEMPLATE_COLUMNS: Readonly<Record<TemplateKind, readonly TemplateColumn[]>> = {
  catalogue: [['institution', 'Example University'], ['academic_year', '2026/2027'], ...COURSE],
  curriculum: [
    ['programme', '6B07101'],
    ['semester', 5, Array.from({ length: 12 }, (_, at) => `${at + 1}`)],
    ...COURSE,
    ['cycle', 'BD', ['GED', 'BD', 'PD']],
    ['component', 'compulsory', ['compulsory', 'university', 'elective']],
    ['elective_block', ''],
  ],
  transcript: [
    ['student', '20260001'],
    ['institution', 'Example University'],
    ['code', 'EE 2310'],
    ['title', 'Electrical Machines'],
    ['credits', 6],
    ['credit_system', 'ECTS', UNITS],
    ['grade', '1,7'],
    ['grade_scale', 'de'],
    ['completed_on', '2027-01-31'],
    ['term', 'autumn', TERMS],
    ['language', 'en', COURSE_LANGUAGES],
  ],
  precedents: [
    ['home_institution', 'Home University'],
    ['home_code', 'ELM3205'],
    ['home_title', 'Электрические машины'],
    ['host_institution', 'Example University'],
    ['host_code', 'EE 2310'],
    ['host_title', 'Electrical Machines'],
    ['decision', 'approved', ['approved', 'refused']],
    ['decided_on', '2026-05-20'],
    ['valid_until', '2029-08-31'],
  ],
  calls: [
    ['university', 'Example University'],
    ['city', 'Berlin'],
    ['country', 'Germany'],
    ['specialty', 'Electrical engineering'],
    ['requirements', 'English B2'],
    ['tuition_payment', 'waived'],
    ['costs', 'dormitory and insurance'],
    ['quantity', 3],
    ['deadline', '2027-03-01'],
  ],
  users: [
    ['person_name', 'Aigerim Sadykova'],
    ['email', 'a.sadykova@example.edu'],
    ['role', 'adviser', roleSchema.options],
    ['institute', 'software'],
    ['language', 'kk', uiLanguageSchema.options],
  ],
};

/** The workbook of a kind; its one row is an example to be overwritten. */
export function writeTemplate(kind: TemplateKind): Promise<Uint8Array> {
  const columns = TEMPLATE_COLUMNS[kind];
  const sheet: Sheet = {
    name: kind,
    columns: columns.map(([header]) => header),
    rows: [columns.map(([, example]) => example)],
    choices: Object.fromEntries(columns.flatMap(([header, , words]) => (words ? [[header, words]] : []))),
  };
  return writeXlsx([sheet]);
}
