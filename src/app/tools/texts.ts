/** Files that arrive as text inside a request. */
import type { Catalogue, Curriculum, Result, Transcript } from '../../domain/index.ts';
import { type FileInput, type Loaded, readCatalogue, readCurriculum, readTranscript } from '../../interchange/index.ts';

const asFile = (csv: string): FileInput => ({ name: 'request', bytes: new TextEncoder().encode(csv) });

const unloaded = <T>(read: Result<Loaded<T>>): Result<T> => (read.ok ? { ...read, value: read.value.value } : read);

/** `home`: the institution of a file that does not name one. */
export const readCurriculumText = (csv: string, home = ''): Result<Curriculum> =>
  unloaded(readCurriculum(asFile(csv), undefined, home));
export const readCatalogueText = (csv: string): Result<Catalogue> => unloaded(readCatalogue(asFile(csv)));
export const readTranscriptText = (csv: string): Result<Transcript> => unloaded(readTranscript(asFile(csv)));
