/** Words of files for languages, terms, cycles, components and decisions, in English, Russian, Kazakh and German. */
import { type CurriculumCourse, foldLookalikes, type Term, titleKey } from '../domain/index.ts';

/** What a cell of several words means, and the words that mean nothing here. */
export interface Reading<T> {
  readonly value: T;
  readonly unread: readonly string[];
}

/** Capitals, because more of them look alike in the two scripts: "ВК" typed in Latin letters is "BK". */
const wordKey = (word: string): string => foldLookalikes(titleKey(word.slice(0, 200)).toUpperCase());

function vocabulary<T>(entries: readonly (readonly [T, string])[]): ReadonlyMap<string, T> {
  return new Map(
    entries.flatMap(([meaning, words]) => words.split(', ').map((word) => [wordKey(word), meaning] as const)),
  );
}

const ISO_639_1 = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu ' +
    'fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ' +
    'ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os ' +
    'pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ' +
    'ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
);

const LANGUAGES = vocabulary([
  ['en', 'eng, english, englisch, английский, английском, англ, ағылшын, ағылшынша'],
  ['ru', 'rus, russian, russisch, русский, русском, рус, орыс, орысша'],
  ['kk', 'kz, kaz, kazakh, qazaq, qazaqsha, kasachisch, казахский, казахском, каз, қазақ, қазақша, қаз'],
  ['de', 'deu, ger, german, deutsch, немецкий, немецком, нем, неміс, немісше'],
  ['fr', 'fra, fre, french, französisch, французский, французском, фр, француз'],
  ['es', 'spa, spanish, spanisch, испанский, испанском'],
  ['it', 'ita, italian, italienisch, итальянский, итальянском'],
  ['tr', 'tur, turkish, türkisch, турецкий, турецком, түрік'],
  ['zh', 'zho, chi, chinese, chinesisch, китайский, китайском, қытай'],
  ['pl', 'pol, polish, polnisch, польский, польском'],
  ['cs', 'ces, cze, czech, tschechisch, чешский, чешском'],
  ['ko', 'kor, korean, koreanisch, корейский, корейском, корей'],
]);

/** ISO 639-1 code of a language named by code, short or full name; null when the word names none. */
export function languageNamed(word: string): string | null {
  const named = LANGUAGES.get(wordKey(word));
  if (named) return named;
  const code = word.trim().toLowerCase();
  return ISO_639_1.has(code) ? code : null;
}

const BETWEEN_WORDS = /\s*[/;|,&+]\s*|\s+(?:or|and|или|и|және|немесе|und|oder)\s+/iu;
/** "language" and its like after a name: "қазақ тілі", "английский язык". */
const LANGUAGE_WORD = /\s+(?:language|язык|языке|тілі|тілінде)$/iu;

/** Teaching languages of a cell such as `en/ru` or `казахский, русский`. */
export function readLanguages(text: string): Reading<string[]> {
  const found = new Set<string>();
  const unread: string[] = [];
  for (const part of parts(text)) {
    const language = languageNamed(part.replace(LANGUAGE_WORD, ''));
    if (language) found.add(language);
    else unread.push(part);
  }
  return { value: [...found], unread };
}

/** "Winter" and "summer" alone are left out: a German winter semester is the autumn term, a Canadian winter term is the spring one. */
const TERM_WORDS: readonly (readonly [readonly Term[], RegExp])[] = [
  [
    ['autumn', 'spring'],
    /(?:each|every|jedes|каждый|әр) (?:semester|term|семестр)|both (?:semesters|terms)|оба семестра/,
  ],
  [['autumn'], /\bautumn|\bfall\b|осен|күзгі|^күз$|winter ?semester|\bwise\b|^ws\b/],
  [['spring'], /\bspring|весен|^весна$|көктем|sommer ?semester|\bsose\b|^ss\b/],
  [['year'], /^year|full year|whole year|all year|annual|^год|годовой|жыл бойы|^жыл|ganzjährig/],
];

/** Terms of a cell such as `autumn/spring`, `осенний`, `күзгі` or `Wintersemester`, in the order autumn, spring, year. */
export function readTerms(text: string): Reading<Term[]> {
  const found = new Set<Term>();
  const unread: string[] = [];
  for (const part of parts(text)) {
    const word = titleKey(part);
    const meaning = TERM_WORDS.find(([, pattern]) => pattern.test(word));
    if (meaning) for (const term of meaning[0]) found.add(term);
    else unread.push(part);
  }
  const order: readonly Term[] = ['autumn', 'spring', 'year'];
  return { value: order.filter((term) => found.has(term)), unread };
}

const parts = (text: string): string[] =>
  text
    .slice(0, 500)
    .split(BETWEEN_WORDS)
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Cycle = NonNullable<CurriculumCourse['cycle']>;

const CYCLES = vocabulary<Cycle>([
  ['GED', 'GED, ООД, OOD, ЖББП, general education, general education disciplines, общеобразовательные дисциплины'],
  ['GED', 'жалпы білім беру пәндері, цикл общеобразовательных дисциплин'],
  ['BD', 'BD, БД, БП, basic disciplines, базовые дисциплины, базалық пәндер, цикл базовых дисциплин'],
  ['PD', 'PD, ПД, КП, profile disciplines, профилирующие дисциплины, кәсіптік пәндер, бейіндеуші пәндер'],
  ['PD', 'цикл профилирующих дисциплин, major disciplines'],
]);

const COMPONENTS = vocabulary<NonNullable<CurriculumCourse['component']>>([
  ['compulsory', 'compulsory, mandatory, ОК, МК, обязательный, обязательный компонент, міндетті компонент, міндетті'],
  ['university', 'university, university component, ВК, ЖК, ЖООК, вузовский, вузовский компонент, жоо компоненті'],
  ['elective', 'elective, elective component, КВ, ТК, по выбору, компонент по выбору, таңдау компоненті, таңдау'],
]);

const DECISIONS = vocabulary<'approved' | 'refused'>([
  ['approved', 'approved, approve, accepted, yes, одобрено, утверждено, перезачтено, бекітілді, мақұлданды'],
  ['refused', 'refused, rejected, denied, no, отказано, отклонено, қабылданбады, бас тартылды'],
]);

export const cycleNamed = (word: string): Cycle | null => CYCLES.get(wordKey(word)) ?? null;
export const componentNamed = (word: string): NonNullable<CurriculumCourse['component']> | null =>
  COMPONENTS.get(wordKey(word)) ?? null;
export const decisionNamed = (word: string): 'approved' | 'refused' | null => DECISIONS.get(wordKey(word)) ?? null;
