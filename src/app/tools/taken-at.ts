/** Where a home course can be taken by what it is: the subjects know what the state prescribes and what is done at home alone. */
import { type CanonicalSubject, type CurriculumCourse, memoise, titleKey } from '../../domain/index.ts';

type TakenAt = NonNullable<CurriculumCourse['takenAt']>;
type TakenAtByCode = ReadonlyMap<string, TakenAt>;

type Placed = Pick<CanonicalSubject, 'titles' | 'homeOnly' | 'national'>;

const placesKnown = new WeakMap<readonly Placed[], TakenAtByCode>();

/** "Physical education 2", "Производственная практика II": the number is no part of what it is. */
const nameWithoutPart = (title: string): string => titleKey(title).replace(/ (?:\d+|i{1,3}|iv|v|vi{0,3})$/, '');

/** "Учебная практика (научно-исследовательская работа)", "Industrial practice: substation": what follows says more of the same. */
const headOf = (title: string): string => /^[^(:;,.–—]*/.exec(title)?.[0] ?? title;

/** By the titles of the subjects; a title that subjects of different places bear says nothing. */
function usualPlaces(subjects: readonly Placed[]): TakenAtByCode {
  const found = new Map<string, Set<TakenAt>>();
  for (const { homeOnly, national, titles } of subjects)
    for (const title of Object.values(titles).flat())
      memoise(found, nameWithoutPart(title), () => new Set()).add(
        homeOnly ? 'home' : national ? 'country' : 'anywhere',
      );
  return new Map(
    [...found].flatMap(([name, places]) => (places.size === 1 ? [[name, [...places][0] ?? 'anywhere']] : [])),
  );
}

/** Where a course can be taken by the subjects that bear its title, or what it begins with; undefined where none does. */
export function takenAtBySubject(
  { titles }: CurriculumCourse,
  subjects: readonly Placed[],
): CurriculumCourse['takenAt'] {
  const places = placesKnown.get(subjects) ?? usualPlaces(subjects);
  placesKnown.set(subjects, places);
  const found = Object.values(titles).flatMap(
    (title) => places.get(nameWithoutPart(title)) ?? places.get(nameWithoutPart(headOf(title))) ?? [],
  );
  return found.find((place) => place !== 'anywhere') ?? found[0];
}
