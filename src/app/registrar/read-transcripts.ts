/** How a file with transcripts is read: with what a person says of it, else as a person chose for the same form before, else as proposed. */
import {
  type ListReading,
  type Problem,
  type Reason,
  type RememberedColumns,
  type Result,
  reason,
  type Transcript,
  type TranscriptAnswers,
  titleKey,
} from '../../domain/index.ts';
import type { Loaded } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, dayOf, type Service } from '../service/service.ts';
import { formOf } from '../tools/file-form.ts';
import { type InputFile, readTranscriptFile } from '../tools/files.ts';
import { readingOf } from './read-import.ts';

/** A file that was sent, and what was said of it. */
export interface SentFile extends Pick<InputFile, 'name' | 'bytes'> {
  readonly said?: TranscriptAnswers;
}

/** One transcript of a file. */
export interface ReadPart {
  readonly part: string | null;
  /** Null: nothing can be used as it was read. */
  readonly transcript: Transcript | null;
  readonly reading: ListReading | null;
  readonly problems: readonly Problem[];
  /** What has to be said of the file first. */
  readonly needs: readonly Reason[];
}

export interface ReadTranscripts {
  readonly form: string | null;
  readonly whose: string | null;
  readonly remembered: RememberedColumns | null;
  readonly parts: readonly ReadPart[];
}

export async function readTranscripts(
  service: Service,
  caller: Caller,
  { said = {}, ...file }: SentFile,
): Promise<ReadTranscripts> {
  const context = service.context();
  const { columns, ...rest } = said;
  // As it reads without anybody's word on its columns: by that its form is known again.
  const first = await readTranscriptFile(file, context, rest);
  const [seen = null] = first.flatMap((read) => (read.ok ? [read.value] : []));
  const form = formOf(seen);
  const whose = titleKey(seen?.value.institution ?? '');
  const chosen = columns && Object.keys(columns).length > 0 ? { columns, chosenOn: dayOf(caller) } : null;
  const remembered = columns || form === null ? chosen : await chosenBefore(service, form, whose);
  const read = remembered
    ? await readTranscriptFile(file, context, { ...rest, ...(columns ? { columns } : remembered) })
    : first;
  return { form, whose, remembered, parts: readParts(read) };
}

/** So many files of a form are looked through for what was said of its columns. */
const LOOKED_BACK = 50;

/** The columns that somebody said last for a file of that form, whether it is taken yet or waits for its student; not of one that was set aside. */
async function chosenBefore(
  { store: { connection } }: Service,
  form: string,
  whose: string,
): Promise<RememberedColumns | null> {
  const { items } = await store.list(connection, 'transcript-file', {
    where: { form, whose },
    order: 'newest',
    limit: LOOKED_BACK,
  });
  return items.find(({ state, remembered }) => state !== 'set-aside' && remembered !== null)?.remembered ?? null;
}

function readParts(read: readonly Result<Loaded<Transcript>>[]): ReadPart[] {
  const names = new Map<string, number>();
  return read.map((one) => {
    if (!one.ok) return { part: null, transcript: null, reading: null, problems: one.problems, needs: [UNREADABLE] };
    const { value: loaded, problems } = one;
    const { value: transcript, unusable, tables } = loaded;
    const part = read.length < 2 ? null : uniqueName(transcript, names);
    const reading = tables.length > 0 ? readingOf(loaded) : null;
    const questions = tables.flatMap((table) => table.questions.map((question) => question.reason));
    if (!unusable) return { part, transcript, reading, problems, needs: questions };
    // Of the file or its header; rows tell of themselves.
    const missing = problems.filter(({ severity, line }) => severity === 'error' && (!line || loaded.rows === 0));
    const needs = [...missing.flatMap((lack) => lack.reason ?? []), ...questions];
    return { part, transcript: null, reading, problems, needs: needs.length > 0 ? needs : [UNREADABLE] };
  });
}

const UNREADABLE = reason('needs-readable-file');

/** By student and institution, with a number where two are called the same. */
function uniqueName({ student, institution }: Transcript, names: Map<string, number>): string {
  const name = [student, institution].filter((part) => part !== null).join(', ') || '?';
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name} (${count})`;
}
