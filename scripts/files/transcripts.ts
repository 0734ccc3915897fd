/** Transcripts, and the lists that come in print. */
import { paged, plainList, sideBySide } from './forms.ts';
import {
  beside,
  code,
  courses,
  credits,
  grade,
  number,
  type OfficeFile,
  ofStudents,
  title,
  transcript,
} from './kinds.ts';
import { COURSES } from './pool.ts';

const { en, ru, kk, de, tr, cs, fr, it } = COURSES;

export const TRANSCRIPTS: readonly OfficeFile[] = [
  // Transcripts with a block about the student above and a note below.
  transcript(
    'leistungsnachweis_de',
    'csv',
    plainList({
      columns: [
        code('Modulnr.'),
        title('Prüfung'),
        grade('Note'),
        credits('ECTS'),
        beside('Status', 'status', 'bestanden'),
      ],
      entries: de,
      head: [['Hochschule Ostermoor (erfunden)'], ['Matrikelnummer', '410077']],
      foot: ['* Die Bachelorarbeit wird doppelt gewichtet.'],
    }),
    'ECTS',
    { institution: 'Hochschule Ostermoor (erfunden)', student: '410077' },
  ),
  transcript(
    'vedomost_ru',
    'xlsx',
    plainList({
      columns: [
        number('№'),
        code('Код дисциплины'),
        title('Дисциплина'),
        credits('З.е.'),
        grade('Оценка'),
        beside('Дата сдачи', 'completed_on', '15.01.2027', '22.01.2027'),
      ],
      entries: ru,
      head: [['Берёзовский технический университет (вымышленный)'], ['Номер зачётной книжки', '2031-14']],
    }),
    'З.е.',
    { institution: 'Берёзовский технический университет (вымышленный)', student: '2031-14' },
  ),
  transcript(
    'transcript_en',
    'pdf',
    plainList({
      columns: [
        code('Course code'),
        title('Course title'),
        credits('ECTS'),
        grade('Grade'),
        beside('Term', 'term', 'Fall 2026'),
      ],
      entries: en,
      head: [['Marrow Bay University (invented)'], ['Student ID: MB-5501']],
    }),
    'ECTS',
    { institution: 'Marrow Bay University (invented)', student: 'MB-5501' },
  ),
  transcript(
    'transkript_kk',
    'docx',
    plainList({
      columns: [code('Пән коды'), title('Пән атауы'), credits('Кредит саны'), grade('Әріптік баға')],
      entries: kk,
    }),
    '',
  ),
  transcript(
    'releve_fr',
    'tsv',
    plainList({
      columns: [
        code('Code'),
        title('Intitulé du cours'),
        credits('Crédits ECTS'),
        grade('Note'),
        beside('Date de l’examen', 'completed_on', '15/01/2027'),
      ],
      entries: fr,
    }),
    'ECTS',
  ),
  transcript(
    'vypis_cs',
    'html',
    plainList({
      columns: [
        code('Kód předmětu'),
        title('Název předmětu'),
        credits('Kredity'),
        grade('Známka'),
        beside('Datum', 'completed_on', '12.01.2027'),
      ],
      entries: cs,
    }),
    '',
  ),
  // Several students in one file.
  ofStudents('cohort_en', 'csv', [code('Course code'), title('Course title'), credits('ECTS'), grade('Grade')], en, {
    header: 'Student ID',
    numbers: ['S-11', 'S-12'],
    unit: 'ECTS',
  }),
  ofStudents('gruppa_ru', 'xlsx', [code('Код'), title('Дисциплина'), credits('Кредиты ECTS'), grade('Оценка')], ru, {
    header: 'ID студента',
    numbers: ['Т-301', 'Т-302', 'Т-303'],
    unit: 'ECTS',
  }),
  ofStudents(
    'gruppe_de',
    'ods',
    [code('Modulnummer'), title('Modultitel'), credits('Leistungspunkte'), grade('Note')],
    de,
    { header: 'Matrikelnummer', numbers: ['410077', '410078'], unit: 'Leistungspunkte' },
  ),
  // Two terms beside each other.
  transcript(
    'donemler_tr',
    'xlsx',
    sideBySide({
      columns: [code('Kod'), title('Ders Adı'), credits('AKTS'), grade('Not')],
      entries: tr,
      terms: ['Güz Dönemi', 'Bahar Dönemi'],
    }),
    'ECTS',
  ),
  transcript(
    'two_terms_en',
    'html',
    sideBySide({
      columns: [code('Code'), title('Course'), credits('ECTS'), grade('Grade')],
      entries: en,
      terms: ['Fall Semester', 'Spring Semester'],
    }),
    'ECTS',
  ),
  // Prints with the header again on each page.
  courses(
    'modulhandbuch_de',
    'pdf',
    paged({
      columns: [
        code('Modulnummer'),
        title('Modultitel'),
        credits('ECTS-Punkte'),
        beside('Lehrsprache', 'language', 'Deutsch'),
      ],
      entries: de,
      head: [['Hochschule Ostermoor (erfunden)']],
      each: 3,
    }),
    'ECTS',
    { institution: 'Hochschule Ostermoor (erfunden)' },
  ),
  transcript(
    'printed_transcript_en',
    'pdf',
    paged({
      columns: [code('Module code'), title('Module title'), credits('ECTS credits'), grade('Mark')],
      entries: en,
      head: [['Marrow Bay University (invented)'], ['Registration number: MB-7002']],
      each: 4,
      sheet: 'plain',
    }),
    'ECTS',
    { institution: 'Marrow Bay University (invented)', student: 'MB-7002' },
  ),
  courses(
    'perechen_ru',
    'pdf',
    paged({
      columns: [number('№'), code('Шифр'), title('Название дисциплины'), credits('Кредиты')],
      entries: ru,
      each: 3,
    }),
    '',
  ),
  transcript(
    'certificato_it',
    'docx',
    paged({
      columns: [
        code('Codice'),
        title('Insegnamento'),
        credits('CFU'),
        grade('Voto'),
        beside('Data esame', 'completed_on', '18/01/2027', '25/06/2027'),
      ],
      entries: it,
      each: 2,
    }),
    'CFU',
  ),
];
