/** Files of every kind, broken at random: in their bytes, and in the XML inside of their containers before it is packed again. */
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { type FileInput, readGrids, type TableLimits } from '../../src/interchange/index.ts';
import { workbookParts } from '../interchange/grid/office-files.ts';

type Parts = Readonly<Record<string, string>>;

const XLSX_ROWS = Array.from(
  { length: 12 },
  (_, at) =>
    `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>${at % 3}</v></c><c r="B${at + 1}" s="${at % 4}"><v>${at * 1000.5}</v></c><c r="C${at + 1}" t="str"><f>A${at + 1}</f><v>x</v></c></row>`,
).join('');

const PACKED: Readonly<Record<string, Parts>> = {
  xlsx: workbookParts({
    texts: ['Код', 'Title', '<r><t>a</t></r>'],
    formats: ['0.00', 14, '[h]:mm', '# ?/?'],
    sheets: [
      { data: XLSX_ROWS, after: '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A4:C9"/></mergeCells>' },
      { state: 'hidden', data: XLSX_ROWS },
    ],
  }),
  docx: {
    'word/document.xml': `<w:document xmlns:w="w"><w:body><w:p><w:t>Head</w:t></w:p><w:tbl>${'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:t>A</w:t></w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:t>B</w:t></w:p></w:tc></w:tr>'.repeat(8)}</w:tbl></w:body></w:document>`,
  },
  ods: {
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S">${'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="3"/></table:table-row>'.repeat(8)}</table:table></office:spreadsheet></office:body></office:document-content>`,
  },
};

const PLAIN: Parts = {
  csv: 'code;title;credits\nA1;"Электр; машиналары";5\n'.repeat(20),
  html: `<!DOCTYPE html><html><body><h1>Plan</h1><table><tr><th rowspan="2">Code<th colspan="2">Hours</tr>${'<tr><td>A<td>5<td>B</tr>'.repeat(10)}</table></body></html>`,
  pdf: plainPdf(),
};

/** A page with a drawn table of two columns, uncompressed, so that what is broken is what the page says. */
function plainPdf(): string {
  const rows = Array.from({ length: 12 }, (_, at) => {
    const y = 700 - at * 20;
    return `BT /F 10 Tf 1 0 0 1 60 ${y + 6} Tm (CODE ${at}) Tj 1 0 0 1 160 ${y + 6} Tm (Title ${at}) Tj ET 50 ${y} m 300 ${y} l S 50 ${y} 100 20 re S 150 ${y} 150 20 re S`;
  });
  const stream = rows.join('\n');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj${object}endobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return `${text}xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
}

/** What is put in: signs of the formats, extreme numbers, entities, broken letters. */
const TOKENS = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '</',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '&a;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '\0',
    '\ud800',
    '_x0000_',
  ],
  ...['-1', '0', '99999999999999999999', '1e308', 'NaN', '1048577', '16385', 'ZZZZ1', 'A0:XFD1048576', '#REF!', '=1+1'],
  ...[
    '<row r="1">',
    '<c t="s"><v>9e9</v></c>',
    '<table>',
    '<td colspan=1000 rowspan=65534>',
    '<w:tbl>',
    '<table:table-row table:number-rows-repeated="1048576">',
  ],
  ...[' re S ', ' BT ', ' Q Q q ', '/Length 9999999', '4 0 R', '<</Filter/FlateDecode>>', ';;;;', '"""', '\r', '\t'],
] as const;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const change = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    at: place,
    token: fc.constantFrom(...TOKENS),
    times: fc.constantFrom(1, 1, 1, 300),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: place, length: fc.nat(200) }),
  fc.record({
    kind: fc.constant('copy' as const),
    at: place,
    length: fc.nat(400),
    to: place,
    times: fc.constantFrom(1, 1, 50),
  }),
  fc.record({ kind: fc.constant('end' as const), at: place }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, each) => {
    const at = Math.floor(each.at * now.length);
    if (each.kind === 'put') return now.slice(0, at) + each.token.repeat(each.times) + now.slice(at);
    if (each.kind === 'cut') return now.slice(0, at) + now.slice(at + each.length);
    if (each.kind === 'end') return now.slice(0, at);
    const to = Math.floor(each.to * now.length);
    return now.slice(0, to) + now.slice(at, at + each.length).repeat(each.times) + now.slice(to);
  }, text);
}

const flips = fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 6 });

function flipped(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [at, byte] of changes) copy[Math.floor(at * copy.length)] = byte;
  return copy;
}

const packed = fc
  .record({
    kind: fc.constantFrom(...Object.keys(PACKED)),
    part: fc.nat(),
    changes: fc.array(change, { maxLength: 4 }),
    flips: fc.option(flips),
  })
  .map(({ kind, part, changes, flips: bits }) => {
    const parts = Object.entries(PACKED[kind] ?? {});
    const broken = parts.map(([name, text], at) => [
      name,
      strToU8(at === part % parts.length ? changed(text, changes) : text),
    ]);
    return { name: `${kind}.${kind}`, bytes: flipped(zipSync(Object.fromEntries(broken)), bits ?? []) };
  });

const plain = fc
  .record({ kind: fc.constantFrom(...Object.keys(PLAIN)), changes: fc.array(change, { maxLength: 5 }), flips })
  .map(({ kind, changes, flips: bits }) => ({
    // A wrong ending must not matter.
    name: `${kind}.xlsx`,
    bytes: flipped(strToU8(changed(PLAIN[kind] ?? '', changes)), bits),
  }));

export const mutatedFile: fc.Arbitrary<FileInput> = fc.oneof(
  { weight: 3, arbitrary: packed },
  { weight: 2, arbitrary: plain },
);

/** Reads a file; the processor time it took in milliseconds, and whether it was read. @throws what the reader throws, which is nothing. */
export async function timeReading(
  file: FileInput,
  limits?: TableLimits,
): Promise<{ milliseconds: number; ok: boolean }> {
  const before = process.cpuUsage();
  const read = await readGrids(file, limits);
  const { user, system } = process.cpuUsage(before);
  if (!read.ok && !read.problems.some(({ severity }) => severity === 'error'))
    throw new Error('refused without a reason');
  return { milliseconds: (user + system) / 1000, ok: read.ok };
}
