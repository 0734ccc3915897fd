/** What stands above and between tables: the student's number, the institution, the year. Names of persons only tell one from another. */
import { normaliseText } from '../../domain/index.ts';
import { claimsOf, type Field, PERSONAL } from '../columns.ts';
import type { Grid } from '../grid/grid.ts';
import { readSemester } from '../values.ts';
import { headingComponent, headingCycle, readTerms } from '../vocabulary.ts';

/** What lines of a letterhead tell, label and value beside each other. */
const FACTS: readonly Field[] = [
  'student',
  'student_name',
  'birth_date',
  'personal_number',
  'institution',
  'programme',
  'academic_year',
  'level',
  'term',
  'issued_on',
  'grade_scale',
];

export type Facts = Partial<Record<Field, string>>;

const INSTITUTION =
  /universit|университет|институт |академия|hochschule|\bcollege\b|institute of technology|polytechnic|politechnika|politecnico|uniwersytet|üniversitesi|école |instituto|academy of|vysoké učení|vysoká škola|universidad|大学|大學|대학교|ülikool|kolledž|augstskola|akademij|жоо\b|جامعة/iu;
const YEAR = /(?<!\d)(20\d\d)\s?[-/–—]\s?(20)?(\d\d)(?!\d)/;

/** The facts of lines of text; each line is the cells of a row or a line of a document. */
export function headerFacts(lines: readonly (readonly string[])[]): Facts {
  const facts: Facts = {};
  const keep = (field: Field, value: string): void => {
    if (value !== '' && facts[field] === undefined) facts[field] = value;
  };
  for (const cells of lines) {
    cells.forEach((cell, at) => {
      for (const { label, value } of labelled(cell, cells[at + 1] ?? '')) {
        const field = factField(label);
        if (field !== null) keep(field, value);
      }
    });
    const text = normaliseText(cells.filter((cell) => cell !== '').join(' '));
    const isName =
      text.length < 120 && !/-$/.test(text) && !/[:：]/.test(text) && cells.filter((cell) => cell !== '').length <= 2;
    if (isName && INSTITUTION.test(text))
      keep('institution', institutionIn(cells.find((cell) => INSTITUTION.test(cell)) ?? text));
    const [, from, , to] = YEAR.exec(text) ?? [];
    if (from && to && Number(to) === (Number(from) + 1) % 100) keep('academic_year', `${from}/${to}`);
  }
  delete facts.birth_date;
  return facts;
}

/** The cells of such a line without those that tell of a person. */
export const withoutPersons = (cells: readonly string[]): string[] =>
  cells.filter((cell, at) => {
    const own = labelled(cell, cells[at + 1] ?? '');
    const before = at > 0 ? labelled(cells[at - 1] ?? '', cell) : [];
    const isPersonal = ({ label }: { readonly label: string }): boolean =>
      PERSONAL.includes(factField(label) ?? 'code');
    return !own.some(isPersonal) && !before.some((each) => each.value === cell && isPersonal(each));
  });

/** The first line, without the name of the document where no space parts it from that of the institution. */
const institutionIn = (cell: string): string =>
  (cell.split('\n')[0] ?? cell)
    .trim()
    .replace(
      /(?<=\P{L}|[学學교])\s*(?:学生|本科生|研究生|學生)?(?:个人|历年|中文)?(?:成绩单|成績單|成績証明書|성적\s?증명서|성적표)$/u,
      '',
    );

/** Labels with their values: `Student ID: 700123   Term: Fall`, or a label alone whose value is the next cell. */
function labelled(cell: string, next: string): { label: string; value: string }[] {
  if (cell.length > 400) return [];
  const found = cell
    .split(/\n|\s{3,}|;\s|\|/)
    .map((part) => /^\s*([^:：]{2,60})[:：]\s*(.*)$/s.exec(part))
    .flatMap((match) => (match ? [{ label: match[1] ?? '', value: (match[2] ?? '').trim() }] : []));
  if (found.length === 0) {
    // Without a sign between them: "Matrikelnr. 5512087".
    const [, label = '', value = ''] = /^(.{2,80}?)\s+(\S*\d\S*)$/su.exec(cell.trim()) ?? [];
    if (isStudent(label)) return [{ label, value }];
    // "Направление подготовки 13.03.02 Электроэнергетика".
    const [, of = '', programme = ''] =
      /^(\P{N}{5,60}?)\s+[–—-]?\s*(\d{1,2}[\p{Lu}.]?\d[\d.]*\s.{5,})$/su.exec(cell.trim()) ?? [];
    if (factField(of) === 'programme') return [{ label: of, value: programme }];
    return factField(cell) === null || next === '' ? [] : [{ label: cell, value: next }];
  }
  return found.map(({ label, value }) => ({ label, value: value || next }));
}

