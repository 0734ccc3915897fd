/** What the headings above a row say of it, as the rows of a table are gone through in order. */
import type { GridRow } from '../grid/grid.ts';
import { type Facts, headingFacts, underHeading } from './facts.ts';
import type { FoundTable } from './find-tables.ts';

export class HeadingContext {
  /** Headings with a code of their own, as `Б1.В.ДВ.01` above `Б1.В.ДВ.01.02`, and what held before each. */
  private readonly coded: { readonly code: string; readonly before: Facts }[] = [];
  private facts: Facts;
  private readonly codeColumn: number | undefined;

  constructor(facts: Facts, table: FoundTable, codeColumn: number | undefined) {
    this.facts = underHeading(facts, headingAbove(table));
    this.codeColumn = codeColumn;
  }

  /** What holds for a row; a heading with a code holds for the rows whose codes go on from it. */
  over(row: GridRow): Facts {
    this.leave(this.codeOf(row));
    return this.facts;
  }

  /** `text`: the words of the heading. */
  enter(row: GridRow, text: string): void {
    const code = this.codeOf(row);
    if (code === '') this.leaveAll();
    this.leave(code);
    if (code !== '' && code !== text) this.coded.push({ code, before: this.facts });
    this.facts = underHeading(this.facts, headingFacts(text), text);
  }

  /** Particulars that stand between the rows. */
  say(said: Facts): void {
    this.facts = { ...this.facts, ...said };
  }

  private leaveAll(): void {
    this.facts = this.coded[0]?.before ?? this.facts;
    this.coded.length = 0;
  }

  private leave(code: string): void {
    if (code === '') return;
    for (let last = this.coded.at(-1); last && !goesOn(code, last.code); last = this.coded.at(-1)) {
      this.facts = last.before;
      this.coded.pop();
    }
  }

  private codeOf(row: GridRow): string {
    const text = row.cells[this.codeColumn ?? -1]?.text ?? '';
    return /\d/.test(text) ? text.replace(/\.+$/, '') : '';
  }
}

const goesOn = (code: string, from: string): boolean =>
  code.startsWith(from) && /^(?:$|[.\-–/ ])/.test(code.slice(from.length));

/** The words of a heading, without the sums beside them. */
export function wordedCells(texts: readonly string[]): string {
  const worded = texts.filter((text) => /\p{L}{2}/u.test(text));
  return (worded.length === 1 ? worded : texts.filter((text) => text !== '')).join(' ');
}

/** What stands right above the header is a heading too: "Autumn term 2026". */
function headingAbove({ above }: FoundTable): Facts {
  const texts = new Set((above.at(-1)?.cells ?? []).flatMap(({ text }) => text || []));
  const [text = ''] = texts.size === 1 ? texts : [];
  return headingFacts(text);
}
