/** Who is told what: at an event, and as a deadline comes near. Pure: the caller keeps what was said and sends it. */
import {
  type DeadlineKind,
  type Localised,
  type MachineId,
  type Notice,
  type NoticeParameter,
  type NoticeText,
  placeholdersOf,
  type Role,
  type TimesPolicy,
  textIn,
  type UiLanguage,
} from '../domain/index.ts';
import { addDays, daysBetween } from './calendar.ts';

/** Ids of the people who play a role in a case. */
export type People = Partial<Readonly<Record<Role, readonly string[]>>>;
export type NoticeParameters = Partial<Readonly<Record<NoticeParameter, string | Localised>>>;

export interface Happened {
  readonly machine: MachineId;
  /** An event of the machine, or `create`. */
  readonly event: string;
  readonly id: string;
  /** Something that differs each time the same event happens to the same case, such as its revision. */
  readonly occurrence: string;
  readonly people: People;
  readonly parameters: NoticeParameters;
  /** Whoever did it is not told of it. */
  readonly by: string | null;
}

/** The notices of an event; a person with two roles in a case is told once. */
export function noticesOf(happened: Happened, texts: readonly NoticeText[]): Notice[] {
  const { machine, event, id, occurrence, people, by } = happened;
  return texts
    .filter(({ on }) => 'machine' in on && on.machine === machine && on.events.includes(event))
    .flatMap((text) =>
      recipients(text, people)
        .filter((to) => to !== by)
        .map((to) => ({
          id: [text.id, machine, id, occurrence, to].join('|'),
          key: text.id,
          to,
          subject: { kind: machine, id },
          parameters: parametersFor(text, happened.parameters),
        })),
    );
}

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly subject: Notice['subject'];
  readonly date: string;
  /** The day on which it began to run: whoever was told then is not reminded of what lay before. */
  readonly since?: string;
  /** Those it concerns, and nobody else. */
  readonly people: People;
  /** `deadline` and `days` are filled in here. */
  readonly parameters: NoticeParameters;
}

/** Days after which nothing can be done any more, so that nobody is reminded of them then. */
const LAPSING: ReadonlySet<DeadlineKind> = new Set(['call-deadline', 'appeal-end']);

/** The last of the policy's days that has come, as days before the deadline; null when there is none to remind of. */
function reminderDay({ kind, date, since }: Deadline, today: string, { remindDays }: TimesPolicy): number | null {
  const left = daysBetween(today, date);
  const day = Math.min(...remindDays.filter((days) => left <= days));
  // Before the first of the days, or so long after the last that nobody needs it any more.
  if (!Number.isFinite(day) || left < Math.min(...remindDays)) return null;
  if (left < 0 && LAPSING.has(kind)) return null;
  return since !== undefined && addDays(date, -day) <= since ? null : day;
}

const isAbout = ({ on }: NoticeText, { kind, subject }: Deadline): boolean =>
  'deadline' in on && on.deadline === kind && (on.of === undefined || on.of === subject.kind);

/**
 * The reminders that are due on a day: for each deadline the last of the policy's days that has come, unless it was `sent` already. What
 * was missed while nothing ran is not sent late, one after the other.
 */
export function remindersOn(
  today: string,
  deadlines: readonly Deadline[],
  {
    times,
    texts,
    sent,
  }: { readonly times: TimesPolicy; readonly texts: readonly NoticeText[]; readonly sent: ReadonlySet<string> },
): Notice[] {
  return deadlines.flatMap((deadline) => {
    const day = reminderDay(deadline, today, times);
    if (day === null) return [];
    const days = String(daysBetween(today, deadline.date));
    return texts
      .filter((text) => isAbout(text, deadline))
      .flatMap((text) =>
        recipients(text, deadline.people).map((to) => ({
          id: [text.id, deadline.subject.kind, deadline.subject.id, deadline.date, day, to].join('|'),
          key: text.id,
          to,
          subject: deadline.subject,
          parameters: parametersFor(text, { ...deadline.parameters, deadline: deadline.date, days }),
        })),
      )
      .filter(({ id }) => !sent.has(id));
  });
}

const recipients = ({ to }: NoticeText, people: People): string[] => [
  ...new Set(to.flatMap((role) => people[role] ?? [])),
];

/** Only what the text names goes along. */
function parametersFor({ body, title }: NoticeText, known: NoticeParameters): Notice['parameters'] {
  const named = new Set([body, title].flatMap((texts) => Object.values(texts).flatMap(placeholdersOf)));
  return Object.fromEntries(Object.entries(known).filter(([name]) => named.has(name)));
}

/** Subject line and text in the reader's language; a parameter that was not given shows as a dash. */
export function renderNotice(
  { parameters }: Pick<Notice, 'parameters'>,
  { title, body }: Pick<NoticeText, 'title' | 'body'>,
  language: UiLanguage,
): { subject: string; text: string } {
  const known: NoticeParameters = parameters;
  const fill = (text: string) =>
    text.replace(/\{([^}]*)\}/g, (_, name: NoticeParameter) => {
      const value = known[name] ?? '–';
      return typeof value === 'string' ? value : textIn(value, language, 'en');
    });
  return { subject: fill(textIn(title, language)), text: fill(textIn(body, language)) };
}
