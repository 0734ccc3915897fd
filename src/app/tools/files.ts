/** Files that are read as a whole: the invented institutions of fixtures/, and texts of requests. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Catalogue,
  type Curriculum,
  type MobilityCall,
  type Problem,
  problem,
  type Result,
  reason,
  type Transcript,
} from '../../domain/index.ts';
import {
  type FileInput,
  type Loaded,
  openFile,
  type ReadOptions,
  readCalls,
  readCatalogue,
  readCurriculum,
  readEachTranscript,
} from '../../interchange/index.ts';
import type { AppContext } from './context.ts';
import { openWith, readListWith } from './papers.ts';

export interface Fixtures {
  /** By file name without extension. */
  readonly curricula: ReadonlyMap<string, Curriculum>;
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly calls: readonly MobilityCall[];
  readonly transcripts: ReadonlyMap<string, FileInput>;
  readonly problems: readonly Problem[];
}

/** Loads a folder shaped like fixtures/. @throws when the folder is missing: the installation is broken. */
export function loadFixtures(folder: string): Fixtures {
  const problems: Problem[] = [];
  const filesOf = (part: string): [string, FileInput][] =>
    readdirSync(path.join(folder, part))
      .filter((name) => name.endsWith('.csv'))
      .sort()
      .map((name) => [path.basename(name, '.csv'), { name, bytes: readFileSync(path.join(folder, part, name)) }]);
  const load = <T>(
    part: string,
    read: (file: FileInput) => ReturnType<typeof readCatalogue> | ReturnType<typeof readCurriculum>,
  ) =>
    new Map(
      filesOf(part).flatMap(([id, file]) => {
        const loaded = read(file);
        problems.push(...loaded.problems);
        return loaded.ok ? [[id, loaded.value.value as T] as const] : [];
      }),
    );
  const curricula = load<Curriculum>('home', readCurriculum);
  const catalogues = load<Catalogue>('hosts', readCatalogue);
  const calls = readCalls({ name: 'calls.csv', bytes: readFileSync(path.join(folder, 'calls.csv')) });
  problems.push(...calls.problems);
  return {
    curricula,
    catalogues,
    calls: calls.ok ? calls.value.value : [],
    transcripts: new Map(filesOf('transcripts')),
    problems,
  };
}

/**
 * Asks whose a host's list is where neither it nor who sent it says so: decisions and transcripts go by that name. Of several hosts, and of a
 * list that goes out, it must be known.
 */
export function askWhose(
  { institution }: Catalogue,
  { name: source }: FileInput,
  use: 'only' | 'one-of-several' | 'to-send',
): Problem[] {
  if (institution !== '') return [];
  const why = reason(use === 'one-of-several' ? 'host-of-several-not-named' : 'list-without-institution');
  const severity = use === 'only' ? 'warning' : 'error';
  return [problem('value-missing', why, { source, column: 'institution', severity })];
}

/** What the rules of an installation know besides, for readers of what is sent to it. */
const readingBy = ({ rules }: Pick<AppContext, 'rules'>, more: ReadOptions = {}): ReadOptions => ({
  units: rules.units,
  ...more,
});

/** The lists that a request may write out. */
export interface TextLists {
  readonly curriculum: Curriculum;
  readonly catalogue: Catalogue;
  readonly transcript: Transcript;
}

/** The text of a CSV file, read where the context has it done: a long one in this thread would keep everybody waiting. */
export const readText = async <K extends keyof TextLists>(
  context: Pick<AppContext, 'rules' | 'papers'>,
  kind: K,
  csv: string,
): Promise<Result<TextLists[K]>> => {
  // A text that came without a file has no name of one.
  const file = { name: '', bytes: new TextEncoder().encode(csv) };
  const read = await readListWith(context, { kind, file, reading: readingBy(context) });
  return read.ok ? { ...read, value: read.value.value as TextLists[K] } : read;
};

/** What a person says of a file with transcripts, or said of one of the same form. */
export type TranscriptReading = Pick<ReadOptions, 'columns' | 'chosenOn' | 'sheet' | 'institution' | 'scale'>;

/**
 * The transcripts in a file as it was sent, in any form that is read; rows that could not be used stand in them. What was seen of a table of
 * which nothing can be used is answered too.
 */
export async function readTranscriptFile(
  file: FileInput,
  context: Pick<AppContext, 'rules' | 'papers'>,
  said: TranscriptReading = {},
): Promise<readonly Result<Loaded<Transcript>>[]> {
  const opened = await openWith(context, file, readingBy(context, { ...said, toShow: true }));
  if (!opened.ok) return [opened];
  return readEachTranscript(opened.value).map((read) => ({
    ...read,
    problems: [...opened.problems, ...read.problems],
  }));
}

export { type FileInput as InputFile, openFile, type ReadOptions };

/** Largest file that is read at all: 64 MiB, several times the largest real catalogue seen (10,000 courses in 8 MB). */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;