/** Sheets beside the tables that say whose list it is: the title page of a учебный план. Persons stand elsewhere. */
export function titlePages(grids: readonly Grid[], read: ReadonlySet<Grid>): Facts[] {
  return grids
    .filter((grid) => !grid.hidden && !read.has(grid) && grid.rows.length <= 120)
    .map(({ rows }) => headerFacts(rows.map(({ cells }) => cells.map(({ text }) => text))))
    .map(({ institution, programme, academic_year }) => ({
      ...(institution !== undefined && { institution }),
      ...(programme !== undefined && { programme }),
      ...(academic_year !== undefined && { academic_year }),
    }));
}

/** What a heading within a table says of the rows below it. */
export function headingFacts(text: string): Facts {
  const facts: Facts = {};
  const figure =
    /(?:^|\s)(\d{1,2}|[IVX]{1,4})(?:st|nd|rd|th|[-.–]?(?:й|ші|шi|й|er|e|ème|º|ª|\.))?[\s.-]*(?:semes|семестр|yar[ıi]y[ıi]l|dönem|sem\b|学期|학기)|(?:semes\p{L}*|семестр|yar[ıi]y[ıi]l|сем\.?)\s*(?:№\s*)?(\d{1,2}|[IVX]{1,4})(?:\s|$|\.)|第([一二三四五六七八])学期/iu.exec(
      text,
    );
  const printed = figure?.[1] ?? figure?.[2] ?? (figure?.[3] ? String('一二三四五六七八'.indexOf(figure[3]) + 1) : '');
  const semester = printed === '' ? null : readSemester(printed.toUpperCase());
  if (semester && 'value' in semester) facts.semester = String(semester.value);
  const terms = text.length < 80 ? readTerms(text).value : [];
  if (terms.length === 1 || (semester && 'value' in semester)) facts.term = text;
  if (terms.length === 1 && terms[0]) facts.terms = terms[0];
  const [component, cycle] = [headingComponent(text), headingCycle(text)];
  if (component) facts.component = component;
  if (component === 'elective') facts.elective_block = text;
  if (cycle) facts.cycle = cycle;
  return facts;
}

/** The context below a heading: what it says comes in, and what lay below the same heading before goes out. */
export function underHeading(context: Facts, said: Facts, text = ''): Facts {
  // "Блок 2. Практика" ends the parts of the block before it, whatever it says of itself.
  const isBlock = /^\s*(?:блок|block|раздел|бөлім|bölüm|teil)\s*(?:\d|[IVX]+(?![\p{L}]))/iu.test(text);
  const levels: readonly (readonly Field[])[] = [
    ['semester', 'term', 'terms'],
    ['cycle'],
    ['component', 'elective_block'],
  ];
  const level = levels.findIndex((fields) => fields.some((field) => said[field] !== undefined));
  if (level === -1 && !isBlock) return context;
  const below = levels.slice(isBlock ? 1 : level).flat();
  const kept = Object.entries(context).filter(([field]) => !below.includes(field as Field));
  return { ...Object.fromEntries(kept), ...said };
}

/** Label and value, in one cell or in two: `Student ID: 700123`, `Matrikelnummer | 700123`. */
export function isFacts(texts: readonly string[], width: number): boolean {
  const labels = texts.filter(
    (text) => /^[^:：]{2,40}[:：]/.test(text) && factField(text.split(/[:：]/)[0] ?? '') !== null,
  );
  if (labels.length > 0 && labels.length * 2 >= texts.length) return true;
  return texts.length === 2 &&
    width > 2 &&
    factField(texts[0] ?? '') !== null &&
    !/^\d+(?:[.,]\d+)?$/.test(texts[1] ?? '')
    ? factIsStrong(texts[0] ?? '')
    : false;
}

/** The field of a label, or null when it is none. */
function factField(label: string): Field | null {
  const [claim] = claimsOf([label.trim()], FACTS).filter(
    ({ field, strength }) => FACTS.includes(field) && strength !== 'within',
  );
  return claim?.field ?? (isStudent(label) ? 'student' : null);
}

/** The number of the student at the end of a label: "Unofficial transcript   Student ID". */
function isStudent(label: string): boolean {
  const words = label.trim().split(/\s+/);
  return words.some((_, from) => {
    const [claim] = claimsOf([words.slice(from).join(' ')], ['student']);
    return claim?.field === 'student' && claim.strength === 'name';
  });
}

const factIsStrong = (label: string): boolean =>
  claimsOf([label.trim()], FACTS).some(({ strength }) => strength === 'exact' || strength === 'name');
