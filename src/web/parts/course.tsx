/** A course of one side: what an institution wrote stands in serif and in its own language; home is square and lagoon, host round and clay. */
import { useLanguage } from '../language.tsx';
import styles from './course.module.css';

export type Side = 'home' | 'host';
/** A text as the institution wrote it, by language. */
export type Texts = Readonly<Partial<Record<string, string>>>;

/** In the reader's language where the institution wrote it, else in the first that it wrote; none is invented. */
export function textOf(texts: Texts, language: string): readonly [text: string, language: string] {
  const own = texts[language];
  if (own) return [own, language];
  const [first] = Object.entries(texts).filter(([, text]) => text);
  return first?.[1] ? [first[1], first[0]] : ['', language];
}

export function Quoted({ texts, className = '' }: { readonly texts: Texts; readonly className?: string }) {
  const [text, language] = textOf(texts, useLanguage());
  return (
    <span className={`quoted ${className}`} lang={language} title={text}>
      {text}
    </span>
  );
}

export function Code({ side, children }: { readonly side: Side; readonly children: React.ReactNode }) {
  return <span className={`code ${side}`}>{children}</span>;
}

/** The word of a side with its sign. */
export function SideWord({ side, children }: { readonly side: Side; readonly children: React.ReactNode }) {
  return (
    <span className={`${styles.word} ${side}`}>
      <i className={side === 'host' ? styles.round : styles.square} aria-hidden />
      {children}
    </span>
  );
}
