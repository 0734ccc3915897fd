/** The engines that run in Node. Each is loaded on its own, so that the memory of one is not the memory of all. */
import type { SyntheticCourse } from '../lib/synthetic.ts';

/** Gets a query ready, untimed; what it returns is timed and gives the codes of the ten best courses. */
export type Search = (query: SyntheticCourse) => () => readonly string[];

/** A loaded engine, ready to build its index. */
export type Build = (courses: readonly SyntheticCourse[]) => Search;

const FIRST = 10;
/** The weight of a title where an engine can be told one; Concord's own is the same. */
const TITLE_WEIGHT = 3;

const textOf = ({ title, description }: SyntheticCourse): string => `${title} ${description}`.trim();

async function loadMiniSearch(): Promise<Build> {
  const { default: MiniSearch } = await import('minisearch');
  return (courses) => {
    const index = new MiniSearch<SyntheticCourse>({
      idField: 'code',
      fields: ['title', 'description'],
      searchOptions: { boost: { title: TITLE_WEIGHT } },
    });
    index.addAll(courses);
    return (query) => () =>
      index
        .search(textOf(query))
        .slice(0, FIRST)
        .map(({ id }) => String(id));
  };
}

async function loadFlexSearch(): Promise<Build> {
  const { default: FlexSearch } = await import('flexsearch');
  return (courses) => {
    const index = new FlexSearch.Index({ tokenize: 'strict' });
    for (const [position, course] of courses.entries()) index.add(position, textOf(course));
    return (query) => () =>
      index
        .search(textOf(query), { limit: FIRST, suggest: true })
        .map((position) => courses[Number(position)]?.code ?? '');
  };
}

/** Fuse looks for the query as one approximate string, or with `byToken` for its words. */
async function loadFuse(byToken: boolean): Promise<Build> {
  const { default: Fuse } = await import('fuse.js');
  return (courses) => {
    const index = new Fuse(courses, {
      keys: [
        { name: 'title', weight: TITLE_WEIGHT },
        { name: 'description', weight: 1 },
      ],
      ignoreLocation: true,
      useTokenSearch: byToken,
    });
    return (query) => () => index.search(textOf(query), { limit: FIRST }).map(({ item }) => item.code);
  };
}

async function loadNatural(): Promise<Build> {
  const { TfIdf } = await import('natural/lib/natural/tfidf/index.js');
  return (courses) => {
    const index = new TfIdf();
    for (const course of courses) index.addDocument(textOf(course));
    return (query) => () => {
      // As words: given a string, it would read the query again for every course.
      const words = [...new Set(textOf(query).toLowerCase().split(/\W+/))].filter((word) => word !== '');
      return index
        .tfidfs(words)
        .map((score, position) => ({ score, position }))
        .sort((a, b) => b.score - a.score)
        .slice(0, FIRST)
        .map(({ position }) => courses[position]?.code ?? '');
    };
  };
}

async function loadConcord(): Promise<Build> {
  const { buildWordChannel, searchWords } = await import('./concord.ts');
  return (courses) => searchWords(buildWordChannel(courses));
}

async function loadConcordScan(): Promise<Build> {
  const { buildWordChannel, searchVectors } = await import('./concord.ts');
  return (courses) => searchVectors(buildWordChannel(courses));
}

export const ENGINES: Readonly<Record<string, () => Promise<Build>>> = {
  concord: loadConcord,
  'concord-scan': loadConcordScan,
  flexsearch: loadFlexSearch,
  minisearch: loadMiniSearch,
  fuse: () => loadFuse(false),
  'fuse-tokens': () => loadFuse(true),
  natural: loadNatural,
};
