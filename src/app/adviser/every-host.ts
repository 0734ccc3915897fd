/** One curriculum at every stored host: all are looked through by sketches, and the likeliest are planned. */
import { type Course, type Curriculum, courseSchema, type Result, success, titleKey } from '../../domain/index.ts';
import { SubjectBook, sketchCourses, sketchKind, sketchReader } from '../../matching/index.ts';
import * as store from '../../store/index.ts';
import type { Service } from '../service/service.ts';
import { coursesOfPeriod, type PeriodOptions } from '../tools/period.ts';

/** Versions: of each host its newest year. */
export async function currentCatalogues({ store: { connection } }: Service): Promise<string[]> {
  const all = await store.courseLists.list(connection, { kind: 'catalogue' });
  return [...new Map(all.map(({ list, latest }) => [titleKey(list.institution), latest.id])).values()];
}

const bookOf = (service: Service): SubjectBook => service.context().subjects?.() ?? SubjectBook.none;

interface Watched {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Makes the sketches that current catalogues lack, and answers how many. Imports leave it to whoever has time. */
export async function sketchCatalogues(
  service: Service,
  { signal, onProgress, versions }: Watched & { readonly versions?: readonly string[] } = {},
): Promise<number> {
  const { connection } = service.store;
  const book = bookOf(service);
  if (book.subjects.length === 0) return 0;
  const kind = sketchKind(book);
  const missing = await store.sketches.missing(connection, kind, versions ?? (await currentCatalogues(service)));
  for (const [at, version] of missing.entries()) {
    signal?.throwIfAborted();
    onProgress?.(at, missing.length);
    const texts = await store.sketches.texts(connection, version);
    const content = await sketch(service, texts, book);
    await store.sketches.keep(connection, { version, kind, content });
  }
  return missing.length;
}

const sketch = async (service: Service, texts: readonly string[], book: SubjectBook): Promise<Uint8Array> =>
  service.context().matcher?.sketch?.(texts) ??
  sketchCourses(
    texts.map((text) => courseSchema.parse(JSON.parse(text))),
    book,
  );

/** Sketches that are held at a time: a few megabytes. */
const AT_ONCE = 100;

/** Hosts by the credits of the period that have a course about the same there, most first. */
export async function likeliestHosts(
  service: Service,
  {
    curriculum,
    versions,
    period,
    signal,
  }: Watched & {
    readonly curriculum: Curriculum;
    readonly versions: readonly string[];
    readonly period: PeriodOptions;
  },
): Promise<Result<readonly string[]>> {
  const home = coursesOfPeriod(curriculum, period);
  if (!home.ok) return home;
  const book = bookOf(service);
  const read = sketchReader(home.value, book);
  const found: { readonly version: string; readonly credits: number }[] = [];
  for (let from = 0; from < versions.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const some = versions.slice(from, from + AT_ONCE);
    for (const { version, content } of await store.sketches.read(service.store.connection, sketchKind(book), some))
      found.push({ version, credits: creditsOf(home.value, read(content)) });
  }
  found.sort((a, b) => b.credits - a.credits || (a.version < b.version ? -1 : 1));
  return success(found.map(({ version }) => version));
}

/** A course that does not say its credits counts as one of five. */
const USUAL_CREDITS = 5;
const creditsOf = (home: readonly Course[], likely: Float32Array): number =>
  home.reduce((sum, { credits }, at) => sum + (credits?.min.toNumber() ?? USUAL_CREDITS) * (likely[at] ?? 0), 0);
