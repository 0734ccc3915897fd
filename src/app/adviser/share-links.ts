/** Links that show a plan, and nothing of whose it is, to somebody without an account: a host's coordinator, a parent, a colleague. */
import { type PlanVersion, type Result, reason, type StudyPlan } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { randomSecret } from '../account/secrets.ts';
import {
  attempt,
  type Caller,
  found,
  minutesAfter,
  momentOf,
  refuse,
  type Service,
  write,
} from '../service/service.ts';

/** The secret is shown this once. */
export const createShareLink = (
  service: Service,
  caller: Caller,
  { plan: id, days }: { readonly plan: string; readonly days: number },
): Promise<Result<{ readonly link: store.ShareLink; readonly secret: string }>> =>
  write(service, caller, { action: 'plan.share', answer: null }, async ({ tx, act }) => {
    const plan = found('plan', id, await store.find(tx, 'plan', id));
    if (plan.state === 'withdrawn') refuse('event-not-possible', reason('share-withdrawn'));
    const secret = randomSecret();
    const link = await store.shareLinks.create(tx, {
      studyPlan: id,
      ...{ secret, madeBy: caller.actor.user, createdAt: act.at },
      expiresAt: minutesAfter(act.at, days * 24 * 60),
    });
    store.recordEvent(tx, act, { kind: 'share link', id: link.id, before: null, after: null });
    return { link, secret };
  });

export const listShareLinks = ({ store: { connection } }: Service, plan: string): Promise<store.ShareLink[]> =>
  store.shareLinks.list(connection, plan);

export const revokeShareLink = (
  service: Service,
  caller: Caller,
  { plan, id }: { readonly plan: string; readonly id: string },
): Promise<Result<null>> =>
  write(service, caller, { action: 'plan.share', answer: null }, async ({ tx, act }) => {
    if (!(await store.shareLinks.revoke(tx, { id, studyPlan: plan, at: act.at })))
      refuse('not-found', reason('share-gone'));
    store.recordEvent(tx, act, { kind: 'share link', id, before: null, after: null });
    return null;
  });

/** A plan as a link shows it. */
export interface SharedPlan extends Pick<PlanVersion, 'plan' | 'number' | 'madeOn'>, Pick<StudyPlan, 'state' | 'stay'> {
  /** When the link ends. */
  readonly expiresAt: string;
}

/** The plan as it stands today. What the student has passed so far is the student's own and is left out. */
export const readSharedPlan = (service: Service, secret: string): Promise<Result<SharedPlan>> =>
  attempt(async () => {
    const { connection } = service.store;
    const link = await store.shareLinks.find(connection, secret, momentOf(service).at);
    const plan = link && (await store.find(connection, 'plan', link.studyPlan));
    const version = plan && (await store.plans.findVersion(connection, plan.id, plan.version));
    if (!link || !version || plan.state === 'withdrawn') return refuse('not-found', reason('share-gone'));
    const { passed: _, lacked: __, ...request } = version.plan.request;
    return {
      plan: { ...version.plan, request },
      ...{ number: version.number, madeOn: version.madeOn, state: plan.state, stay: plan.stay },
      expiresAt: link.expiresAt,
    };
  });
