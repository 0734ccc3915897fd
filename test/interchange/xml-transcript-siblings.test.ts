/** The same report in other words of XML: a prefix on every name, and without any part that a sender may leave out. Every row stays as it was. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEachTranscript } from '../../src/interchange/index.ts';
import { sharedData } from '../shared-data.ts';

const SAMPLES = sharedData('standards/elmo/samples');
const files = readdirSync(SAMPLES ?? import.meta.dirname).filter((name) => name.endsWith('.xml'));

const told = (text: string, more: (row: { readonly completedOn: string | null }) => unknown) =>
  readEachTranscript({ name: 'report.xml', bytes: new TextEncoder().encode(text) }).map((read) =>
    read.ok
      ? read.value.value.rows.map((row) => [
          row.code,
          row.titles,
          `${row.credits}`,
          row.unit,
          row.grade,
          row.status,
          more(row),
        ])
      : read.problems.map(({ reason }) => reason?.code),
  );

/** Every element under a prefix in place of the default namespace; null where the file mixes both already. */
function prefixed(text: string): string | null {
  if (!/xmlns="/.test(text) || /<\w+:|CDATA/.test(text)) return null;
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(\/?)([A-Za-z])/g, '<$1q:$2')
    .replaceAll('xmlns="', 'xmlns:q="');
}

const OPTIONAL =
  /<(attachment|extension|Signature|signature|description|descriptionHtml|url|subjectArea|iscedCode|languageOfInstruction|engagementHours|resultDistribution|shortenedGrading|academicTerm|level)\b(?:[^>]*\/>|[\s\S]*?<\/\1>)/g;

describe.skipIf(SAMPLES === null)('real ELMO (not run where the shared data is absent)', () => {
  it.each(files)('%s', (name) => {
    const text = readFileSync(path.join(SAMPLES ?? '', name), 'utf8');
    const whole = told(text, ({ completedOn }) => completedOn);
    const other = prefixed(text);
    if (other !== null) expect(told(other, ({ completedOn }) => completedOn)).toEqual(whole);
    // Terms go with what is left out, and with them some dates.
    const lean = text.replace(OPTIONAL, '');
    expect(told(lean, () => null)).toEqual(told(text, () => null));
  });

  it('are mostly written without a prefix and with parts that may be missing, so that this is about something', () => {
    const texts = files.map((name) => readFileSync(path.join(SAMPLES ?? '', name), 'utf8'));
    expect(texts.filter((text) => prefixed(text) !== null).length).toBeGreaterThan(7);
    expect(texts.filter((text) => text.replace(OPTIONAL, '') !== text).length).toBeGreaterThan(10);
  });
});
