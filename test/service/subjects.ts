/** One stored thing of every kind that a rule may name, whose owner and institute the caller chooses. A new kind needs a line here. */
import type { SubjectKind } from '../../src/app/index.ts';
import { changeProposalSchema, documentSchema, type Institute, type User } from '../../src/domain/index.ts';
import {
  createAppeal,
  createChangeProposal,
  createDocument,
  createRecognition,
  type Store,
  transact,
} from '../../src/store/index.ts';
import { act, granted, HASH, makeApplication, makePlan, makeRecognition, makeStudyPlan } from '../store/samples.ts';

export interface Belonging {
  readonly owner: User;
  readonly institute: Institute;
}

/** Answers the id. */
type Maker = (store: Store, belonging: Belonging) => Promise<string>;

const plan = (store: Store, { owner, institute }: Belonging) =>
  makeStudyPlan(store, { student: owner.id, institute: institute.id });

const application = async (store: Store, { owner: student, institute }: Belonging) =>
  (await makeApplication(store, { student, institute })).application.id;

export const MAKERS: Readonly<Record<SubjectKind, Maker>> = {
  user: async (_, { owner }) => owner.id,
  application,
  document: async (store, belonging) => {
    const {
      id: _,
      revision: __,
      files: ___,
      ...draft
    } = documentSchema.parse({
      id: 'x',
      revision: 1,
      application: await application(store, belonging),
      type: 'transcript-copy',
      state: 'missing',
    });
    return granted(await transact(store, (tx) => createDocument(tx, draft, act('document.create')))).id;
  },
  plan: async (store, belonging) => (await plan(store, belonging)).plan.id,
  change: async (store, belonging) => {
    const { plan: base } = await plan(store, belonging);
    const {
      id: _,
      revision: __,
      ...draft
    } = changeProposalSchema.parse({
      id: 'x',
      revision: 1,
      studyPlan: base.id,
      baseVersion: 1,
      state: 'proposed',
      items: [{ status: 'deleted', bundle: 'b1', reason: 'cancelled' }],
      plan: JSON.parse(JSON.stringify(makePlan(1))),
      contentHash: HASH,
      proposedBy: belonging.owner.id,
      proposedOn: '2026-11-02',
    });
    return granted(await transact(store, (tx) => createChangeProposal(tx, draft, act('change.propose')))).id;
  },
  recognition: async (store, belonging) => {
    const { plan: base } = await plan(store, belonging);
    const draft = {
      student: belonging.owner.id,
      institute: belonging.institute.id,
      studyPlan: base.id,
      planVersion: 1,
      state: 'prepared' as const,
      recognition: makeRecognition(),
      flagged: [],
      signedBy: null,
      countersignedBy: null,
      issuedOn: null,
      acceptedByStudent: false,
    };
    return granted(await transact(store, (tx) => createRecognition(tx, draft, act('recognition.prepare')))).id;
  },
  appeal: async (store, belonging) => {
    const draft = {
      student: belonging.owner.id,
      institute: belonging.institute.id,
      subject: { kind: 'application' as const, id: await application(store, belonging) },
      state: 'lodged' as const,
      ground: 'procedure',
      text: '',
      decidedOn: '2026-11-01',
      decidedBy: [],
      lodgedOn: '2026-11-02',
      reason: null,
    };
    return granted(await transact(store, (tx) => createAppeal(tx, draft, act('appeal.lodge')))).id;
  },
};
