/** Guessing passwords is made slow: by account, and by the address that it comes from. */
import { type Result, reason, refuse, success } from '../../domain/index.ts';
import { failedSignIns } from '../../store/index.ts';
import { minutesAfter } from '../service/people-settings.ts';
import type { Service } from '../service/service.ts';

export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

const attemptKeys = ({ account, address }: Attempt) => ({
  account: `account ${account}`,
  address: `address ${address}`,
});

/**
 * Whether this attempt is looked at. It counts as failed from here on until {@link readmit}, so that many at the same time are no way
 * around the limit. An attempt that is not looked at does not count: the limit always ends by itself.
 */
export async function admit({ store, people }: Service, attempt: Attempt): Promise<Result<null>> {
  const { minutes, perAccount, perAddress } = people.throttle;
  const { account, address } = attemptKeys(attempt);
  const since = minutesAfter(attempt.at, -minutes);
  const exceeds = async (extra: number): Promise<boolean> =>
    (await failedSignIns.count(store.connection, account, since)) + extra > perAccount ||
    (await failedSignIns.count(store.connection, address, since)) + extra > perAddress;
  if (await exceeds(1)) return tooMany(minutes);
  await failedSignIns.record(store.connection, [account, address], attempt.at);
  return (await exceeds(0)) ? tooMany(minutes) : success(null);
}

/** After a success: the account starts anew. The address does not, or one own account would pay for guessing at others. */
export const readmit = ({ store }: Service, attempt: Attempt): Promise<void> =>
  failedSignIns.forget(store.connection, attemptKeys(attempt).account);

const tooMany = (minutes: number) => refuse('too-many-attempts', reason('too-many-sign-ins', { minutes }));
