/** Web pages, word processor documents and OpenDocument spreadsheets as grids. */
import { describe, expect, it } from 'vitest';
import { type FileInput, readGrids } from '../../../src/interchange/index.ts';
import { bytesOf, file } from '../files.ts';
import { gridsIn, textsOf, zip } from './office-files.ts';

const reasonsOf = async (input: FileInput): Promise<string[]> =>
  (await readGrids(input)).problems.map(({ reason }) => reason.code);

const html = (text: string) => gridsIn(new TextEncoder().encode(text), 'page.html');

describe('a web page', () => {
  it('gives each table with the lines above it, spans laid out', async () => {
    const grids = await html(`<!DOCTYPE html><html><head><title>No line</title></head><body>
      <h2>Semester 1</h2><script>var a = '<table>';</script>
      <table><tr><th rowspan=2>Code<th colspan=2>Hours<tr><th>Lecture<th>Lab
      <tr><td>A 1<td>2 &amp;&nbsp;3<td>x<br>y</table><p>Semester <b>2</b></p><table><tr><td>B</td></tr></table></body></html>`);
    expect(textsOf(grids)).toEqual([
      { 1: ['Code', 'Hours'], 2: ['', 'Lecture', 'Lab'], 3: ['A 1', '2 & 3', 'x\ny'] },
      { 1: ['B'] },
    ]);
    expect(grids.grids[0]?.merges).toEqual([
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 1, right: 2 },
    ]);
    expect(grids.grids.map(({ lines }) => lines.map(({ text }) => text))).toEqual([['Semester 1'], ['Semester 2']]);
  });

  it('laid out by tables gives the inner ones', async () => {
    const grids = await html('<table><tr><td>Menu<td><table><tr><td>A<td>B</table></table>');
    expect(textsOf(grids)).toEqual([{ 1: ['A', 'B'] }, { 1: ['Menu'] }]);
  });

  it.each([
    ['a span over everything', '<table><tr><td colspan=99999999 rowspan=99999999>A<td>B<tr><td>C</table>'],
    ['tables never closed', '<table><tr><td>A'.repeat(900)],
    ['half a tag', '<html><table><tr><td>A</td><td'],
  ])('%s ends', async (_, text) => {
    expect((await readGrids(file(text, 'page.html'))).ok).toBe(true);
  });

  it('without a table, or deeper than any, is refused', async () => {
    expect(await reasonsOf(file('<html><body><p>Hello</p></body></html>'))).toEqual(['file-without-tables']);
    expect(await reasonsOf(file(`<html>${'<div>'.repeat(6000)}`))).toEqual(['file-part-damaged']);
  });
});

