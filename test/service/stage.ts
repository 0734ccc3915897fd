/** For any route somebody who may use it, and the thing that it is used on: found by the rule of the route and the table of rights. */
import type { Rule, RuleTarget } from '../../src/api/rule.ts';
import type { SubjectKind } from '../../src/app/index.ts';
import { type Grant, type Institute, may, RIGHTS, type Subject, type User } from '../../src/domain/index.ts';
import { makeUser } from '../store/samples.ts';
import type { Harness } from './harness.ts';
import { MAKERS } from './subjects.ts';

export interface Stage {
  readonly cookie: string;
  /** The thing that the route is about, where it is about one. */
  readonly id: string;
}

interface World {
  readonly institute: Institute;
  readonly colleague: User;
}

interface Aim {
  readonly subject: Subject;
  readonly make: () => Promise<string>;
}

const nothing = async (): Promise<string> => 'absent';

/** What somebody could use a route on: things of a colleague, and of one's own. */
function aimsOf({ store }: Harness, on: RuleTarget, { user, world }: { user: User; world: World }): Aim[] {
  const kind = typeof on === 'object' ? on.kind : on;
  if (kind === 'house') return [{ subject: {}, make: nothing }];
  if (kind === 'self') return [{ subject: { owner: user.id }, make: nothing }];
  const { institute, colleague } = world;
  if (kind === 'reach')
    return [{}, { owner: user.id }, { institute: institute.id }].map((subject) => ({ subject, make: nothing }));
  return [colleague, user].map((owner) => ({
    subject: subjectOf(kind, owner, institute),
    make: () => MAKERS[kind](store, { owner, institute }),
  }));
}

/** A user is of no institute; a precedent and an institute are of no person. */
export const subjectOf = (kind: SubjectKind, owner: User, institute: Institute): Subject => ({
  owner: kind === 'precedent' || kind === 'institute' ? null : owner.id,
  institute: kind === 'user' ? null : institute.id,
});

/** All of it made anew, because a route may well change or end what it is used on. @throws when nobody may. */
export async function stageFor(harness: Harness, { action, on }: Rule, institute: Institute): Promise<Stage> {
  const world = { institute, colleague: await makeUser(harness.store) };
  if (action === null || on === null) return { cookie: '', id: 'absent' };
  const grants: readonly Grant[] = RIGHTS[action];
  for (const { role } of grants) {
    const roles = role === 'authenticated' ? [] : [{ role, institute: institute.id }];
    const user = await makeUser(harness.store, { roles });
    const aims = aimsOf(harness, on, { user, world });
    const aim = aims.find(({ subject }) => may({ user: user.id, roles }, action, subject));
    if (aim) return { cookie: await harness.signedIn(user), id: await aim.make() };
  }
  throw new Error(`nobody may ${action} there`);
}
