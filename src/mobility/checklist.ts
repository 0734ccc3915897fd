/** The papers of an application: what is asked of this student, what is there, what is missing and by when. */
import {
  addDays,
  addMonths,
  ageOn,
  type Call,
  type ChecklistItem,
  type Document,
  type DocumentPolicy,
  daysBetween,
  isLongerThan,
  type Reason,
  reason,
  type Stay,
} from '../domain/index.ts';

/** What a policy says of one document. */
export type DocumentRule = DocumentPolicy['documents'][number];

export interface ChecklistCase {
  readonly kind: Call['kind'];
  readonly callDeadline: string;
  readonly languages: Call['languages'];
  /** Null = not fixed yet: days counted from it are not known. */
  readonly stay: Stay | null;
  /** Null = not known. */
  readonly birthDate: string | null;
  readonly documents: readonly Paper[];
  readonly today: string;
}

/** What the checklist looks at in a document. */
type Paper = Pick<Document, 'type' | 'state' | 'copies' | 'issuedOn' | 'validUntil'>;

/** Every document of the policy, in its order. */
export const checkDocuments = (policy: DocumentPolicy, asked: ChecklistCase): ChecklistItem[] =>
  policy.documents.map((rule) => checkDocument(rule, asked));

/** Whether nothing that is asked is missing: the guard `documents-complete`. An `unknown` requirement counts as asked. */
export const isComplete = (items: readonly ChecklistItem[]): boolean =>
  items.every(({ required, status }) => required === 'no' || status === 'present' || status === 'waived');

/** One document of the policy. */
export function checkDocument(rule: DocumentRule, asked: ChecklistCase): ChecklistItem {
  const document = asked.documents.find(({ type }) => type === rule.type);
  const { required, explanation } = needOf(rule, asked);
  const due = dueOf(rule, asked);
  const validUntil = document ? endOf(rule, document) : null;
  const isNeeded = required !== 'no';
  const state = isNeeded ? paperStatus(rule, { document, validUntil, due, asked }) : null;
  return {
    type: rule.type,
    title: rule.title,
    required,
    explanation: state ? [explanation, state.explanation] : [explanation],
    status: state?.status ?? 'not-needed',
    providedBy: rule.providedBy,
    copies: rule.copies,
    due: isNeeded ? due : null,
    daysLeft: isNeeded && due !== null ? daysBetween(asked.today, due) : null,
    validUntil,
    source: rule.source,
  };
}

type ConditionAnswer = readonly [holds: boolean | null, says: Reason];

function needOf(
  { when }: DocumentRule,
  asked: ChecklistCase,
): { required: 'yes' | 'no' | 'unknown'; explanation: Reason } {
  const answers = answersTo(when, asked);
  const says = (wanted: boolean | null) => answers.filter(([holds]) => holds === wanted).map(([, text]) => text);
  const [failed, open] = [says(false), says(null)];
  // One condition that fails is enough for a no, whatever is not known beside it.
  if (failed.length > 0) return { required: 'no', explanation: reason('paper-not-asked', { because: failed }) };
  if (open.length > 0) return { required: 'unknown', explanation: reason('paper-perhaps-asked', { because: open }) };
  if (answers.length === 0) return { required: 'yes', explanation: reason('paper-asked-of-all') };
  return { required: 'yes', explanation: reason('paper-asked', { because: says(true) }) };
}

/** Each condition that the rule names, with what is known of it. */
function answersTo(when: DocumentRule['when'], { kind, stay, birthDate, languages }: ChecklistCase): ConditionAnswer[] {
  const answers: ConditionAnswer[] = [];
  if (when.kind !== undefined) answers.push([when.kind === kind, reason(`mobility-${kind}`)]);
  if (when.longerThanMonths !== undefined) answers.push(isLong(when.longerThanMonths, stay));
  if (when.youngerThan !== undefined) answers.push(isYounger(when.youngerThan, birthDate, stay));
  if (when.languageAsked && languages === null) answers.push([null, reason('call-language-unknown')]);
  if (when.languageAsked && languages !== null)
    answers.push([languages.length > 0, reason(languages.length > 0 ? 'call-asks-language' : 'call-asks-no-language')]);
  return answers;
}

function isLong(months: number, stay: Stay | null): ConditionAnswer {
  if (stay === null) return [null, reason('stay-length-unknown')];
  const holds = isLongerThan(stay, months);
  return [holds, reason(holds ? 'stay-longer' : 'stay-not-longer', { months })];
}

function isYounger(years: number, birthDate: string | null, stay: Stay | null): ConditionAnswer {
  if (birthDate === null || stay === null) return [null, reason('age-at-start-unknown')];
  const age = ageOn(birthDate, stay.start);
  return [age < years, reason('age-at-start', { age })];
}

function dueOf({ due }: DocumentRule, { callDeadline, stay }: ChecklistCase): string | null {
  const anchor = due.before === 'call-deadline' ? callDeadline : (stay?.start ?? null);
  return anchor === null ? null : addDays(addMonths(anchor, -due.months), -due.days);
}

/** Last day of validity: as printed, else the policy's period from its issue; null = no end is known. */
export function endOf({ validMonths }: DocumentRule, { validUntil, issuedOn }: Paper): string | null {
  if (validUntil !== null) return validUntil;
  return validMonths === null || issuedOn === null ? null : addDays(addMonths(issuedOn, validMonths), -1);
}

function paperStatus(
  rule: DocumentRule,
  handed: {
    readonly document: Paper | undefined;
    readonly validUntil: string | null;
    readonly due: string | null;
    readonly asked: ChecklistCase;
  },
): { status: ChecklistItem['status']; explanation: Reason } {
  const { document, validUntil, due, asked } = handed;
  const state = document?.state ?? 'missing';
  if (state === 'waived') return { status: 'waived', explanation: reason('paper-waived') };
  if (!document || state === 'missing' || state === 'erased')
    return { status: 'missing', explanation: missingSince(due, asked.today) };
  if (state === 'returned') return { status: 'returned', explanation: reason('paper-returned') };
  if (state === 'expired' || (validUntil !== null && validUntil < asked.today))
    return {
      status: 'expired',
      explanation: validUntil === null ? reason('paper-expired') : reason('paper-expired-on', { validUntil }),
    };
  if (document.copies < rule.copies)
    return { status: 'too-few', explanation: reason('paper-too-few', { there: document.copies, asked: rule.copies }) };
  const neededOn = { due, 'stay-start': asked.stay?.start ?? null, 'stay-end': asked.stay?.end ?? null }[rule.neededOn];
  if (validUntil !== null && neededOn !== null && validUntil < neededOn)
    return { status: 'expires-too-soon', explanation: reason('paper-expires-too-soon', { validUntil, neededOn }) };
  if (state === 'uploaded') return { status: 'to-check', explanation: reason('paper-to-check') };
  return { status: 'present', explanation: reason('paper-accepted') };
}

function missingSince(due: string | null, today: string): Reason {
  if (due === null) return reason('paper-missing');
  return reason(due < today ? 'paper-missing-since' : 'paper-missing-due', { due });
}
