/** The papers of an application: what is asked of this student, what is there, what is missing and by when. */
import type { Call, ChecklistItem, Document, DocumentPolicy, Stay } from '../domain/index.ts';
import { addDays, addMonths, ageOn, daysBetween, isLongerThan } from './calendar.ts';

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
export function checkDocument(rule: DocumentPolicy['documents'][number], asked: ChecklistCase): ChecklistItem {
  const document = asked.documents.find(({ type }) => type === rule.type);
  const need = needOf(rule, asked);
  const due = dueOf(rule, asked);
  const validUntil = document ? endOf(rule, document) : null;
  const state = need.required === 'no' ? NOT_NEEDED : statusOf(rule, { document, validUntil, due, asked });
  return {
    type: rule.type,
    title: rule.title,
    required: need.required,
    explanation: [need.explanation, state.explanation].filter(Boolean).join('; '),
    status: state.status,
    providedBy: rule.providedBy,
    due: need.required === 'no' ? null : due,
    daysLeft: need.required === 'no' || due === null ? null : daysBetween(asked.today, due),
    validUntil,
    source: rule.source,
  };
}

const NOT_NEEDED = { status: 'not-needed', explanation: '' } as const;
type Answer = readonly [holds: boolean | null, text: string];

function needOf(
  { when }: DocumentPolicy['documents'][number],
  asked: ChecklistCase,
): Pick<ChecklistItem, 'required' | 'explanation'> {
  const answers = answersTo(when, asked);
  // One condition that fails is enough for a no, whatever is not known beside it.
  const failed = answers.filter(([holds]) => holds === false);
  const open = answers.filter(([holds]) => holds === null);
  const textOf = (list: readonly Answer[]) => list.map(([, text]) => text).join(' and ');
  if (failed.length > 0) return { required: 'no', explanation: `not asked: ${textOf(failed)}` };
  if (open.length > 0) return { required: 'unknown', explanation: `perhaps asked: ${textOf(open)}` };
  return {
    required: 'yes',
    explanation: answers.length > 0 ? `asked because ${textOf(answers)}` : 'asked of everybody',
  };
}

/** Each condition that the rule names, with what is known of it. */
function answersTo(when: DocumentPolicy['documents'][number]['when'], asked: ChecklistCase): Answer[] {
  const answers: Answer[] = [];
  if (when.kind !== undefined) answers.push([when.kind === asked.kind, `the mobility is ${asked.kind}`]);
  if (when.longerThanMonths !== undefined) answers.push(isLong(when.longerThanMonths, asked.stay));
  if (when.youngerThan !== undefined) answers.push(isYounger(when.youngerThan, asked));
  if (when.languageAsked) answers.push(isLanguageAsked(asked.languages));
  return answers;
}

function isLong(months: number, stay: Stay | null): Answer {
  if (stay === null) return [null, 'the length of the stay is not known'];
  const holds = isLongerThan(stay, months);
  return [holds, `the stay is ${holds ? '' : 'not '}longer than ${months} months`];
}

function isYounger(years: number, { birthDate, stay }: ChecklistCase): Answer {
  if (birthDate === null || stay === null) return [null, 'the age at the start of the stay is not known'];
  const age = ageOn(birthDate, stay.start);
  return [age < years, `the age at the start of the stay is ${age}`];
}

function isLanguageAsked(languages: Call['languages']): Answer {
  if (languages === null) return [null, 'the language that the call asks for is not known'];
  return [
    languages.length > 0,
    languages.length > 0 ? 'the call asks for a language' : 'the call asks for no language',
  ];
}

function dueOf({ due }: DocumentPolicy['documents'][number], { callDeadline, stay }: ChecklistCase): string | null {
  const anchor = due.before === 'call-deadline' ? callDeadline : (stay?.start ?? null);
  return anchor === null ? null : addDays(addMonths(anchor, -due.months), -due.days);
}

/** Last day of validity: as printed, else the policy's period from its issue; null = no end is known. */
export function endOf(
  { validMonths }: DocumentPolicy['documents'][number],
  { validUntil, issuedOn }: Paper,
): string | null {
  if (validUntil !== null) return validUntil;
  return validMonths === null || issuedOn === null ? null : addDays(addMonths(issuedOn, validMonths), -1);
}

interface Found {
  readonly document: Paper | undefined;
  readonly validUntil: string | null;
  readonly due: string | null;
  readonly asked: ChecklistCase;
}

function statusOf(
  rule: DocumentPolicy['documents'][number],
  found: Found,
): Pick<ChecklistItem, 'status' | 'explanation'> {
  const { document, validUntil, due, asked } = found;
  const state = document?.state ?? 'missing';
  if (state === 'waived') return { status: 'waived', explanation: 'it was waived' };
  if (!document || state === 'missing' || state === 'erased')
    return { status: 'missing', explanation: missing(due, asked) };
  if (state === 'returned') return { status: 'returned', explanation: 'it was returned and must be handed in again' };
  if (state === 'expired' || (validUntil !== null && validUntil < asked.today))
    return { status: 'expired', explanation: `it was valid until ${validUntil ?? 'a day that is not known'}` };
  if (document.copies < rule.copies)
    return { status: 'too-few', explanation: `${document.copies} of ${rule.copies} pieces are there` };
  const neededOn = { due, 'stay-start': asked.stay?.start ?? null, 'stay-end': asked.stay?.end ?? null }[rule.neededOn];
  if (validUntil !== null && neededOn !== null && validUntil < neededOn)
    return { status: 'expires-too-soon', explanation: `it is valid until ${validUntil} and needed on ${neededOn}` };
  if (state === 'uploaded') return { status: 'to-check', explanation: 'it waits to be checked' };
  return { status: 'present', explanation: 'it is accepted' };
}

const missing = (due: string | null, { today }: ChecklistCase): string => {
  if (due === null) return 'it is missing, and the day it is due is not known yet';
  return due < today ? `it is missing since ${due}` : `it is missing and due on ${due}`;
};
