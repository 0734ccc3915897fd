/** What stands in and around a cell decides what it means: units, error values, letters lost on the way, persons of a file. */
import { describe, expect, it } from 'vitest';
import { openFile, readCatalogue, readEachTranscript, readTranscript } from '../../src/interchange/index.ts';
import { RULES } from '../installed.ts';
import { workbook } from './drawn-sheets.ts';
import { file, loaded } from './files.ts';

const catalogue = (text: string) => loaded(readCatalogue({ ...file(text), reading: { units: RULES.units } }));
const codes = (problems: readonly { readonly reason?: { readonly code: string } | undefined }[]): string[] => [
  ...new Set(problems.flatMap(({ reason }) => reason?.code ?? [])),
];
const credits = (text: string): string[] =>
  catalogue(text).value.courses.map((course) => `${course.credits?.min ?? '?'} ${course.credits?.unit ?? '?'}`);
const columns = (text: string): Record<string, string | null> =>
  Object.fromEntries(catalogue(text).tables.flatMap((table) => table.columns.map(({ name, field }) => [name, field])));

describe('credits', () => {
  it('in a unit that nobody knows stay in it, and figures of something else are no credits', () => {
    const read = catalogue(
      'code,title,credits\nA1,T,4 ak\nA2,T,6 KT\nA3,T,6 p.ECTS\nA4,T,6 ECTS kr.\nA5,T,120 часов\nA6,T,3 SWS\n',
    );
    expect(read.value.courses.map(({ credits: each }) => `${each?.min} ${each?.unit}`)).toEqual([
      '4 ak',
      '6 KT',
      '6 ECTS',
      '6 ECTS',
    ]);
    expect(read.rejectedRows.map(({ place }) => place.line)).toEqual([6, 7]);
  });

  it('that a spreadsheet shows as the number of a day are none', () => {
    expect(catalogue('code,title,credits\nA1,T,5\nA2,T,46146\n').rejectedRows.map(({ reason }) => reason.code)).toEqual(
      ['credits-converted'],
    );
  });

  it('of the column whose header names ECTS among signs of another script', () => {
    expect(credits('课程代码,课程名称,学分,ECTS学分\nMA101,高等数学,3,5\nPH101,大学物理,2,3\n')).toEqual([
      '5 ECTS',
      '3 ECTS',
    ]);
    expect(credits('학수번호,교과목명,학점,ECTS학점\nMA101,미적분학,3,5\nPH101,물리학,2,3\n')).toEqual([
      '5 ECTS',
      '3 ECTS',
    ]);
  });

  it('of two columns are asked for, however their headers speak of credits', () => {
    for (const header of [
      'Local credits,Host credits',
      'Credits,Number of credits of the partner',
      'Кредиты,Кредиты вуза-партнёра',
    ]) {
      const read = catalogue(`Code,Title,${header}\nMAT101,Calculus,3,5\nFIZ101,Physics,2,3\n`);
      expect(
        read.tables.flatMap(({ questions }) => questions.map(({ field }) => field)),
        header,
      ).toEqual(['credits']);
    }
    expect(columns('Code,Title,Credits,Credits attempted\nMAT101,Calculus,3,5\nFIZ101,Physics,2,3\n').Credits).toBe(
      'credits',
    );
  });
});

describe('codes', () => {
  it.each([
    ['Course', 'Title'],
    ['Modul', 'Name'],
    ['Дисциплина', 'Наименование'],
    ['Przedmiot', 'Nazwa'],
  ])('stand under "%s" where "%s" has the titles', (code, title) => {
    expect(columns(`${code},${title},Credits\nCS 101,Algebra,5\nCS 102,Analysis,6\n`)).toMatchObject({
      [code]: 'code',
      [title]: 'title',
    });
  });

  it('that are errors of a spreadsheet are said', () => {
    const read = catalogue('Code,Title,Credits\n#REF!,Algebra,5\n#Н/Д,Physics,4\n########,Chemistry,3\nC4,Art #1,3\n');
    expect(read.problems.filter(({ reason }) => reason?.code === 'code-converted').map(({ line }) => line)).toEqual([
      2, 3, 4,
    ]);
    expect(codes(read.problems)).toContain('cells-in-error');
  });
});

