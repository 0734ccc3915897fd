/** Words of a host, and above them how the home side says the same: no translation, but the pairs that the engine has found. */
import type { Gloss, Piece } from './marking.ts';
import styles from './review.module.css';

export function Glossed({ text, gloss }: { readonly text: string; readonly gloss: Gloss | undefined }) {
  if (!gloss) return text;
  return (
    <ruby className={styles.gloss}>
      {text}
      <rt lang={gloss.language}>{gloss.text}</rt>
    </ruby>
  );
}

/** Lines need room where words stand above them. */
export const isGlossed = (pieces: readonly Piece[]): boolean => pieces.some(({ gloss }) => gloss !== undefined);
