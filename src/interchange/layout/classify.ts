/** What a row below a header is: an item, or a heading, a sum, a note, the header again. Only items are read; the others are listed. */
import words from '../../../rules/vocabulary/words.json' with { type: 'json' };
import { titleKey } from '../../domain/index.ts';
import type { GridRow, Merge } from '../grid/grid.ts';
import { speaksOfDistribution, speaksOfLegend, wordKey } from '../vocabulary.ts';
import { headingFacts, isFacts } from './facts.ts';
import type { FoundTable } from './find-tables.ts';

export type RowKind = 'item' | 'heading' | 'sum' | 'header' | 'note' | 'facts' | 'continued';

const SUM_WORDS = new Set(words.sums.flatMap((line) => line.split(/, | /)).map(wordKey));
const SUM_BEGINNINGS = new Set(
  words.sums
    .slice(0, 1)
    .flatMap((line) => line.split(', '))
    .map(wordKey),
);
/** A row of sums by the beginning of one of its cells, for those who ask before the columns are known. */
export const SUM_START = new RegExp(
  String.raw`^\W{0,2}(?:${(words.sums[0] ?? '').replaceAll(', ', '|')})(?![\p{L}])`,
  'iu',
);
const NOTE = new RegExp(String.raw`^(?:[*†‡¹²³]|\d{1,2}\)|(?:${words.notes.replaceAll(', ', '|')})(?![\p{L}]))`, 'iu');
/** Words of sums within a label: whole words, and anywhere in the writing of languages that puts no space between words. */
const isDense = (word: string): boolean => /[\p{Script=Han}\p{Script=Hangul}]/u.test(word);
const SPACED = [...SUM_BEGINNINGS].filter((word) => !isDense(word));
const UNSPACED = [...SUM_BEGINNINGS].filter(isDense);
const isNumber = (text: string): boolean => /^[-+]?\d+(?:[.,]\d+)?%?\*?$/.test(text);

/** More rows below a course are no parts of it. */
const MOST_PARTS = 20;

interface ClassifiedCell {
  readonly text: string;
  readonly index: number;
}

interface RowReading {
  readonly code: number | undefined;
  readonly title: number | undefined;
  readonly credits?: number | undefined;
  readonly grade?: number | undefined;
  /** Headings and sums are looked for; lists of calls and decisions have none. */
  readonly structured: boolean;
  /** Columns of which a row has its own value below a merged title, because one course is told in several rows: its semesters, its attempts. */
  readonly parted?: readonly number[];
}

/** Reads the rows of one table in order, because a sum is told by what stands above it. */
export class RowClassifier {
  private readonly headers: ReadonlyMap<number, ReadonlySet<string>>;
  private readonly covered: readonly Merge[];
  private readonly table: FoundTable;
  private readonly reading: RowReading;
  /** Below the heading of a legend or of a table of grades, which stand behind the items. */
  private isAnnex = false;
  private places: ReadonlyMap<GridRow, number> | undefined;
  /** Credits of the items so far: of all, and of those below the last heading or sum. */
  private readonly counted: Record<'all' | 'section', Counted> = { all: new Counted(), section: new Counted() };

  constructor(table: FoundTable, reading: RowReading) {
    this.table = table;
    this.reading = reading;
    this.headers = new Map(
      table.columns.map(({ index, path }) => [index, new Set(path.map((text) => text.toLowerCase()))]),
    );
    const named = [reading.code, reading.title].filter((index) => index !== undefined);
    this.covered = table.grid.merges.filter(({ left, top, bottom }) => top < bottom && named.includes(left));
  }

