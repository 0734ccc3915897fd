/** Elements to XML text. */

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlNode | string)[];
}

type Content = XmlNode | string | null;

/** An element with its text or children; what is null is left out. */
export const node = (
  name: string,
  content: Content | readonly Content[],
  attributes: XmlNode['attributes'] = {},
): XmlNode => ({
  name,
  attributes,
  children: [content].flat().filter((child): child is XmlNode | string => child !== null),
});

/** An element, or nothing for a text that is not there. */
export const nodeIf = (name: string, text: string | null | undefined): XmlNode | null =>
  text === null || text === undefined || text === '' ? null : node(name, text);

/** A document in UTF-8, an element a line. */
export const xmlText = (root: XmlNode): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;

function lines({ name, attributes, children }: XmlNode, indent: string): string[] {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${name}${said.join('')}`;
  if (children.length === 0) return [`${open}/>`];
  const [text] = children;
  if (children.length === 1 && typeof text === 'string') return [`${open}>${escaped(text)}</${name}>`];
  const inner = children.flatMap((child) =>
    typeof child === 'string' ? [escaped(child)] : lines(child, `${indent}  `),
  );
  return [`${open}>`, ...inner, `${indent}</${name}>`];
}

/** Signs that XML has no way to hold are shown as what they are: replaced. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
