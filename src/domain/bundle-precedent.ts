/** What people decided before on sets of courses, as memory: which courses for which, until when. It has no place for a person. */
import { z } from 'zod';
import { courseCreditsSchema } from './course.ts';
import { groupBy } from './memoise.ts';
import { idSchema, ruleCodeSchema } from './people.ts';
import { rationalSchema } from './rational.ts';
import { reasonSchema } from './reasons/index.ts';
import { bridgeSchema } from './study-plan.ts';
import { codeKey, detectLanguage, languageSchema, localisedSchema, titleKey } from './text.ts';

/** A course as it was written when the decision was made. */
export const precedentCourseSchema = z.strictObject({
  code: z.string(),
  titles: localisedSchema,
  descriptions: z.record(languageSchema, z.string()).default({}),
  outcomes: z.record(languageSchema, z.array(z.string())).default({}),
  credits: courseCreditsSchema.nullable(),
  /** Of the canonical text of all of the above; another hash is another text. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PrecedentCourse = z.infer<typeof precedentCourseSchema>;

/** n:m. `home.courses` is empty for a place in an elective block, which `electiveBlock` names. */
export const bundlePrecedentSchema = z.strictObject({
  id: idSchema,
  home: z.strictObject({ institution: z.string(), courses: z.array(precedentCourseSchema) }),
  host: z.strictObject({ institution: z.string(), courses: z.array(precedentCourseSchema).min(1) }),
  electiveBlock: z.string().nullable(),
  decision: z.enum(['approved', 'approved-with-bridge', 'refused']),
  bridge: bridgeSchema.nullable(),
  /** Code of a refusal, from rules/process/*.yaml. */
  reason: ruleCodeSchema.nullable(),
  /** The institute whose directorate decided; never who. */
  institute: idSchema,
  decidedOn: z.iso.date(),
  /** Last day on which it counts. */
  validUntil: z.iso.date(),
  /** `reopened`: a text moved too far, a person decides again; until then it does not count. */
  status: z.enum(['counts', 'reopened', 'replaced']).default('counts'),
});
export type BundlePrecedent = z.infer<typeof bundlePrecedentSchema>;

/** The courses of one side of a decision, with their texts as far as they are known. */
interface DecidedSide {
  readonly institution: string;
  readonly courses: readonly Pick<PrecedentCourse, 'code' | 'titles' | 'descriptions'>[];
}

/** A past decision as matching, planning and the memory read it. A stored one is such, and so is a row of an office's file. */
export interface Precedent {
  readonly home: DecidedSide;
  /** Without courses when a refusal names none: then all were refused. */
  readonly host: DecidedSide;
  readonly electiveBlock?: string | null;
  readonly decision: BundlePrecedent['decision'];
  readonly institute?: string;
  /** Null: not known. */
  readonly decidedOn: string | null;
  /** Last day on which it counts; null: no end. */
  readonly validUntil: string | null;
  readonly status?: BundlePrecedent['status'];
}

/** A decision as it is written in a file or a request, read as a {@link Precedent}. Several codes of one side stand with a plus between them: `MATH 101 + MATH 102`. */
export const precedentSchema = z
  .object({
    homeInstitution: z.string(),
    homeCode: z.string(),
    homeTitle: z.string(),
    homeDescription: z.string().default(''),
    hostInstitution: z.string(),
    hostCode: z.string(),
    hostTitle: z.string().default(''),
    hostDescription: z.string().default(''),
    decision: z.enum(['approved', 'refused']),
    decidedOn: z.iso.date().nullable().default(null),
    validUntil: z.iso.date().nullable().default(null),
  })
  .transform(
    ({ decision, decidedOn, validUntil, ...row }): Precedent => ({
      home: {
        institution: row.homeInstitution,
        courses: coursesIn(row.homeCode, row.homeTitle, row.homeDescription),
      },
      host: {
        institution: row.hostInstitution,
        courses: coursesIn(row.hostCode, row.hostTitle, row.hostDescription),
      },
      decision,
      decidedOn,
      validUntil,
    }),
  );

/** The courses of a cell; a title and a description are those of a single course. */
function coursesIn(cell: string, title: string, description: string): DecidedSide['courses'] {
  const codes = cell
    .split(/\s+\+\s+/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
  if (codes.length > 1) return codes.map((code) => ({ code, titles: {}, descriptions: {} }));
  const [code = ''] = codes;
  if (code === '' && title === '') return [];
  const language = detectLanguage(`${title} ${description}`) ?? 'en';
  return [
    {
      code,
      titles: title === '' ? {} : { [language]: title },
      descriptions: description === '' ? {} : { [language]: description },
    },
  ];
}

/** What is decided on: two sets of courses of two institutions, and the elective block in which the host's stand. */
export interface DecidedSets {
  readonly home: NamedSide;
  readonly host: NamedSide;
  readonly electiveBlock?: string | null;
}
type NamedSide = Pick<DecidedSide, 'institution'> & {
  readonly courses: readonly Pick<PrecedentCourse, 'code' | 'titles'>[];
};

/** The same text for decisions on the same courses of the same institutions; a course without a code is named by its title. */
export function precedentKey({ home, host, electiveBlock }: DecidedSets): string {
  const side = ({ institution, courses }: NamedSide): string => {
    const named = courses.map(({ code, titles }) => codeKey(code) || titleKey(Object.values(titles)[0] ?? ''));
    return `${titleKey(institution)}:${named.sort().join('+')}`;
  };
  return [side(home), side(host), titleKey(electiveBlock ?? '')].join('|');
}

/** How a decision stands on a day; only one that counts is evidence. */
export type Standing =
  | 'counts'
  | 'not-yet'
  | 'expired'
  /** Opened again because a text moved, or replaced by a new decision. */
  | 'withdrawn'
  /** The same body decided otherwise later. */
  | 'superseded'
  /** Opposite decisions on the same courses, of one body on one day or of two institutes: neither counts. */
  | 'contradicted';

/** How a decision stands on a day, looked at alone. Without a day nothing is over. */
function standsAlone({ status = 'counts', decidedOn, validUntil }: Precedent, day: string | undefined): Standing {
  if (status !== 'counts') return 'withdrawn';
  if (day === undefined) return 'counts';
  if (decidedOn !== null && decidedOn > day) return 'not-yet';
  return validUntil !== null && validUntil < day ? 'expired' : 'counts';
}

/** Whether a decision speaks on a day: made by then, not over, not withdrawn. It may still be contradicted: {@link standingsOn}. */
export const speaksOn = (precedent: Precedent, day: string | undefined): boolean =>
  standsAlone(precedent, day) === 'counts';

/**
 * The one rule of which decisions count on a day. Of opposite decisions of one institute on the same courses the later counts, without
 * different days none does; institutes of one university that disagree contradict each other, and neither counts. Different
 * universities may disagree: each decision counts.
 */
export function standingsOn(precedents: readonly Precedent[], day: string | undefined): Standing[] {
  const alone = precedents.map((precedent) => ({
    precedent,
    key: precedentKey(precedent),
    standing: standsAlone(precedent, day),
  }));
  const speaking = groupBy(
    alone.filter(({ standing }) => standing === 'counts'),
    ({ key }) => key,
  );
  return alone.map(({ precedent, key, standing }) =>
    standing === 'counts'
      ? standsAmong(
          precedent,
          (speaking.get(key) ?? []).map((one) => one.precedent),
        )
      : standing,
  );
}

function standsAmong(precedent: Precedent, group: readonly Precedent[]): Standing {
  const agrees = ({ decision }: Precedent): boolean => (decision === 'refused') === (precedent.decision === 'refused');
  const opposite = group.filter((one) => !agrees(one));
  if (opposite.length === 0) return 'counts';
  const ofOthers = ({ institute = precedent.institute }: Precedent): boolean =>
    precedent.institute !== undefined && institute !== precedent.institute;
  if (opposite.some(ofOthers)) return 'contradicted';
  const latest = (decisions: readonly Precedent[]): string =>
    decisions.reduce((last, { decidedOn }) => (decidedOn !== null && decidedOn > last ? decidedOn : last), '');
  const [own, other] = [latest(group.filter(agrees)), latest(opposite)];
  if (own === other) return 'contradicted';
  return own > other ? 'counts' : 'superseded';
}

/** The decisions that count on a day; between two institutions when they are named, where an empty name fits any. */
export function precedentsOn(
  precedents: readonly Precedent[],
  day: string | undefined,
  between?: { readonly home: string; readonly host: string },
): Precedent[] {
  const fits = ({ institution }: DecidedSide, asked: string): boolean =>
    institution === '' || titleKey(institution) === titleKey(asked);
  const about = between
    ? precedents.filter(({ home, host }) => fits(home, between.home) && fits(host, between.host))
    : precedents;
  const standings = standingsOn(about, day);
  return about.filter((_precedent, at) => standings[at] === 'counts');
}

/** What happened to one course of a precedent in a new catalogue or curriculum. `distance` null: the course is gone. */
export const precedentMoveSchema = z.strictObject({
  precedent: idSchema,
  side: z.enum(['home', 'host']),
  code: z.string(),
  /** 0 (the same words) to 1 (no word in common). */
  distance: rationalSchema.nullable(),
  creditsChanged: z.boolean(),
  reopens: z.boolean(),
  explanation: reasonSchema,
});
export type PrecedentMove = z.infer<typeof precedentMoveSchema>;
