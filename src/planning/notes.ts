/** What a reader of a bundle should look at although no rule forbids it. */
import { type Bundle, levelOf } from '../domain/index.ts';
import type { Candidate } from './candidate.ts';
import { openPrerequisites, overriddenByPin, prerequisitesAreNoted } from './constraints/index.ts';
import type { Stay } from './stay.ts';

type Note = NonNullable<Bundle['notes']>[number];

/** Notes in a fixed order: unknown term, unknown language, other level, prerequisites, earlier approval, what a pin overrides. */
export function notesOn(candidate: Candidate, stay: Stay): Note[] {
  return [
    ...unknownTerms(candidate, stay),
    ...unknownLanguages(candidate, stay),
    ...otherLevels(candidate),
    ...unmetPrerequisites(candidate, stay),
    ...(candidate.precedent === 'approved'
      ? [{ key: 'approved-before', label: 'approved before for exactly these courses' }]
      : []),
    ...overriddenByPin(candidate, stay).map((text) => ({
      key: 'pin-overrides',
      label: `${text}; the pin stands above it`,
    })),
  ];
}

const unknownTerms = ({ hosts }: Candidate, { request: { term } }: Stay): Note[] =>
  hosts
    .filter(({ course }) => term !== null && course.terms.length === 0)
    .map(({ course }) => ({
      key: 'term-unknown',
      label: `the catalogue does not say whether ${course.code} is offered in ${term}`,
    }));

const unknownLanguages = ({ hosts }: Candidate, { request: { languages } }: Stay): Note[] =>
  hosts
    .filter(({ course }) => languages.length > 0 && course.languages.length === 0)
    .map(({ course }) => ({
      key: 'language-unknown',
      label: `the catalogue does not say in which language ${course.code} is taught`,
    }));

function unmetPrerequisites({ hosts }: Candidate, stay: Stay): Note[] {
  return hosts.flatMap((host) => {
    const { courses, unread } = openPrerequisites(host, stay);
    const missing = prerequisitesAreNoted(stay) ? courses.map((key) => stay.hosts.get(key)?.course.code ?? key) : [];
    const asked = [...missing, ...unread];
    return asked.length > 0
      ? [{ key: 'prerequisite-open', label: `${host.course.code} asks for ${asked.join('; ')}` }]
      : [];
  });
}

function otherLevels({ homes, hosts }: Candidate): Note[] {
  const wanted = new Set(homes.flatMap(({ course }) => levelOf(course.level) ?? []));
  return hosts.flatMap(({ course }) => {
    const level = levelOf(course.level);
    if (level === null || wanted.size === 0 || wanted.has(level)) return [];
    return [
      {
        key: 'level-differs',
        label: `${course.code} is a ${level} course, the home course is ${[...wanted].join('/')}`,
      },
    ];
  });
}
