/** The forms of one word have one stem: families of words as course texts have them, by what their endings do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWord } from '../../src/matching/text/fold.ts';
import { germanCompounds } from '../../src/matching/text/german-compounds.ts';
import { stemWord } from '../../src/matching/text/stem.ts';
import { readTitle } from '../../src/matching/text/words.ts';

const stemsOf = (words: string, language: string): string[] => [
  ...new Set(words.split(' ').map((word) => stemWord(foldWord(word), language))),
];

const FAMILIES = {
  ru: [
    ...['безопасность безопасности безопасностью безопасный безопасных', 'устойчивость устойчивости устойчивый'],
    ...['надёжность надежности надёжностью надёжный', 'вероятность вероятностей вероятности вероятный'],
    ...['собственность собственности собственностью', 'уязвимость уязвимости уязвимостей'],
    ...['деятельность деятельности деятельностью', 'особенность особенности особенностях'],
    ...['система системы систему системой систем системах системами', 'экосистема экосистем экосистеме'],
    ...['проблема проблемы проблем', 'теорема теоремы теорем', 'схема схему схем', 'объём объема объемов'],
    ...['приём приема приемов', 'основа основы основ основам', 'режим режима режимов', 'атом атома атомов'],
    ...['материал материала материалы материалов', 'сигнал сигнала сигналы сигналов', 'интеграл интеграла интегралы'],
    ...['капитал капитала капиталом', 'персонал персонала', 'начало начала начале', 'правило правила правил'],
    ...['защита защиты защите защиту', 'опыт опыта опыты', 'запись записи записей', 'память памяти памятью'],
    ...['разработка разработки разработок', 'оценка оценки оценок', 'установка установок', 'порядок порядка порядков'],
    ...['список списка списки', 'уровень уровня уровни уровней', 'деталь детали деталей', 'связь связи связей'],
    ...['критерий критерия критериев критериями', 'сценарий сценария сценариев', 'казахстан казахстана казахстане'],
    ...['привод привода приводов', 'машина машин машинами', 'технология технологии технологий технологиями'],
    ...['электрический электрическая электрических электрическому', 'быстрый быстрой быстрого', 'время времени времен'],
  ],
  kk: [
    ...['технология технологиялар технологиясы технологиямен технологиялармен', 'құрылым құрылымы құрылыммен'],
    ...['ақпарат ақпараттық ақпаратпен', 'желі желілер желісі желісінің желіге', 'жоба жобасы жобамен жобалармен'],
    ...[
      'кеңістік кеңістікте кеңістіктің кеңістіктік',
      'жүйе жүйесі жүйелер жүйелерінің жүйемен',
      'сала салалары саламен',
    ],
  ],
  de: [
    ...['System Systeme Systemen Systems', 'Problem Probleme Problems', 'Theorem Theoreme', 'Kurs Kurse Kurses'],
    ...['Semester Semesters Semestern', 'Regel Regeln', 'Artikel Artikeln Artikels', 'Parameter Parametern Parameters'],
    ...['Maschine Maschinen', 'Verfahren Verfahrens', 'Energie Energien', 'elektrisch elektrische elektrischen'],
  ],
} as const;

describe.each(['ru', 'kk', 'de'] as const)('forms of one word in %s', (language) => {
  it.each(FAMILIES[language])('%s', (family) => {
    expect(stemsOf(family, language)).toHaveLength(1);
  });

  it('are told from those of other words', () => {
    const stems = FAMILIES[language].map((family) => stemsOf(family, language)[0]);
    expect(new Set(stems).size).toBe(stems.length);
  });
});

describe('words that only look like forms of one', () => {
  it.each([
    ['ru', 'теория теорема'],
    ['ru', 'рост рота'],
    ['ru', 'физика физический'],
    ['ru', 'опыт опера'],
    ['de', 'Theorie Theorem'],
    ['kk', 'жүйе жүз'],
  ])('%s: %s', (language, words) => {
    expect(stemsOf(words, language)).toHaveLength(2);
  });

  it('no Russian word loses all its letters', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'абвгдежзийклмнопрстуфхцчшщъыьэюя'),
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(letters, (word) => {
        expect(stemWord(word, 'ru').length).toBeGreaterThan(0);
      }),
    );
  });
});

const split = (word: string): string =>
  germanCompounds
    .split(foldWord(word))
    .map((part) => part.word)
    .join(' ');

describe('German compounds', () => {
  it.each([
    ['Leistungselektronik', 'leistung elektronik'],
    ['Hochspannungstechnik', 'hoch spannung technik'],
    ['Regelungstechnik', 'regelung technik'],
    ['Datenbanksysteme', 'datenbank system'],
    ['Werkstoffkunde', 'werkstoff kunde'],
    ['Energieversorgungsnetze', 'energie versorgung netz'],
    ['Wahrscheinlichkeitsrechnung', 'wahrscheinlichkeit rechnung'],
    ['Softwareentwicklung', 'software entwicklung'],
    ['Strömungsmechanik', 'stromung mechanik'],
    ['Kraftwerkstechnik', 'kraftwerk technik'],
    ['Betriebssysteme', 'betrieb system'],
    ['Differentialgleichungen', 'differential gleichung'],
    ['Gasturbinen', 'gas turbine'],
    ['elektrotechnischen', 'elektro technisch'],
  ])('%s is %s', (compound, parts) => {
    expect(split(compound)).toBe(parts);
  });

  it.each(
    (
      'Produktion Konstruktion Elektronik Mechatronik Wissenschaft Gesellschaft Wirtschaft Landschaft Eigenschaft Verkehr Urteil Vorteil Verteilung ' +
      'Information International Standardisierung Transport Software Hardware Grundlagen Vorlesung Universität Präsentation Organisation Beschreibungen ' +
      'Verantwortung Entscheidungen Veranstaltung Kompetenzen Studierende Thermodynamik Netzwerk Wasserstoff Maschinenbau Beispiel Fähigkeiten'
    ).split(' '),
  )('%s is not split', (word) => {
    expect(split(word)).toBe('');
  });

  it('are read as their parts, each quoted where it stands', () => {
    const title = 'Grundlagen der Leistungselektronik';
    const read = readTitle(title, 'de');
    expect(read.map(({ start, end }) => title.slice(start, end))).toEqual(['Grundlagen', 'Leistungs', 'elektronik']);
    expect(read[2]?.term).toBe(stemWord('elektronik', 'de'));
  });

  it('have parts that cover the whole word, each after the other', () => {
    const words = fc.array(
      fc.constantFrom('energie', 'technik', 'daten', 'netz', 'analyse', 'markt', 'system', 'schutz'),
      {
        minLength: 2,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(words, (parts) => {
        const compound = parts.join('');
        const found = germanCompounds.split(compound);
        expect(found.map(({ start, end }) => compound.slice(start, end)).join('')).toBe(compound);
      }),
    );
  });
});