const w = (body: string): Uint8Array =>
  zip({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>` });
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

describe('a word processor document', () => {
  it('gives its tables with cells merged across and down, and the paragraphs above them', async () => {
    const grids = await gridsIn(
      w(
        `${paragraph('Transcript of records')}<w:tbl><w:tr>${cell('Code')}${cell('Marks', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('A1', '<w:vMerge w:val="restart"/>')}${cell('5')}${cell('B')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('6')}${cell('C')}</w:tr><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${cell('D')}</w:tr></w:tbl>`,
      ),
    );
    expect(textsOf(grids)).toEqual([
      { 1: ['Code', 'Marks'], 2: ['A1', '5', 'B'], 3: ['', '6', 'C'], 4: ['', '', 'D'] },
    ]);
    expect(grids.grids[0]?.merges).toContainEqual({ top: 2, left: 0, bottom: 3, right: 0 });
    expect(grids.grids[0]?.lines).toEqual([{ text: 'Transcript of records', number: 1 }]);
  });

  it('leaves out what tracked changes deleted, and keeps breaks', async () => {
    const text = '<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>';
    expect(textsOf(await gridsIn(w(`<w:tbl><w:tr><w:tc>${text}</w:tc></w:tr></w:tbl>`)))).toEqual([{ 1: ['a\nb'] }]);
  });

  it('without a table is refused', async () => {
    expect(await reasonsOf({ name: 'a.docx', bytes: w(paragraph('Hello')) })).toEqual(['file-without-tables']);
  });
});

const content = (sheet: string): string =>
  `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${sheet}</office:spreadsheet></office:body></office:document-content>`;
const odsCell = (text: string, attributes = ''): string =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;

describe('an OpenDocument spreadsheet', () => {
  const sheets = content(
    `<table:table table:name="Plan"><table:table-row>${odsCell('Код', 'table:number-rows-spanned="2"')}${odsCell('x', 'table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="2"><table:covered-table-cell><text:p>old</text:p></table:covered-table-cell>${odsCell('14.12.26', 'office:value-type="date" office:date-value="2026-12-14"')}${odsCell('85%', 'office:value-type="percentage" office:value="0.853" table:formula="of:=A1"')}</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table><table:table table:name="Old" table:style-name="ta2"><table:table-row table:visibility="collapse">${odsCell('a<text:s text:c="2"/>b')}</table:table-row></table:table>`,
  );

  it('gives what is shown and what is stored, repeats counted out, hidden things said', async () => {
    const read = await readGrids({ name: 'a.ods', bytes: zip({ mimetype: 'x', 'content.xml': sheets }) });
    const grids = read.ok ? read.value : null;
    expect(grids && textsOf(grids)).toEqual([
      { 1: ['Код', 'x', 'x'], 2: ['', '14.12.26', '85%'], 3: ['', '14.12.26', '85%'] },
      { 1: ['a  b'] },
    ]);
    expect(grids?.grids[0]?.rows[1]?.cells.map(({ stored }) => stored)).toEqual([
      undefined,
      { kind: 'date', value: '2026-12-14' },
      { kind: 'number', value: '0.853' },
    ]);
    expect(grids?.grids[0]?.merges).toEqual([{ top: 1, left: 0, bottom: 2, right: 0 }]);
    expect(grids?.grids[1]?.hidden).toBe(true);
    expect(read.problems.map(({ reason }) => reason.code)).toEqual(['sheets-hidden', 'rows-hidden']);
  });

  it('is read as one flat file too', async () => {
    const flat = sheets.replaceAll('office:document-content', 'office:document');
    expect((await gridsIn(new TextEncoder().encode(flat))).kind).toBe('ods');
  });

  it('encrypted, or a text document, is refused', async () => {
    const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>';
    const encrypted = zip({ 'content.xml': 'xx', 'META-INF/manifest.xml': manifest });
    expect(await reasonsOf({ name: 'a.ods', bytes: encrypted })).toEqual(['file-password']);
    const text = content('').replaceAll('office:spreadsheet', 'office:text');
    expect(await reasonsOf({ name: 'a.odt', bytes: zip({ 'content.xml': text }) })).toEqual(['file-old-format']);
  });
});

describe('files that are no tables', () => {
  const utf16 = (text: string): number[] => [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const ole = (stream: string): Uint8Array => bytesOf([0xd0, 0xcf, 0x11, 0xe0], new Array(64).fill(0), utf16(stream));
  it.each([
    ['an old workbook', ole('Workbook'), 'file-old-format'],
    ['an old document', ole('WordDocument'), 'file-old-format'],
    ['a workbook with a password', ole('EncryptedPackage'), 'file-password'],
    ['a binary workbook', zip({ 'xl/workbook.bin': 'x' }), 'file-old-format'],
    ['a presentation', zip({ 'ppt/presentation.xml': '<a/>' }), 'file-old-format'],
    ['any archive', zip({ 'a.txt': 'x' }), 'file-archive'],
    ['RAR', bytesOf('Rar!'), 'file-archive'],
    ['a table of 1C', bytesOf('MOXCEL '), 'file-old-format'],
    [
      'an Excel 2003 table',
      bytesOf(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      ),
      'file-old-format',
    ],
    ['a web archive', bytesOf('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n'), 'file-old-format'],
    ['XML of another kind', bytesOf('<?xml version="1.0"?><elmo/>'), 'file-no-table'],
  ])('%s is refused with what to do', async (_, bytes, reason) => {
    expect(await reasonsOf({ name: 'table.csv', bytes })).toEqual([reason]);
  });

  it('letters that became question marks are said', async () => {
    expect(await reasonsOf(file('код;атауы\nA;?аза?стан тарихы\nB;Электр ?ткізгіштігі\n'))).toEqual(['letters-lost']);
    expect(await reasonsOf(file('code;title\nA;Что такое право?\n'))).toEqual([]);
  });
});
