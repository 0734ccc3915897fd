/** Columns proposed right in the invented files of offices and in those of the audit: `npx tsx bench/columns.ts` writes bench/results/columns-DATE.md. */
import { filesWithExpectations, readingOf } from '../test/interchange/expected.ts';
import { keepPage, row, today } from './lib/page.ts';

async function measure(folder: string, what: string): Promise<string> {
  const files = filesWithExpectations(folder);
  let [right, all, asked] = [0, 0, 0];
  for (const { file, expected } of files)
    for (const wanted of expected.filter(({ columns }) => columns !== undefined).slice(0, 1)) {
      const { columns, questions } = await readingOf(file, wanted);
      for (const [header, field] of Object.entries(wanted.columns ?? {})) {
        all += 1;
        right += columns[header] === field ? 1 : 0;
      }
      asked += questions.length;
    }
  return row([what, files.length, all, right, `${((100 * right) / all).toFixed(1)} %`, asked]);
}

const lines = [
  row(['files', 'count', 'columns', 'right', 'share', 'questions']),
  row(['---', '---', '---', '---', '---', '---']),
  await measure('files/forms', 'invented, of twelve forms (`scripts/make-files.ts`)'),
  await measure('files/found', 'of the audit, unedited'),
];
const note =
  'A column is right when its field is the one that its author wrote down beside the file, which is made by a script that knows no reader. The readings of the audit’s files were written by hand.';
keepPage(`columns-${today()}`, [`# Columns proposed, ${today()}`, '', note, '', ...lines, ''].join('\n'));
