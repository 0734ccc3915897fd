/** Catalogues and curricula. */
import { bySemesters, inSections, merged, plainList } from './forms.ts';
import {
  beside,
  code,
  courses,
  credits,
  curriculum,
  hours,
  number,
  type OfficeFile,
  semester,
  title,
} from './kinds.ts';
import { COURSES } from './pool.ts';

const { en, ru, kk, de, tr, pl, es, zh, uk } = COURSES;
const ONE = (word: string) => (which: number) => `${which} ${word}`;

export const COURSE_LISTS: readonly OfficeFile[] = [
  // Catalogues: one header, a letterhead above.
  courses(
    'catalogue_en',
    'csv',
    plainList({
      columns: [
        code('Course code'),
        title('Course title'),
        credits('ECTS credits'),
        beside('Teaching language', 'language', 'English'),
        beside('Prerequisites', 'prerequisites', '', 'EEN 201'),
      ],
      entries: en,
      head: [['Marrow Bay University (invented)'], ['Course catalogue 2026/27']],
    }),
    'ECTS',
    { institution: 'Marrow Bay University (invented)', academicYear: '2026/27' },
  ),
  courses(
    'katalog_ru',
    'csv-1251',
    plainList({
      columns: [
        number('№ п/п'),
        code('Код дисциплины'),
        title('Наименование дисциплины'),
        credits('Трудоёмкость, з.е.'),
        hours('Всего часов'),
        beside('Кафедра', 'department', 'ЭСиС', 'ВМ'),
      ],
      entries: ru,
    }),
    'з.е.',
  ),
  courses(
    'modulliste_de',
    'xlsx',
    plainList({
      columns: [
        code('Modulnr.'),
        title('Modulbezeichnung'),
        credits('LP'),
        beside('SWS', 'weekly_hours', '4', '5'),
        beside('Turnus', 'terms', 'Wintersemester', 'Sommersemester'),
        beside('Modulverantwortliche', 'teacher', 'N. N.'),
      ],
      entries: de,
      head: [['Hochschule Ostermoor (erfunden)'], ['Studienjahr', '2026/27']],
      sheet: 'Module',
    }),
    'LP',
    { institution: 'Hochschule Ostermoor (erfunden)', academicYear: '2026/27' },
  ),
  courses(
    'dersler_tr',
    'html',
    plainList({
      columns: [
        code('Ders Kodu'),
        title('Ders Adı'),
        hours('Teorik'),
        credits('AKTS'),
        beside('Öğretim Dili', 'language', 'Türkçe', 'İngilizce'),
      ],
      entries: tr,
    }),
    'ECTS',
  ),
  courses(
    'przedmioty_pl',
    'csv-1250',
    plainList({
      columns: [
        code('Kod przedmiotu'),
        title('Nazwa przedmiotu'),
        credits('Punkty ECTS'),
        beside('Język wykładowy', 'language', 'polski', 'angielski'),
        beside('Koordynator', 'teacher', 'X. Y.'),
      ],
      entries: pl,
    }),
    'ECTS',
    {},
    { says: ['file-read-as'] },
  ),
  courses(
    'kecheng_zh',
    'xlsx',
    plainList({
      columns: [number('序号'), code('课程代码'), title('课程名称'), credits('学分'), hours('学时')],
      entries: zh,
      sheet: '课程',
    }),
    '学分',
  ),
  // Curricula in sections with sums.
  curriculum(
    'uchebny_plan_ru',
    'xlsx',
    inSections({
      columns: [
        number('№'),
        code('Код'),
        title('Наименование дисциплин'),
        credits('Кредиты'),
        hours('Часы'),
        beside('Форма контроля', 'control', 'экзамен', 'зачёт'),
      ],
      entries: ru,
      heading: ONE('семестр'),
      total: 'Итого',
      head: [['Учебный план']],
    }),
    '',
  ),
  curriculum(
    'oqu_zhospary_kk',
    'xlsx',
    inSections({
      columns: [
        code('Пән коды'),
        title('Пән атауы'),
        credits('ECTS кредиттері'),
        beside('Бақылау түрі', 'control', 'емтихан'),
      ],
      entries: kk,
      heading: ONE('семестр'),
      total: 'Барлығы',
    }),
    'ECTS',
  ),
  curriculum(
    'navchalny_plan_uk',
    'ods',
    inSections({
      columns: [
        code('Код'),
        title('Назва дисципліни'),
        credits('Кількість кредитів ЄКТС'),
        beside('Форма контролю', 'control', 'Залік', 'Екзамен'),
      ],
      entries: uk,
      heading: ONE('семестр'),
      total: 'Всього',
    }),
    'ECTS',
  ),
  curriculum(
    'programme_en',
    'docx',
    inSections({
      columns: [code('Code'), title('Module title'), credits('ECTS'), beside('Lecturer', 'teacher', 'N. N.')],
      entries: en,
      heading: (which) => `Semester ${which}`,
      total: 'Total',
    }),
    'ECTS',
  ),
  // Curricula with a column a semester.
  curriculum(
    'rup_ru',
    'xlsx',
    bySemesters({
      columns: [code('Код дисциплины'), title('Наименование дисциплины'), beside('Цикл', 'cycle', 'БД', 'ПД')],
      entries: ru,
      head: 'Распределение кредитов по семестрам',
      last: 4,
      over: (which) => `${which} семестр`,
    }),
    '',
  ),
  curriculum(
    'onzh_kk',
    'xlsx',
    bySemesters({
      columns: [code('Пән коды'), title('Пәннің атауы'), beside('Компонент', 'component', 'МК', 'ТК')],
      entries: kk,
      head: 'Кредиттерді семестрлерге бөлу',
      last: 3,
      over: (which) => `${which} семестр`,
    }),
    '',
  ),
  // The semester once, in a merged cell.
  curriculum(
    'merged_kk',
    'xlsx',
    merged({
      columns: [semester('Семестр'), code('Пән коды'), title('Пән атауы'), credits('Кредит')],
      entries: kk,
      group: (which) => which,
    }),
    '',
  ),
  curriculum(
    'verlaufsplan_de',
    'ods',
    merged({
      columns: [semester('Fachsemester'), code('Modulnummer'), title('Modulname'), credits('CP')],
      entries: de,
      group: (which) => which,
    }),
    '',
  ),
  curriculum(
    'plan_es',
    'xlsx',
    merged({
      columns: [semester('Semestre'), code('Código'), title('Asignatura'), credits('Créditos ECTS')],
      entries: es,
      group: (which) => which,
    }),
    'ECTS',
  ),
];
