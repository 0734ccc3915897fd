/** Whose transcript it is, of which host and of which time: compared before its rows. */
import {
  closestName,
  completionDays,
  type IdentityCheck,
  type Plan,
  type Problem,
  problem,
  Rational,
  type Reason,
  reason,
  type Stay,
  shown,
  type Transcript,
  type TranscriptRow,
  titleKey,
} from '../domain/index.ts';

/** What is known beside the plan. */
export interface Known {
  /** Further names and identifiers of the host, such as those of the agreement. */
  readonly hostNames?: readonly string[];
  /** As it was agreed. Without it the days are those of the plan's term in the year of the host's list, which may be an earlier one. */
  readonly stay?: Stay | null;
  /** Numbers of the student. */
  readonly student?: readonly string[];
  /** Another plan that rests on the same file, or on a transcript of this number for another student. */
  readonly usedFor?: readonly string[];
  readonly numberOfAnother?: boolean;
}

/** Why a person goes on although something differs, in that person's words. */
export type Despite = Partial<Record<'host' | 'student' | 'file', string>>;

export interface Identity {
  readonly checks: readonly IdentityCheck[];
  /** What nobody has given a reason for: nothing is recognised. */
  readonly blocking: readonly Problem[];
}

/** Compares host, student, days and file. What one side does not say is unknown, and neither the same nor different. */
export function compareIdentity(
  {
    plan,
    transcripts,
    known = {},
  }: { readonly plan: Plan; readonly transcripts: readonly Transcript[]; readonly known?: Known },
  despite: Despite = {},
): Identity {
  const found = [
    checkHost(plan, transcripts, known),
    checkStudent(transcripts, known),
    checkStay(plan, transcripts, known),
    ...checkFile(known),
  ];
  const checks = found.map(({ what, result, reason: compared }): IdentityCheck => {
    const why = what === 'stay' ? undefined : despite[what];
    return { what, result, reason: compared, override: result === 'same' ? null : (why ?? null) };
  });
  const blocking = checks
    .filter(({ what, result, override }) => what !== 'stay' && result === 'different' && override === null)
    .map(({ reason: why }) => problem('identity-differs', why, { source: 'transcript' }));
  return { checks, blocking };
}

type Found = Omit<IdentityCheck, 'override'>;

function checkHost(plan: Plan, transcripts: readonly Transcript[], { hostNames = [] }: Known): Found {
  const planned = [plan.host.institution, ...hostNames].filter((name) => name !== '');
  const compared = transcripts.flatMap(({ institution, institutionNames = [] }) => {
    const names = [institution ?? '', ...institutionNames].filter((name) => name !== '');
    const likeness = closestName(names, planned);
    return likeness === null ? [] : [{ name: names[0] ?? '', likeness }];
  });
  const other =
    compared.find(({ likeness }) => likeness === 'different') ??
    compared.find(({ likeness }) => likeness === 'similar');
  const values = { planned: shown(plan.host.institution), named: shown(other?.name ?? compared[0]?.name ?? '') };
  if (planned.length === 0) return { what: 'host', result: 'unknown', reason: reason('identity-plan-without-host') };
  if (compared.length === 0)
    return { what: 'host', result: 'unknown', reason: reason('identity-host-unnamed', { planned: values.planned }) };
  if (!other) return { what: 'host', result: 'same', reason: reason('identity-host-same', { named: values.named }) };
  return other.likeness === 'different'
    ? { what: 'host', result: 'different', reason: reason('identity-host-differs', values) }
    : { what: 'host', result: 'unknown', reason: reason('identity-host-similar', values) };
}

function checkStudent(transcripts: readonly Transcript[], { student = [], numberOfAnother = false }: Known): Found {
  const printed = [...new Set(transcripts.flatMap((one) => one.student ?? []))];
  const [first = '', second] = printed;
  const check = (result: Found['result'], why: Reason): Found => ({ what: 'student', result, reason: why });
  if (printed.length === 0) return check('unknown', reason('identity-student-unnamed'));
  if (second !== undefined && numberKey(first) !== numberKey(second))
    return check('different', reason('identity-students-several', { numbers: printed.map(shown) }));
  if (numberOfAnother) return check('different', reason('identity-student-of-another', { number: shown(first) }));
  if (student.length === 0) return check('unknown', reason('identity-student-unchecked', { number: shown(first) }));
  const values = { number: shown(first), known: student.map(shown) };
  return student.some((number) => numberKey(number) === numberKey(first))
    ? check('same', reason('identity-student-same', { number: values.number }))
    : check('different', reason('identity-student-differs', values));
}

/** Numbers are written with and without separators and leading zeros. */
const numberKey = (number: string): string =>
  titleKey(number)
    .replace(/ /g, '')
    .replace(/^0+(?=.)/, '');

const checkFile = ({ usedFor = [] }: Known): Found[] =>
  usedFor.length === 0
    ? []
    : [{ what: 'file', result: 'different', reason: reason('identity-file-used', { plans: [...usedFor] }) }];

/** First and last day on which a course of the stay may have been completed, results of repeated exams included; null = nothing names a year. */
function daysOf({ host, request }: Plan, { stay = null }: Known): ReturnType<typeof completionDays> | null {
  if (stay !== null) return completionDays(stay);
  const year = /^(\d{4})/.exec(host.academicYear ?? '')?.[1];
  if (year === undefined) return null;
  const next = Rational.from(year).add(Rational.ONE).toString().padStart(4, '0');
  const isWhole = request.term === null || request.termLimits !== undefined;
  return {
    from: isWhole || request.term === 'autumn' ? `${year}-07-01` : `${next}-01-01`,
    to: isWhole || request.term === 'spring' ? `${next}-10-31` : `${next}-04-30`,
  };
}

/** Why the day of a row is no day of the stay; null where it is, or where a day is not known. */
export function outsideStay(plan: Plan, { completedOn }: TranscriptRow, known: Known = {}): Reason | null {
  const stay = daysOf(plan, known);
  if (!stay || completedOn === null || (completedOn >= stay.from && completedOn <= stay.to)) return null;
  return reason('row-outside-stay', { completed: completedOn, from: stay.from, to: stay.to });
}

function checkStay(plan: Plan, transcripts: readonly Transcript[], known: Known): Found {
  const stay = daysOf(plan, known);
  const dated = transcripts.flatMap(({ rows }) => rows.filter(({ completedOn }) => completedOn !== null));
  const outside = dated.filter((row) => outsideStay(plan, row, known) !== null);
  if (!stay || dated.length === 0) return { what: 'stay', result: 'unknown', reason: reason('identity-stay-unknown') };
  return outside.length === 0
    ? { what: 'stay', result: 'same', reason: reason('identity-stay-same', stay) }
    : {
        what: 'stay',
        result: 'different',
        reason: reason('identity-stay-differs', { ...stay, count: outside.length }),
      };
}
