/** What the pages of the benchmarks share: their day, rows of tables, quantiles, and where a page is kept. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

export const today = (): string => new Date().toISOString().slice(0, 10);

/** A row of a table in Markdown. */
export const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The least value that `share` of the values do not exceed; NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Prints a page and keeps it as `results/NAME.md`. */
export function keepPage(name: string, page: string): void {
  process.stdout.write(`${page}\n`);
  writeFileSync(path.resolve(import.meta.dirname, `../results/${name}.md`), page);
}
