/** Invented contents of every kind of document, in which every part is there. */
import { type Plan, planSchema, Rational, reason, type UiLanguage } from '../../../src/domain/index.ts';
import { headOf, writeDocument } from '../../../src/interchange/index.ts';
import { TEXTS } from '../../installed.ts';

type Printable = Parameters<typeof writeDocument>[0];

export const DATE = '2026-09-04';

export const print = (document: Printable, language: UiLanguage): Promise<Uint8Array> =>
  writeDocument(document, { language, texts: TEXTS, date: DATE });

export const HEAD = headOf({
  home: 'Тау техникалық университеті',
  institute: { kk: 'Энергетика институты', ru: 'Институт энергетики', en: 'Institute of Power Engineering' },
  studentName: 'Айдана Сәбитқызы',
  studentNumber: '20241187',
  programme: '6B07101 Электр энергетикасы',
  host: 'Lindenwerder Hochschule',
  academicYear: '2026/27',
  semesters: [5],
  stay: { start: '2026-10-01', end: '2027-02-28' },
});

const host = (code: string, titles: Record<string, string>, ects: string, more: object = {}) => ({
  code,
  titles,
  credits: { min: ects, max: ects, unit: 'LP' },
  ects,
  term: 'autumn',
  languages: ['de'],
  ...more,
});

const home = (code: string, titles: Record<string, string>, ects: string, more: object = {}) => ({
  code,
  titles,
  credits: { min: ects, max: ects, unit: 'KZ' },
  ects,
  term: 'autumn',
  languages: ['kk', 'ru'],
  semester: 5,
  cycle: 'BD',
  component: 'university',
  ...more,
});

const inThree = (kk: string, ru: string, en: string) => ({ kk, ru, en });
const bundle = (id: string, courses: object) => ({ id, score: 0.9, ...courses });

const MACHINES = home('ELM3205', inThree('Электр машиналары', 'Электрические машины', 'Electrical Machines'), '6');
const POWER = home('PEL3207', inThree('Күштік электроника', 'Силовая электроника', 'Power Electronics'), '5', {
  component: 'compulsory',
  cycle: 'PD',
});
const GRIDS = home('EPG3209', inThree('Электр желілері', 'Электрические сети', 'Electric Grids'), '5');
/** Of two languages alone. */
const SAFETY = home('SAF3301', { ru: 'Охрана труда' }, '4', { component: 'elective', cycle: 'GED', semester: null });

/** A stay of three bundles: 1:2, 2:1 and a place of an elective block; one course stays uncovered. */
export const makePlan = (more: object = {}): Plan =>
  planSchema.parse({
    format: 'concord-plan',
    version: 1,
    home: { institution: HEAD.home, programme: HEAD.programme },
    host: { institution: HEAD.host, academicYear: HEAD.academicYear },
    request: { minEcts: '20', maxEcts: '33', term: 'autumn', semesters: [5], languages: ['de'], pins: [], bans: [] },
    bundles: [
      bundle('b1', {
        home: [MACHINES],
        host: [
          host('ET-2310', { de: 'Elektrische Maschinen I', en: 'Electrical Machines I' }, '5'),
          host('ET-2311', { de: 'Elektrische Maschinen II: Labor' }, '2.5'),
        ],
      }),
      bundle('b2', {
        home: [POWER, GRIDS],
        host: [host('ET-3110', { en: 'Power Electronics and Grids' }, '10', { languages: ['en', 'de'], term: null })],
      }),
      bundle('b3', {
        home: [],
        electiveBlock: 'Еркін таңдау',
        fills: [SAFETY],
        host: [host('WI-150', { de: 'Wirtschaftsethik' }, '5', { credits: null, languages: [] })],
      }),
      bundle('b4', { home: [], electiveBlock: 'Еркін таңдау', host: [host('DE-100', { de: 'Deutsch B1' }, '3')] }),
    ],
    uncovered: [
      {
        home: home('RPA3304', inThree('Релелік қорғаныс', 'Релейная защита', 'Relay Protection'), '5', { semester: 5 }),
        reason: 'low-score',
        explanation: reason('uncovered-outside', { ects: '5', most: '33' }),
        candidate: null,
      },
    ],
    totals: { homeEcts: '20', hostEcts: '25.5', uncoveredEcts: '5' },
    solver: { name: 'highs', status: 'optimal', gap: 0, objective: 1 },
    basis: { engine: '1', model: 'm', calibrated: true, policy: 'aupet-2024', policyVersion: '1' },
    ...more,
  });

export const HASH = 'c0ffee'.repeat(10).slice(0, 64);

export const agreementOf = (plan = makePlan()): Printable => ({
  kind: 'agreement',
  plan,
  head: HEAD,
  version: { number: 2, contentHash: HASH },
  draft: false,
  bridges: [
    {
      decision: 'approve-with-bridge',
      bridge: { kind: 'laboratory', topics: ['Синхронды машиналар'], ects: Rational.of(1) },
      bundle: 'b1',
      bundleKey: 'k',
      by: 'u',
      institute: 'i',
      decidedOn: DATE,
      precedent: null,
      comment: '',
    },
  ],
});

export function amendmentOf(): Printable {
  const before = makePlan();
  const [first, second, third] = before.bundles;
  if (!first || !second || !third) throw new Error('the plan has three bundles');
  const added = { ...second, id: 'b5', host: [{ ...first.host[0], code: 'ET-3120' } as (typeof first.host)[number]] };
  const after = makePlan({
    bundles: JSON.parse(JSON.stringify([first, third, added])),
    totals: { homeEcts: '15', hostEcts: '20.5', uncoveredEcts: '10' },
  });
  return {
    kind: 'amendment',
    head: HEAD,
    before,
    after,
    out: [{ bundle: second, why: inThree('Пән қолжетімсіз', 'Дисциплина недоступна', 'The course is not available') }],
    in: [{ bundle: added, why: inThree('Орнына', 'Замена исключённой дисциплины', 'It replaces a deleted course') }],
    baseVersion: 2,
    contentHash: HASH,
    draft: false,
  };
}

