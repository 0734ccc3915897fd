/** One stored thing of every kind that a rule may name, whose owner and institute the caller chooses. A new kind needs a line here. */

import { createHash } from 'node:crypto';
import type { SubjectKind } from '../../src/app/index.ts';
import {
  changeProposalSchema,
  documentSchema,
  type ImportKind,
  type Institute,
  studentRecordSchema,
  type User,
} from '../../src/domain/index.ts';
import {
  create,
  decisions,
  find,
  importFiles,
  jobs,
  plans,
  precedents,
  type Store,
  transact,
} from '../../src/store/index.ts';
import { draftOf } from '../store/draft-of.ts';
import {
  AT,
  act,
  granted,
  HASH,
  makeApplication,
  makeDecision,
  makePlan,
  makePrecedent,
  makeRecognition,
  makeStudyPlan,
  makeUser,
} from '../store/samples.ts';

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

/** A file that somebody sent and that is not committed yet. */
const sent =
  (kind: ImportKind): Maker =>
  async (store, { owner, institute }) => {
    const nothing = { said: {}, remembered: null, reading: null, problems: [], needs: [], outcome: null, job: null };
    const identity = { institution: null, academicYear: null, whose: '', form: null };
    const file = { name: 'list.csv', sha256: sha256Of('x'), version: null };
    const whose = { kind, sender: owner.id, sentAt: null, institute: institute.id, state: 'needs-answers' as const };
    const draft = { ...nothing, ...identity, ...file, ...whose };
    return granted(
      await transact(store, async (tx) => {
        const made = await create(tx, 'import', draft, act('import.send'));
        if (made.ok) await importFiles.keep(tx, made.value, new TextEncoder().encode('x'));
        return made;
      }),
    ).id;
  };
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

export const MAKERS: Readonly<Record<SubjectKind, Maker>> = {
  user: async (_, { owner }) => owner.id,
  institute: async (_, { institute }) => institute.id,
  student: async (store, { owner: { id }, institute }) => {
    if (await find(store.connection, 'student', id)) return id;
    const unknown = { number: null, programme: null, curriculum: null, semester: null, results: null };
    const record = { ...draftOf(studentRecordSchema, { institute: institute.id, ...unknown }), id };
    return granted(await transact(store, (tx) => create(tx, 'student', record, act('student.edit')))).id;
  },
  application,
  document: async (store, belonging) => {
    const { files: _, ...draft } = draftOf(documentSchema, {
      application: await application(store, belonging),
      type: 'transcript-copy',
      state: 'missing',
    });
    return granted(
      await transact(store, (tx) => create(tx, 'document', { ...draft, files: [] }, act('document.create'))),
    ).id;
  },
  plan: async (store, belonging) => (await plan(store, belonging)).plan.id,
  change: async (store, belonging) => {
    const { plan: base } = await plan(store, belonging);
    const draft = draftOf(changeProposalSchema, {
      studyPlan: base.id,
      baseVersion: 1,
      state: 'proposed',
      items: [{ status: 'deleted', bundle: 'b1', reason: 'cancelled' }],
      plan: JSON.parse(JSON.stringify(makePlan(1))),
      contentHash: HASH,
      proposedBy: belonging.owner.id,
      proposedOn: '2026-11-02',
    });
    return granted(await transact(store, (tx) => plans.createChange(tx, draft, act('change.propose')))).id;
  },
  // What was passed on is of the institute that it was passed on to.
  'passed-on': async (store, belonging) => {
    const { plan: base } = await plan(store, belonging);
    const passed = {
      ...makeDecision({ plan: base }, await makeUser(store)),
      decision: 'pass-on' as const,
      to: belonging.institute.id,
    };
    const place = { studyPlan: base.id, planVersion: 1, change: null, decisions: [{ seen: 0, decision: passed }] };
    const [stored] = granted(await transact(store, (tx) => decisions.add(tx, place, act('plan.decide'))));
    if (!stored) throw new Error('one was made');
    return stored.id;
  },
  precedent: async (store, { institute }) => {
    const draft = makePrecedent(institute.id, 'Host');
    return granted(await transact(store, (tx) => precedents.create(tx, draft, act('plan.decide')))).id;
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
    return granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.prepare')))).id;
  },
  'catalogue-import': sent('catalogue'),
  'curriculum-import': sent('curriculum'),
  'precedents-import': sent('precedents'),
  'calls-import': sent('calls'),
  'users-import': sent('users'),
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
      outcome: null,
    };
    return granted(await transact(store, (tx) => create(tx, 'appeal', draft, act('appeal.lodge')))).id;
  },
  job: async (store, { owner }) => {
    const asked = { owner: owner.id, kind: 'every-host', request: {}, scopes: null, at: AT };
    await store.line.open();
    const job = await transact(store, (tx) => jobs.add(tx, store.line, asked));
    if (job === null) throw new Error('one was made');
    return job.id;
  },
};
