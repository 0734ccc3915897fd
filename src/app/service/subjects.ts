/** Whose a stored thing is: the owner and the institute by which the rights table is read. */
import type { Subject } from '../../domain/index.ts';
import { type Connection, decisions, find, findOwner, type OwnedKind, precedents } from '../../store/index.ts';

type SubjectReader = (connection: Connection, id: string) => Promise<Subject | null>;

const caseOf =
  (kind: OwnedKind): SubjectReader =>
  async (connection, id) => {
    const owner = await findOwner(connection, kind, id);
    return owner && { owner: owner.student, institute: owner.institute };
  };

/** Every kind of thing that a rule may name. A new one needs a line here, and one in the fixtures of the routes' test. */
export const SUBJECTS = {
  user: async (connection, id) => {
    const user = await find(connection, 'user', id);
    return user && { owner: user.id, institute: null };
  },
  institute: async (connection, id) => (await find(connection, 'institute', id)) && { institute: id },
  application: caseOf('application'),
  document: caseOf('document'),
  plan: caseOf('plan'),
  change: caseOf('change'),
  recognition: caseOf('recognition'),
  /** A decision that passes a bundle on: the institute that it was passed on to decides. */
  'passed-on': async (connection, id) => {
    const stored = await decisions.find(connection, id);
    if (stored?.decision.decision !== 'pass-on') return null;
    const found = await findOwner(connection, 'plan', stored.studyPlan);
    return found && { owner: found.student, institute: stored.decision.to };
  },
  precedent: async (connection, id) => {
    const precedent = await precedents.find(connection, id);
    return precedent && { institute: precedent.institute };
  },
  appeal: caseOf('appeal'),
} as const satisfies Readonly<Record<string, SubjectReader>>;

export type SubjectKind = keyof typeof SUBJECTS;
