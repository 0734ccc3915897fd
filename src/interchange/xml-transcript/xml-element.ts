/** An element of a read XML file, by its local name: senders disagree on prefixes and namespaces. */

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
export const textOf = (element: XmlElement | null, name: string): string =>
  (element && childNamed(element, name)?.text) ?? '';

/** Value of an attribute; empty when there is none. */
export const attributeOf = (element: XmlElement, name: string): string => element.attributes.get(name)?.trim() ?? '';

/** All elements of a name at any depth, in document order; those inside a found one are not looked for. */
export function descendantsNamed(element: XmlElement, name: string): XmlElement[] {
  if (element.name === name) return [element];
  return element.children.flatMap((child) => descendantsNamed(child, name));
}

/** Where an element stands: `elmo/report[2]/issuer/title`; a first place is not numbered. */
function pathOf(element: XmlElement): string {
  const parts: string[] = [];
  for (let at: XmlElement | null = element; at; at = at.parent)
    parts.unshift(at.position === 1 ? at.name : `${at.name}[${at.position}]`);
  return parts.join('/');
}

/** Line and path of an element, as a problem names them. */
export const placeOf = (element: XmlElement): { line: number; column: string } => ({
  line: element.line,
  column: pathOf(element),
});
