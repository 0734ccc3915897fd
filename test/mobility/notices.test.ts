import { describe, expect, it } from 'vitest';
import {
  type MachineId,
  noticeParameterSchema,
  noticeSchema,
  type ReasonCode,
  validOn,
  valueNamesOf,
} from '../../src/domain/index.ts';
import {
  awaitedRoles,
  type Deadline,
  type Happened,
  MACHINES,
  type NoticeValues,
  noticeReasons,
  noticesOf,
  remindersOn,
} from '../../src/mobility/index.ts';
import { TEXTS } from '../installed.ts';
import { BOOK, TIMES, TODAY } from './rules.ts';

const RULES = validOn(BOOK.notices, TODAY);
const happened = (more: Partial<Happened> = {}): Happened => ({
  machine: 'plan',
  event: 'approve',
  id: 'plan-7',
  occurrence: '4',
  people: { student: ['s1'], adviser: ['a1'], coordinator: ['c1', 'c2'], directorate: ['d1'], registrar: ['r1'] },
  values: { case: 'plan-7', host: 'Fjordgate', deadline: '2027-02-10', count: 3 },
  by: 'd1',
  ...more,
});
const told = (more: Partial<Happened> = {}) => noticesOf(happened(more), RULES).map(({ key, to }) => `${key} ${to}`);

describe('notices', () => {
  it('go to those whom the event concerns', () => {
    expect(told()).toEqual([
      'plan-pre-approved s1',
      'plan-pre-approved a1',
      'plan-pre-approved c1',
      'plan-pre-approved c2',
    ]);
    expect(told({ event: 'receive-transcript' })).toEqual(['transcript-received r1', 'transcript-received s1']);
    expect(told({ machine: 'change', event: 'create' })).toEqual([]); // d1 has proposed it, and nobody else decides
    expect(told({ machine: 'change', event: 'create', by: 's1' })).toEqual(['change-proposed d1']);
  });

  it('go to nobody about what that person did', () => {
    expect(told({ by: 'c1' })).not.toContain('plan-pre-approved c1');
  });

  it('go once to somebody who plays two roles', () => {
    expect(told({ people: { adviser: ['x'], coordinator: ['x'] } })).toEqual(['plan-pre-approved x']);
  });

  it('are the same for the same event, and others for the next time', () => {
    const ids = (occurrence: string) => noticesOf(happened({ occurrence }), RULES).map(({ id }) => id);
    expect(ids('4')).toEqual(ids('4'));
    expect(ids('5').some((id) => ids('4').includes(id))).toBe(false);
  });

  it('carry what their text names and nothing else', () => {
    const [notice] = noticesOf(happened(), RULES);
    expect(notice?.parameters).toEqual({ case: 'plan-7', host: 'Fjordgate' });
    expect(noticeSchema.safeParse(notice).success).toBe(true);
  });

  it('have no parameter that could be a person', () => {
    expect(noticeParameterSchema.options).toEqual(['case', 'host', 'document', 'reason', 'deadline', 'days', 'count']);
    const codes = RULES.flatMap(({ id }) => [`notice-${id}`, `notice-${id}-text`] as ReasonCode[]);
    const named = codes.flatMap(valueNamesOf);
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((name) => !noticeParameterSchema.safeParse(name).success)).toEqual([]);
  });

  it('are there for every event that notifies', () => {
    const silent = Object.values(MACHINES).flatMap((machine) =>
      machine.transitions
        .filter(({ tells }) => tells)
        .filter(
          ({ event }) =>
            !RULES.some(({ on }) => 'machine' in on && on.machine === machine.id && on.events.includes(event)),
        )
        .map(({ event }) => `${machine.id} ${event}`),
    );
    expect(silent).toEqual([]);
  });

  it('are named as what follows by every step that they tell of', () => {
    // Of withdrawn applications only those that give a place back are told; the application looks.
    const machines = Object.values(MACHINES).filter(({ id }) => id !== 'application');
    const told = machines.flatMap(({ id, transitions }) =>
      transitions.filter(({ event }) =>
        RULES.some(({ on }) => 'machine' in on && on.machine === id && on.events.includes(event)),
      ),
    );
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(({ tells }) => !tells)).toEqual([]);
  });

  it('are read in the reader’s language, with what has a name in three of them', () => {
    const values: NoticeValues = {
      case: '12',
      document: { en: 'Medical certificate', ru: 'Медицинская справка', kk: 'Медициналық анықтама' },
      reason: { en: 'Not legible', ru: 'Нечитаемо', kk: 'Оқылмайды' },
      deadline: '2027-08-01',
    };
    const [notice] = noticesOf(happened({ machine: 'document', event: 'return', values }), RULES);
    if (!notice) throw new Error('nobody is told');
    const { title, text } = noticeReasons(notice);
    expect(TEXTS.say(title, 'ru')).toBe('Документ возвращён');
    expect(TEXTS.say(text, 'ru')).toBe(
      'Документ «Медицинская справка» по заявке 12 возвращён: Нечитаемо. Представьте его снова до 01.08.2027.',
    );
    expect(TEXTS.say(text, 'kk')).toContain('«Медициналық анықтама»');
    const [bare] = noticesOf(happened({ machine: 'document', event: 'return', values: {} }), RULES);
    expect(bare && TEXTS.say(noticeReasons(bare).text, 'en')).toContain('“–”');
  });

  it.each([
    [1, '1 bundle of study plan plan-7 for Fjordgate was refused', 'Отклонена 1 связка плана'],
    [3, '3 bundles of study plan plan-7 for Fjordgate were refused', 'Отклонены 3 связки плана'],
    [5, '5 bundles of study plan plan-7 for Fjordgate were refused', 'Отклонено 5 связок плана'],
  ])('count %i in the right form', (count, en, ru) => {
    const values = { case: 'plan-7', host: 'Fjordgate', deadline: '2027-02-10', count };
    const [notice] = noticesOf(happened({ event: 'refuse', values }), RULES);
    const text = notice && noticeReasons(notice).text;
    expect(text && [TEXTS.say(text, 'en'), TEXTS.say(text, 'ru')]).toEqual([
      expect.stringContaining(en),
      expect.stringContaining(ru),
    ]);
  });
});