  kindOf(row: GridRow): RowKind {
    if (row.fault) return 'item';
    const cells = row.cells.flatMap(({ text }, index) => (text === '' ? [] : [{ text, index }]));
    if (this.isHeader(cells)) {
      this.isAnnex = false;
      return 'header';
    }
    if (!this.reading.structured) return 'item';
    if (this.isCovered(row) || this.isPartOfAbove(row)) return 'continued';
    if (this.belongsToAnnex(cells)) return 'note';
    if (this.isSum(cells) || this.isSumByFigure(row, cells) || this.isSumOfAbove(row, cells)) {
      this.counted.section = new Counted();
      return 'sum';
    }
    if (this.isHeadingWithFigures(row, cells) || this.isAccount(row, cells)) {
      this.counted.section = new Counted();
      return 'heading';
    }
    if (
      isFacts(
        cells.map(({ text }) => text),
        this.table.columns.length,
      )
    )
      return 'facts';
    if (cells.length < 3 && cells[0] && NOTE.test(cells[0].text) && /\p{L}/u.test(cells[0].text)) return 'note';
    const kind = cells.length === 1 && cells[0] ? this.kindOfSingle(cells[0]) : 'item';
    if (kind === 'heading') this.counted.section = new Counted();
    if (kind === 'item') for (const counted of Object.values(this.counted)) counted.add(this.creditsOf(row));
    return kind;
  }

  /** Below the first row of a merged code or title, and no part of the course by itself. */
  private isCovered({ number, cells }: GridRow): boolean {
    const isBelow = ({ top, bottom }: Merge): boolean => top < number && number <= bottom;
    if (!this.covered.some(isBelow)) return false;
    const isOwn = (index: number): boolean =>
      (cells[index]?.text ?? '') !== '' &&
      !this.table.grid.merges.some((merge) => isBelow(merge) && merge.left <= index && index <= merge.right);
    return !(this.reading.parted ?? []).some(isOwn);
  }

  /** Lecture and exercise below the course with the code: rows without one whose credits are together those of the row above them. */
  private isPartOfAbove(row: GridRow): boolean {
    const { code, title } = this.reading;
    const { body } = this.table;
    const textAt = (index: number, column: number | undefined): string => body[index]?.cells[column ?? -1]?.text ?? '';
    const isPart = (index: number): boolean => textAt(index, code) === '' && textAt(index, title) !== '';
    const place = code === undefined ? -1 : this.placeOf(row);
    if (place < 1 || !isPart(place)) return false;
    let from = place;
    while (from > 0 && place - from < MOST_PARTS && isPart(from - 1)) from -= 1;
    const whole = this.creditsOf(body[from - 1] ?? row);
    if (from < 1 || textAt(from - 1, code) === '' || whole === null) return false;
    const parts = new Counted();
    for (let at = from; at - from < MOST_PARTS && isPart(at); at += 1) parts.add(this.creditsOf(body[at] ?? row));
    return parts.is(whole);
  }

  private placeOf(row: GridRow): number {
    this.places ??= new Map(this.table.body.map((each, at) => [each, at]));
    return this.places.get(row) ?? -1;
  }

  private creditsOf({ cells }: GridRow): number | null {
    const text = cells[this.reading.credits ?? -1]?.text ?? '';
    return isNumber(text) ? Number.parseFloat(text.replace(',', '.')) : null;
  }

  /** A label that speaks of a sum, without code and grade of its own, over more credits than any item has and no more than all have together. */
  private isSumByFigure(row: GridRow, cells: readonly ClassifiedCell[]): boolean {
    const { code, grade } = this.reading;
    const figure = this.creditsOf(row);
    const labels = new Set(cells.filter(({ text }) => /\p{L}/u.test(text)).map(({ text }) => text));
    const [label = ''] = labels;
    if (figure === null || labels.size !== 1 || !namesSum(label)) return false;
    const own = cells.filter(({ index, text }) => (index === code || index === grade) && text !== label);
    return own.length === 0 && Object.values(this.counted).some((counted) => counted.mayBe(figure));
  }

  /** Without code or title of its own, in a table that has both, over exactly the credits of the items above. */
  private isSumOfAbove(row: GridRow, cells: readonly ClassifiedCell[]): boolean {
    const figure = this.creditsOf(row);
    return (
      figure !== null &&
      this.isNameless(cells) &&
      !cells.some(({ index }) => index === this.reading.grade) &&
      Object.values(this.counted).some((counted) => counted.is(figure))
    );
  }

