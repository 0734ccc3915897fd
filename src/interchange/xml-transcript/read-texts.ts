/** Texts in several languages, as ELMO prints them: one element for each, with `xml:lang`. */
import { detectLanguage, type Localised } from '../../domain/index.ts';
import { languageNamed } from '../vocabulary.ts';
import { attributeOf, childrenNamed, type XmlElement } from './xml-element.ts';

/** The texts of the children of a name; one without a language it names has the language found from the text. Empty ones are left out. */
export function readTexts(element: XmlElement, name: string): Localised {
  const texts = new Map<string, string>();
  for (const child of childrenNamed(element, name)) {
    if (child.text === '') continue;
    const [tag = ''] = attributeOf(child, 'lang').split(/[-_]/);
    const language = languageNamed(tag) ?? detectLanguage(child.text) ?? 'en';
    if (!texts.has(language)) texts.set(language, child.text);
  }
  return Object.fromEntries(texts);
}
