/** Codes and credits in two columns, decisions of the past and calls. */
import { plainList } from './forms.ts';
import { beside, code, courses, credits, grade, type OfficeFile, table, title, transcript } from './kinds.ts';
import { COURSES } from './pool.ts';

const { en, tr } = COURSES;
const PRECEDENT = ['home.code', 'host.code', 'decision', 'decidedOn', 'validUntil'] as const;
const CALL = ['university', 'city', 'quantity', 'deadline'] as const;

export const OTHERS: readonly OfficeFile[] = [
  // Subject and number in two columns.
  courses(
    'catalog_us',
    'csv',
    plainList({
      columns: [
        ['Subject', 'code', ({ code: text }) => text.split(' ')[0] ?? ''],
        ['Number', 'code', ({ code: text }) => text.split(' ')[1] ?? ''],
        title('Title'),
        credits('Credit Hours'),
      ],
      entries: en,
    }),
    'Credit Hours',
  ),
  transcript(
    'transcript_us',
    'xlsx',
    plainList({
      columns: [
        beside('Term', 'term', 'Fall 2026', 'Spring 2027'),
        ['Subj', 'code', ({ code: text }) => text.split(' ')[0] ?? ''],
        ['Crse', 'code', ({ code: text }) => text.split(' ')[1] ?? ''],
        title('Title'),
        credits('Earned Hrs'),
        grade('Grade'),
        beside('Quality Points', 'grade_points', '12.0', '9.9'),
      ],
      entries: en,
      sheet: 'Transcript',
    }),
    '',
  ),
  // Local credits beside ECTS.
  courses(
    'kredi_akts_tr',
    'csv',
    plainList({
      columns: [code('Ders Kodu'), title('Ders Adı'), beside('Kredi', null, '3', '2', '4'), credits('AKTS')],
      entries: tr,
    }),
    'ECTS',
  ),
  courses(
    'two_credits_en',
    'xlsx',
    plainList({
      columns: [
        code('Code'),
        title('Title'),
        beside('Credits', null, '3', '2', '4'),
        credits('ECTS'),
        beside('Level', 'level', 'bachelor'),
      ],
      entries: en,
      sheet: 'Courses',
    }),
    'ECTS',
  ),
  // Decisions of the past.
  table(
    'resheniya_ru',
    'xlsx',
    'precedents',
    PRECEDENT,
    `
    Код своей дисциплины | Своя дисциплина | Код зарубежной дисциплины | Зарубежная дисциплина | Решение | Дата решения | Действует до
    ЭМ3204 | Электрические машины | EEN 214 | Electrical Machines | перезачтено | 12.05.2026 | 31.08.2029
    РЗА3301 | Релейная защита и автоматика | EEN 340 | Relay Protection | отказано | 13.05.2026 | 31.08.2029`,
    [
      ['ЭМ3204', 'EEN 214', 'approved', '2026-05-12', '2029-08-31'],
      ['РЗА3301', 'EEN 340', 'refused', '2026-05-13', '2029-08-31'],
    ],
    ['home_code', 'home_title', 'host_code', 'host_title', 'decision', 'decided_on', 'valid_until'],
  ),
  table(
    'decisions_en',
    'csv',
    'precedents',
    PRECEDENT,
    `
    Home course code | Home course | Host course code | Host course | Decision | Decision date | Valid until
    PEL3207 | Power Electronics | EEN 322 | Power Electronics | approved | 2026-04-02 | 2028-12-31
    MAT1102 + MAT1103 | Mathematics I and II | MTH 205 | Differential Equations | refused | 2026-04-03 | 2028-12-31`,
    [
      ['PEL3207', 'EEN 322', 'approved', '2026-04-02', '2028-12-31'],
      ['MAT1102 + MAT1103', 'MTH 205', 'refused', '2026-04-03', '2028-12-31'],
    ],
    ['home_code', 'home_title', 'host_code', 'host_title', 'decision', 'decided_on', 'valid_until'],
  ),
  table(
    'sheshimder_kk',
    'csv',
    'precedents',
    PRECEDENT,
    `
    Өз пәнінің коды | Өз пәні | Шетелдік пәннің коды | Шетелдік пән | Шешім | Шешім күні
    ЭМ3204 | Электр машиналары | ET-2304 | Elektrische Maschinen | мақұлданды | 20.03.2026`,
    [['ЭМ3204', 'ET-2304', 'approved', '2026-03-20', '']],
    ['home_code', 'home_title', 'host_code', 'host_title', 'decision', 'decided_on'],
  ),
  // Calls.
  table(
    'konkurs_ru',
    'csv-1251',
    'calls',
    CALL,
    `
    Университет | Город | Страна | Специальность | Количество мест | Срок подачи
    Университет Марроу-Бей (вымышленный) | Марроу | Приморье | Электроэнергетика | 3 | 15.03.2027
    Хохшуле Остермор (вымышленная) | Остермор | Болотия | Информатика | 2 | 01.04.2027`,
    [
      ['Университет Марроу-Бей (вымышленный)', 'Марроу', '3', '2027-03-15'],
      ['Хохшуле Остермор (вымышленная)', 'Остермор', '2', '2027-04-01'],
    ],
    ['university', 'city', 'country', 'specialty', 'quantity', 'deadline'],
  ),
  table(
    'calls_en',
    'xlsx',
    'calls',
    CALL,
    `
    University | City | Country | Field of study | Places | Deadline | Link to catalogue
    Marrow Bay University (invented) | Marrow | Seaside | Power engineering | 3 | 2027-03-15 | https://marrow.example/courses`,
    [['Marrow Bay University (invented)', 'Marrow', '3', '2027-03-15']],
    ['university', 'city', 'country', 'specialty', 'quantity', 'deadline', 'catalogue_links'],
  ),
  table(
    'plaetze_de',
    'tsv',
    'calls',
    CALL,
    `
    Hochschule | Stadt | Land | Anzahl Plätze | Bewerbungsschluss
    Hochschule Ostermoor (erfunden) | Ostermoor | Moorland | 4 | 30.04.2027`,
    [['Hochschule Ostermoor (erfunden)', 'Ostermoor', '4', '2027-04-30']],
    ['university', 'city', 'country', 'quantity', 'deadline'],
  ),
];
