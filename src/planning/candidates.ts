/** All candidate bundles of a stay: what could replace a home course, before the rules of the whole plan choose among them. */
import { codeKey } from '../domain/index.ts';
import { type Candidate, compareCandidates, makeCandidate } from './candidate.ts';
import { refusalOf } from './constraints/index.ts';
import type { HomeEntry, Stay } from './stay.ts';
import { coverageOf } from './strength.ts';

/** Host courses per home course that are tried in pairs: 12 give at most 66 pairs. */
const PAIRED = 12;
/** A second course is worth its work when it adds at least this share of the home course's topics. */
const WORTHWHILE_GAIN = 0.1;

/** Every single host course that a match names for this home course, refused ones too, strongest first. */
export function singlesOf(home: HomeEntry, stay: Stay): Candidate[] {
  return home.matches.flatMap((match) => {
    const host = stay.hosts.get(codeKey(match.hostCode));
    return host ? [makeCandidate(home, [host])] : [];
  });
}

/** The candidates of one home course that no rule refuses, strongest first: single courses, and pairs that do what neither does alone. */
export function usableCandidates(home: HomeEntry, stay: Stay): Candidate[] {
  const all = singlesOf(home, stay);
  const singles = all.filter((candidate) => refusalOf(candidate, stay) === null);
  return [...singles, ...pairsOf(home, all, stay)].sort(compareCandidates);
}

/** Two host courses for one home course, such as a lecture and its laboratory. */
function pairsOf(home: HomeEntry, singles: readonly Candidate[], stay: Stay): Candidate[] {
  const parts = singles.filter((candidate) => refusalOf(candidate, stay, 'part') === null).slice(0, PAIRED);
  return parts.flatMap((first, index) =>
    parts.slice(index + 1).flatMap((second) => {
      const pair = makeCandidate(home, [...first.hosts, ...second.hosts]);
      return refusalOf(pair, stay) === null && isWorthwhile(pair, [first, second], stay) ? [pair] : [];
    }),
  );
}

/** A pair earns its second course when neither alone has the credits, or when it adds topics to the better of the two. */
function isWorthwhile(pair: Candidate, parts: readonly Candidate[], stay: Stay): boolean {
  if (parts.every((part) => refusalOf(part, stay) !== null)) return true;
  const alone = Math.max(...parts.map((part) => coverageOf(part.matches)));
  return coverageOf(pair.matches) - alone >= WORTHWHILE_GAIN;
}
