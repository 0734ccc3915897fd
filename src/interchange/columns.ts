/** Which column of a file is which: headers in English, Russian and Kazakh. */
import { foldLookalikes, titleKey } from '../domain/index.ts';
import { languageNamed } from './vocabulary.ts';

/** Printed names of each column; the field's own name counts too. Compared by {@link headerKey}. */
const ALIASES = {
  code: [
    'course code, subject code, module code, course number, module number, course no, course id, subject id, module no, module id, catalogue number, catalog number',
    'код, код дисциплины, код предмета, код курса, код модуля, шифр, шифр дисциплины, шифр модуля',
    'коды, пән коды, пәннің коды, курс коды, модуль коды',
  ],
  title: [
    'course title, course name, course, subject, subject title, subject name, module, module title, module name, title local',
    'название, наименование, название дисциплины, наименование дисциплины, дисциплина, название предмета, предмет',
    'название курса, наименование курса, название модуля, наименование модуля',
    'атауы, пән атауы, пәннің атауы, пән, курс атауы, модуль атауы',
  ],
  description: [
    'course description, summary, content, contents, course content, syllabus, abstract, annotation, description local',
    'описание, краткое описание, описание дисциплины, описание курса, аннотация, содержание, содержание дисциплины, краткое содержание',
    'сипаттама, сипаттамасы, пән сипаттамасы, пәннің сипаттамасы, қысқаша сипаттамасы, мазмұны, пәннің мазмұны, аңдатпа',
  ],
  outcomes: [
    'learning outcomes, learning outcome, course outcomes',
    'результаты обучения, ожидаемые результаты обучения, ожидаемые результаты, результаты',
    'оқу нәтижелері, оқыту нәтижелері, күтілетін нәтижелер',
  ],
  credits: [
    'credit, credit hours, credit points, number of credits, credit value, units, cp, cr, ects, ects credits, ects points, credits ects',
    'кредит, кредиты, количество кредитов, кол во кредитов, объем в кредитах, трудоемкость в кредитах, зачетные единицы, з е, зе',
    'кредиты ects, кредитов, ects кредиты, кредиттер, кредит саны, кредиттер саны, несие, ects кредиттері',
  ],
  credit_system: [
    'credit unit, unit, credit type',
    'система кредитов, кредитная система, единица, единица кредита, вид кредитов',
    'кредит жүйесі, кредит бірлігі, несие жүйесі',
  ],
  level: [
    'study level, course level, degree, degree level, level of study',
    'уровень, уровень обучения, уровень образования, степень, ступень',
    'деңгей, деңгейі, оқу деңгейі, білім деңгейі',
  ],
  language: [
    'languages, language of instruction, teaching language, instruction language, languages of instruction',
    'язык, языки, язык обучения, язык преподавания',
    'тіл, тілі, оқыту тілі, оқу тілі',
  ],
  semester: ['semester number', 'семестр, номер семестра, сем', 'семестрі, оқу семестрі'],
  terms: [
    'term, offered, offered in, term offered, terms offered, semester offered, semester, semesters',
    'период, период обучения, учебный период, семестр, сезон, сем',
    'оқу кезеңі, кезең, семестрі',
  ],
  term: ['semester', 'семестр, период, период обучения, учебный период', 'оқу кезеңі, кезең, семестрі'],
  prerequisites: [
    'prerequisite, pre requisites, required courses',
    'пререквизиты, пререквизит, предварительные дисциплины',
    'пререквизиттер, пререквизиттері, алдыңғы пәндер',
  ],
  meetings: [
    'schedule, class schedule, timetable, time table, class times, meeting times',
    'расписание, расписание занятий, время занятий',
    'кесте, сабақ кестесі, сабақ уақыты',
  ],
  isced_f: ['isced, isced code, isced f code', 'мско, код мско', 'бхсж'],
  url: ['link, web page, website', 'ссылка, сайт', 'сілтеме'],
  institution: [
    'university, host institution',
    'вуз, университет, организация образования, учебное заведение, учреждение',
    'жоо, оқу орны, университет атауы',
  ],
  academic_year: ['year, study year', 'учебный год, академический год', 'оқу жылы'],
  programme: [
    'program, degree programme, study programme, educational programme, educational program',
    'образовательная программа, программа, оп, специальность',
    'білім беру бағдарламасы, бағдарлама, ббб, мамандық',
  ],
  cycle: ['subject cycle, course cycle', 'цикл, цикл дисциплин, цикл дисциплины', 'циклі, пән циклі, пәндер циклі'],
  component: [
    'course component',
    'компонент, компонент дисциплины, компонента, вид компонента',
    'компоненті, пән компоненті',
  ],
  elective_block: [
    'block, elective group',
    'блок, блок по выбору, элективный блок, блок дисциплин',
    'таңдау блогы, элективті блок',
  ],
  grade: ['mark, final grade, final mark', 'оценка, итоговая оценка, балл', 'баға, бағасы, қорытынды баға'],
  grade_scale: [
    'grading scale, scale, grading scheme',
    'шкала, шкала оценок, шкала оценивания',
    'бағалау шкаласы, шкала атауы',
  ],
  completed_on: [
    'completed, completion date, date, exam date, date of exam',
    'дата, дата сдачи, дата экзамена, дата завершения',
    'күні, тапсырған күні, емтихан күні, аяқтаған күні',
  ],
  attempt: ['attempt number', 'попытка, номер попытки', 'талпыныс, тапсыру саны'],
  student: [
    'student id, student number, student no',
    'id студента, номер студента, шифр студента, код студента',
    'студент коды, студент нөмірі, білім алушы коды',
  ],
  home_institution: ['home university', 'свой вуз, отправляющий вуз', 'жіберуші жоо'],
  home_code: ['home course code', 'код дисциплины своего вуза, код своей дисциплины', 'өз пәнінің коды'],
  home_title: ['home course, home course title', 'дисциплина своего вуза, своя дисциплина', 'өз пәнінің атауы'],
  home_description: ['home course description', 'описание своей дисциплины', 'өз пәнінің сипаттамасы'],
  host_institution: ['host university', 'принимающий вуз', 'қабылдаушы жоо'],
  host_code: [
    'host course code',
    'код дисциплины принимающего вуза, код зарубежной дисциплины',
    'қабылдаушы жоо пәнінің коды',
  ],
  host_title: [
    'host course, host course title',
    'дисциплина принимающего вуза, зарубежная дисциплина',
    'қабылдаушы жоо пәні',
  ],
  host_description: ['host course description', 'описание зарубежной дисциплины', 'қабылдаушы жоо пәнінің сипаттамасы'],
  decision: ['status', 'решение', 'шешім, шешімі'],
  decided_on: ['decision date', 'дата решения', 'шешім күні'],
  valid_until: ['valid to, expires', 'действует до, действительно до', 'жарамды мерзімі'],
  university: ['host university, institution', 'университет, вуз, принимающий вуз', 'жоо, университет атауы'],
  city: ['town', 'город', 'қала, қаласы'],
  country: ['land', 'страна', 'ел, елі, мемлекет'],
  specialty: ['speciality, specialties, field', 'специальность, специальности', 'мамандық, мамандығы'],
  requirements: ['requirement', 'требования', 'талаптар, талаптары'],
  tuition_payment: ['tuition, tuition fee', 'оплата обучения, оплата за обучение', 'оқу ақысы'],
  costs: ['cost, expenses', 'расходы, затраты', 'шығындар, шығыны'],
  quantity: ['places, number of places', 'количество, количество мест, квота', 'саны, орын саны'],
  catalogue_links: [
    'catalogue link, catalog links, catalogue, course catalogue',
    'ссылки на каталог, ссылка на каталог, каталог, каталоги',
    'каталог сілтемелері, каталог сілтемесі',
  ],
  deadline: [
    'application deadline, apply by',
    'срок, срок подачи, крайний срок, дедлайн',
    'мерзімі, соңғы мерзім, соңғы мерзімі',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof ALIASES;

/** Fields that may come in several languages, one column each: `title_en`, `Название (рус)`, `Атауы (қаз)`. */
const LOCALISED: ReadonlySet<Field> = new Set<Field>(['title', 'description', 'outcomes']);
/** Words of a header that only join a field with its language: "Название на русском языке". */
const JOINING: ReadonlySet<string> = new Set(['на', 'in', 'языке', 'язык', 'language', 'тілінде', 'тілі']);

/** A header for comparison: letters and digits alone, one case, look-alike letters of the two scripts as one. */
export const headerKey = (header: string): string => foldLookalikes(titleKey(header.slice(0, 200)).toUpperCase());

const FIELD_KEYS: ReadonlyMap<Field, ReadonlySet<string>> = new Map(
  (Object.keys(ALIASES) as Field[]).map((field) => {
    const names = ALIASES[field].flatMap((line) => line.split(', '));
    return [field, new Set([field, ...names].map(headerKey))];
  }),
);

/** A recognised column: its field, and the language its header names (always null for fields of one language). */
export interface Column {
  readonly field: Field;
  readonly language: string | null;
}

/** What a header means among the wanted fields, the earlier field first where a word fits two; null when it means none. */
export function recogniseColumn(header: string, wanted: readonly Field[]): Column | null {
  const plain = fieldNamed(headerKey(header), wanted);
  if (plain) return { field: plain, language: null };
  // "no" is Norwegian after `title_`, and a number after "module".
  const words = titleKey(header.slice(0, 200)).split(' ');
  const telling = words.filter((word) => !JOINING.has(word));
  for (const [languageWord, rest] of [
    [telling.at(-1), telling.slice(0, -1)],
    [telling[0], telling.slice(1)],
  ] as const) {
    const language = languageNamed(languageWord ?? '');
    const field = language && fieldNamed(headerKey(rest.join(' ')), wanted);
    if (field && LOCALISED.has(field) && (language !== 'no' || rest[0] === field)) return { field, language };
  }
  return null;
}

const fieldNamed = (key: string, wanted: readonly Field[]): Field | null =>
  wanted.find((field) => FIELD_KEYS.get(field)?.has(key)) ?? null;
