/** Which sign parts the columns of a separated text, told by the table that it makes. */
import { headerWords } from '../header-words.ts';
import { DELIMITERS, type Dialect, forEachRecord } from '../records.ts';
import { withoutBrackets, wordKey } from '../vocabulary.ts';

/** So much of a file is looked at, in UTF-16 units, and so many of its records are asked whether they are a header. */
const [SAMPLE, HEADERS] = [32 * 1024, 60];
/** A record with fewer columns than the others may have lost its last empty ones. */
const SHORT = 0.5;

/**
 * The separator under which the records have one width, a header of known words among them: signs within texts come in any number, and stand in
 * no header. Lines above or below a table do not speak against it, and a sign that blanks follow belongs to prose.
 */
export function sniffDelimiter(text: string, lineEnd: Dialect['lineEnd']): Dialect['delimiter'] {
  const scores = DELIMITERS.map((delimiter) => ({
    delimiter,
    score: tableScore(recordsOf(text, { delimiter, lineEnd })),
  }));
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function recordsOf(text: string, dialect: Dialect): (readonly string[])[] {
  const records: (readonly string[])[] = [];
  forEachRecord(text.slice(0, SAMPLE), dialect, (record) => {
    const cells = 'cells' in record ? record.cells : [];
    // What is no record under this separator speaks against it.
    if ('fault' in record || cells.some((cell) => cell.trim() !== '')) records.push(cells);
    return true;
  });
  // The last one may have been cut off.
  return text.length > SAMPLE && records.length > 1 ? records.slice(0, -1) : records;
}

function tableScore(records: readonly (readonly string[])[]): number {
  const widths = new Set(records.map(({ length }) => length));
  for (const none of [0, 1]) widths.delete(none);
  const headed = new Set(
    records
      .slice(0, HEADERS)
      .filter(isHeader)
      .map(({ length }) => length),
  );
  const scores = [...widths].map((width) => {
    const agreeing = records.reduce((sum, cells) => {
      if (cells.length === width) return sum + inProse(cells);
      return sum + (cells.length > 1 && cells.length < width ? SHORT * inProse(cells) : 0);
    }, 0);
    // Among separators that make equally good tables the one of more columns.
    return (agreeing / records.length) * (headed.has(width) ? 1.5 : 1) + Math.min(width, 100) / 1e6;
  });
  return Math.max(0, ...scores);
}

/** 1 for a record whose separators stand close to what follows them, a little less where blanks follow, as they do in prose. */
const inProse = (cells: readonly string[]): number =>
  1 - (0.02 * cells.slice(1).filter((cell) => /^[^\S\t]/.test(cell)).length) / (cells.length - 1);

/** At least two cells are known words of headers, and at least half of those that are filled. */
function isHeader(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  // A unit or a remark in brackets says nothing here.
  const known = filled.filter((cell) => cell.length > 1 && headerWords(wordKey(withoutBrackets(cell))).length > 0);
  return known.length >= 2 && known.length * 2 >= filled.length;
}
