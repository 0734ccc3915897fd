/** Two texts word by word: what stays, what went and what came, as a person reads a corrected page. */

export interface WordPiece {
  readonly kind: 'same' | 'gone' | 'come';
  readonly text: string;
}

/** Texts of more words are compared as a whole: the time goes with the product of their lengths. */
const MOST_WORDS = 1500;

/** Words with the white space before them: pieces put together are the texts again. */
const splitWords = (text: string): string[] =>
  text.match(/\s*(?:[\p{L}\p{N}]+|[^\s\p{L}\p{N}])/gu) ?? (text === '' ? [] : [text]);

export function compareWords(before: string, after: string): WordPiece[] {
  const [a, b] = [splitWords(before), splitWords(after)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return joined([piece('gone', [before]), piece('come', [after])]);
  const start = a.findIndex((word, at) => word !== b[at]);
  const same = start < 0 ? a.length : start;
  const most = Math.min(a.length, b.length) - same;
  let end = 0;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return joined([
    piece('same', a.slice(0, same)),
    ...compareMiddle(a.slice(same, a.length - end), b.slice(same, b.length - end)),
    piece('same', end > 0 ? a.slice(-end) : []),
  ]);
}

const piece = (kind: WordPiece['kind'], words: readonly string[]): WordPiece => ({ kind, text: words.join('') });

/** By the longest common subsequence. */
function compareMiddle(a: readonly string[], b: readonly string[]): WordPiece[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: WordPiece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, next] = [a[i], b[j]];
    if (old !== undefined && old === next) {
      pieces.push(piece('same', [old]));
      i += 1;
      j += 1;
    } else if (old !== undefined && (next === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push(piece('gone', [old]));
      i += 1;
    } else {
      pieces.push(piece('come', next === undefined ? [] : [next]));
      j += 1;
    }
  }
  return pieces;
}

/** Neighbours of one kind are one piece; between two things that stay, what went comes before what came. */
function joined(pieces: readonly WordPiece[]): WordPiece[] {
  const out: { kind: WordPiece['kind']; text: string }[] = [];
  let open: { gone: string; come: string } = { gone: '', come: '' };
  const close = (): void => {
    for (const kind of ['gone', 'come'] as const) if (open[kind] !== '') out.push({ kind, text: open[kind] });
    open = { gone: '', come: '' };
  };
  for (const { kind, text } of pieces) {
    if (text === '') continue;
    if (kind !== 'same') {
      open[kind] += text;
      continue;
    }
    close();
    const last = out.at(-1);
    if (last?.kind === 'same') last.text += text;
    else out.push({ kind, text });
  }
  close();
  return out;
}

/** So many letters of what stays are shown beside what changed; what lies between is folded. */
const BESIDE = 60;

/** What stays between two changes, folded where it is long: "… end of it" and the like. */
export function folded(
  text: string,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): string {
  if (text.length <= 2 * BESIDE + 20) return text;
  const head = isFirst ? '' : text.slice(0, text.lastIndexOf(' ', BESIDE) + 1 || BESIDE);
  const tail = isLast ? '' : text.slice(text.indexOf(' ', text.length - BESIDE));
  return `${head}…${tail}`;
}
