/** An element of a read XML file, by its local name: senders disagree on prefixes and namespaces. */
import { detectLanguage, type Localised } from '../../domain/index.ts';
import { languageNamed } from '../vocabulary.ts';

export interface XmlElement {
  readonly name: string;
  /** Line of its start tag, 1-based. */
  readonly line: number;
  readonly parent: XmlElement | null;
  /** Place among the parent's children of the same name, 1-based. */
  readonly position: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own characters and CDATA with white space collapsed, as XML tokens are. */
  readonly text: string;
}

export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

export const childNamed = (element: XmlElement, name: string): XmlElement | null =>
  element.children.find((child) => child.name === name) ?? null;

/** Text of the first such child; empty when there is none. */
export const childText = (element: XmlElement | null, name: string): string =>
  (element && childNamed(element, name)?.text) ?? '';

/** Value of an attribute; empty when there is none. */
export const attributeOf = (element: XmlElement, name: string): string => element.attributes.get(name)?.trim() ?? '';

/** All elements of a name at any depth, in document order; those inside a found one are not looked for. */
export function descendantsNamed(element: XmlElement, name: string): XmlElement[] {
  if (element.name === name) return [element];
  return element.children.flatMap((child) => descendantsNamed(child, name));
}

/** Line and path of an element, as a problem names them: `elmo/report[2]/issuer/title`; a first place is not numbered. */
export function elementPlace(element: XmlElement): { line: number; column: string } {
  const parts: string[] = [];
  for (let at: XmlElement | null = element; at; at = at.parent)
    parts.unshift(at.position === 1 ? at.name : `${at.name}[${at.position}]`);
  return { line: element.line, column: parts.join('/') };
}

/**
 * The texts of the children of a name, as ELMO prints them: one element for each language, with `xml:lang`; one without a language it names
 * has the language found from the text. Empty ones are left out.
 */
export function localisedTexts(element: XmlElement, name: string): Localised {
  const texts = new Map<string, string>();
  for (const child of childrenNamed(element, name)) {
    if (child.text === '') continue;
    const [tag = ''] = attributeOf(child, 'lang').split(/[-_]/);
    const language = languageNamed(tag) ?? detectLanguage(child.text) ?? 'en';
    if (!texts.has(language)) texts.set(language, child.text);
  }
  return Object.fromEntries(texts);
}

/**
 * The issuer's own code of a course among its identifiers: of type `local`, else without a type, else of any, last those of no use to a person.
 * Empty when there is none.
 */
export function localCode(specification: XmlElement): string {
  const typeOf = (identifier: XmlElement): string => attributeOf(identifier, 'type').toLowerCase();
  const rankOf = (identifier: XmlElement): number => {
    const known = ['local', ''].indexOf(typeOf(identifier));
    if (known >= 0) return known;
    return ['ewp-los-id', 'elmo', 'nus'].includes(typeOf(identifier)) ? 3 : 2;
  };
  const [first] = childrenNamed(specification, 'identifier')
    .filter((identifier) => identifier.text !== '' && typeOf(identifier) !== 'subjectarea')
    .map((identifier) => ({ identifier, rank: rankOf(identifier) }))
    .sort((a, b) => a.rank - b.rank);
  return first?.identifier.text ?? '';
}

/** Its other identifiers, as they are printed. */
export const furtherCodes = (specification: XmlElement, code: string): string[] => {
  const others = childrenNamed(specification, 'identifier').filter(
    (identifier) => attributeOf(identifier, 'type').toLowerCase() !== 'subjectarea',
  );
  return [...new Set(others.map(({ text }) => text))].filter((text) => text !== '' && text !== code);
};
