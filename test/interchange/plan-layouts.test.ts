/** Curricula in the layouts of several countries, each read as a person reads it: which course in which semester for how many credits. */
import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/domain/index.ts';
import { type Loaded, openFile, readCurriculum } from '../../src/interchange/index.ts';
import { RULES } from '../installed.ts';
import { workbook } from './drawn-sheets.ts';
import { loaded } from './files.ts';

async function read(sheets: Readonly<Record<string, string>>): Promise<Loaded<Curriculum>> {
  const opened = await openFile({ name: 'plan.xlsx', bytes: workbook(sheets) }, { units: RULES.units });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return loaded(readCurriculum(opened.value));
}

/** Code, credits, semester of each course, and what else is asked for. */
const rows = ({ value }: Loaded<Curriculum>, ...more: ('component' | 'electiveBlock' | 'cycle')[]): string[] =>
  value.courses.map((course) =>
    [
      course.code,
      `${course.credits?.min ?? '?'}`,
      course.semester ?? '?',
      ...more.map((field) => course[field] ?? '?'),
    ].join(' '),
  );
const asked = ({ tables }: Loaded<unknown>): string[] =>
  tables.flatMap(({ questions }) => questions.map(({ field }) => field));

describe('a curriculum', () => {
  it('of the form in which Russian planning software prints it: title page, three lines of header, parts and choices', async () => {
    const plan = await read({
      Титул:
        'МИНИСТЕРСТВО НАУКИ И ВЫСШЕГО ОБРАЗОВАНИЯ\nФГБОУ ВО "Приречный технический университет"\nУЧЕБНЫЙ ПЛАН\nНаправление подготовки 13.03.02 Электроэнергетика',
      План: `
-|-|-|Форма контроля|<|<|<|з.е.|<|Итого акад. часов|<|<|Курс 1|<|<|<|Курс 2|<|<|<
Считать в плане|Индекс|Наименование|Экза мен|Зачет|Зачет с оц.|КП|Экспер тное|Факт|Экспер тное|По плану|Контакт часы|Сем. 1|<|Сем. 2|<|Сем. 3|<|Сем. 4|<
^|^|^|^|^|^|^|^|^|^|^|^|з.е.|Итого|з.е.|Итого|з.е.|Итого|з.е.|Итого
Блок 1.Дисциплины (модули)|<|<|<|<|<|<|33|33|1188|1188|550|10|360|10|360|5|180|8|288
Обязательная часть|<|<|<|<|<|<|25|25|900|900|400|10|360|10|360|5|180||
+|Б1.О.01|Философия||2|||3|3|108|108|54|||3|108||||
+|Б1.О.02|Высшая математика|13|2|||12|12|432|432|200|5|180|4|144|3|108||
Часть, формируемая участниками образовательных отношений|<|<|<|<|<|<|8|8|288|288|150|||||||8|288
+|Б1.В.01|Основы электроники||4|||5|5|180|180|100|||||||5|180
+|Б1.В.ДВ.01|Дисциплины по выбору Б1.В.ДВ.1||4|||3|3|108|108|50|||||||3|108
+|Б1.В.ДВ.01.01|Экология||4|||3|3|108|108|50|||||||3|108
-|Б1.В.ДВ.01.02|Экономика||4|||3|3|108|108|50|||||||3|108
Блок 2.Практика|<|<|<|<|<|<|6|6|216|216|4|||6|216||||
+|Б2.О.01(У)|Учебная практика||2|||6|6|216|216|4|||6|216||||`,
    });
    expect(rows(plan, 'component')).toEqual([
      'Б1.О.01 3 2 compulsory',
      'Б1.О.02 5 1 compulsory',
      'Б1.О.02 4 2 compulsory',
      'Б1.О.02 3 3 compulsory',
      'Б1.В.01 5 4 university',
      'Б1.В.ДВ.01.01 3 4 elective',
      'Б1.В.ДВ.01.02 3 4 elective',
      // The choice has ended, and so has the part: nothing says what this one is.
      'Б2.О.01(У) 6 2 ?',
    ]);
    expect(plan.value).toMatchObject({
      institution: 'ФГБОУ ВО "Приречный технический университет"',
      programme: '13.03.02 Электроэнергетика',
    });
    // Both columns of all credits say the same: nothing is to be asked.
    expect(asked(plan)).toEqual([]);
  });

  it('in which a course has a row for each of its semesters below one merged title', async () => {
    const plan = await read({
      Лист1: `
№|Код|Дисциплина|Цикл|Семестр|Кредиты|Содержание
1|MAT|Математика|БД|1|5|Пределы
^|^|^|^|2|5|Интегралы
^|^|^|^|3|4|Ряды
2|FIZ|Физика|БД|1|4|Механика
^|^|^|^|^|^|Оптика
3|HIS|История Казахстана|ООД|1|5|`,
    });
    expect(rows(plan, 'cycle')).toEqual(['MAT 5 1 BD', 'MAT 5 2 BD', 'MAT 4 3 BD', 'FIZ 4 1 BD', 'HIS 5 1 GED']);
    expect(plan.listedRows.map(({ kind }) => kind)).toEqual(['continued']);
  });

  it('in which the credits of a course stand under several semesters together: asked, and not given to the first', async () => {
    const plan = await read({
      Лист1: `
Код|Наименование дисциплины|Всего кредитов|Распределение кредитов по семестрам|<|<|<
^|^|^|1 курс|<|2 курс|<
^|^|^|1|2|3|4
MAT|Математика|10|5|5||
FIZ|Физика|8||8|<|
DIP|Дипломная работа|8||||8`,
    });
    expect(rows(plan)).toEqual(['MAT 5 1', 'MAT 5 2', 'FIZ 8 ?', 'DIP 8 4']);
    expect(plan.problems.map(({ reason }) => reason?.code)).toContain('semesters-together');
    expect(plan.value.courses[2]?.source?.aside).toMatchObject([{ field: 'semester', text: '2, 3' }]);
  });

  it('whose semesters do not add up to the column of all credits: said', async () => {
    const plan = await read({
      Лист1:
        'Код|Дисциплина|Всего кредитов|Семестр 1|Семестр 2\nMAT|Математика|10|5|4\nFIZ|Физика|8|4|4\nHIS|История|5|5|\nPHI|Философия|4||4',
    });
    expect(rows(plan)).toEqual(['MAT 5 1', 'MAT 4 2', 'FIZ 4 1', 'FIZ 4 2', 'HIS 5 1', 'PHI 4 2']);
    const [said] = plan.problems.filter(({ reason }) => reason?.code === 'credits-of-semesters');
    expect(said).toMatchObject({ line: 2, reason: { values: { sum: '9', total: '10' } } });
  });

  it('of a Turkish department in capitals, autumn and spring side by side', async () => {
    const plan = await read({
      Plan: `
1. YARIYIL (GÜZ)|<|<|<|<|<|2. YARIYIL (BAHAR)|<|<|<|<|<
Kod|Ders Adı|T|U|K|AKTS|Kod|Ders Adı|T|U|K|AKTS
MAT101|Matematik I|4|2|5|6|MAT102|Matematik II|4|2|5|6
FIZ101|Fizik I|3|2|4|5|FIZ102|Fizik II|3|2|4|5
TOPLAM|<|7|4|9|11|TOPLAM|<|7|4|9|11
3. YARIYIL (GÜZ)|<|<|<|<|<|4. YARIYIL (BAHAR)|<|<|<|<|<
Kod|Ders Adı|T|U|K|AKTS|Kod|Ders Adı|T|U|K|AKTS
ELK201|Devre Teorisi|4|2|5|6|ELK202|Elektronik|4|2|5|6`,
    });
    expect(rows(plan)).toEqual(['MAT101 6 1', 'MAT102 6 2', 'FIZ101 5 1', 'FIZ102 5 2', 'ELK201 6 3', 'ELK202 6 4']);
  });

  it('of a Chinese university, with the weekly hours under the number of the semester', async () => {
    const plan = await read({
      Sheet1: `
课程类别|课程性质|课程代码|课程名称|学分|总学时|各学期周学时分配|<|<|<|考核方式
^|^|^|^|^|^|一|二|三|四|^
通识教育课|必修|GE101|大学英语|4|64|4||||考试
^|^|GE102|思想道德与法治|3|48||4|||考试
^|选修|GE201|艺术鉴赏|2|32|||2||考查
专业基础课|必修|EE101|电路原理|5|80||5|||考试
^|选修|EE201|Matlab应用|2|32||||2|考查`,
    });
    expect(rows(plan)).toEqual(['GE101 4 1', 'GE102 3 2', 'GE201 2 3', 'EE101 5 2', 'EE201 2 4']);
    expect(plan.value.courses.at(-1)?.titles).toEqual({ zh: 'Matlab应用' });
  });

  it('of three lines of header: years, their semesters, and what each has', async () => {
    const plan = await read({
      Plan: `
Code|Course title|Year 1|<|<|<|Year 2|<|<|<
^|^|Semester 1|<|Semester 2|<|Semester 3|<|Semester 4|<
^|^|ECTS|Exam|ECTS|Exam|ECTS|Exam|ECTS|Exam
MA1|Mathematics I|6|E||||||
PH1|Physics|4|P|4|E||||
PR1|Project|||||5|P|5|P`,
    });
    expect(rows(plan)).toEqual(['MA1 6 1', 'PH1 4 1', 'PH1 4 2', 'PR1 5 3', 'PR1 5 4']);
  });

  it('of a Kazakh office in two languages: titles apart, cycle with component, semesters with their weeks', async () => {
    const plan = await read({
      Жоспар: `
Оқу жұмыс жоспары / Рабочий учебный план|<|<|<|<|<|<|<|<|<
Р/с №|Цикл/компонент|Пән коды / Код дисциплины|Пәндердің атауы / Наименование дисциплин|Кредит саны / Кол-во кредитов|Бақылау түрі / Форма контроля|Семестрлер бойынша кредиттерді бөлу / Распределение кредитов по семестрам|<|<|<
^|^|^|^|^|^|1 (15 апта)|2 (15 апта)|3 (15 апта)|4
ЖБП циклі / Цикл ООД|<|<|<|15|<|<|<|<|<
1|ЖБП МК|KT 1101|Қазақстан тарихы / История Казахстана|5|МЕ/ГЭ|5|||
2|ЖБП МК|Fil 2102|Философия|5|Е/Э|||5|
3|ЖБП ТК|EKZh 1103|Экономика және құқық негіздері / Основы экономики и права|5|Е/Э||5||
Барлығы ЖБП / Итого по ООД|<|<|<|15||5|5|5|
БП циклі / Цикл БД|<|<|<|6|<|<|<|<|<
4|БП ТК|Alg 2202|Алгоритмдер / Алгоритмы|6|Е/Э, КЖ/КР||||6`,
    });
    expect(rows(plan, 'cycle', 'component')).toEqual([
      'KT 1101 5 1 GED compulsory',
      'Fil 2102 5 3 GED compulsory',
      'EKZh 1103 5 2 GED elective',
      'Alg 2202 6 4 BD elective',
    ]);
    expect(plan.value.courses.map(({ titles }) => titles)).toEqual([
      { kk: 'Қазақстан тарихы', ru: 'История Казахстана' },
      { kk: 'Философия' },
      { kk: 'Экономика және құқық негіздері', ru: 'Основы экономики и права' },
      { kk: 'Алгоритмдер', ru: 'Алгоритмы' },
    ]);
  });

  it('whose cells hold two courses to choose from, which are no title in two languages', async () => {
    const plan = await read({
      Лист1: `
Пән коды / Код дисциплины|Пән атауы / Наименование дисциплины|Кредит / Кредиты
A1|Физика / Теоретическая механика|5
A2|Химия / Экология|5
A3|Алгебра|5`,
    });
    expect(plan.value.courses.map(({ titles }) => Object.values(titles))).toEqual([
      ['Физика / Теоретическая механика'],
      ['Химия / Экология'],
      ['Алгебра'],
    ]);
  });

  it('of a German faculty: credits a semester under ordinals, the parts of a module not counted again', async () => {
    const plan = await read({
      Plan: `
Modul-Nr.|Modul / Lehrveranstaltung|SWS|CP|CP pro Semester|<|<
^|^|^|^|1.|2.|3.
Pflichtmodule|<|<|<|<|<|<
ET-01|Mathematik I|6|8|8||
|Vorlesung Mathematik I|4|5|5||
|Übung Mathematik I|2|3|3||
ET-02|Physik|8|10|5|5|
ET-03|Elektrotechnik|6|7|||7
Summe|<||25|13|5|7`,
    });
    expect(rows(plan)).toEqual(['ET-01 8 1', 'ET-02 5 1', 'ET-02 5 2', 'ET-03 7 3']);
    expect(plan.listedRows.filter(({ kind }) => kind === 'continued')).toHaveLength(2);
  });

  it('with modules merged over their courses has the titles of the courses', async () => {
    const plan = await read({
      Лист1: `
Наименование модуля|Код дисциплины|Наименование дисциплины|Объем|<|Семестр
^|^|^|кредиты РК|ECTS|^
Модуль 1. Общие обязательные дисциплины (10 кр.)|IK1101|История Казахстана|3|5|1
^|Fil2102|Философия|3|5|2 (весенний)
Модуль 2. Математика|Mat1|Математика 1|3|5|1 осенний
^|Mat2|Математика 2|3|5|2`,
    });
    expect(rows(plan)).toEqual(['IK1101 5 1', 'Fil2102 5 2', 'Mat1 5 1', 'Mat2 5 2']);
    expect(plan.value.courses[1]?.titles).toEqual({ ru: 'Философия' });
    // Two columns of titles: which is meant is asked all the same.
    expect(asked(plan)).toEqual(['title']);
  });
});
