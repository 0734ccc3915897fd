import { describe, expect, it } from 'vitest';
import { Rational } from '../../src/domain/index.ts';
import { DEFAULT_LIMITS, readCatalogue, readCurriculum } from '../../src/interchange/index.ts';
import { file, inEnglish, loaded, places } from './files.ts';

const catalogue = (text: string) => loaded(readCatalogue(file(text)));
const courses = (text: string) => catalogue(text).value.courses;

describe('readCatalogue', () => {
  it('reads every column of a course', () => {
    const { value, rows, rejected } = catalogue(
      'code;title_en;title_kk;description;outcomes;credits;credit_system;level;language;terms;prerequisites;isced_f;url;institution;academic_year\n' +
        'EE 201;Circuits;Тізбектер;Kirchhoff and the rest.;Knows Ohm|Knows Kirchhoff;4,5;ECTS;bachelor;en;spring/autumn;"MA 101; PH 1";0713;https://u.example/ee201;U;2026/27\n',
    );
    expect({ rows, rejected }).toEqual({ rows: 1, rejected: 0 });
    expect(value).toEqual({
      institution: 'U',
      academicYear: '2026/27',
      courses: [
        {
          code: 'EE 201',
          titles: { en: 'Circuits', kk: 'Тізбектер' },
          descriptions: { en: 'Kirchhoff and the rest.' },
          outcomes: { en: ['Knows Ohm', 'Knows Kirchhoff'] },
          credits: { min: Rational.from('4.5'), max: Rational.from('4.5'), unit: 'ECTS' },
          level: 'bachelor',
          terms: ['autumn', 'spring'],
          languages: ['en'],
          prerequisites: ['MA 101', 'PH 1'],
          iscedF: '0713',
          url: 'https://u.example/ee201',
          source: { file: 'courses.csv', line: 2, extra: {} },
        },
      ],
    });
  });

  it('reads Russian and Kazakh headers', () => {
    const [course] = courses(
      'Код дисциплины,Название (рус),Пән атауы,Кредиты,Язык обучения\nФ1,Физика,Физика және өмір,5,казахский\n',
    );
    expect(course).toMatchObject({ code: 'Ф1', titles: { ru: 'Физика', kk: 'Физика және өмір' }, languages: ['kk'] });
  });

  it('leaves what is empty unknown', () => {
    const [course] = courses('code,title,credits,level,language,terms,url\nA,B,,,,,\n');
    expect(course).toMatchObject({ credits: null, level: null, languages: [], terms: [], url: null });
  });

  it('keeps codes and titles as they stand, without outer white space', () => {
    const [course] = courses('code,title\n  сs–101/а ,\u00a0Рhysics  “II” \n');
    expect(course).toMatchObject({ code: 'сs–101/а', titles: { en: 'Рhysics  “II”' } });
  });

  it('keeps unknown columns with the row and names them', () => {
    const { value, unknownColumns } = catalogue('code,title,room,,__proto__,\nA,B,12,y,x,\n');
    expect(unknownColumns).toEqual(['room', '__proto__']);
    expect(Object.entries(value.courses[0]?.source?.extra ?? {})).toEqual([
      ['room', '12'],
      ['D', 'y'],
      ['__proto__', 'x'],
    ]);
  });

  it('names no institution that neither the file nor who sends it names', () => {
    const read = (said: object) =>
      loaded(readCatalogue(file('code,title\nA,B\n', 'in/partner x.csv'), said)).value.institution;
    expect([read({}), read({ institution: 'Partner X' })]).toEqual(['', 'Partner X']);
  });
  it('takes a curriculum that names no institution for one of the home university', () => {
    const read = (text: string) => loaded(readCurriculum(file(text), { institution: 'Home' })).value.institution;
    expect(read('code,title\nA1,Algebra\n')).toBe('Home');
    expect(read('institution,code,title\nOther,A1,Algebra\n')).toBe('Other');
  });

  it('takes the unit from a header such as "ECTS" when no column names it', () => {
    expect(courses('code,title,ECTS\nA,B,5\n')[0]?.credits?.unit).toBe('ECTS');
    expect(courses('code,title,ECTS,credit_system\nA,B,5,UK CATS\n')[0]?.credits?.unit).toBe('UK CATS');
    expect(courses('code,title,credits\nA,B,5\n')[0]?.credits?.unit).toBeNull();
  });
});

