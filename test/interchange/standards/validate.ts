/** Validation of written XML against the schemas of the standards, which lie beside the repository. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { sharedData } from '../../shared-data.ts';

/** The schema and all that it imports, each under one flat name. */
function gather(file: string, found: Map<string, string> = new Map()): Map<string, string> {
  const nameOf = (at: string): string => at.replaceAll(/[^\w.]+/g, '_');
  if (found.has(nameOf(file))) return found;
  found.set(nameOf(file), '');
  const text = readFileSync(file, 'utf8').replaceAll(/schemaLocation="([^"\s]+)"/g, (_, location: string) => {
    // The namespace of `xml:lang` is named by its address; its schema lies with the others.
    const here = location.startsWith('http') ? sharedData('standards/ewp/schemas/xml.xsd') : null;
    const other = here ?? path.resolve(path.dirname(file), location);
    gather(other, found);
    return `schemaLocation="${nameOf(other)}"`;
  });
  return found.set(nameOf(file), text);
}

/** What libxml2 finds wrong with the file; empty for a valid one, null where the schemas are not here. */
export async function faultsIn(xml: string, schema: string): Promise<string[] | null> {
  const file = sharedData(`standards/${schema}`);
  if (file === null) return null;
  const [main, ...others] = [...gather(file)].map(([fileName, contents]) => ({ fileName, contents }));
  if (!main) throw new Error('no schema');
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'written.xml', contents: xml }],
    schema: [main],
    preload: others,
    maxMemoryPages: 1024,
  });
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
}
