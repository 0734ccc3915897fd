/** What stands between two courses whatever else is alike. */
import { describe, expect, it } from 'vitest';
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { barOf, isAbroad } from '../../src/matching/bars.ts';
import { buildIndex } from '../../src/matching/index.ts';
import { readMarks } from '../../src/matching/read-course.ts';
import { type CourseSubjects, subjectsOf } from '../../src/matching/subjects/index.ts';
import { SUBJECTS } from './courses.ts';

const titled = (title: string, language = 'en'): Course =>
  courseSchema.parse({ code: '-', titles: { [language]: title } });
const side = (course: Course) => ({ course, marks: readMarks(course, false), sortedTitle: '' });
const certain = (id: string, share = 1): CourseSubjects => ({
  shares: new Map([[SUBJECTS.subjects.findIndex((subject) => subject.id === id), share]]),
  meaning: new Float32Array(),
});
const UNKNOWN: CourseSubjects = { shares: new Map(), meaning: new Float32Array() };

const barBetween = (home: Course, host: Course, abroad = true) =>
  barOf(
    { home: side(home), host: side(host) },
    { book: SUBJECTS, home: subjectsOf(SUBJECTS, home), host: subjectsOf(SUBJECTS, host), abroad },
  );
const barOn = (home: CourseSubjects, host: CourseSubjects, abroad = true) =>
  barOf({ home: side(titled('A')), host: side(titled('A')) }, { book: SUBJECTS, home, host, abroad });

describe('a bar', () => {
  it.each([
    ['Physics II', 'en', 'Physics I', 'en'],
    ['Физика II', 'ru', 'Physics 1', 'en'],
    ['Қазақ тілі II', 'kk', 'Казахский язык I', 'ru'],
    ['Физика 2', 'kk', 'Physik 1', 'de'],
    ['Physics 1', 'en', 'Физика ІІ', 'ru'],
  ])('stands between parts: %s (%s) and %s (%s)', (home, from, host, to) => {
    expect(barBetween(titled(home, from), titled(host, to))).toBe('bar-part');
  });

  it('does not stand between the same parts, a part and a title without one, and parts that overlap', () => {
    expect(barBetween(titled('Physics II'), titled('Physics 2'))).toBeNull();
    expect(barBetween(titled('Physics II'), titled('Physics'))).toBeNull();
    expect(barBetween(titled('Physics I and II'), titled('Physics 2'))).toBeNull();
  });

  it('stands before a laboratory alone, not before a course that has one', () => {
    expect(barBetween(titled('Физика', 'ru'), titled('Physics Laboratory'))).toBe('bar-laboratory');
    expect(barBetween(titled('Physics'), titled('Physics with Laboratory'))).toBeNull();
    expect(barBetween(titled('Physics Laboratory'), titled('Physics Lab'))).toBeNull();
  });

  it('stands between languages that are taught', () => {
    expect(barOn(certain('german-language'), certain('french-language'))).toBe('bar-language');
    expect(barOn(certain('german-language'), certain('german-a1'))).toBeNull();
    expect(barOn(certain('german-language'), certain('foreign-language'))).toBeNull();
    expect(barBetween(titled('German A1'), titled('Spanish'))).toBe('bar-language');
  });

  it('stands before what the state prescribes abroad, and before what is done at home alone', () => {
    expect(barOn(certain('history-of-kazakhstan'), certain('history-of-kazakhstan'))).toBe('bar-national');
    expect(barOn(certain('history-of-kazakhstan'), certain('history-of-kazakhstan'), false)).toBeNull();
    expect(barOn(certain('industrial-practice'), certain('industrial-practice'))).toBe('bar-home-only');
  });

  it('needs a subject that is likelier than all others together', () => {
    const home = certain('history-of-kazakhstan', 0.5);
    expect(barOn(home, certain('history-of-kazakhstan'))).toBeNull();
    expect(barOn(certain('history-of-kazakhstan', 0.51), certain('history-of-kazakhstan'))).toBe('bar-national');
    expect(barOn(certain('german-language'), certain('french-language', 0.5))).toBeNull();
    expect(barOn(UNKNOWN, UNKNOWN)).toBeNull();
  });

  it.each([
    ['История Казахстана', 'ru'],
    ['Қазақстан тарихы', 'kk'],
    ['Қазақ тілі', 'kk'],
    ['Казахский язык', 'ru'],
    ['Физическая культура', 'ru'],
    ['Дене шынықтыру', 'kk'],
  ])('stands before %s (%s) abroad, as it is read', (title, language) => {
    expect(barBetween(titled(title, language), titled('Introduction to World History'))).toBe('bar-national');
  });
});

describe('a catalogue is of the home country', () => {
  const abroadOf = (...courses: readonly Course[]): boolean => isAbroad(buildIndex(courses), SUBJECTS);
  it('by what it teaches of it, in whatever language', () => {
    expect(abroadOf(titled('Linear Algebra'), titled('Modern History of Kazakhstan'))).toBe(false);
    expect(abroadOf(titled('Lineare Algebra', 'de'), titled('Geschichte Kasachstans', 'de'))).toBe(false);
  });
  it('by the language it teaches in', () => {
    expect(abroadOf(titled('Линейная алгебра', 'ru'))).toBe(false);
    expect(abroadOf(titled('Сызықтық алгебра', 'kk'))).toBe(false);
  });
  it('not by a language course, a word of a title, or nothing at all', () => {
    expect(abroadOf(titled('Kazakh Language'))).toBe(true);
    expect(abroadOf(titled('Nomads of Kazakhstan and Mongolia'))).toBe(true);
    expect(abroadOf(titled('Linear Algebra'))).toBe(true);
  });
});