describe('the language of a title without a suffix', () => {
  it.each([
    ['de', 'Robotik', 'de'],
    ['tr', 'Analiz I', 'tr'],
    ['kk', 'Физика', 'kk'],
    ['en', 'Физика', 'ru'],
    ['ru', 'Robotics and the law', 'en'],
    ['zh', 'Robotics', 'en'],
    ['zh', '机器人学', 'zh'],
    ['en/de', 'Einführung in die Robotik für alle', 'de'],
    ['', 'Қазақстан тарихы', 'kk'],
    ['', '1984', 'en'],
  ])('taught in "%s", "%s" is %s', (language, title, expected) => {
    expect(courses(`code,title,language\nA,${title},${language}\n`)[0]?.titles).toEqual({ [expected]: title });
  });

  it('does not push out the title of a column that names its language', () => {
    const [course] = courses('code,title,title_en,language\nA,Leistungselektronik,Power Electronics,en\n');
    expect(course?.titles).toEqual({ en: 'Power Electronics' });
    expect(course?.source?.extra).toEqual({ title: 'Leistungselektronik' });
  });
});

describe('a bad row is rejected alone, with line, column, value and reason', () => {
  const result = readCatalogue(
    file(
      'code,title,credits\nA1,Good,5\nA3,,5\nA4,Bad credits,-3\n"A5","Broken\nline",nan\nA7,Too many,5,6\nA8,Good too,"2,5"\n',
    ),
  );

  it('and the rest loads', () => {
    const { value, rows, rejected } = loaded(result);
    expect(value.courses.map(({ code }) => code)).toEqual(['A1', 'A8']);
    expect({ rows, rejected }).toEqual({ rows: 6, rejected: 4 });
  });

  it('each is named', () => {
    expect(places(result.problems)).toEqual([
      'value-missing 3 title',
      'value-invalid 4 credits',
      'value-invalid 5 credits',
      'row-malformed 7',
    ]);
    expect(result.problems[1]).toMatchObject({
      severity: 'error',
      source: 'courses.csv',
      value: '-3',
      reason: { code: 'credits-negative' },
    });
    expect(inEnglish(result.problems)[1]?.remedy).toMatch(/number such as 5/);
  });

  it('all faults of one row are named at once', () => {
    const { problems } = readCurriculum(file('code,title,credits,semester\nA1,Good,5,1\n,,x,99\n'));
    expect(places(problems)).toEqual(['value-missing 3 title', 'value-invalid 3 credits', 'value-invalid 3 semester']);
  });

  it('a title stands for a code that is missing, and empty cells at the end may be left out', () => {
    const read = readCatalogue(file('code,title,credits\nA1,Good,5\n,No code,5\nA6,Too few\n'));
    expect(loaded(read).value.courses.map(({ code, credits }) => [code, credits?.min.toString() ?? null])).toEqual([
      ['A1', '5'],
      ['No code', '5'],
      ['A6', null],
    ]);
    // Whether the row was cut nobody can tell: it is read, and said.
    expect(places(read.problems)).toEqual(['value-missing 3 code', 'row-malformed 4']);
  });
});

