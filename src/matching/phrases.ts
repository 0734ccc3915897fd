/** A course read by a glossary: its phrases in the words of another language, the rest as it stands. */
import type { TermLists } from './read-terms.ts';
import type { Glossary } from './subjects/index.ts';

/** Before a term that is one of the catalogue's language already. */
export const READ = '→';

/** The terms of a course with every phrase of the glossary in the words of the other language. */
export function readPhrases(lists: TermLists, glossary: Glossary | null): TermLists {
  if (!glossary) return lists;
  const read = (stems: readonly string[]): string[] => {
    const terms: string[] = [];
    for (let at = 0; at < stems.length; ) {
      const phrase = glossary.at(stems, at);
      if (phrase) terms.push(...phrase.target.map((stem) => READ + stem));
      else terms.push(stems[at] ?? '');
      at += phrase?.stems.length ?? 1;
    }
    return terms;
  };
  return { ...lists, title: read(lists.title), body: read(lists.body) };
}
