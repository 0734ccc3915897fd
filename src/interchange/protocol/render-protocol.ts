/** Recognition -> the document that the registrar, the director and the commission sign. */
import pdfmake, { type Content } from 'pdfmake';
import type { Recognition } from '../../domain/index.ts';
import { bundleAnnex, derivationAnnex } from './annexes.ts';
import { creditedCourses } from './credited-courses.ts';
import { brief, FONT_FILES } from './fonts.ts';
import {
  academicDifference,
  additionalAchievements,
  particulars,
  pendingNote,
  rowsNotCredited,
  signatures,
  totals,
} from './sections.ts';
import { PAGE_MARGINS } from './table.ts';
import { PROTOCOL_TEXTS, type ProtocolTexts } from './texts.ts';
import type { ProtocolOptions } from './write-protocol.ts';

const FONT = 'DejaVu';

/** Lays the document out and gives its bytes; `writeProtocol` says what they promise. */
export async function renderProtocol(recognition: Recognition, options: ProtocolOptions): Promise<Uint8Array> {
  const creationDate = startOfDay(options.date);
  const texts = PROTOCOL_TEXTS[options.language];
  const { date } = options;
  const student = brief(recognition.student ?? texts.notStated, 60);
  allowOnlyFonts();
  const pdf = await pdfmake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: PAGE_MARGINS,
      language: options.language,
      displayTitle: true,
      version: '1.7',
      info: { title: `${texts.title}: ${student}`, creator: 'Concord', creationDate },
      defaultStyle: { font: FONT, fontSize: 7.5, lineHeight: 1.05 },
      styles: {
        title: { fontSize: 13, bold: true, alignment: 'center' },
        heading: { fontSize: 9.5, bold: true, margin: [0, 6, 0, 2] },
      },
      content: protocolContent(recognition, date, texts),
      footer: (page, pages) => foot(`${texts.title} · ${student} · ${texts.dayText(date)}`, `${page} / ${pages}`),
    })
    .getBuffer();
  return new Uint8Array(pdf);
}

function startOfDay(date: string): Date {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(`${date}T`))
    throw new RangeError(`not a date (YYYY-MM-DD): ${date}`);
  return day;
}

function protocolContent(recognition: Recognition, date: string, texts: ProtocolTexts): Content[] {
  const content: Content[] = [
    { text: `${texts.title} № ____________`, style: 'title', margin: [0, 0, 0, 8] },
    particulars(recognition, date, texts),
    ...pendingNote(recognition, texts),
    creditedCourses(recognition, texts),
    additionalAchievements(recognition, texts),
    rowsNotCredited(recognition, texts),
    academicDifference(recognition, texts),
    totals(recognition, texts),
    signatures(texts),
    { text: '', pageBreak: 'after' },
    bundleAnnex(recognition, texts),
    ...derivationAnnex(recognition, texts),
  ];
  const replaced = JSON.stringify(content).includes('\uFFFD');
  return replaced ? [...content, { text: texts.unprintable, margin: [0, 6, 0, 0] }] : content;
}

const foot = (left: string, right: string): Content => ({
  columns: [
    { text: left, width: '*', color: '#555555', fontSize: 6.5 },
    { text: right, width: 60, alignment: 'right', fontSize: 7.5 },
  ],
  margin: [PAGE_MARGINS[0], 10, PAGE_MARGINS[2], 0],
});

/** The library may read the two font files and nothing else, neither from the disk nor from the network. */
function allowOnlyFonts(): void {
  const files: readonly string[] = Object.values(FONT_FILES);
  pdfmake.setFonts({ [FONT]: { ...FONT_FILES } });
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
}
