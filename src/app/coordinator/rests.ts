/** What rests on a decision of the commission or on its answer to an appeal, to be seen before it is revoked. */
import { z } from 'zod';
import {
  type Appeal,
  appealSchema,
  bundlePrecedentSchema,
  type Result,
  recognitionCaseSchema,
  studyPlanSchema,
} from '../../domain/index.ts';
import { SEATED } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { loadPlanCase } from '../cases/plan-case.ts';
import { precedentsOfRefusal } from '../moves/precedents.ts';
import { appealsAbout } from '../moves/recognition.ts';
import { everyPage } from '../service/records.ts';
import { attempt, found, type Service } from '../service/service.ts';

export const applicationRestsSchema = z.object({
  seat: z.boolean().describe('it holds a place of the call, which is given back'),
  plans: z.array(studyPlanSchema.pick({ id: true, state: true })).describe('of the stay; they stay as they are'),
  appeals: z.array(appealSchema.pick({ id: true, state: true })).describe('against it'),
});

export const readApplicationRests = (
  { store: { connection } }: Service,
  id: string,
): Promise<Result<z.infer<typeof applicationRestsSchema>>> =>
  attempt(async () => {
    const { state, student } = found('application', id, await store.find(connection, 'application', id));
    const plans = await everyPage((after) => store.list(connection, 'plan', { where: { application: id }, after }));
    const appeals = await appealsAbout(connection, id, student);
    // What is listed of each, and no more: not everybody who reads an application may read its plans.
    return applicationRestsSchema.parse({ seat: SEATED.has(state), plans, appeals });
  });

export const appealRestsSchema = z.object({
  subject: appealSchema.shape.subject.extend({ state: z.string().describe('today') }),
  reopened: z.boolean().describe('the answer opened the subject again; revoked, it leaves the subject as it stands'),
  seat: z.boolean().describe('the application holds a place of the call'),
  plans: applicationRestsSchema.shape.plans,
  recognitions: z.array(recognitionCaseSchema.pick({ id: true, studyPlan: true, state: true, issuedOn: true }).strip()),
  precedents: z
    .array(
      bundlePrecedentSchema.pick({ id: true, decision: true, status: true, decidedOn: true, validUntil: true }).strip(),
    )
    .describe('refusals that no longer count because of it'),
});
type AppealRests = z.infer<typeof appealRestsSchema>;

export const readAppealRests = ({ store: { connection } }: Service, id: string): Promise<Result<AppealRests>> =>
  attempt(async () => {
    const { subject, outcome } = found('appeal', id, await store.find(connection, 'appeal', id));
    const about = await RESTING[subject.kind](connection, subject.id);
    return appealRestsSchema.parse({
      ...{ seat: false, plans: [], recognitions: [], precedents: [] },
      ...about,
      subject: { ...subject, state: about.state },
      reopened: outcome?.reopened ?? false,
    });
  });

type Resting = Partial<Omit<AppealRests, 'subject' | 'reopened'>> & { readonly state: string };

/** What there is by now of each thing that an upheld appeal opens. */
const RESTING: Readonly<
  Record<Appeal['subject']['kind'], (connection: store.Connection, id: string) => Promise<Resting>>
> = {
  application: async (connection, id) => {
    const { state } = found('application', id, await store.find(connection, 'application', id));
    const plans = await everyPage((after) => store.list(connection, 'plan', { where: { application: id }, after }));
    return { state, seat: SEATED.has(state), plans };
  },
  plan: async (connection, id) => {
    const { record, stored } = await loadPlanCase(connection, id);
    const setAside = new Set(
      stored.flatMap(({ decision }) => (decision.decision === 'set-aside' ? [decision.bundleKey] : [])),
    );
    const refusals = stored.filter(
      ({ decision }) => decision.decision === 'refuse' && setAside.has(decision.bundleKey),
    );
    const precedents = await Promise.all(refusals.map((one) => precedentsOfRefusal(connection, one, 'reopened')));
    return { state: record.state, precedents: precedents.flat(), recognitions: await recognitionsOf(connection, id) };
  },
  recognition: async (connection, id) => {
    const { state, studyPlan } = found('recognition', id, await store.find(connection, 'recognition', id));
    return { state, recognitions: await recognitionsOf(connection, studyPlan) };
  },
};

const recognitionsOf = (connection: store.Connection, studyPlan: string) =>
  everyPage((after) => store.list(connection, 'recognition', { where: { studyPlan }, after }));
