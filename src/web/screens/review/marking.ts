/** Which words of a text are found on the other side, seen by the reviewer, or missing there. */
import type { ReviewedBundle, ReviewedCourse } from './review-case.ts';
import type { Mark } from './staged.ts';

export type MarkKind = 'found' | 'seen' | 'missing' | 'surplus';
export interface Gloss {
  readonly text: string;
  readonly language: string;
}
export interface Piece {
  readonly text: string;
  readonly kind: MarkKind | null;
  /** The words of the other side that say the same in another language. */
  readonly gloss?: Gloss;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  readonly gloss?: Gloss;
}

type Topic = ReviewedBundle['shared'][number];
type Quote = Topic['quotes'][number];

/** The text in pieces; what a person has seen stands above what the engine says. */
export function piecesOf(
  text: string,
  {
    side,
    language,
    code,
    topics,
    marks,
  }: {
    readonly side: 'home' | 'host';
    readonly language: string;
    readonly code: string;
    /** `surplus`: what the host says beyond, where that is told. */
    readonly topics: Pick<ReviewedBundle, 'shared' | 'missing'> & { readonly surplus?: readonly Topic[] };
    readonly marks: readonly Mark[];
  },
): Piece[] {
  const spans: Span[] = [
    ...marks.filter((mark) => mark.side === side && mark.code === code).flatMap((mark) => occurrences(text, mark.text)),
    ...quoted(text, { side, language, topics: topics.shared, kind: 'found' }),
    ...(side === 'home' ? quoted(text, { side, language, topics: topics.missing, kind: 'missing' }) : []),
    ...(side === 'host' ? quoted(text, { side, language, topics: topics.surplus ?? [], kind: 'surplus' }) : []),
  ];
  const taken: Span[] = [];
  for (const span of spans)
    if (taken.every(({ start, end }) => span.end <= start || end <= span.start)) taken.push(span);
  taken.sort((a, b) => a.start - b.start);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, kind, gloss } of taken) {
    if (start > at) pieces.push({ text: text.slice(at, start), kind: null });
    pieces.push({ text: text.slice(start, end), kind, ...(gloss !== undefined && { gloss }) });
    at = end;
  }
  return at < text.length ? [...pieces, { text: text.slice(at), kind: null }] : pieces;
}

const occurrences = (text: string, words: string): Span[] => {
  const start = text.toLowerCase().indexOf(words.toLowerCase());
  return start < 0 ? [] : [{ start, end: start + words.length, kind: 'seen' }];
};

/** A quote names its place in the text of one course: where the words stand there, it is this one. */
function quoted(
  text: string,
  {
    side,
    language,
    topics,
    kind,
  }: { readonly side: string; readonly language: string; readonly topics: readonly Topic[]; readonly kind: MarkKind },
): Span[] {
  return topics.flatMap(({ quotes }) =>
    quotes.flatMap((quote) =>
      quote.side === side && quote.language === language && text.slice(quote.start, quote.end) === quote.text
        ? [{ start: quote.start, end: quote.end, kind, ...glossOf(quote, quotes) }]
        : [],
    ),
  );
}

/** Of a quote of the host in another language than that of the home side: how the home side says it. */
function glossOf(quote: Quote, quotes: readonly Quote[]): { readonly gloss?: Gloss } {
  const other = quotes.find(({ side, language }) => side === 'home' && language !== quote.language);
  return quote.side === 'host' && other ? { gloss: { text: other.text, language: other.language } } : {};
}

/** Languages in which an institution wrote a description, or else a title, the longest first. */
export function languagesOf({ descriptions, titles }: Pick<ReviewedCourse, 'descriptions' | 'titles'>): string[] {
  const written = Object.entries(descriptions).filter(([, text]) => text);
  if (written.length === 0) return Object.keys(titles);
  return written.sort(([, a], [, b]) => (b?.length ?? 0) - (a?.length ?? 0)).map(([language]) => language);
}

/** The topics of the home side: found by the engine, seen by the reviewer, missing so far. */
export function coverageOf({ shared, missing }: Pick<ReviewedBundle, 'shared' | 'missing'>, marks: readonly Mark[]) {
  const words = marks.filter(({ side }) => side === 'home').map(({ text }) => text.toLowerCase());
  const isSeen = ({ term, quotes }: Topic): boolean =>
    words.some((word) => [term, ...quotes.map(({ text }) => text)].some((one) => meets(one.toLowerCase(), word)));
  const seen = missing.filter(isSeen);
  return { found: shared, seen, missing: missing.filter((topic) => !seen.includes(topic)) };
}

const meets = (a: string, b: string): boolean => a.includes(b) || b.includes(a);
