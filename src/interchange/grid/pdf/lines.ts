/** Words to printed lines, and lines to the pieces that wide blanks part. */
import type { Word } from './page.ts';

export interface LinePiece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

export interface PrintedLine {
  readonly base: number;
  readonly size: number;
  readonly pieces: readonly LinePiece[];
}

/** From the top down. Words stand on one line when their bases differ by less than a third of their height. */
export function printedLines(words: readonly Word[]): PrintedLine[] {
  const sorted = [...words].sort((a, b) => a.base - b.base || a.left - b.left);
  const rows: Word[][] = [];
  for (const word of sorted) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (row && first && word.base - first.base < Math.max(1.5, 0.35 * Math.max(first.size, word.size))) row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => {
    const size = Math.max(...row.map((word) => word.size));
    return { base: row[0]?.base ?? 0, size, pieces: piecesOf(row, size) };
  });
}

/** A blank clearly wider than one between words parts two pieces; whether it parts columns is told by the lines around. */
function piecesOf(row: readonly Word[], size: number): LinePiece[] {
  const pieces: { text: string; left: number; right: number }[] = [];
  for (const { text, left, right } of [...row].sort((a, b) => a.left - b.left)) {
    const last = pieces.at(-1);
    const gap = last ? left - last.right : Number.POSITIVE_INFINITY;
    if (!last || gap > 0.42 * size) pieces.push({ text, left, right });
    else {
      last.text += `${gap > 0.12 * size ? ' ' : ''}${text}`;
      last.right = Math.max(last.right, right);
    }
  }
  return pieces;
}

export const textOf = ({ pieces }: PrintedLine): string => pieces.map(({ text }) => text).join('  ');
