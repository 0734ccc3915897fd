/**
 * XML text to elements, strictly well-formed and within bounds. Document types are refused, so that no entity is ever declared, expanded
 * or fetched.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Reason, reason, shown } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import type { XmlElement } from './xml-element.ts';

/**
 * What an XML file may hold at most; more is refused while it is read. The largest real sample has some 1,000 elements; attached documents
 * make up nearly all of the bytes.
 */
export const XML_LIMITS = {
  bytes: 16 * 1024 * 1024,
  elements: 200_000,
  attributes: 200_000,
  depth: 100,
  characters: 100_000,
};

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

/** The root element, or null with the reason in the log. Lines are those of `text`. */
export function parseXml(text: string, log: ProblemLog): XmlElement | null {
  const doctype = documentTypeAt(text);
  if (doctype !== null) {
    log.error('file-malformed', reason('xml-document-type'), { line: lineAt(text, doctype) });
    return null;
  }
  // Space before the XML declaration is a fault that many senders make, and nobody is misled by it.
  const start = text.length - text.trimStart().length;
  const reading = new XmlReading();
  const fault = reading.run(text.slice(start));
  if (fault === null) return reading.root;
  log.error(fault.code, fault.reason, { line: fault.line + lineAt(text, start) - 1 });
  return null;
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** Where a document type begins before the root element; elsewhere the parser refuses it. Found before parsing, because it may be long. */
function documentTypeAt(text: string): number | null {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith('<!DOCTYPE', at)) return at;
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    const end = close === null ? -1 : text.indexOf(close, at);
    if (close === null || end === -1) return null;
    at = end + close.length;
  }
}

/** One pass through a file; ends at its first fault. */
class XmlReading {
  root: XmlElement | null = null;
  /** Parts that say nothing of grades and credits, and may name persons or be large: never kept. */
  private static readonly skipped = [
    'attachment',
    'attachments',
    'Signature',
    'diplomaSupplement',
    'extension',
    'descriptionHtml',
  ];
  private static readonly noAttributes: ReadonlyMap<string, string> = new Map();
  private readonly parser = new SaxesParser();
  private readonly stack: OpenElement[] = [];
  /** Children so far by name of each open element; one map per depth, because most elements of a large file have no children. */
  private readonly counts: Map<string, number>[] = [];
  private depth = 0;
  private elements = 0;
  private attributes = 0;
  /** Depth of the outermost element that is being skipped. */
  private skippedFrom: number | null = null;
  /** Why the file is not read further. */
  fault: { code: 'file-malformed' | 'file-too-large' | 'cell-too-long'; reason: Reason; line: number } | null = null;

  constructor() {
    const { parser } = this;
    parser.on('error', ({ message }) => {
      // The parser's sentence without its own place, which the problem names.
      const fault = shown(message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''));
      this.fail('file-malformed', reason('xml-not-well-formed', { fault }));
    });
    parser.on('opentagstart', () => this.enter());
    parser.on('attribute', ({ value }) => this.checkAttribute(value));
    parser.on('opentag', (tag) => this.take(tag));
    parser.on('closetag', () => this.leave());
    parser.on('text', (characters) => this.append(characters));
    parser.on('cdata', (characters) => this.append(characters));
  }

  /** Null when the whole text was read. */
  run(text: string): XmlReading['fault'] {
    const chunk = 65_536;
    for (let at = 0; at < text.length && !this.fault; at += chunk) this.parser.write(text.slice(at, at + chunk));
    if (!this.fault) this.parser.close();
    return this.fault;
  }

  private fail(code: NonNullable<XmlReading['fault']>['code'], why: Reason): void {
    this.fault ??= { code, reason: why, line: this.parser.line };
  }

  private enter(): void {
    this.depth += 1;
    this.elements += 1;
    const { depth, elements } = XML_LIMITS;
    if (this.depth > depth) this.fail('file-malformed', reason('xml-too-deep', { most: `${depth}` }));
    if (this.elements > elements)
      this.fail('file-too-large', reason('xml-too-many', { what: 'elements', most: `${elements}` }));
  }

  private checkAttribute(value: string): void {
    this.attributes += 1;
    const { attributes, characters } = XML_LIMITS;
    if (this.attributes > attributes)
      this.fail('file-too-large', reason('xml-too-many', { what: 'attributes', most: `${attributes}` }));
    if (value.length > characters)
      this.fail('cell-too-long', reason('xml-attribute-too-long', { most: `${characters}` }));
  }

  private take(tag: SaxesTagPlain): void {
    if (this.fault || this.skippedFrom !== null) return;
    const parent = this.stack.at(-1) ?? null;
    const name = localName(tag.name);
    if (parent && (XmlReading.skipped.includes(name) || (name === 'description' && parent.name !== 'gradingScheme'))) {
      this.skippedFrom = this.depth;
      return;
    }
    const position = this.countChild(name);
    const named = Object.entries(tag.attributes).map(([printed, value]) => [localName(printed), value] as const);
    const attributes = named.length === 0 ? XmlReading.noAttributes : new Map(named);
    const element: OpenElement = { name, line: this.parser.line, parent, position, attributes, children: [], text: '' };
    parent?.children.push(element);
    this.root ??= element;
    this.stack.push(element);
    this.counts[this.stack.length]?.clear();
  }

  /** Place of a new child of the open element among those of its name. */
  private countChild(name: string): number {
    const counts = this.counts[this.stack.length] ?? new Map<string, number>();
    this.counts[this.stack.length] = counts;
    const position = (counts.get(name) ?? 0) + 1;
    counts.set(name, position);
    return position;
  }

  private leave(): void {
    this.depth -= 1;
    if (this.fault) return;
    if (this.skippedFrom === null) {
      const closed = this.stack.pop();
      if (closed?.text) closed.text = closed.text.replace(/\s+/g, ' ').trim();
    } else if (this.depth < this.skippedFrom) this.skippedFrom = null;
  }

  private append(characters: string): void {
    const element = this.stack.at(-1);
    if (!element || this.skippedFrom !== null || this.fault) return;
    element.text += characters;
    const { characters: most } = XML_LIMITS;
    if (element.text.length > most)
      this.fail('cell-too-long', reason('xml-element-too-long', { element: shown(element.name), most: `${most}` }));
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