describe('reminders', () => {
  const deadline: Deadline = {
    kind: 'document-due',
    subject: { kind: 'document', id: 'd1' },
    date: '2027-04-15',
    people: { student: ['s1'] },
    values: { case: '12', document: 'Application' },
  };
  const remind = (today: string, sent: string[] = []) =>
    remindersOn(today, [deadline], { times: TIMES, rules: RULES, sent: new Set(sent) });

  it.each([
    ['31 days before', '2027-03-15', 0],
    ['30 days before', '2027-03-16', 1],
    ['on the day', '2027-04-15', 1],
    ['three days after', '2027-04-18', 1],
    ['four days after', '2027-04-19', 0],
  ])('%s', (_, today, expected) => expect(remind(today)).toHaveLength(expected));

  it('go once for each of the policy’s days, also when the days between are asked', () => {
    const sent = remind('2027-03-16').map(({ id }) => id);
    expect(remind('2027-03-17', sent)).toEqual([]);
    expect(remind('2027-04-01', sent)).toHaveLength(1);
  });

  it('after a pause only the latest goes out', () => {
    const [only, ...more] = remind('2027-04-13');
    expect(more).toEqual([]);
    expect(only).toMatchObject({ key: 'document-due', to: 's1', parameters: { deadline: '2027-04-15' } });
  });

  it('are not sent for days before the case began to wait, when its notice has just been sent', () => {
    const step = { ...deadline, date: '2027-04-06', since: '2027-04-01' };
    const on = (today: string) => remindersOn(today, [step], { times: TIMES, rules: RULES, sent: new Set() }).length;
    // The 7th day before lies before 1 April, the 3rd is on the 3rd of April.
    expect([on('2027-04-01'), on('2027-04-02'), on('2027-04-03'), on('2027-04-09')]).toEqual([0, 0, 1, 1]);
  });

  it('of what cannot be made up for end with the day', () => {
    const on = (kind: Deadline['kind'], today: string) =>
      remindersOn(today, [{ ...deadline, kind, people: { student: ['s1'], coordinator: ['c1'] } }], {
        times: TIMES,
        rules: RULES,
        sent: new Set(),
      }).length;
    expect([on('appeal-end', '2027-04-15'), on('appeal-end', '2027-04-16')]).toEqual([1, 0]);
    expect([on('call-deadline', '2027-04-15'), on('call-deadline', '2027-04-18')]).toEqual([1, 0]);
    expect([on('transcript-due', '2027-04-15'), on('transcript-due', '2027-04-18')]).toEqual([2, 2]);
  });

  it('of every step of the policy are said in one text, to each role that leads on from there', () => {
    for (const key of Object.keys(TIMES.steps)) {
      const [kind, state] = key.split('.') as [MachineId, string];
      const roles = awaitedRoles(kind, state);
      const people = Object.fromEntries(roles.map((role) => [role, [role]]));
      const subject = { kind, id: 'x' };
      const step: Deadline = { kind: 'step', subject, date: '2027-04-15', people, values: {} };
      const notices = remindersOn('2027-04-15', [step], { times: TIMES, rules: RULES, sent: new Set() });
      expect([key, notices.map(({ to }) => to).sort()]).toEqual([key, [...roles].sort()]);
    }
  });

  it('are other ones when the deadline has moved', () => {
    const sent = remind('2027-04-15').map(({ id }) => id);
    const moved = remindersOn('2027-04-15', [{ ...deadline, date: '2027-04-16' }], {
      times: TIMES,
      rules: RULES,
      sent: new Set(sent),
    });
    expect(moved).toHaveLength(1);
  });
});