describe('letters', () => {
  it.each([
    ['Turkish', 'Kod;Ders;Kredi\n1;Do?rusal Cebir;5\n2;?statistik;5\n'],
    ['Kazakh', 'Код;Атауы;Кредит\n1;?аза?стан тарихы;5\n2;М?дениеттану;4\n'],
    ['Polish with the sign for bytes that are no text', 'Kod;Przedmiot;ECTS\n1;R\ufffdwnania;5\n2;J\ufffdzyk;5\n'],
  ])('that were lost are said: %s', (_, text) => {
    expect(codes(catalogue(text).problems)).toContain('letters-lost');
  });

  it.each([
    '1;What is science?;5\n2;Why? Because;5\n',
    '1;https://x.example/a?b=c&d?e;5\n2;see http://y.example/?q=1?z=2;5\n',
  ])('that ask or stand in addresses are not: %s', (rows) =>
    expect(codes(catalogue(`Code;Title;Credits\n${rows}`).problems)).not.toContain('letters-lost'),
  );

  it.each([
    'Физика;Математика',
    'Thermodynamik für Anfänger;Größen',
    'Қазақстан тарихы;Әлеуметтану',
    '数据结构;大学物理',
  ])('that were taken for Western European ones are put right, and that is said: %s', (titles) => {
    const [one = '', two = ''] = titles.split(';');
    const whole = `Code;Title;Credits\n1;${one};5\n2;${two};5\n`;
    const twice = new TextDecoder('windows-1252').decode(new TextEncoder().encode(whole));
    const read = catalogue(twice);
    expect(read.value.courses.flatMap((course) => Object.values(course.titles))).toEqual([one, two]);
    expect(codes(read.problems)).toContain('letters-mended');
    expect(codes(catalogue(whole).problems)).not.toContain('letters-mended');
  });
});

describe('a transcript of several persons without a number', () => {
  it('in columns of names is of several, and keeps no name', () => {
    const text =
      'Фамилия;Имя;ИИН;Код;Дисциплина;Кредиты;Оценка\nАлмасов;Иван;010101500001;A1;Алгебра;5;A\nБекова;Анна;020202600002;A1;Алгебра;5;B\n';
    const all = readEachTranscript(file(text)).map((read) => loaded(read).value);
    expect(all.map(({ student, rows }) => [student, rows.map(({ grade }) => grade)])).toEqual([
      [null, ['A']],
      [null, ['B']],
    ]);
    expect(JSON.stringify(all)).not.toMatch(/Алмасов|Анна|0101015/);
    expect(readTranscript(file(text)).problems[0]?.reason).toMatchObject({
      code: 'transcript-of-several',
      values: { students: ['#1', '#2'] },
    });
    expect(loaded(readTranscript(file(text), { part: '#2' })).value.rows[0]?.grade).toBe('B');
  });

  it('on a sheet each is of several', async () => {
    const sheet = (name: string, grade: string) =>
      `Студент:|${name}\nКод|Дисциплина|Кредиты|Оценка\nA1|Алгебра|5|${grade}`;
    const bytes = workbook({ 1: sheet('Алмасов И.', 'A'), 2: sheet('Бекова А.', 'B') });
    const opened = await openFile({ name: 'group.xlsx', bytes });
    const read = opened.ok ? readEachTranscript(opened.value).map((one) => loaded(one).value) : [];
    expect(read.map(({ rows }) => rows.map(({ grade }) => grade))).toEqual([['A'], ['B']]);
    expect(JSON.stringify(read)).not.toMatch(/Алмасов|Бекова/);
  });

  it('in blocks one below the other is of several, and the rows that tell of them are listed without their names', () => {
    const block = (name: string, grade: string) =>
      `Öğrenci No: ${name.length};;;\nAdı Soyadı: ${name};;;\nKod;Ders;AKTS;Not\nMAT1;Matematik;6;${grade}\n`;
    const text = `${block('Ada Kaya', 'AA')}${block('Deniz Yıldız', 'BB')}`;
    const each = readEachTranscript(file(text)).map((one) => loaded(one));
    expect(each.map(({ value }) => [value.student, value.rows[0]?.grade])).toEqual([
      ['8', 'AA'],
      ['12', 'BB'],
    ]);
    expect(JSON.stringify(each)).not.toContain('Deniz');
  });

  it('is of one where the same name stands over two terms', async () => {
    const sheet = (title: string) => `Студент:|Алмасов И.\nКод|Дисциплина|Кредиты|Оценка\n${title.length}|${title}|5|A`;
    const opened = await openFile({
      name: 'one.xlsx',
      bytes: workbook({ Осень: sheet('Алгебра'), Весна: sheet('Физика и химия') }),
    });
    expect(opened.ok && readEachTranscript(opened.value)).toHaveLength(1);
  });
});