  /** The only words of a row name a part of the list, and what stands beside them are its sums: "Обязательная часть | 26 | 936". */
  private isHeadingWithFigures(row: GridRow, cells: readonly ClassifiedCell[]): boolean {
    const worded = cells.filter(({ text }) => /\p{L}{2}/u.test(text));
    const [label] = worded;
    if (worded.length !== 1 || !label || cells.length < 2 || label.text.length > 200) return false;
    if (!this.isNameless(cells)) return this.isBlockBySum(row, cells);
    if (
      cells.some((cell) => cell !== label && !isNumber(cell.text) && !/^(?:[-–x×]|\d+(?:\.\d+)+\.?)$/.test(cell.text))
    )
      return false;
    const { code, title } = this.reading;
    if (label.index !== code && label.index !== title) return true;
    return Object.keys(headingFacts(label.text)).length > 0 || this.sumsBelow(row);
  }

  /** In a table without codes: fewer cells than the row below, and the credits of all the rows below. */
  private isBlockBySum(row: GridRow, cells: readonly ClassifiedCell[]): boolean {
    if (this.reading.code !== undefined || this.reading.title === undefined) return false;
    const { body } = this.table;
    const below = body[body.indexOf(row) + 1]?.cells.filter(({ text }) => text !== '').length ?? 0;
    return below > cells.length && this.sumsBelow(row);
  }

  /** An account of a German transcript: code, title and the credits of what its rows have won, whose codes begin as its own: 100 above 110. */
  private isAccount(row: GridRow, cells: readonly ClassifiedCell[]): boolean {
    const { code, grade, title } = this.reading;
    if (code === undefined || title === undefined || grade === undefined || cells.length > 3) return false;
    const { body } = this.table;
    const below = body[body.indexOf(row) + 1];
    const stem = /^(\d+?)0+$/.exec(row.cells[code]?.text ?? '')?.[1];
    const next = below?.cells[code]?.text ?? '';
    const filled = below?.cells.filter(({ text }) => text !== '').length ?? 0;
    return stem !== undefined && next.startsWith(stem) && filled > cells.length && !row.cells[grade]?.text;
  }

  /** A code or a title alone, where the table has a column of each. */
  private isNameless(cells: readonly ClassifiedCell[]): boolean {
    const { code, title } = this.reading;
    if (code === undefined || title === undefined) return false;
    return !cells.some(({ index }) => index === code) || !cells.some(({ index }) => index === title);
  }

  /** Whether the credits of a row are those of the rows below it, down to one that is nameless too. */
  private sumsBelow(row: GridRow): boolean {
    const { body } = this.table;
    const figure = this.creditsOf(row);
    const counted = new Counted();
    if (figure === null) return false;
    for (const below of body.slice(body.indexOf(row) + 1).filter((each) => !this.isCovered(each))) {
      const cells = below.cells.flatMap(({ text }, index) => (text === '' ? [] : [{ text, index }]));
      const isOther = this.isNameless(cells) || this.isSum(cells);
      if (isOther && counted.is(figure)) return true;
      if (!isOther) counted.add(this.creditsOf(below));
    }
    return counted.is(figure);
  }

  /** A legend begins with its heading and goes on until a row has a code of its own again. */
  private belongsToAnnex(cells: readonly ClassifiedCell[]): boolean {
    const text = cells.map((cell) => cell.text).join(' ');
    if (cells.length <= 2 && text.length < 400 && (speaksOfLegend(text) || speaksOfDistribution(text)))
      this.isAnnex = true;
    else if (this.isAnnex) {
      const code = cells.find(({ index }) => index === this.reading.code)?.text ?? '';
      const isCode = /\p{L}.*\d{2}|\d{2}.*\p{L}|\d{4}/u.test(code) && !/[%\s–-]/.test(code);
      if (isCode && cells.length * 2 >= this.table.columns.length) this.isAnnex = false;
    }
    return this.isAnnex;
  }

