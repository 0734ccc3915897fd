/** Titles of several languages in one cell: which tables are read apart, and which hold a choice of courses, a name or a remark. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedLanguages } from '../../src/domain/index.ts';
import { readCatalogue, readTranscript } from '../../src/interchange/index.ts';
import { partsOf, textsInTurn } from '../../src/interchange/layout/bilingual.ts';
import { file, loaded } from './files.ts';

/** A list with a code and five credits for each title. */
function list(header: string, titles: readonly string[]) {
  const lines = titles.map((title, at) => `A${at + 1};"${title}";5`);
  return loaded(readCatalogue(file([`code;${header};credits`, ...lines].join('\n'))));
}
const titlesOf = (header: string, titles: readonly string[]) =>
  list(header, titles).value.courses.map((course) => course.titles);
const said = (header: string, titles: readonly string[]) =>
  list(header, titles).problems.flatMap(({ reason }) => (reason?.code === 'titles-in-turn' ? [reason.values] : []));

describe('titles in several languages in one cell are read apart', () => {
  const german = [
    'Regelungstechnik / Control Engineering',
    'Höhere Mathematik I / Advanced Mathematics I',
    'Thermodynamik / Thermodynamics',
    'TCP/IP-Netze / TCP/IP Networks',
    'Bachelorarbeit',
  ];

  it('of a German list with strokes; a stroke within a name is none, and a row without one stays one title', () => {
    expect(titlesOf('Modulbezeichnung', german)).toEqual([
      { de: 'Regelungstechnik', en: 'Control Engineering' },
      { de: 'Höhere Mathematik I', en: 'Advanced Mathematics I' },
      { de: 'Thermodynamik', en: 'Thermodynamics' },
      { de: 'TCP/IP-Netze', en: 'TCP/IP Networks' },
      { de: 'Bachelorarbeit' },
    ]);
    expect(said('Modulbezeichnung', german)).toEqual([{ languages: namedLanguages(['de', 'en']), rows: 4 }]);
  });

  it('under a header that says nothing of languages', () => {
    expect(titlesOf('title', german).slice(0, 2)).toEqual([
      { de: 'Regelungstechnik', en: 'Control Engineering' },
      { de: 'Höhere Mathematik I', en: 'Advanced Mathematics I' },
    ]);
  });

  it('with strokes that have no space beside them', () => {
    expect(titlesOf('title', ['Mechanik/Mechanics', 'Physik/Physics', 'Informatik/Computing'])).toEqual([
      { de: 'Mechanik', en: 'Mechanics' },
      { de: 'Physik', en: 'Physics' },
      { de: 'Informatik', en: 'Computing' },
    ]);
  });

  it('of a Russian list', () => {
    const titles = ['Математика / Mathematics', 'Физика / Physics', 'История Казахстана / History of Kazakhstan'];
    expect(titlesOf('Наименование дисциплины', titles)).toEqual([
      { ru: 'Математика', en: 'Mathematics' },
      { ru: 'Физика', en: 'Physics' },
      { ru: 'История Казахстана', en: 'History of Kazakhstan' },
    ]);
  });

  it('of a Kazakh list with bars, a word of both languages among them', () => {
    const titles = ['Бағдарламалау | Программирование', 'Қазақ тілі | Казахский язык', 'Физика | Физика'];
    expect(titlesOf('Пән атауы', titles)).toEqual([
      { kk: 'Бағдарламалау', ru: 'Программирование' },
      { kk: 'Қазақ тілі', ru: 'Казахский язык' },
      { kk: 'Физика', ru: 'Физика' },
    ]);
  });

  it('of three languages', () => {
    const titles = [
      'Бағдарламалау / Программирование / Programming',
      'Сызықтық алгебра / Линейная алгебра / Linear Algebra',
      'Электр тізбектері / Электрические цепи / Theory of Electric Circuits',
      'Дипломдық жұмыс',
    ];
    expect(titlesOf('title', titles)).toEqual([
      { kk: 'Бағдарламалау', ru: 'Программирование', en: 'Programming' },
      { kk: 'Сызықтық алгебра', ru: 'Линейная алгебра', en: 'Linear Algebra' },
      { kk: 'Электр тізбектері', ru: 'Электрические цепи', en: 'Theory of Electric Circuits' },
      { kk: 'Дипломдық жұмыс' },
    ]);
  });

  it('of a Polish list with English in brackets', () => {
    const titles = [
      'Analiza matematyczna (Mathematical Analysis)',
      'Wytrzymałość materiałów (Strength of Materials)',
      'Podstawy automatyki (sterowanie) (Fundamentals of Automatic Control (PLC))',
      'Fizyka (Physics)',
    ];
    expect(titlesOf('Nazwa przedmiotu', titles)).toEqual([
      { pl: 'Analiza matematyczna', en: 'Mathematical Analysis' },
      { pl: 'Wytrzymałość materiałów', en: 'Strength of Materials' },
      { pl: 'Podstawy automatyki (sterowanie)', en: 'Fundamentals of Automatic Control (PLC)' },
      { pl: 'Fizyka', en: 'Physics' },
    ]);
  });

  it('on two lines of a cell', () => {
    const titles = ['Электротехника\nElectrical Engineering', 'Химия\nChemistry', 'Философия\nPhilosophy'];
    expect(titlesOf('title', titles)).toEqual([
      { ru: 'Электротехника', en: 'Electrical Engineering' },
      { ru: 'Химия', en: 'Chemistry' },
      { ru: 'Философия', en: 'Philosophy' },
    ]);
  });

  it('with a code behind them', () => {
    const text = `title;credits\n${['Mechanik / Mechanics [ME1001]', 'Physik / Physics [PH1001]', 'Werkstoffkunde / Materials Testing [MT1001]'].map((title) => `${title};5`).join('\n')}`;
    expect(loaded(readCatalogue(file(text))).value.courses.map(({ code, titles }) => ({ code, titles }))).toEqual([
      { code: 'ME1001', titles: { de: 'Mechanik', en: 'Mechanics' } },
      { code: 'PH1001', titles: { de: 'Physik', en: 'Physics' } },
      { code: 'MT1001', titles: { de: 'Werkstoffkunde', en: 'Materials Testing' } },
    ]);
  });

  it('in a transcript', () => {
    const rows = ['Математика / Mathematics', 'Физика / Physics', 'Сопромат / Strength of Materials'];
    const text = ['code;title;credits;grade', ...rows.map((title, at) => `A${at};${title};5;A`)].join('\n');
    expect(loaded(readTranscript(file(text))).value.rows.map(({ titles }) => titles)).toEqual([
      { ru: 'Математика', en: 'Mathematics' },
      { ru: 'Физика', en: 'Physics' },
      { ru: 'Сопромат', en: 'Strength of Materials' },
    ]);
  });
});

