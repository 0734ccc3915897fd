/** The invented institutions in fixtures/: what `demo` walks through and `serve` offers until a database holds real ones. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue, Curriculum, MobilityCall, Problem } from '../../domain/index.ts';
import { type FileInput, readCalls, readCatalogue, readCurriculum } from '../../interchange/index.ts';

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
