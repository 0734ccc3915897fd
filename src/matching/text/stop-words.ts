/** Words that carry no topic: grammar, and the phrases that every catalogue uses about every course. */

const GRAMMAR: Readonly<Record<string, string>> = {
  en:
    'a about above after again all also although an and any are as at be because been before being below between both but by ' +
    'can cannot could did do does doing down during each either etc few for from further had has have having he her here hers ' +
    'him his how however i if in into is it its itself may might more most must my no nor not of off on once one only or other ' +
    'our ours out over own per s same shall she should so some such t than that the their theirs them then there these they ' +
    'this those through to too toward towards under until up upon us use used uses using various very via was we were what when ' +
    'where whether which while who whom whose why will with within without would you your',
  de:
    'aber als am an auch auf aus bei bis das dass dem den der des die dies diese dieser dieses durch ein eine einem einen einer ' +
    'eines er es für hat im in ist kann können mit nach nicht oder sich sie sind sowie über um und unter von vor werden wie wird zu zum zur',
  ru:
    'а без более бы был была были было быть в вам вас во все всех вы где для до его ее если есть еще же за и из или им их к как ' +
    'ко которая которые который которых ли между на над не них но о об от по под при с со также так такие то у через что чтобы эта эти этих это',
  kk:
    'және мен бен пен үшін туралы арқылы бойынша сондай ақ бұл осы ол олар болып бар да де та те немесе әр барлық кейін дейін ' +
    'қарай ретінде сияқты жәнеде оның олардың болады табылады',
};

const CATALOGUE: Readonly<Record<string, string>> = {
  en:
    'class classes course courses credit credits cover covered covers covering discuss discussed discusses emphasis emphasized ' +
    'enable examine examined examines explore explored explores focus focuses focused focusing include included includes ' +
    'including learn learning introduce introduced introduces lecture lectures module modules offered offering provide provided ' +
    'provides semester student students study studied studies subject subjects term topic topics unit units year',
  de: 'kurs lehrveranstaltung modul module studierende studierenden themen vorlesung vermittelt behandelt',
  ru: 'дисциплина дисциплины дисциплине курс курса курсе студент студенты студентов изучает изучаются изучение рассматривает рассматриваются рамках',
  kk: 'пән пәні пәннің курс курста курстың студент студенттер студенттердің қарастырылады қарастырады зерттейді',
};

const words = (text: string | undefined): string[] => (text ?? '').split(' ');
const STOP_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.keys(GRAMMAR).map((language) => [
    language,
    new Set([...words(GRAMMAR[language]), ...words(CATALOGUE[language])]),
  ]),
);
const GRAMMAR_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.keys(GRAMMAR).map((language) => [language, new Set(words(GRAMMAR[language]))]),
);

/** True for a lower-case word that is dropped from a description. */
export const isStopWord = (word: string, language: string): boolean => STOP_WORDS.get(language)?.has(word) ?? false;

/** True for a lower-case word that is dropped from a title, where "study" and "learning" may be the topic. */
export const isGrammarWord = (word: string, language: string): boolean =>
  GRAMMAR_WORDS.get(language)?.has(word) ?? false;