type RankingLine = Extract<Printable, { kind: 'ranking' }>['lines'][number];
const line = (name: string, rank: number | null, score: string | null, more: Partial<RankingLine>): RankingLine => ({
  name,
  studentNumber: `2024${1000 + (rank ?? 99)}`,
  rank,
  score: score === null ? null : Rational.from(score),
  values: {
    gpa: Rational.from('3.33'),
    language: Rational.of(4),
    ...(rank !== null && { motivation: Rational.of(80 + rank) }),
  },
  partedBy: null,
  decision: 'decline',
  isDecided: true,
  funding: null,
  reservePlace: null,
  why: null,
  ...more,
});

export const rankingOf = (lines?: readonly RankingLine[]): Printable => ({
  kind: 'ranking',
  home: HEAD.home,
  call: {
    university: HEAD.host,
    city: 'Линденвердер',
    country: 'Германия',
    specialty: 'Электр энергетикасы',
    stay: HEAD.stay,
    quantity: 2,
    grantPlaces: 1,
    deadline: '2026-05-15',
  },
  criteria: [
    { id: 'gpa', of: 'gpa' as const, title: inThree('GPA', 'GPA', 'GPA'), weight: '0.5', worst: '0', best: '4' },
    {
      id: 'language',
      of: 'language-level' as const,
      title: inThree('Тіл деңгейі', 'Уровень языка', 'Language level'),
      weight: '0.2',
      worst: '0',
      best: '7',
    },
    {
      id: 'motivation',
      of: 'points' as const,
      title: inThree('Мотивациялық хат', 'Мотивационное письмо', 'Motivation letter'),
      weight: '0.3',
      worst: '0',
      best: '100',
    },
  ].map((one) => ({
    ...one,
    weight: Rational.from(one.weight),
    worst: Rational.from(one.worst),
    best: Rational.from(one.best),
  })),
  policy: { id: 'aupet-2024', version: '1' },
  ranking: { number: 3, date: '2026-05-20' },
  lines: lines ?? [
    line('Әлия Мұратқызы', 1, '0.9125', { decision: 'award', funding: 'grant' }),
    line('Ержан Қайратұлы', 2, '0.87', { decision: 'award', funding: 'own-expense' }),
    line('Айгүл Нұрланқызы', 3, '0.87', { decision: 'reserve', reservePlace: 1, partedBy: 'credits-earned' }),
    line('Дінмұхамед Серікұлы', 4, '0.71', {
      why: inThree('Орын жоқ', 'Нет свободных мест', 'No place is left'),
    }),
    line('Жанар Болатқызы', null, null, { decision: 'none', isDecided: false }),
  ],
});

type Letter = Extract<Printable, { kind: 'letter' }>;
export const letterOf = (decided: Letter['decided'], more: Partial<Letter> = {}): Letter => ({
  kind: 'letter',
  head: HEAD,
  decided,
  decidedOn: DATE,
  reasons: [],
  courses: [],
  appeal: null,
  signer: 'chair',
  ...more,
});

export const APPEAL: NonNullable<Letter['appeal']> = {
  until: '2026-09-14',
  answeredWithin: 13,
  grounds: [
    inThree('Рәсім бұзылды', 'Нарушение процедуры', 'The procedure was not followed'),
    inThree('Жаңа құжаттар', 'Новые документы', 'There is new evidence'),
  ],
};

/** A letter of each kind of decision. */
export const LETTERS: Readonly<Record<Letter['decided']['kind'], Letter>> = {
  award: letterOf({ kind: 'award', funding: 'grant', answerBy: '2026-09-11' }),
  reserve: letterOf({ kind: 'reserve', place: 2 }),
  decline: letterOf(
    { kind: 'decline' },
    { reasons: [{ about: null, why: inThree('Орын жоқ', 'Нет свободных мест', 'No place is left') }], appeal: APPEAL },
  ),
  ineligible: letterOf(
    { kind: 'ineligible' },
    {
      reasons: [{ about: null, why: inThree('GPA аз', 'GPA ниже минимального', 'The GPA is below the minimum') }],
      appeal: APPEAL,
    },
  ),
  'plan-approved': letterOf({ kind: 'plan-approved', bundles: 4 }, { signer: 'director' }),
  'plan-refused': letterOf(
    { kind: 'plan-refused', refused: 1, bundles: 4 },
    {
      signer: 'director',
      reasons: [
        {
          about: 'ELM3205 = ET-2310 + ET-2311',
          why: inThree('Мазмұны өзгеше', 'Существенное различие содержания', 'The content differs'),
        },
      ],
      appeal: APPEAL,
    },
  ),
  recognition: letterOf(
    { kind: 'recognition', courses: 2, credits: '11', difference: '5' },
    {
      signer: 'registrar',
      courses: [
        { code: 'ELM3205', titles: MACHINES.titles, outcome: reason('letter-credited', { credits: '6', grade: 'B+' }) },
        {
          code: 'SAF3301',
          titles: SAFETY.titles,
          outcome: reason('letter-credited', { credits: '5', grade: reason('print-without-grade') }),
        },
        { code: 'RPA3304', titles: POWER.titles, outcome: reason('letter-difference', { credits: '5' }) },
      ],
      reasons: [{ about: 'RPA3304', why: reason('bundle-still-open', { bundle: 'b2' }) }],
      appeal: APPEAL,
    },
  ),
};
