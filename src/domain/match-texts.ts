/** The sentences of a match's evidence and remarks in English, Russian and Kazakh, by stable key. `{name}` is a value of the text. */
import { z } from 'zod';

/** A sentence to be said in any language: its key and what is filled in. */
export const matchTextSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type MatchText = z.infer<typeof matchTextSchema>;

type Language = 'en' | 'ru' | 'kk';
type Sentence = Readonly<Record<Language, string>>;

const say = (en: string, ru: string, kk: string): Sentence => ({ en, ru, kk });

export const MATCH_TEXTS = {
  base: say('The average best candidate', 'Лучший кандидат в среднем', 'Орташа үздік үміткер'),
  'lead-clear': say(
    'Outweighs all other candidates together',
    'Перевешивает всех остальных кандидатов вместе',
    'Басқа үміткерлердің бәрінен бірге басым',
  ),
  'lead-none': say(
    'Other candidates are as likely or likelier',
    'Другие кандидаты столь же или более вероятны',
    'Басқа үміткерлер де сондай немесе одан да ықтимал',
  ),
  'context-usual': say(
    'The best candidate of this course looks like a usual equivalent',
    'Лучший кандидат этого курса похож на обычный эквивалент',
    'Бұл курстың үздік үміткері әдеттегі баламаға ұқсайды',
  ),
  'context-unusual': say(
    'The best candidate of this course looks unlike usual equivalents',
    'Лучший кандидат этого курса не похож на обычные эквиваленты',
    'Бұл курстың үздік үміткері әдеттегі баламаларға ұқсамайды',
  ),
  words: say(
    'Title and description together: {percent} % alike',
    'Название и описание вместе: совпадение {percent} %',
    'Атауы мен сипаттамасы бірге: {percent} % ұқсас',
  ),
  title: say(
    'Titles by words: {percent} % alike',
    'Слова названий: совпадение {percent} %',
    'Атау сөздері: {percent} % ұқсас',
  ),
  letters: say(
    'Titles by spelling of parts: {percent} % alike',
    'Написание частей названий: совпадение {percent} %',
    'Атау бөліктерінің жазылуы: {percent} % ұқсас',
  ),
  titleSpelling: say(
    'Titles letter by letter: {percent} % alike',
    'Названия по буквам: совпадение {percent} %',
    'Атаулар әріп бойынша: {percent} % ұқсас',
  ),
  body: say('Descriptions: {percent} % alike', 'Описания: совпадение {percent} %', 'Сипаттамалар: {percent} % ұқсас'),
  meaning: say(
    'Meaning of title and description: {percent} % alike',
    'Смысл названия и описания: близость {percent} %',
    'Атау мен сипаттаманың мағынасы: {percent} % жақын',
  ),
  meaningTitle: say(
    'Meaning of the titles: {percent} % alike',
    'Смысл названий: близость {percent} %',
    'Атаулардың мағынасы: {percent} % жақын',
  ),
  titleInBody: say(
    'Home title in host description: {percent} % alike',
    'Название своего курса в описании принимающего: совпадение {percent} %',
    'Өз курсының атауы қабылдаушы сипаттамасында: {percent} % ұқсас',
  ),
  bodyInTitle: say(
    'Home description in host title: {percent} % alike',
    'Описание своего курса в названии принимающего: совпадение {percent} %',
    'Өз курсының сипаттамасы қабылдаушы атауында: {percent} % ұқсас',
  ),
  'numerals-differ': say(
    'Part {home} is not part {host}',
    'Часть {home} — не часть {host}',
    '{home}-бөлім {host}-бөлім емес',
  ),
  'numerals-no-conflict': say(
    'Part numbers do not disagree',
    'Номера частей не противоречат',
    'Бөлім нөмірлері қайшы емес',
  ),
  'numerals-same': say('Both are part {home}', 'Оба — часть {home}', 'Екеуі де {home}-бөлім'),
  'numerals-none': say('No common part number', 'Общего номера части нет', 'Ортақ бөлім нөмірі жоқ'),
  'numerals-one': say(
    'Only one of the titles has a part number',
    'Номер части есть только в одном названии',
    'Бөлім нөмірі тек бір атауда бар',
  ),
  'numerals-both-or-none': say(
    'Part numbers on both sides or on none',
    'Номера частей есть с обеих сторон или отсутствуют',
    'Бөлім нөмірлері екі жақта да бар немесе жоқ',
  ),
  'later-part-alone': say(
    'One title names a later part, the other none',
    'Одно название указывает последующую часть, другое — никакой',
    'Бір атау кейінгі бөлімді атайды, екіншісі ешқайсысын',
  ),
  'later-part-none': say(
    'No later part stands alone',
    'Последующая часть без пары не встречается',
    'Жеке тұрған кейінгі бөлім жоқ',
  ),
  'host-higher': say(
    'The host course number is {years} level(s) higher',
    'Номер принимающего курса выше на {years} уровень(-ня)',
    'Қабылдаушы курстың нөмірі {years} деңгейге жоғары',
  ),
  'host-not-higher': say(
    'The host course number is not higher',
    'Номер принимающего курса не выше',
    'Қабылдаушы курстың нөмірі жоғары емес',
  ),
  'home-higher': say(
    'The home course number is {years} level(s) higher',
    'Номер своего курса выше на {years} уровень(-ня)',
    'Өз курсының нөмірі {years} деңгейге жоғары',
  ),
  'home-not-higher': say(
    'The home course number is not higher',
    'Номер своего курса не выше',
    'Өз курсының нөмірі жоғары емес',
  ),
  'host-graduate': say(
    'The host course is for graduates, the home course is not',
    'Принимающий курс — для магистратуры, свой — нет',
    'Қабылдаушы курс магистратураға арналған, өз курсы — жоқ',
  ),
  'home-graduate': say(
    'The home course is for graduates, the host course is not',
    'Свой курс — для магистратуры, принимающий — нет',
    'Өз курсы магистратураға арналған, қабылдаушы — жоқ',
  ),
  'cycles-agree': say(
    'The cycles agree as far as known',
    'Уровни образования совпадают, насколько известно',
    'Білім деңгейлері белгілі болғанша сәйкес',
  ),
  'laboratory-differs': say(
    'Only one is a laboratory course',
    'Только один из курсов лабораторный',
    'Тек біреуі зертханалық курс',
  ),
  'laboratory-agrees': say(
    'Both or neither are laboratory courses',
    'Лабораторные оба курса или ни один',
    'Екеуі де зертханалық немесе ешқайсысы',
  ),
  'host-open': say(
    'The host course is a seminar, project, thesis or special topic',
    'Принимающий курс — семинар, проект, диплом или специальная тема',
    'Қабылдаушы курс — семинар, жоба, диплом немесе арнайы тақырып',
  ),
  'home-open': say(
    'The home course is a seminar, project, thesis or special topic',
    'Свой курс — семинар, проект, диплом или специальная тема',
    'Өз курсы — семинар, жоба, диплом немесе арнайы тақырып',
  ),
  'kind-agrees': say('No difference of course kind', 'Вид курсов не различается', 'Курс түрінде айырма жоқ'),
  'subject-same': say(
    'Both codes begin with {subject}',
    'Оба кода начинаются с {subject}',
    'Екі код та {subject} деп басталады',
  ),
  'subject-differs': say('Codes begin differently', 'Коды начинаются по-разному', 'Кодтар әртүрлі басталады'),
  'subject-vote': say(
    '{percent} % of the closest texts are {host}',
    '{percent} % ближайших текстов — {host}',
    'Ең жақын мәтіндердің {percent} %-ы — {host}',
  ),
  'subject-habit': say(
    '{percent} % of what is close to {home} courses is {host}',
    '{percent} % близкого к курсам {home} — {host}',
    '{home} курстарына жақындардың {percent} %-ы — {host}',
  ),
  'precedent-approved': say(
    'Approved before for a course {percent} % alike',
    'Ранее одобрен для курса, сходного на {percent} %',
    'Бұрын {percent} % ұқсас курс үшін мақұлданған',
  ),
  'precedent-not-approved': say(
    'No approval of a like course',
    'Одобрений для похожего курса нет',
    'Ұқсас курс үшін мақұлдау жоқ',
  ),
  'precedent-share': say(
    '{percent} % of the approvals of like courses went to this one',
    '{percent} % одобрений похожих курсов — за этим',
    'Ұқсас курстар мақұлдауларының {percent} %-ы осыған берілген',
  ),
  'precedent-count': say(
    '{count} approvals of courses more than half alike',
    'Одобрений курсов, сходных более чем наполовину: {count}',
    'Жартысынан көбі ұқсас курстардың мақұлдаулары: {count}',
  ),
  'precedent-refused': say(
    'Refused before for a course {percent} % alike',
    'Ранее отклонён для курса, сходного на {percent} %',
    'Бұрын {percent} % ұқсас курс үшін қабылданбаған',
  ),
  'precedent-not-refused': say(
    'No refusal of a like course',
    'Отказов для похожего курса нет',
    'Ұқсас курс үшін бас тарту жоқ',
  ),
  'precedent-elsewhere': say(
    'A course {percent} % alike was given no course of this catalogue',
    'Курсу, сходному на {percent} %, не нашли соответствия в этом каталоге',
    '{percent} % ұқсас курсқа бұл каталогтан сәйкестік табылмаған',
  ),
  'precedent-not-elsewhere': say(
    'No like course was left without a course of this catalogue',
    'Похожих курсов без соответствия в этом каталоге нет',
    'Бұл каталогтан сәйкестіксіз қалған ұқсас курс жоқ',
  ),
  'precedent-elsewhere-known': say(
    'The decisions hold courses that were given none of this catalogue',
    'Среди решений есть курсы без соответствия в этом каталоге',
    'Шешімдер арасында бұл каталогтан сәйкестік берілмегендері бар',
  ),
  'precedent-elsewhere-unknown': say(
    'The decisions hold only courses that were given one of this catalogue',
    'Среди решений только курсы с соответствием в этом каталоге',
    'Шешімдерде тек осы каталогтан сәйкестік берілген курстар',
  ),
  'precedent-exact-approved': say('This very pair was approved', 'Именно эта пара одобрена', 'Дәл осы жұп мақұлданған'),
  'precedent-exact-refused': say(
    'This very pair was refused',
    'Именно эта пара отклонена',
    'Дәл осы жұп қабылданбаған',
  ),
  'precedent-exact-none': say(
    'This very pair was not decided on',
    'По этой паре решения не было',
    'Бұл жұп бойынша шешім болмаған',
  ),
  semantic: say(
    'Meaning by embeddings: cosine {cosine}, {mean} on average here',
    'Смысл по эмбеддингам: косинус {cosine}, в среднем здесь {mean}',
    'Эмбеддинг бойынша мағына: косинус {cosine}, мұнда орта есеппен {mean}',
  ),
  'stub-resolved-home': say(
    'The home entry only refers to {code}; its description was read, and quotes are from there',
    'Запись своего курса лишь ссылается на {code}; прочитано его описание, цитаты оттуда',
    'Өз курсының жазбасы тек {code} курсына сілтейді; соның сипаттамасы оқылды, дәйексөздер содан',
  ),
  'stub-resolved-host': say(
    'The host entry only refers to {code}; its description was read, and quotes are from there',
    'Запись принимающего курса лишь ссылается на {code}; прочитано его описание, цитаты оттуда',
    'Қабылдаушы курстың жазбасы тек {code} курсына сілтейді; соның сипаттамасы оқылды, дәйексөздер содан',
  ),
  'no-description-home': say(
    'The home course has no description: the title alone was compared',
    'У своего курса нет описания: сравнивалось только название',
    'Өз курсының сипаттамасы жоқ: тек атауы салыстырылды',
  ),
  'no-description-host': say(
    'The host course has no description: the title alone was compared',
    'У принимающего курса нет описания: сравнивалось только название',
    'Қабылдаушы курстың сипаттамасы жоқ: тек атауы салыстырылды',
  ),
  'across-languages': say(
    'Compared in translation ({from} with {to}); the probability was calibrated on few courses and is never enough to suggest',
    'Сравнение в переводе ({from} и {to}); вероятность калибрована на малом числе курсов и для рекомендации недостаточна',
    'Аударма арқылы салыстырылды ({from} және {to}); ықтималдық аз курста калибрленген, ұсынуға жеткіліксіз',
  ),
  'part-differs': say(
    'The titles name different parts of a sequence',
    'Названия указывают разные части последовательности',
    'Атаулар тізбектің әртүрлі бөліктерін көрсетеді',
  ),
  'cycle-differs': say(
    'One course is for graduates, the other is not',
    'Один курс — для магистратуры, другой — нет',
    'Бір курс магистратураға арналған, екіншісі — жоқ',
  ),
  'precedents-contradict': say(
    'One institution approved and refused the same pair: neither decision counts',
    'Один вуз и одобрил, и отклонил эту пару: ни одно решение не учитывается',
    'Бір оқу орны осы жұпты мақұлдап та, қабылдамай да тастаған: екі шешім де есептелмейді',
  ),
  'precedents-disagree': say(
    'Institutions decided differently on this pair',
    'Вузы решили по этой паре по-разному',
    'Оқу орындары бұл жұп бойынша әртүрлі шешкен',
  ),
} as const satisfies Readonly<Record<string, Sentence>>;
export type MatchTextKey = keyof typeof MATCH_TEXTS;

/** A text with its values. */
export const matchText = (key: MatchTextKey, values: MatchText['values'] = {}): MatchText => ({ key, values });

const isKey = (key: string): key is MatchTextKey => Object.hasOwn(MATCH_TEXTS, key);

/** The sentence in a language, its values filled in; the key itself when it is not known. */
export function sayMatchText({ key, values }: MatchText, language: Language = 'en'): string {
  if (!isKey(key)) return key;
  return MATCH_TEXTS[key][language].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
