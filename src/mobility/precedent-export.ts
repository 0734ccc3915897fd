/** Precedents in the shapes that the matching and the planning read. */
import type { BundlePrecedent, Precedent, PrecedentCourse } from '../domain/index.ts';
import { textIn } from '../domain/index.ts';
import { countingOn, findContradictions, precedentKey } from './precedents.ts';

/** Pairs of one course each, for the matching; it weighs their dates itself, so expired ones go along, and opened ones do not. */
export function asMatchPrecedents(precedents: readonly BundlePrecedent[]): Precedent[] {
  return precedents.flatMap(({ home, host, decision, decidedOn, validUntil, status }) => {
    const [homeCourse, ...moreHome] = home.courses;
    const [hostCourse, ...moreHost] = host.courses;
    if (status !== 'counts' || !homeCourse || !hostCourse || moreHome.length + moreHost.length > 0) return [];
    return [
      {
        homeInstitution: home.institution,
        ...sideOf('home', homeCourse),
        hostInstitution: host.institution,
        ...sideOf('host', hostCourse),
        decision: decision === 'refused' ? 'refused' : 'approved',
        decidedOn,
        validUntil,
      } as const,
    ];
  });
}

/** n:m sets for the planning: those that count on the day and do not contradict one another. */
export function asBundlePrecedents(
  precedents: readonly BundlePrecedent[],
  date: string,
): { home: string[]; host: string[]; decision: 'approved' | 'refused' }[] {
  const contradictory = new Set(findContradictions(precedents, date).map(({ key }) => key));
  return countingOn(precedents, date)
    .filter((precedent) => !contradictory.has(precedentKey(precedent)))
    .map(({ home, host, decision }) => ({
      home: home.courses.map(({ code }) => code),
      host: host.courses.map(({ code }) => code),
      decision: decision === 'refused' ? 'refused' : 'approved',
    }));
}

const LANGUAGES = ['en', 'ru', 'kk', 'de'];

function sideOf<S extends 'home' | 'host'>(side: S, { code, titles, descriptions }: PrecedentCourse) {
  // Title and description in one language, else the matching would read two as one text.
  const language = LANGUAGES.find((one) => titles[one] && descriptions[one]) ?? LANGUAGES.find((one) => titles[one]);
  const title = language ? (titles[language] ?? '') : textIn(titles);
  const description = language ? (descriptions[language] ?? '') : '';
  const entries = { [`${side}Code`]: code, [`${side}Title`]: title, [`${side}Description`]: description };
  return entries as Record<`${S}Code` | `${S}Title` | `${S}Description`, string>;
}