  private isHeader(cells: readonly ClassifiedCell[]): boolean {
    const same = cells.filter(
      ({ text, index }) => text.length < 120 && this.headers.get(index)?.has(text.toLowerCase()),
    );
    if (same.length > 0 && same.length >= cells.length * 0.6) return cells.length > 1 || this.headers.size > 2;
    return cells.length > 3 && cells.every(({ text, index }, at) => text === String(at + 1) && index === at);
  }

  /** A word for sums at the beginning, nothing but words of its kind behind it, and figures alone in the other cells. */
  private isSum(cells: readonly ClassifiedCell[]): boolean {
    const { code, title } = this.reading;
    const at = cells.findIndex(({ text }) => speaksOfSum(text));
    const said = cells[at];
    if (!said) return false;
    if (code !== undefined && said.index !== code && cells.some(({ index, text }) => index === code && !isNumber(text)))
      return false;
    // Beside the name of a sum anything may stand, once the row cannot be a course: "Moyenne du semestre | 13,2 | ADM".
    if ((said.index === code || said.index === title) && this.isNameless(cells)) return true;
    return cells.every(
      ({ text, index }) =>
        index === said.index ||
        isNumber(text) ||
        text === '-' ||
        (SUM_WORDS.has(wordKey(text)) && index !== title && index !== code) ||
        (speaksOfSum(text) && index !== title) ||
        text.startsWith('#'),
    );
  }

  private kindOfSingle({ text, index }: ClassifiedCell): RowKind {
    const { code, title } = this.reading;
    if (NOTE.test(text)) return 'note';
    if (!/\p{L}/u.test(text)) return index === code ? 'item' : 'note';
    // A short word in the column of codes may be a code, whose row is cut.
    const isHeading = Object.keys(headingFacts(text)).length > 0;
    const mayBeCode = index === code && text.length <= 24 && !/\s/.test(text) && (/\d/.test(text) || text.length < 5);
    if (mayBeCode && !isHeading) return 'item';
    // In a list of codes and titles a title alone may be a course without a code.
    if (index === title && this.table.columns.length === 2 && !isHeading) return 'item';
    return text.length > 200 ? 'note' : 'heading';
  }
}

function speaksOfSum(text: string): boolean {
  // Cheap first, because every cell of a long table is asked.
  if (text.length > 80 || !SUM_START.test(text)) return false;
  const parts = titleKey(text).split(' ').map(wordKey);
  const [first = '', second = ''] = parts;
  if (!SUM_BEGINNINGS.has(first) && !SUM_BEGINNINGS.has(`${first} ${second}`)) return false;
  return (
    parts.every((part) => SUM_WORDS.has(part) || /^\d+$/.test(part) || SUM_BEGINNINGS.has(part)) ||
    /[:：]\s*[\d.,]+$/.test(text)
  );
}

/** Credits of items, for what their sum may be. */
class Counted {
  private items = 0;
  private most = 0;
  private sum = 0;

  add(credits: number | null): void {
    if (credits === null) return;
    this.items += 1;
    this.most = Math.max(this.most, credits);
    this.sum += credits;
  }

  is(figure: number): boolean {
    return this.items > 1 && Math.abs(figure - this.sum) < 1e-9;
  }

  /** Of all of them, or of those that were passed. */
  mayBe(figure: number): boolean {
    return this.items > 1 && figure > this.most && figure <= this.sum + 1e-9 && figure >= this.sum / 2;
  }
}

function namesSum(label: string): boolean {
  if (label.length > 80) return false;
  const key = ` ${titleKey(label).split(' ').map(wordKey).join(' ')} `;
  return SPACED.some((word) => key.includes(` ${word} `)) || UNSPACED.some((word) => key.includes(word));
}
