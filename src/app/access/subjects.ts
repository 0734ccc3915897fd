/** Whose a stored thing is: the owner and the institute by which the rights table is read. */
import type { Subject } from '../../domain/index.ts';
import {
  type Connection,
  findAppeal,
  findApplication,
  findChangeProposal,
  findDecision,
  findDocument,
  findInstitute,
  findPrecedent,
  findRecognition,
  findStudyPlan,
  findUser,
} from '../../store/index.ts';

type SubjectReader = (connection: Connection, id: string) => Promise<Subject | null>;

interface Case {
  readonly student: string;
  readonly institute: string;
}

const ofCase = (found: Case | null): Subject | null => found && { owner: found.student, institute: found.institute };

const application: SubjectReader = async (connection, id) => ofCase(await findApplication(connection, id));
const plan: SubjectReader = async (connection, id) => ofCase(await findStudyPlan(connection, id));

/** Every kind of thing that a rule may name. A new one needs a line here, and one in the fixtures of the routes' test. */
export const SUBJECTS = {
  user: async (connection, id) => {
    const user = await findUser(connection, id);
    return user && { owner: user.id, institute: null };
  },
  institute: async (connection, id) => (await findInstitute(connection, id)) && { institute: id },
  application,
  document: async (connection, id) => {
    const document = await findDocument(connection, id);
    return document && application(connection, document.application);
  },
  plan,
  change: async (connection, id) => {
    const change = await findChangeProposal(connection, id);
    return change && plan(connection, change.studyPlan);
  },
  recognition: async (connection, id) => ofCase(await findRecognition(connection, id)),
  /** A decision that passes a bundle on: the institute that it was passed on to decides. */
  'passed-on': async (connection, id) => {
    const stored = await findDecision(connection, id);
    if (stored?.decision.decision !== 'pass-on') return null;
    const found = await findStudyPlan(connection, stored.studyPlan);
    return found && { owner: found.student, institute: stored.decision.to };
  },
  precedent: async (connection, id) => {
    const precedent = await findPrecedent(connection, id);
    return precedent && { institute: precedent.institute };
  },
  appeal: async (connection, id) => ofCase(await findAppeal(connection, id)),
} as const satisfies Readonly<Record<string, SubjectReader>>;

export type SubjectKind = keyof typeof SUBJECTS;
