/** Courses that a document lists in its text, each with its credits behind it: "Analysis (6,0 ECTS) Das Modul vermittelt ...". */
import { memoise, parseAmountWithUnit, titleKey } from '../../domain/index.ts';
import type { Grid, GridRow, ReadOptions } from '../grid/grid.ts';
import type { FoundTable } from './find-tables.ts';

type Units = NonNullable<ReadOptions['units']>;

/** A title with an amount in brackets, or at the end of a short line behind a comma, a colon or a dash. */
const LISTED = [
  /^[\s*•·▪–-]*(?<title>[\p{Lu}\p{N}][^()]{2,120}(?:\([^()\d]{2,60}\))?)\s*\((?<credits>\d{1,2}(?:[.,]\d{1,2})?\s*[\p{L}.\- ]{1,24})\)(?<rest>.*)$/u,
  /^[\s*•·▪–-]*(?<title>\p{Lu}[^.;:]{2,80}?)\s*[,:–—-]\s*(?<credits>\d{1,2}(?:[.,]\d{1,2})?\s*[\p{L}.\- ]{1,24})(?<rest>)$/u,
] as const;
/** Fewer say nothing: a sentence of the introduction may end so. */
const FEWEST = 4;
const LONGEST_TEXT = 4000;
/** A numbered heading of the document ends the text of the course above it. */
const HEADING = /^(?:§ ?)?\d{1,2}(?:\.\d{1,2})*\.? \p{Lu}\p{L}+/u;

interface Entry {
  readonly title: string;
  readonly credits: string;
  readonly at: Pick<GridRow, 'number' | 'page'>;
  text: string;
}

/** The table of such lines, without a header: title, credits and, where the text goes on, what it says; null when there are too few. */
export function tableOfLines(grids: readonly Grid[], units: Units): FoundTable | null {
  const entries = entriesIn(grids, units);
  const amounts = new Map<string, Set<string>>();
  for (const { title, credits } of entries) memoise(amounts, titleKey(title), () => new Set()).add(credits);
  const titles = new Set(entries.map(({ title }) => titleKey(title)));
  const listed = new Map<string, Entry>();
  for (const entry of entries) {
    const { title, credits } = entry;
    // What stands before amounts of all kinds is the label of them: "Workload: 6 ECTS".
    if ((amounts.get(titleKey(title))?.size ?? 0) > 2) continue;
    // "Module Analysis" of an annex is the Analysis of the list.
    const [, bare = ''] = /^(?:Modul|Module|Модуль|Модулі)\s+(.+)$/iu.exec(title) ?? [];
    const key = `${titles.has(titleKey(bare)) ? titleKey(bare) : titleKey(title)}\n${credits}`;
    const known = listed.get(key);
    if (!known) listed.set(key, entry);
    else if (known.text === '') known.text = entry.text;
  }
  const courses = [...listed.values()];
  const [grid] = grids;
  if (courses.length < FEWEST || !grid) return null;
  const hasTexts = courses.some(({ text }) => text !== '');
  const body = courses.map(({ title, credits, text, at }) => ({
    ...at,
    cells: [{ text: title }, { text: credits }, ...(hasTexts ? [{ text }] : [])],
  }));
  const paths: readonly string[][] = hasTexts ? [[], [], ['description']] : [[], []];
  const columns = paths.map((path, index) => ({ index, path }));
  return { grid: { ...grid, name: null, merges: [] }, header: [], columns, body, above: [] };
}

function entriesIn(grids: readonly Grid[], units: Units): Entry[] {
  const entries: Entry[] = [];
  let ended = false;
  for (const { text, number, page } of grids.flatMap(listedLines)) {
    const found = LISTED.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
    const { title = '', credits = '', rest = '' } = found ?? {};
    const amount = found && parseAmountWithUnit(credits, units);
    if (amount && amount.candidates.length > 0 && amount.rest === '') {
      const at = { number, ...(page !== undefined && { page }) };
      ended = false;
      const plain = title.replaceAll(/["“”„»«]/gu, '').trim();
      entries.push({ title: plain, credits: credits.trim(), at, text: rest.trim().length > 12 ? rest.trim() : '' });
      continue;
    }
    const open = entries.at(-1);
    ended = ended || HEADING.test(text);
    if (open && !ended && open.text !== '' && open.text.length < LONGEST_TEXT && text.length > 12)
      open.text = /\p{Ll}-$/u.test(open.text) ? `${open.text.slice(0, -1)}${text}` : `${open.text} ${text}`;
  }
  return entries;
}

const listedLines = ({ lines, rows }: Grid): Grid['lines'] => [
  ...lines,
  ...rows.map(({ cells, number, page }) => ({
    text: cells
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(' '),
    number,
    ...(page !== undefined && { page }),
  })),
];
