/** Scans, with programs in the place of `tesseract` that answer as it does: the real one is on few machines. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile, readTranscript } from '../../../src/interchange/index.ts';
import { RULES, TEXTS } from '../../installed.ts';

let folder: string;
const ownPath = process.env.PATH;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'concord-scan-'));
  // Nothing else is found, so that a real one on this machine is not asked.
  process.env.PATH = folder;
});
afterEach(() => {
  process.env.PATH = ownPath;
  rmSync(folder, { recursive: true });
});

const LANGUAGES = 'List of available languages in "/data/" (3):\neng\nosd\nrus\n';

/** A program that lists its languages, and answers a picture by the body of a function of its arguments. */
function install(answer: string): void {
  const place = path.join(folder, 'tesseract');
  const source = [
    `#!${process.execPath}`,
    'const options = process.argv.slice(2);',
    `if (options[0] === '--list-langs') { process.stdout.write(${JSON.stringify(LANGUAGES)}); process.exit(0); }`,
    'const chunks = [];',
    "process.stdin.on('data', (chunk) => chunks.push(chunk));",
    `process.stdin.on('end', () => { const picture = Buffer.concat(chunks); ${answer} });`,
  ];
  writeFileSync(place, source.join('\n'));
  chmodSync(place, 0o755);
}

/** Its table of words: lines of words with their left edges, 25 dots high and 60 apart. */
function tableOf(lines: readonly (readonly (readonly [left: number, text: string, confidence?: number])[])[]): string {
  const head = 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
  const rows = lines.flatMap((words, at) => [
    `4\t1\t1\t1\t${at}\t0\t0\t${at * 60}\t900\t25\t-1\t`,
    ...words.map(([left, text, confidence = 96], word) =>
      [5, 1, 1, 1, at, word + 1, left, at * 60, text.length * 15, 25, confidence, text].join('\t'),
    ),
  ]);
  return [head, ...rows].join('\n');
}

const TRANSCRIPT = tableOf([
  [
    [100, 'Student'],
    [220, 'ID:'],
    [280, 'S-4410'],
  ],
  [
    [100, 'Code'],
    [300, '|', 96],
    [320, 'Title'],
    [700, 'ECTS'],
    [900, 'Grade'],
  ],
  [
    [100, 'EE301'],
    [320, 'Electric'],
    [455, 'machines'],
    [700, '6'],
    [900, 'B'],
  ],
  [
    [100, 'EE302'],
    [320, 'Power'],
    [410, 'electronics', 41],
    [700, '5'],
    [900, 'A'],
  ],
]);

/** The first bytes of a PNG of so many dots, which is all that is looked at. */
const picture = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(bytes);
};

/** A PDF whose one page is a grey picture. */
function pictureAsPdf(width: number, height: number): Uint8Array {
  const pixels = deflateSync(Buffer.alloc(width * height, 0xcc));
  const draw = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 5 0 R /Resources << /XObject << /P 4 0 R >> >> >>`,
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length ${pixels.length} >>\nstream\n${pixels.toString('latin1')}\nendstream`,
    `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return new Uint8Array(
    Buffer.from(`${text}${table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`, 'latin1'),
  );
}

async function read(bytes: Uint8Array, more: Parameters<typeof openFile>[1] = {}) {
  const opened = await openFile({ name: 'scan', bytes }, { units: RULES.units, ...more });
  return { opened, read: opened.ok ? readTranscript(opened.value) : opened };
}

const print = (text: string): string => `process.stdout.write(${JSON.stringify(text)});`;

describe('a scan', () => {
  it('is refused with what helps where nothing reads pictures', async () => {
    const { opened } = await read(picture(2000, 3000));
    expect(opened.problems.map(({ reason }) => reason.code)).toEqual(['file-without-text']);
    const [why] = opened.problems.map(({ reason }) => TEXTS.remedy(reason, 'en'));
    expect(why).toMatch(/tesseract/);
  });

  it.each([
    ['a picture', picture(2000, 3000)],
    ['a page of a PDF', pictureAsPdf(600, 800)],
  ])('as %s is read with every value to be confirmed', async (_, bytes) => {
    install(print(TRANSCRIPT));
    const { opened, read: loaded } = await read(bytes);
    const scanned = opened.problems.find(({ reason }) => reason.code === 'file-scanned');
    expect(scanned?.reason.values).toEqual({ words: 17, unsure: 1 });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { student, rows } = loaded.value.value;
    expect(student).toBe('S-4410');
    expect(rows.map(({ code, titles, credits, grade }) => [code, titles.en, `${credits}`, grade])).toEqual([
      ['EE301', 'Electric machines', '6', 'B'],
      ['EE302', 'Power electronics', '5', 'A'],
    ]);
    for (const { aside } of rows) {
      expect(aside?.map(({ field }) => field).sort()).toEqual(['code', 'credits', 'grade', 'title']);
      expect(new Set(aside?.map(({ reason }) => reason.code))).toEqual(new Set(['scan-to-confirm']));
    }
  });

  it('has a row confirmed by the person who wrote or looked through it', async () => {
    install(print(TRANSCRIPT));
    const first = await read(picture(2000, 3000));
    const place = first.read.ok ? first.read.value.value.rows[1] : undefined;
    if (!place) throw new Error('it was read');
    const mended = [{ place: { line: place.line, page: 1 }, cells: { B: 'Power electronics I' } }];
    const { read: again } = await read(picture(2000, 3000), { mended });
    const rows = again.ok ? again.value.value.rows : [];
    expect(rows.map(({ titles, aside }) => [titles.en, aside?.length])).toEqual([
      ['Electric machines', 4],
      ['Power electronics I', undefined],
    ]);
  });

  it.each([
    ['the program fails', 'process.exit(1);', picture(2000, 3000), 'picture-unread'],
    ['it finds no words', print(tableOf([[]])), picture(2000, 3000), 'picture-unread'],
    ['the picture has too many dots', print(TRANSCRIPT), picture(60_000, 60_000), 'picture-too-large'],
  ])('is refused when %s', async (_, answer, bytes, code) => {
    install(answer);
    const { opened } = await read(bytes);
    expect(opened.problems.map(({ reason }) => reason.code)).toEqual([code]);
  });

  it('is given to the program whole, in the languages that it has', async () => {
    const words = tableOf([[[100, 'X']]]).replace(/X$/, '');
    install(`process.stdout.write(${JSON.stringify(words)} + options.join('_') + picture.length + '\\n');`);
    const { opened } = await read(pictureAsPdf(600, 800));
    const said = JSON.stringify(opened.ok ? opened.value.grids : opened.problems);
    expect(said).toContain('stdin_stdout_-l_rus+eng_--psm_6_tsv1440015');
  });
});