describe('codes', () => {
  const admitted = (...codes: string[]) => {
    const result = readCatalogue(file(`code,title\n${codes.map((code) => `"${code}",T`).join('\n')}\n`));
    return { codes: loaded(result).value.courses.map(({ code }) => code), problems: result.problems };
  };

  it('the later of two equal codes is rejected and names the line of the first', () => {
    const { codes, problems } = admitted('CS 101', 'X', 'cs-101');
    expect(codes).toEqual(['CS 101', 'X']);
    expect(problems).toMatchObject([
      { code: 'code-duplicate', severity: 'error', line: 4, reason: { code: 'code-repeated', values: { line: '2' } } },
    ]);
  });

  it('look-alike letters of the other script do not make another code', () => {
    expect(admitted('CMPT 120', 'СМРТ 120').codes).toEqual(['CMPT 120']);
  });

  it('codes whose separators stand elsewhere both stay, with a warning', () => {
    const { codes, problems } = admitted('CS 11', 'CS1 1');
    expect(codes).toEqual(['CS 11', 'CS1 1']);
    expect(problems).toMatchObject([{ code: 'code-duplicate', severity: 'warning', line: 3 }]);
  });

  it('signs that are no separators tell codes apart', () => {
    expect(admitted('C', 'C+', 'C++', 'C#').codes).toEqual(['C', 'C+', 'C++', 'C#']);
  });

  it('a rejected row does not take its code', () => {
    const { value } = catalogue('code,title,credits\nA,First,bad\nA,Second,5\n');
    expect(value.courses.map(({ titles }) => titles)).toEqual([{ en: 'Second' }]);
  });
});

