import { Option } from 'commander';
import { columnLetter, FILE_KINDS, type FileKind, type Inspection, inspectFile, rulesAt } from '../app/index.ts';
import { describeProblem, type Problem, type Reason, reason } from '../domain/index.ts';
import { type ReadingFlags, readingOf, withTranscriptOptions } from './options.ts';
import { type Cli, type CliCommand, fail, finish, openInput, table } from './terminal.ts';

/** What would be read of a file, column by column, with the reasons and with what is not clear; changes nothing. */
export const inspection: CliCommand<
  ReadingFlags & { readonly as?: FileKind; readonly format: 'table' | 'json'; readonly out?: string }
> = {
  takes: (command) =>
    withTranscriptOptions(command)
      .argument('<file>')
      .addOption(
        new Option('--as <kind>', 'what the file lists (default: what it looks like)').choices([...FILE_KINDS]),
      )
      .addOption(new Option('--format <format>', 'output').choices(['table', 'json']).default('table'))
      .option('--out <file>', 'write there instead of standard output'),
  run: async (cli, flags, file = '') => {
    const { rules, today } = cli.context();
    const opened = await openInput(cli, file, readingOf(flags));
    if (!opened.ok) return fail(cli, opened.problems);
    const read = inspectFile(opened.value, flags.as, rulesAt(rules, today));
    if (!read.ok) return fail(cli, [...opened.problems, ...read.problems]);
    const { format, out } = flags;
    const { value } = read;
    const lacks = read.problems.filter(({ severity }) => !value.usable && severity === 'error');
    const text =
      format === 'json'
        ? JSON.stringify({ ...value, problems: read.problems }, null, 2)
        : inspectionText(value, lacks, cli);
    // What stands in the text is not told again.
    const told = [
      ...['column-unknown', 'column-unclear', 'row-set-aside', 'header-duplicate-column'],
      ...(format === 'table' ? lacks.map(({ code }) => code) : []),
    ];
    const problems = [...opened.problems, ...read.problems].filter(({ code }) => !told.includes(code));
    const code = finish(cli, { text, out, problems, rejected: value.rejectedRows.length });
    return value.usable ? code : 2;
  },
};

/** `lacks`: why nothing can be used yet. */
function inspectionText(read: Inspection, lacks: readonly Problem[], cli: Cli): string {
  const { say } = cli;
  const { kind, rows, rejectedRows, tables, listedRows, facts } = read;
  const lines = [
    read.usable
      ? say(reason('inspect-summary', { kind, rows, rejected: rejectedRows.length, tables: tables.length }))
      : say(reason('inspect-unusable', { kind })),
  ];
  for (const [fact, value] of Object.entries(facts))
    lines.push(
      say(value === null ? reason('inspect-fact-missing', { fact }) : reason('inspect-fact', { fact, value })),
    );
  for (const { part, student, institution, rows: count } of read.parts) {
    const values = { student: student ?? part, institution: institution ?? '–', rows: count };
    lines.push(`  ${say(reason('inspect-part', values))}${`. --part ${part}`}`);
  }
  for (const { scale, because } of read.scales)
    lines.push(`? ${say(reason('inspect-scale', { scale, because }))}. --scale ${scale}`);
  for (const { sheet, page, header, columns, questions, items } of tables) {
    lines.push('', say(cellPlace({ sheet, page, header, items })));
    const body = columns
      .filter(({ samples, printed }) => samples.length > 0 || printed)
      .map(({ index, name, field, language, unit, why, samples }) => [
        columnLetter(index),
        name,
        [field === null ? '-' : say(reason('file-field', { field })), language, unit].filter((part) => part).join(', '),
        say(why),
        samples.join(' | ').slice(0, 60),
      ]);
    lines.push(table(cli, ['letter', 'header', 'read-as', 'why', 'samples'], body, [5, 26, 22, 40, 32]));
    for (const { reason: why } of questions) lines.push(`? ${say(why)}. ${cli.texts.remedy(why, cli.language)}.`);
  }
  for (const lack of lacks) lines.push(`! ${describeProblem(lack, cli.texts, cli.language)}`);
  const shown = 12;
  if (listedRows.length > 0) lines.push('', say(reason('inspect-listed', { count: listedRows.length })));
  for (const { place, kind: row, text } of listedRows.slice(0, shown))
    lines.push(`  ${place.line}  ${say(reason('inspect-row', { kind: row }))}: ${text.slice(0, 90)}`);
  if (listedRows.length > shown) lines.push(`  ${say(reason('problems-more', { count: listedRows.length - shown }))}`);
  return lines.join('\n');
}

function cellPlace({
  sheet,
  page,
  header,
  items,
}: Pick<Inspection['tables'][number], 'sheet' | 'page' | 'header' | 'items'>): Reason {
  const [first] = header;
  const where = sheet ?? (page === null ? '' : String(page));
  const at = sheet !== null ? 'sheet' : page !== null ? 'page' : 'file';
  return first === undefined
    ? reason('inspect-table-headless', { at, where, items })
    : reason('inspect-table', { at, where, line: String(first), lines: header.length, items });
}
