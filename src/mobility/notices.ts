/** Who is told what: at an event, and as a deadline comes near. Pure: the caller keeps what was said and sends it. */
import {
  addDays,
  type DeadlineKind,
  daysBetween,
  type Localised,
  type MachineId,
  type Notice,
  type NoticeParameter,
  type NoticeRule,
  type Reason,
  type ReasonCode,
  type Role,
  type TimesPolicy,
  valueNamesOf,
} from '../domain/index.ts';

/** Ids of the people who play a role in a case. */
export type People = Partial<Readonly<Record<Role, readonly string[]>>>;
export type NoticeValues = Partial<Readonly<Record<NoticeParameter, string | number | Localised>>>;

export interface Happened {
  readonly machine: MachineId;
  /** An event of the machine, or `create`. */
  readonly event: string;
  readonly id: string;
  /** Something that differs each time the same event happens to the same case, such as its revision. */
  readonly occurrence: string;
  readonly people: People;
  readonly values: NoticeValues;
  /** Whoever did it is not told of it. */
  readonly by: string | null;
}

/** The notices of an event; a person with two roles in a case is told once. */
export function noticesOf(happened: Happened, rules: readonly NoticeRule[]): Notice[] {
  const { machine, event, id, occurrence, people, by } = happened;
  return rules
    .filter(({ on }) => 'machine' in on && on.machine === machine && on.events.includes(event))
    .flatMap((rule) =>
      recipients(rule, people)
        .filter((to) => to !== by)
        .map((to) => ({
          id: [rule.id, machine, id, occurrence, to].join('|'),
          key: rule.id,
          to,
          subject: { kind: machine, id },
          parameters: parametersFor(rule, happened.values),
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
  readonly values: NoticeValues;
}

/** The last of the policy's days that has come, as days before the deadline; null when there is none to remind of. */
function reminderDay({ kind, date, since }: Deadline, today: string, { remindDays }: TimesPolicy): number | null {
  const left = daysBetween(today, date);
  const day = Math.min(...remindDays.filter((days) => left <= days));
  // Before the first of the days, or so long after the last that nobody needs it any more.
  if (!Number.isFinite(day) || left < Math.min(...remindDays)) return null;
  // Days after which nothing can be done any more, so that nobody is reminded of them then.
  const lapsing: ReadonlySet<DeadlineKind> = new Set(['call-deadline', 'appeal-end']);
  if (left < 0 && lapsing.has(kind)) return null;
  return since !== undefined && addDays(date, -day) <= since ? null : day;
}

/**
 * The reminders that are due on a day: for each deadline the last of the policy's days that has come, unless it was `sent` already. What
 * was missed while nothing ran is not sent late, one after the other.
 */
export function remindersOn(
  today: string,
  deadlines: readonly Deadline[],
  {
    times,
    rules,
    sent,
  }: { readonly times: TimesPolicy; readonly rules: readonly NoticeRule[]; readonly sent: ReadonlySet<string> },
): Notice[] {
  const isAbout = ({ on }: NoticeRule, { kind, subject }: Deadline): boolean =>
    'deadline' in on && on.deadline === kind && (on.of === undefined || on.of === subject.kind);
  return deadlines.flatMap((deadline) => {
    const day = reminderDay(deadline, today, times);
    if (day === null) return [];
    const days = String(daysBetween(today, deadline.date));
    return rules
      .filter((rule) => isAbout(rule, deadline))
      .flatMap((rule) =>
        recipients(rule, deadline.people).map((to) => ({
          id: [rule.id, deadline.subject.kind, deadline.subject.id, deadline.date, day, to].join('|'),
          key: rule.id,
          to,
          subject: deadline.subject,
          parameters: parametersFor(rule, { ...deadline.values, deadline: deadline.date, days }),
        })),
      )
      .filter(({ id }) => !sent.has(id));
  });
}

const recipients = ({ to }: NoticeRule, people: People): string[] => [
  ...new Set(to.flatMap((role) => people[role] ?? [])),
];

/** Only what the text names goes along; what it names and nobody knows shows as a dash. */
function parametersFor({ id }: NoticeRule, known: NoticeValues): Notice['parameters'] {
  const said = noticeReasons({ key: id, parameters: {} });
  const names = new Set<string>([...valueNamesOf(said.title.code), ...valueNamesOf(said.text.code)]);
  return Object.fromEntries([...names].map((name) => [name, known[name as NoticeParameter] ?? '–']));
}

/** Subject line and text of a notice. */
export function noticeReasons({ key, parameters }: Pick<Notice, 'key' | 'parameters'>): {
  title: Reason;
  text: Reason;
} {
  const values = parameters as Reason['values'];
  return {
    title: { code: `notice-${key}` as ReasonCode, values },
    text: { code: `notice-${key}-text` as ReasonCode, values },
  };
}
