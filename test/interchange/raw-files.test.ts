/** Files as universities publish them, which lie beside the repository: the courses of each arrive with what the file says of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Course, CurriculumCourse, Result } from '../../src/domain/index.ts';
import { type Loaded, openFile, readCatalogue, readCurriculum } from '../../src/interchange/index.ts';
import { RULES } from '../installed.ts';
import { sharedData } from '../shared-data.ts';
import { loaded } from './files.ts';

vi.setConfig({ testTimeout: 60_000 });

const RAW = sharedData('partners/raw');

async function read<T>(name: string, reader: (file: Parameters<typeof readCatalogue>[0]) => Result<Loaded<T>>) {
  const file = { name, bytes: readFileSync(path.join(RAW ?? '', name)) };
  const opened = await openFile(file, { units: RULES.units });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return loaded(reader(opened.value));
}

const titleOf = ({ titles }: Course): string => Object.values(titles)[0] ?? '';
const creditsOf = ({ credits }: Course): string => `${credits?.min}`;
/** Courses whose code is a title, because the file gives none. */
const withoutCode = (courses: readonly Course[]): Course[] =>
  courses.filter((course) => course.code === titleOf(course));

describe.skipIf(RAW === null)('files of universities (not run where the shared data is absent)', () => {
  it('учебный план of twelve sheets: 65 rows of 55 courses by semester, modules as headings, alternatives under their choice', async () => {
    const { value, rejected, listedRows } = await read('itmo_uchebny_plan_2023_ru.xlsx', readCurriculum);
    const { courses } = value;
    expect(rejected).toBe(0);
    const of = (code: string): CurriculumCourse[] => courses.filter((course) => course.code === code);
    expect(of('522').map(({ semester }) => semester)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(of('522').map(creditsOf)).toEqual(['3', '3', '3', '3', '3', '3']);
    expect(of('895').map(({ semester }) => semester)).toEqual([2, 4, 6]);
    expect(of('3251')[0]).toMatchObject({
      semester: 1,
      titles: { ru: 'Введение в цифровую культуру и программирование' },
    });
    // Taught in one of four semesters; which one is the student's choice.
    expect(of('3675')[0]).toMatchObject({ semester: null, electiveBlock: 'История' });
    expect(courses.map(titleOf)).not.toContain('Иностранный язык и культура');
    for (const module of ['История', 'Физика', 'Soft Skills', 'Цифровая культура'])
      expect(courses.map(titleOf)).not.toContain(module);
    expect(listedRows.filter(({ kind }) => kind === 'heading').length).toBeGreaterThan(10);
    expect(new Set(courses.map(({ credits }) => credits?.unit))).toEqual(new Set(['з.ед.']));
  });

  it('a flat plan of two years: each course of each semester once, none rejected, the years said', async () => {
    const { value, rejected, problems, listedRows } = await read('itmo_flat_plan_ru.xlsx', readCurriculum);
    expect([value.courses.length, rejected]).toEqual([185, 0]);
    expect(listedRows.filter(({ kind }) => kind === 'repeated')).toHaveLength(146);
    expect(problems.some(({ reason }) => JSON.stringify(reason).includes('list-of-several-editions'))).toBe(true);
    expect(new Set(value.courses.map(({ semester }) => semester))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
    expect(withoutCode(value.courses)).toEqual([]);
  });

  it('the same plan for one year that is asked for', async () => {
    const { value } = await read('itmo_flat_plan_ru.xlsx', (file) => readCurriculum(file, { academicYear: '2021' }));
    expect(value.courses.length).toBeGreaterThan(140);
    expect(new Set(value.courses.map(({ source }) => source?.line !== undefined && source.line > 165))).toEqual(
      new Set([true]),
    );
  });

  it('a module handbook turned into a workbook: 41 modules with their numbers and ECTS', async () => {
    const { value, rejected } = await read('dhbw_modulhandbuch_informatik_de.xlsx', readCatalogue);
    expect([value.courses.length, rejected]).toEqual([41, 0]);
    expect(value.courses[0]).toMatchObject({ code: 'T3INF1001', titles: { de: 'Mathematik I' } });
    expect(value.courses.every(({ code, credits }) => /^T3/.test(code) && credits?.unit === 'ECTS')).toBe(true);
  });

  it('a Ukrainian list: 18 courses with ЄКТС and semester', async () => {
    const { value, rejected } = await read('hneu_disciplines_uk.xlsx', readCurriculum);
    expect([value.courses.length, rejected]).toEqual([18, 0]);
    expect(value.courses.every(({ semester, credits }) => semester !== null && credits?.unit === 'ECTS')).toBe(true);
  });

  it('a saved page with a table a semester: 56 courses, ECTS and not the local credits, lost letters said', async () => {
    const { value, rejected } = await read('itu_course_plan.html', readCurriculum);
    expect([value.courses.length, rejected]).toEqual([56, 0]);
    expect(value.courses[0]).toMatchObject({ code: 'FIZ 101E', semester: 1, component: 'compulsory' });
    expect(creditsOf(value.courses[0] as Course)).toBe('4.5');
    const elective = value.courses.find(({ credits }) => String(credits?.min) === '4' && String(credits?.max) === '6');
    expect(elective?.semester).toBeGreaterThan(4);
  });

  it('a curriculum in print without a table: 32 modules out of its text, with credits and what they teach', async () => {
    const { value, tables } = await read('tuwien_studienplan_ti_de.pdf', readCatalogue);
    expect(value.courses).toHaveLength(32);
    const credits = Object.fromEntries(value.courses.map((course) => [titleOf(course), creditsOf(course)]));
    expect(credits).toMatchObject({ Analysis: '6', 'Analysis 2': '7.5', 'Digital Design': '15', Microcontroller: '7' });
    expect(value.courses.filter(({ descriptions }) => Object.keys(descriptions).length > 0).length).toBeGreaterThan(28);
    expect(tables[0]?.questions.map(({ field }) => field)).toEqual(['title', 'credits']);
  });
});
