/** XML of office formats as events, strictly well-formed; names come without their prefix. No document type, so that no entity is declared. */
import { SaxesParser } from 'saxes';
import { reason, shown } from '../../domain/index.ts';
import { FileFault } from './fault.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlEvents {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

const DEEPEST = 256;

/** Calls `events` through a part of a file. @throws FileFault with the part's name where it is not well-formed or too deep. */
export function scanXml(bytes: Uint8Array, part: string, { open, close, text }: XmlEvents): void {
  const parser = new SaxesParser();
  const fail = (fault: string): never => {
    throw new FileFault('file-not-readable', reason('file-part-damaged', { part: shown(part), fault }));
  };
  let depth = 0;
  parser.on('error', ({ message }) => fail(shown(message.replace(/\.$/, ''))));
  parser.on('doctype', () => fail('DOCTYPE'));
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) fail(`> ${DEEPEST} levels`);
    open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    close?.(localName(name));
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const decoder = new TextDecoder(encodingOf(bytes));
  const chunk = 65_536;
  for (let at = 0; at < bytes.length; at += chunk)
    parser.write(decoder.decode(bytes.subarray(at, at + chunk), { stream: true }));
  parser.write(decoder.decode()).close();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of an attribute whatever its prefix is. */
export function attributeNamed(attributes: Attributes, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