describe('a cell stays one title', () => {
  it.each([
    ['courses to choose from', 'title', ['Statics / Dynamics', 'Thermodynamics / Heat Transfer', 'Signals / Systems']],
    ['a choice under a German header', 'Modulbezeichnung', ['Statik / Dynamik', 'Chemie / Physik', 'Ethik / Recht']],
    ['a choice in Russian', 'Дисциплина', ['Философия / Социология', 'Химия / Экология', 'Логика / Этика']],
    ['a choice in Kazakh', 'Пән атауы', ['Дінтану / Әлеуметтану', 'Құқық / Этика', 'Қазақ тілі / Өлкетану']],
    ['strokes within names', 'title', ['C/C++', 'TCP/IP', 'Windows/Linux', 'CAD/CAM Systems']],
    ['remarks in brackets', 'title', ['Physics (laboratory)', 'English (for beginners)', 'Mathematics (Part 1)']],
    ['tools in brackets', 'Дисциплина', ['Программирование (Python)', 'Черчение (AutoCAD)', 'Базы данных (MySQL)']],
    ['two rows of five', 'title', ['Физика / Physics', 'Химия / Chemistry', 'Логика', 'Этика', 'Право']],
  ])('%s', (_, header, titles) => {
    expect(titlesOf(header, titles).map((each) => Object.values(each))).toEqual(titles.map((title) => [title]));
    expect(said(header, titles)).toEqual([]);
  });

  it('in a row whose parts are in another order or of one language', () => {
    const titles = ['Математика / Mathematics', 'Физика / Physics', 'Химия / Chemistry', 'Этика / Логика'];
    expect(titlesOf('title', titles)[3]).toEqual({ ru: 'Этика / Логика' });
  });
});

describe('apart', () => {
  const separators = { stroke: ' / ', tight: '/', bar: ' | ', line: '\n', any: ' / ' } as const;
  const letters = (text: string): string => text.replace(/[\s/|()]+/gu, '');
  const text = fc.string({ unit: fc.constantFrom(...'abÄöЖәҚ1 /|()\n'), maxLength: 40 });

  it('no letter of a cell is lost or moved, whatever stands in it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...Object.keys(separators), 'bracket'), (cell, separator) => {
        const parts = partsOf(cell, separator as keyof typeof separators | 'bracket');
        expect(letters(parts.join(''))).toBe(letters(cell));
      }),
    );
  });

  it('the parts joined by the separator are the cell again', () => {
    const russian = fc.constantFrom('Физика', 'Сети TCP/IP', 'Химия (общая)', 'Теория поля');
    const english = fc.constantFrom('Physics', 'TCP/IP Networks', 'Chemistry (general)', 'Field Theory');
    const kind = fc.constantFrom(...(['stroke', 'bar', 'line', 'bracket'] as const));
    fc.assert(
      fc.property(russian, english, kind, (ru, en, separator) => {
        const cell = separator === 'bracket' ? `${ru} (${en})` : `${ru}${separators[separator]}${en}`;
        expect(textsInTurn(cell, { separator, languages: ['ru', 'en'] })).toEqual({ ru, en });
      }),
    );
  });
});
