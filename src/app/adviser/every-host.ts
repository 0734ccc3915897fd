/** One curriculum at every stored host: all are looked through by sketches, and the likeliest are planned. */
import { type Course, type Curriculum, type Result, success, titleKey } from '../../domain/index.ts';
import { SubjectBook, sketchKind, sketchReader } from '../../matching/index.ts';
import type { ComparedHost } from '../../planning/index.ts';
import * as store from '../../store/index.ts';
import { MOST_COMPARISONS } from '../service/loaded-lists.ts';
import type { Service } from '../service/service.ts';
import { runAsking } from '../tools/asking.ts';
import type { HostToCompare } from '../tools/compare-hosts.ts';
import { findPolicy } from '../tools/context.ts';
import { type CourseText, sketchStored } from '../tools/match-tasks.ts';
import { coursesOfPeriod, limitsOf } from '../tools/period.ts';
import { readBuiltRules, writeBuiltRules } from '../tools/rules.ts';
import type { PlanOptions } from '../tools/stay.ts';

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

/** Versions of current catalogues, or of these, that have no sketch. */
export async function unsketched(service: Service, versions?: readonly string[]): Promise<string[]> {
  const book = bookOf(service);
  if (book.subjects.length === 0) return [];
  const asked = versions ?? (await currentCatalogues(service));
  return store.sketches.missing(service.store.connection, sketchKind(book), asked);
}

/** Makes the sketches that are missing, and answers how many. Imports leave it to whoever has time. */
export async function sketchCatalogues(
  service: Service,
  { signal, onProgress, versions }: Watched & { readonly versions?: readonly string[] } = {},
): Promise<number> {
  const { connection } = service.store;
  const book = bookOf(service);
  const missing = await unsketched(service, versions);
  const kind = sketchKind(book);
  for (const [at, version] of missing.entries()) {
    signal?.throwIfAborted();
    onProgress?.(at, missing.length);
    const texts = await store.sketches.texts(connection, version);
    const content = await sketch(service, { texts, book });
    await store.sketches.keep(connection, { version, kind, content });
  }
  return missing.length;
}

const sketch = async (
  service: Service,
  { texts, book }: { readonly texts: readonly CourseText[]; readonly book: SubjectBook },
): Promise<Uint8Array> => service.context().matcher?.sketch?.(texts) ?? sketchStored(texts, book);

/**
 * Makes the indexes of current catalogues that are not kept where this process keeps them, one after the other, so that a question about every host
 * finds them; answers how many.
 */
export async function keepIndexes(service: Service, isStopped: () => boolean): Promise<number> {
  const { unkept, keep } = service.context().matcher ?? {};
  if (!unkept || !keep) return 0;
  let made = 0;
  for (const version of await unkept(await currentCatalogues(service))) {
    if (isStopped()) break;
    const catalogue = await store.courses.catalogue(service.store.connection, version);
    if (!catalogue) continue; // taken out meanwhile
    await runAsking({ who: store.SYSTEM, isBatch: true, signal: () => undefined }, () =>
      keep(catalogue.courses, version),
    );
    made += 1;
  }
  return made;
}

/** Sketches that are held at a time: a few megabytes. */
const SKETCHES_HELD = 100;

/** Hosts by the credits of a stay that have a course about the same there, most first; among equals by the credits of the whole period. */
export async function likeliestHosts(
  service: Service,
  {
    curriculum,
    versions,
    options,
    signal,
  }: Watched & {
    readonly curriculum: Curriculum;
    readonly versions: readonly string[];
    readonly options: PlanOptions;
  },
): Promise<Result<readonly string[]>> {
  const home = coursesOfPeriod(curriculum, options);
  if (!home.ok) return home;
  const policy = findPolicy(service.context(), options.policy);
  if (!policy.ok) return policy;
  const limits = limitsOf(options, policy.value);
  if (!limits.ok) return limits;
  const most = limits.value.maxEcts.toNumber();
  const book = bookOf(service);
  const read = sketchReader(home.value, book);
  const found: { readonly version: string; readonly ofStay: number; readonly ofPeriod: number }[] = [];
  for (let from = 0; from < versions.length; from += SKETCHES_HELD) {
    signal?.throwIfAborted();
    const some = versions.slice(from, from + SKETCHES_HELD);
    for (const { version, content } of await store.sketches.read(service.store.connection, sketchKind(book), some))
      found.push({ version, ...recognisedCredits(home.value, read(content), most) });
  }
  found.sort((a, b) => b.ofStay - a.ofStay || b.ofPeriod - a.ofPeriod || (a.version < b.version ? -1 : 1));
  return success(found.map(({ version }) => version));
}

/** A course that does not say its credits counts as one of five. */
const USUAL_CREDITS = 5;
/** Credits that likely have a counterpart: of the likeliest courses that a stay has room for, and of all. */
function recognisedCredits(
  home: readonly Course[],
  likely: Float32Array,
  most: number,
): { readonly ofStay: number; readonly ofPeriod: number } {
  const courses = home.map(({ credits }, at) => ({
    size: credits?.min.toNumber() ?? USUAL_CREDITS,
    share: likely[at] ?? 0,
  }));
  courses.sort((a, b) => b.share - a.share);
  let [ofStay, ofPeriod, room] = [0, 0, most];
  for (const { size, share } of courses) {
    ofStay += Math.min(room, size) * share;
    ofPeriod += size * share;
    room = Math.max(0, room - size);
  }
  return { ofStay, ofPeriod };
}

/** What a comparison came to before, by all that it rests on: the same question is answered at once, until something of it is another. */
export function keptComparison(
  { store: { connection }, loaded: { comparisons }, context }: Service,
  asked: {
    readonly curriculum: string;
    readonly institution: string;
    readonly host: string;
    readonly options: object;
  },
): NonNullable<HostToCompare['kept']> {
  const { today, home } = context();
  let key: string | null = null;
  return {
    read: async () => {
      const [mine, theirs] = [
        await store.courseLists.named(connection, 'curriculum', asked.curriculum),
        await store.courseLists.named(connection, 'catalogue', asked.host),
      ];
      const list = theirs && (await store.courseLists.findVersion(connection, theirs.id));
      if (!mine || !theirs || !list) return null;
      const between = { home: asked.institution, host: list.list.institution };
      const decided = await store.precedents.stamp(connection, between);
      key = JSON.stringify([mine.id, theirs.id, decided, asked.options, today, home]);
      const text = comparisons.get(key);
      if (text === undefined) return null;
      // The one used last is the last to go.
      comparisons.delete(key);
      comparisons.set(key, text);
      return readBuiltRules<Result<ComparedHost>>(text);
    },
    keep: (row) => {
      if (key === null) return;
      comparisons.set(key, writeBuiltRules(row));
      const [oldest] = comparisons.keys();
      if (comparisons.size > MOST_COMPARISONS && oldest !== undefined) comparisons.delete(oldest);
    },
  };
}
