/** Recognition -> the document that the registrar, the director and the commission sign. */
import pdfmake, { type Content } from 'pdfmake';
import { type Recognition, reason } from '../../domain/index.ts';
import { bundleAnnex, derivationAnnex } from './annexes.ts';
import { creditedCourses } from './credited-courses.ts';
import { brief, FONT_FILES } from './fonts.ts';
import {
  academicDifference,
  additionalAchievements,
  particulars,
  rowsNotCredited,
  signatures,
  totals,
} from './sections.ts';
import { LAYOUT } from './table.ts';
import { wordsIn } from './words.ts';
import type { ProtocolOptions } from './write-protocol.ts';

/** Lays the document out and gives its bytes; `writeProtocol` says what they promise. */
export async function renderProtocol(recognition: Recognition, options: ProtocolOptions): Promise<Uint8Array> {
  const { date, language, texts } = options;
  const creationDate = startOfDay(date);
  const words = wordsIn(texts, language);
  const student = brief(recognition.student ?? words.word('protocol-not-stated'), 60);
  const title = words.word('protocol-title');
  // The library may read the two font files and nothing else, neither from the disk nor from the network.
  const fontFiles: readonly string[] = Object.values(FONT_FILES);
  pdfmake.setFonts({ DejaVu: { ...FONT_FILES } });
  pdfmake.setLocalAccessPolicy((path) => fontFiles.includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const pdf = await pdfmake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: LAYOUT.margins,
      language,
      displayTitle: true,
      version: '1.7',
      info: { title: `${title}: ${student}`, creator: 'Concord', creationDate },
      defaultStyle: { font: 'DejaVu', fontSize: 7.5, lineHeight: 1.05 },
      styles: {
        title: { fontSize: 13, bold: true, alignment: 'center' },
        heading: { fontSize: 9.5, bold: true, margin: [0, 6, 0, 2] },
      },
      content: protocolContent(recognition, options, title),
      footer: (page, pages) => ({
        columns: [
          { text: `${title} · ${student} · ${words.day(date)}`, width: '*', color: '#555555', fontSize: 6.5 },
          { text: `${page} / ${pages}`, width: 60, alignment: 'right', fontSize: 7.5 },
        ],
        margin: [LAYOUT.margins[0], 10, LAYOUT.margins[2], 0],
      }),
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

function protocolContent(
  recognition: Recognition,
  { texts, language, date }: ProtocolOptions,
  title: string,
): Content[] {
  const words = wordsIn(texts, language);
  // A warning above the tables while something still waits for a person.
  const { rows, bundles } = recognition;
  const count =
    rows.filter(({ outcome }) => outcome === 'needs-person').length +
    bundles.filter(({ status }) => status === 'needs-person').length;
  const pending = words.say(reason('protocol-pending', { count }));
  const content: Content[] = [
    { text: `${title} № ____________`, style: 'title', margin: [0, 0, 0, 8] },
    particulars(recognition, date, words),
    ...(count === 0 ? [] : [{ text: pending, bold: true, margin: [0, 2, 0, 2] } satisfies Content]),
    creditedCourses(recognition, words, language),
    additionalAchievements(recognition, words),
    rowsNotCredited(recognition, words),
    academicDifference(recognition, words, language),
    totals(recognition, words),
    signatures(words),
    { text: '', pageBreak: 'after' },
    bundleAnnex(recognition, words),
    ...derivationAnnex(recognition, words, language),
  ];
  const replaced = JSON.stringify(content).includes('\uFFFD');
  return replaced ? [...content, { text: words.word('protocol-unprintable'), margin: [0, 6, 0, 0] }] : content;
}