describe('what a row can do without is kept aside with a warning', () => {
  const result = readCatalogue(
    file(
      'code,title,credits,language,terms,isced_f,url\nA,T,To be arranged,Klingon,winter,x,javascript:alert(1)\nB,T,3*,Klingon,,,\n',
    ),
  );
  const [first, second] = loaded(result).value.courses;

  it('the row loads', () => {
    expect(first).toMatchObject({ credits: null, languages: [], terms: [], iscedF: null, url: null });
    expect(first?.source?.extra).toEqual({
      credits: 'To be arranged',
      language: 'Klingon',
      terms: 'winter',
      isced_f: 'x',
      url: 'javascript:alert(1)',
    });
    expect(second?.credits?.min).toEqual(Rational.from(3));
  });

  it('a value that comes again is named once, with the number of its rows', () => {
    expect(result.problems.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(result.problems.filter(({ column }) => column === 'language')).toMatchObject([
      { line: 2, value: 'Klingon', reason: { code: 'in-several-rows', values: { rows: 2 } } },
    ]);
  });
});

describe('readCurriculum', () => {
  it('reads semester, cycle, component and elective block in Kazakh and Russian', () => {
    const { value } = loaded(
      readCurriculum(
        file(
          'Образовательная программа;Код;Название;Кредиты;Семестр;Цикл;Компонент;Блок по выбору\n' +
            'ЭЭ;A1;Физика;5;1;ООД;ОК;\nЭЭ;A2;Машины;5;VII семестр;БП;BK;\nЭЭ;A3;Сети;5;8;ПД;КВ;Блок 2\n',
        ),
      ),
    );
    expect(value.programme).toBe('ЭЭ');
    expect(
      value.courses.map(({ semester, cycle, component, electiveBlock }) => [semester, cycle, component, electiveBlock]),
    ).toEqual([
      [1, 'GED', 'compulsory', null],
      [7, 'BD', 'university', null],
      [8, 'PD', 'elective', 'Блок 2'],
    ]);
  });

  it('a course over several semesters has a row for each; a second row in one semester is a duplicate', () => {
    const result = readCurriculum(file('code,title,semester\nMA,Analysis,1\nMA,Analysis,2\nMA,Analysis,2\n'));
    expect(loaded(result).value.courses.map(({ semester }) => semester)).toEqual([1, 2]);
    expect(places(result.problems)).toEqual(['code-duplicate 4 code']);
  });

  it('an unknown cycle is a warning, not a loss', () => {
    const result = readCurriculum(file('code,title,cycle\nA,T,XYZ\n'));
    expect(loaded(result).value.courses[0]).toMatchObject({ cycle: null, source: { extra: { cycle: 'XYZ' } } });
    expect(places(result.problems)).toEqual(['value-invalid 2 cycle']);
  });

  it('reads a plain course list', () => {
    expect(loaded(readCurriculum(file('code,title\nA,T\n'))).value.courses[0]).toMatchObject({
      semester: null,
      component: null,
    });
  });
});

it('takes a text of which nothing tells the language for English under the English name of a field, though French has the same word', () => {
  const result = readCatalogue(file('code,title,description\nM-11,More mathematics,Integrals.\n'));
  expect(result.ok && result.value.value.courses[0]?.descriptions).toEqual({ en: 'Integrals.' });
});

describe('a file that cannot be used', () => {
  it.each([
    ['no title column', 'code,credits\nA,5\n', 'header-missing-column'],
    ['only a header', 'code,title\n', 'file-empty'],
    ['no usable row', 'code,title,credits\nx,,\ny,,5\n', 'file-malformed'],
    ['a web page', '<!DOCTYPE html><html><body>code,title</body></html>\n', 'file-malformed'],
    ['JSON that is no catalogue', '{"a":1}\n', 'file-malformed'],
  ])('%s', (_, text, code) => {
    const result = readCatalogue(file(text));
    expect(result.ok).toBe(false);
    expect(result.problems.map((problem) => problem.code)).toContain(code);
  });

  it('a missing column is named with those that are there', () => {
    const [problem] = inEnglish(readCatalogue(file('Alpha;Beta\nA;B\n')).problems);
    expect(problem?.message).toBe('a course list needs a column "title"; the header has "Alpha", "Beta"');
  });

  it.each([
    ['rows', { rows: 2 }, 'too-many-rows'],
    ['columns', { columns: 2 }, 'header-too-wide'],
    ['bytes', { bytes: 10 }, 'file-too-large'],
  ])('more %s than allowed', (_, limit, code) => {
    const result = readCatalogue(file('code,title,level\nA,T,x\nB,T,x\nC,T,x\n'), {
      limits: { ...DEFAULT_LIMITS, ...limit },
    });
    expect(result.ok).toBe(false);
    expect(result.problems.map((problem) => problem.code)).toContain(code);
  });

  it('a cell longer than allowed costs its row alone', () => {
    const result = readCatalogue(file('code,title\nA,short\nB,a long one\n'), {
      limits: { ...DEFAULT_LIMITS, cellCharacters: 5 },
    });
    expect(loaded(result).value.courses.map(({ code }) => code)).toEqual(['A']);
    expect(places(result.problems)).toEqual(['cell-too-long 3']);
  });
});

describe('the look of a file', () => {
  it('empty lines and lines of separators are no rows', () => {
    expect(catalogue('\n\ncode,title,\n\nA,B,\n,,\n,,\n').rows).toBe(1);
  });

  it('the separator line of a spreadsheet program is understood', () => {
    const result = readCatalogue(file('sep=;\r\ncode;title;credits\r\nA;B;5\r\nlost;;5\r\n'));
    expect(loaded(result).value.courses[0]?.source?.line).toBe(3);
    expect(places(result.problems)).toEqual(['value-missing 4 title']);
  });

  it('a second column for the same thing is kept as an unknown one', () => {
    const result = readCatalogue(file('code,title,credits,title\nA,B,3,C\n'));
    const [course] = loaded(result).value.courses;
    expect(course?.source?.extra).toEqual({ 'title (2)': 'C' });
    expect(result.problems.filter(({ code }) => code === 'header-duplicate-column')).toHaveLength(1);
  });

  it('no more problems are listed than a person can read, and the rest is counted', () => {
    const rows = Array.from({ length: 1500 }, (_, index) => `C${index},,5`);
    const { problems } = readCatalogue(file(`code,title,credits\nA,B,5\n${rows.join('\n')}\n`));
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toMatchObject({
      severity: 'note',
      reason: { code: 'problems-not-listed', values: { count: 500 } },
    });
  });
});
