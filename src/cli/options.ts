/** Values of options, read strictly; what can not be read is answered with what was expected. */
import { type Command, InvalidArgumentError } from 'commander';
import type { ReadOptions } from '../app/index.ts';
import { Rational } from '../domain/index.ts';

export const wholeNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('expected a whole number of 1 or more');
  return Number(text);
};

/** A non-negative exact amount; the decimal sign may be a comma. */
export const exactAmount = (text: string): Rational => {
  const amount = Rational.parse(text.replace(',', '.'));
  if (!amount || amount.num < 0n) throw new InvalidArgumentError('expected an amount such as 27, 7.5 or 4/3');
  return amount;
};

/** A grading table on one line: `10:50,9:100` are numbers of students, `A:10%,B:25%` shares. */
export function gradeCounts(text: string): { counts: { grade: string; count: number }[]; sampleStated: boolean } {
  const wrong = () =>
    new InvalidArgumentError('expected grades with counts such as 10:50,9:100 or shares such as A:10%,B:25.5%');
  const rows = text.split(',').map((part) => {
    const [, grade = '', figure = '', sign = ''] = /^\s*(.+):\s*(\d{1,7}(?:\.\d{1,3})?)(%?)\s*$/.exec(part) ?? [];
    return { grade, figure: Rational.parse(figure), sign };
  });
  const sampleStated = rows.every(({ sign }) => sign === '');
  // Shares keep their proportion as whole thousandths.
  const factor = Rational.of(sampleStated ? 1 : 1000);
  const counts = rows.map(({ grade, figure, sign }) => {
    const count = figure?.mul(factor);
    if (!count?.isInteger() || (sign === '%') === sampleStated) throw wrong();
    return { grade, count: count.toNumber() };
  });
  return { counts, sampleStated };
}

export const isoDate = (text: string): string => {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('expected a date such as 2026-09-01');
  return text;
};

/** For the commands that ask one host. */
export const withIndexOption = (command: Command): Command =>
  command.option('--index <file>', 'the host\'s index, made by "concord index"; matching then begins at once');

/** For the commands that read one host's list. */
export const withHostOption = (command: Command): Command =>
  command.option('--host-institution <name>', "the institution of a host's list that names none");

/** What is said of the host's list. */
export const hostReading = (institution: string | undefined): ReadOptions => (institution ? { institution } : {});

/** Two codes with an equals sign between them. */
export const parsePair = (text: string, expected: string): { home: string; host: string } => {
  const [home, host, ...rest] = text.split('=').map((part) => part.trim());
  if (!home || !host || rest.length > 0) throw new InvalidArgumentError(`expected ${expected}`);
  return { home, host };
};

/** What the command line says of a file that does not say it itself. */
export interface ReadingFlags {
  readonly columns?: Readonly<Record<string, string>>;
  readonly sheet?: string;
  readonly scale?: string;
  readonly part?: string;
  readonly institution?: string;
  readonly year?: string;
}

/** `title=C,credits=E`: fields by the letters, numbers or headers of their columns. */
const columnsOption = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(',').map((part) => {
      const at = part.indexOf('=');
      const [field, column] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
      if (at < 1 || column === '')
        throw new InvalidArgumentError('expected fields with columns, such as title=C,credits=E');
      return [field, column];
    }),
  );

/** For commands that read one table. */
export const withTableOptions = (command: Command): Command =>
  command
    .option(
      '--columns <field=column,...>',
      'which column is which, by letter, number or header: title=C,credits=E',
      columnsOption,
    )
    .option('--sheet <name>', 'the sheet of a workbook that is meant');

/** For commands that read a transcript. */
export const withTranscriptOptions = (command: Command): Command =>
  withTableOptions(command)
    .option('--scale <id>', 'the grading scale of rows that name none, such as de')
    .option('--part <number>', 'whose transcript is meant, in a file of several')
    .option('--institution <name>', 'the institution of a file that names none')
    .option('--year <year>', 'the academic year that is meant, in a list of several or of none, such as 2026/27');

/** The flags as a reader takes them. */
export const readingOf = ({ columns, sheet, scale, part, institution, year }: ReadingFlags): ReadOptions => ({
  ...(columns && { columns }),
  ...(sheet !== undefined && { sheet }),
  ...(scale !== undefined && { scale }),
  ...(part !== undefined && { part }),
  ...(institution !== undefined && { institution }),
  ...(year !== undefined && { academicYear: year }),
});
