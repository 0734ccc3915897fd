/** Which sentence of the host says most of what an outcome at home says, by the topics that the engine found on both sides. */
import type { Match } from './match-query.ts';

type SharedTopic = Match['shared'][number];

interface Closest {
  readonly outcome: string;
  /** Of the host; null where no topic of the outcome is found there. */
  readonly sentence: string | null;
  /** Words of the sentence that speak for it, as the host writes them. */
  readonly words: readonly string[];
}

/** A description in its sentences: after a full stop, or a semicolon, something begins anew. */
export const sentencesIn = (text: string): string[] =>
  text
    .split(/(?<=[.!?;])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));

const quotedWords = (text: string, { quotes }: SharedTopic, side: 'home' | 'host'): string[] => {
  const lower = text.toLowerCase();
  return quotes
    .filter((quote) => quote.side === side && lower.includes(quote.text.toLowerCase()))
    .map(({ text: word }) => word);
};

/** `sentences` in the order in which they are preferred where several say as much. */
export function closestOf(
  outcomes: readonly string[],
  sentences: readonly string[],
  shared: readonly SharedTopic[],
): Closest[] {
  return outcomes.map((outcome) => {
    const topics = shared.filter((topic) => quotedWords(outcome, topic, 'home').length > 0);
    const told = sentences.map((sentence) => {
      const found = topics.filter((topic) => quotedWords(sentence, topic, 'host').length > 0);
      return {
        sentence,
        weight: found.reduce((sum, { weight }) => sum + weight, 0),
        words: [...new Set(found.flatMap((topic) => quotedWords(sentence, topic, 'host').slice(0, 1)))],
      };
    });
    const best = told.reduce<(typeof told)[number] | null>(
      (most, one) => (one.weight > (most?.weight ?? 0) ? one : most),
      null,
    );
    return { outcome, sentence: best?.sentence ?? null, words: best?.words ?? [] };
  });
}
