/** What the protocol says in its language, and how credits and grades are written in it: exact, with a decimal point, as in CSV and JSON. */
import {
  type HomeGrade,
  type Rational,
  type REASON_AREAS,
  type Reason,
  type Recognition,
  reason,
  type Texts,
  type UiLanguage,
  uiLanguageSchema,
} from '../../domain/index.ts';

/** The words of one protocol. */
export interface Words {
  /** A reason in words; a text stands as it is. */
  readonly say: (said: Reason | string) => string;
  /** A fixed word of the document. */
  readonly word: (code: keyof typeof REASON_AREAS.documents) => string;
  readonly day: (isoDate: string) => string;
  /** The four words of the Kazakh traditional scale, known in all languages, in the protocol's own; any other word as it stands. */
  readonly traditional: (word: string) => string;
}

export function wordsIn(texts: Texts, language: UiLanguage): Words {
  const say = (said: Reason | string): string => (typeof said === 'string' ? said : texts.say(said, language));
  return {
    say,
    word: (code) => texts.say({ code, values: {} }, language),
    day(isoDate) {
      const [year = '', month = '', day = ''] = isoDate.split('-');
      return say(reason('protocol-day', { year, month, day }));
    },
    traditional(word) {
      const grades = ['excellent', 'good', 'satisfactory', 'unsatisfactory'].map((grade) =>
        reason('traditional-grade', { grade }),
      );
      const known = grades.find((grade) =>
        uiLanguageSchema.options.some((other) => texts.say(grade, other) === word.toLowerCase()),
      );
      return known ? say(known) : word;
    },
  };
}

/** Points and averages with two decimals at least (`3.00`), more only where rounding would change the figure. */
export function pointsText(points: Rational): string {
  const exact = points.toString();
  const decimals = exact.split('.')[1] ?? '';
  return exact.includes('/') || decimals.length > 2 ? exact : points.toFixed(2);
}

/** Letter, points, percent and traditional grade; a credit without a grade says so instead. */
export function homeGradeCells({ letter, points, percent, traditional, status }: HomeGrade, words: Words): string[] {
  const inWords =
    status === 'passed-without-grade'
      ? words.word('protocol-without-grade')
      : traditional !== null
        ? words.traditional(traditional)
        : status === 'failed'
          ? words.word('protocol-failed')
          : '—';
  return [letter ?? '—', points ? pointsText(points) : '—', percent?.toString() ?? '—', inWords];
}

/** Credits with their unit as the host printed them, and its grade with the scale it was read on. */
export function originalCells(row: Recognition['rows'][number] | undefined, { word }: Words): string[] {
  const unknown = word('protocol-not-stated');
  if (!row) return [unknown, unknown];
  const { credits, unit, grade, scale } = row;
  return [
    credits === null ? unknown : `${credits} ${unit ?? `(${unknown})`}`,
    grade === null ? word('protocol-no-grade') : `${grade} (${scale ?? unknown})`,
  ];
}
