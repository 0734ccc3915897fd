/** The optional semantic scorer: matches of the built-in model weighed again by the closeness of embeddings. */
import { type Course, type CourseMatches, type Match, type Problem, reason } from '../../domain/index.ts';
import { cosine, type Embedder, embeddingText } from '../../semantic/index.ts';
import type { MatchRun } from './match-tasks.ts';

/** Matches per home course that are weighed again, at least. */
export const SEMANTIC_CANDIDATES = 50;

/**
 * Adds the evidence `semantic` to each match of `run` (which should hold {@link SEMANTIC_CANDIDATES}) and ranks anew. When the
 * server does not answer, the run comes back as it was, with a warning that says so.
 */
export async function addSemantics(
  embedder: Embedder,
  run: MatchRun,
  {
    home,
    host,
    top,
  }: {
    readonly home: readonly Course[];
    readonly host: readonly Course[];
    /** Matches to keep per home course. */
    readonly top: number;
  },
): Promise<{ run: MatchRun; problems: Problem[] }> {
  const proposed = new Set(run.results.flatMap(({ matches }) => matches.map(({ hostCode }) => hostCode)));
  const courses = host.filter(({ code }) => proposed.has(code));
  const embedded = await embedder.embed([...home, ...courses].map(embeddingText));
  if (!embedded.ok) {
    const problems = embedded.problems.map((problem): Problem => ({ ...problem, severity: 'warning' }));
    return { run: { ...run, results: run.results.map((found) => keepTop(found, top)) }, problems };
  }
  const { vectors, model } = embedded.value;
  const hostVectors = new Map(courses.map(({ code }, at) => [code, vectors[home.length + at]]));
  const results = run.results.map((found, at) => keepTop(weighAnew(found, vectors[at], hostVectors), top));
  const basis = { ...run.basis, model: `${run.basis.model} + embeddings of ${model}`, calibrated: false };
  return { run: { basis, results }, problems: embedded.problems };
}

const keepTop = (found: CourseMatches, top: number): CourseMatches => ({
  ...found,
  matches: found.matches.slice(0, top).map((match, at) => ({ ...match, rank: at + 1 })),
});

function weighAnew(
  { homeCode, homeTitle, matches }: CourseMatches,
  own: Float32Array | undefined,
  hostVectors: ReadonlyMap<string, Float32Array | undefined>,
): CourseMatches {
  const cosines = matches.map(({ hostCode }) => {
    const other = hostVectors.get(hostCode);
    return own && other ? cosine(own, other) : 0;
  });
  const mean = cosines.reduce((sum, value) => sum + value, 0) / Math.max(1, cosines.length);
  const weighed = matches.map((match, at) => withEvidence(match, cosines[at] ?? 0, mean));
  weighed.sort((a, b) => b.score - a.score || a.rank - b.rank);
  return { homeCode, homeTitle, matches: weighed };
}

/** The probability and the verdict go: they were calibrated without this evidence. */
function withEvidence({ probability: _p, verdict: _v, ...match }: Match, value: number, mean: number): Match {
  // Log-odds for a cosine 1 above the average of the candidates. Declared, not learned: nobody has judged matches under an unknown
  // embedding model, so the result is not calibrated and says so.
  const weight = 8;
  const contribution = weight * (value - mean);
  const why = reason('embeddings-alike', { cosine: value.toFixed(2), mean: mean.toFixed(2) });
  return {
    ...match,
    score: match.score + contribution,
    evidence: [...match.evidence, { key: 'semantic', reason: why, value, contribution }],
  };
}
