/** Hostile files of every kind: a clear refusal or a bounded reading, never a throw and never a long wait. */
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { problemText } from '../../src/domain/index.ts';
import { readGrids } from '../../src/interchange/index.ts';
import { TEXTS } from '../installed.ts';
import { workbookParts } from '../interchange/grid/office-files.ts';
import { mutatedFile, timeReading } from './mutated-files.ts';

it('files broken at random are read or refused in time', { timeout: 120_000 }, async () => {
  let [read, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(mutatedFile, async (file) => {
      const { ok, milliseconds } = await timeReading(file);
      if (ok) read += 1;
      else refused += 1;
      expect(milliseconds).toBeLessThan(2000);
    }),
    { numRuns: 250, endOnFailure: true },
  );
  // Both must happen, or the files are too broken, or not broken at all.
  expect(Math.min(read, refused)).toBeGreaterThan(20);
});

const MB = 1024 * 1024;
const parts = (more: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ ...workbookParts({ sheets: [{ data: '' }] }), ...more }).map(([name, text]) => [
      name,
      strToU8(text),
    ]),
  );
const sheet = (data: string) => ({
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${data}</sheetData></worksheet>`,
});
const zipped = (more: Readonly<Record<string, string>>) => zipSync(parts(more));

/** The recorded size of every part replaced: what a bomb does to hide what it holds. */
function withSizes(zip: Uint8Array, size: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 46 < copy.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  return copy;
}

describe('each is refused with its reason and what to do', () => {
  const bomb = () => zipSync(parts(sheet(' '.repeat(60 * MB))), { level: 9 });
  it.each([
    ['a bomb', bomb, 'file-unpacks-too-large'],
    ['a bomb that says it is small', () => withSizes(bomb(), 1000), 'file-part-damaged'],
    ['parts that say they are endless', () => withSizes(zipped({}), 0xffff_fff0), 'file-unpacks-too-large'],
    [
      'a hundred thousand parts',
      () => zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`xl/${at}.xml`, new Uint8Array()]))),
      'file-too-many-parts',
    ],
    [
      'a billion laughs',
      () =>
        zipped({
          'xl/workbook.xml': '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>',
        }),
      'file-part-damaged',
    ],
    [
      'an entity of the outside',
      () => zipped({ 'xl/sharedStrings.xml': '<!DOCTYPE s SYSTEM "file:///etc/passwd"><sst/>' }),
      'file-part-damaged',
    ],
    ['XML deeper than any', () => zipped(sheet('<row>'.repeat(5000))), 'file-part-damaged'],
    ['half a sheet', () => zipped(sheet('<row><c><v>1')), 'file-part-damaged'],
    [
      'a sheet that is not there',
      () =>
        zipped({
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="s0" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>',
        }),
      'file-damaged',
    ],
    [
      'more rows than a table has',
      () => zipped(sheet('<row><c t="str"><v>a</v></c></row>'.repeat(200_001))),
      'too-many-rows',
    ],
    ['half a file', () => zipped({}).slice(0, 400), 'file-damaged'],
    ['a mark without a file', () => strToU8('PK\u0003\u0004'), 'file-damaged'],
  ])('%s', async (_, bytes, code) => {
    const started = process.cpuUsage();
    const result = await readGrids({ name: 'plan.xlsx', bytes: bytes() });
    expect(result.problems.map(({ reason }) => reason.code)).toEqual([code]);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
    for (const found of result.problems)
      for (const language of ['en', 'ru', 'kk'] as const)
        expect(problemText(found, TEXTS, language).remedy).not.toBe('');
  });
});

describe('each is read for what it shows', () => {
  it.each([
    ['a cell in the last corner', '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'],
    [
      'a shared text that is not there',
      '<row><c t="s"><v>999999999</v></c><c t="s"><v>-1</v></c><c t="str"><v>y</v></c></row>',
    ],
    [
      'formulas that call out',
      '<row><c t="str"><f>WEBSERVICE("http://127.0.0.1")</f><v>z</v></c><c t="str"><f>cmd|\'/c calc\'!A1</f><v>q</v></c></row>',
    ],
    [
      'rows out of order and twice',
      '<row r="5"><c t="str"><v>a</v></c></row><row r="5"><c t="str"><v>b</v></c></row><row r="2"><c t="str"><v>c</v></c></row>',
    ],
  ])('%s', async (_, data) => {
    const result = await readGrids({ name: 'plan.xlsx', bytes: zipped(sheet(data)) });
    expect(result.ok && result.value.grids[0]?.rows.length).toBeGreaterThan(0);
  });
});
