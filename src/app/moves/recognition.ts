/** How recognitions move, and the appeals against them and other decisions. */
import type { Appeal, RecognitionCase } from '../../domain/index.ts';
import { appealEnd, appealHolds, recognitionHolds } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { subjectOf } from '../cases/plan-case.ts';
import { policyOfDay, ruleOn, stepEnd } from '../service/records.ts';
import { dayOf, found } from '../service/service.ts';
import type { CaseOf, Rules } from './kind.ts';
import { reasonTitle } from './tell.ts';

const withSubject = <R extends RecognitionCase | Appeal>(record: R) => ({ record, subject: subjectOf(record) });

/** Whoever signs is named, and whoever sends it back clears the signature. */
export const RECOGNITION: Rules<'recognition'> = {
  // The plan is locked with it, because its issue and its reopening move the plan.
  lock: async ({ tx }, id): Promise<CaseOf<'recognition'>> => {
    const { studyPlan } = found('recognition', id, await store.find(tx, 'recognition', id));
    await store.lock(tx, 'plan', studyPlan);
    return withSubject(found('recognition', id, await store.find(tx, 'recognition', id)));
  },
  // Where nothing is flagged one signature confirms.
  eventFor: ({ record }, event) => (event === 'sign' && record.flagged.length === 0 ? 'confirm' : event),
  guards: async (work, { found: { record } }) => ({
    // Nobody was told of what is confirmed, and nothing rests on it.
    ...(record.state === 'confirmed' && { 'grace-open': true }),
    ...recognitionHolds(record, {
      user: work.caller.actor.user,
      appeals: await appealsAbout(work.connection, record.id, record.student),
      times: ruleOn(work, 'times'),
      today: dayOf(work.caller),
    }),
  }),
  writes: {
    confirm: ({ caller }) => ({ signedBy: caller.actor.user }),
    sign: ({ caller }) => ({ signedBy: caller.actor.user }),
    countersign: ({ caller }) => ({ countersignedBy: caller.actor.user }),
    return: () => ({ signedBy: null }),
    issue: ({ caller }) => ({ issuedOn: dayOf(caller) }),
    revoke: (_, { reason }) => (reason === undefined ? {} : { revokedFor: reason }),
    undo: (_, { found: { record } }) =>
      // What is not confirmed any more is credited by no order.
      record.state === 'issued' ? { issuedOn: null } : { signedBy: null, countersignedBy: null, order: undefined },
    reopen: () => ({
      signedBy: null,
      countersignedBy: null,
      issuedOn: null,
      acceptedByStudent: false,
      order: undefined,
    }),
  },
  tells: async (work, { found: { record, subject }, reason }) => {
    const { issuedOn, flagged, state } = record;
    const times = policyOfDay(work, 'times');
    const deadline =
      issuedOn !== null && times.ok ? appealEnd(issuedOn, times.value) : stepEnd(work, `recognition.${state}`);
    const values = {
      host: record.recognition.host.institution,
      count: flagged.length,
      ...(deadline !== null && { deadline }),
      ...reasonTitle(work, reason),
    };
    return [{ subject, occurrence: record.revision, values }];
  },
};

/** The appeals about one thing; a student has few. */
export async function appealsAbout(connection: store.Connection, id: string, student: string): Promise<Appeal[]> {
  const { items } = await store.list(connection, 'appeal', { where: { student }, limit: 500 });
  return items.filter(({ subject }) => subject.id === id);
}

export const APPEAL: Rules<'appeal'> = {
  lock: async ({ tx }, id) => withSubject(found('appeal', id, await store.lock(tx, 'appeal', id))),
  guards: async ({ caller }, { found: { record } }) => appealHolds(record, caller.actor.user),
  tells: async (work, { found: { record, subject } }) => {
    const deadline = stepEnd(work, `appeal.${record.state}`);
    const values = { ...reasonTitle(work, record.reason ?? record.ground), ...(deadline !== null && { deadline }) };
    return [{ subject, occurrence: record.revision, values }];
  },
};
