import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSubjects } from '../../src/app/tools/rules.ts';
import { takenAtBySubject } from '../../src/app/tools/taken-at.ts';
import { curriculumCourseSchema } from '../../src/domain/index.ts';
import { ROOT } from '../installed.ts';

const { subjects: SUBJECTS } = loadSubjects(path.join(ROOT, 'rules'));

const placeOf = (titles: Record<string, string>) =>
  takenAtBySubject(curriculumCourseSchema.parse({ code: 'A1', titles }), SUBJECTS);

describe('where a course can be taken, by its subject', () => {
  it.each([
    ['country', { ru: 'История Казахстана' }],
    ['home', { ru: 'Преддипломная практика' }],
    ['home', { en: 'Industrial practice 2' }],
    ['home', { ru: 'Учебная практика (научно-исследовательская работа (получение первичных навыков))' }],
    ['home', { kk: 'Оқу практикасы 1: танысу' }],
    ['country', { en: 'Physical Education, part 2' }],
    ['anywhere', { ru: 'Теория вероятностей (дополнительные главы)' }],
    [undefined, { ru: 'Экономика практики (введение)' }],
    ['anywhere', { en: 'Electrical Machines' }],
    [undefined, { en: 'Underwater basket weaving' }],
  ])('%s: %o', (place, titles) => {
    expect(placeOf(titles as Record<string, string>)).toBe(place);
  });
});
