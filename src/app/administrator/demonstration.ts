/** The demonstration: invented institutions, calls and one account per role. Loaded only when asked for, and only into an empty store. */
import {
  addDays,
  type Institute,
  type MobilityCall,
  type Result,
  reason,
  refuse,
  roleSchema,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { hashPassword, randomPassword } from '../account/secrets.ts';
import { type SignedIn, startSession } from '../account/sign-in.ts';
import { kindOfCountry } from '../coordinator/import-calls.ts';
import { emailOf, userOf } from '../demonstration/office.ts';
import { dayAt, type Service } from '../service/service.ts';
import type { Fixtures } from '../tools/files.ts';

export interface DemonstrationAccount {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

const INSTITUTES = [
  {
    code: 'IEE',
    names: {
      en: 'Institute of Energy and Engineering (invented)',
      ru: 'Институт энергетики и инженерии (вымышленный)',
      kk: 'Энергетика және инженерия институты (ойдан шығарылған)',
    },
  },
  {
    code: 'IIT',
    names: {
      en: 'Institute of Information Technology (invented)',
      ru: 'Институт информационных технологий (вымышленный)',
      kk: 'Ақпараттық технологиялар институты (ойдан шығарылған)',
    },
  },
] as const;

type HashedAccount = DemonstrationAccount & { readonly hash: string };

/** Null when there are accounts already: nothing is added to real data. */
export async function loadDemonstration(
  service: Service,
  load: () => Fixtures,
): Promise<Result<readonly DemonstrationAccount[] | null>> {
  const present = await store.users.list(service.store.connection, { limit: 1 });
  if (present.items.length > 0) return success(null);
  const fixtures = load();
  const accounts = await inventAccounts(service);
  let isLoaded = false;
  const loaded = await store.transact(service.store, async (tx): Promise<Result<null>> => {
    // Of several servers that start at once on a new database one loads it.
    await store.lockFirstStart(tx);
    isLoaded = (await store.users.list(tx, { limit: 1 })).items.length > 0;
    return isLoaded ? success(null) : fill(service, tx, { fixtures, accounts });
  });
  if (isLoaded) return success(null);
  return loaded.ok ? success(accounts.map(withoutHash)) : loaded;
}

/** Everything that people did in it is gone, and it begins anew with other passwords. `not-found` where the store is not the demonstration's. */
export async function resetDemonstration(
  service: Service,
  load: () => Fixtures,
): Promise<Result<readonly DemonstrationAccount[]>> {
  const fixtures = load();
  const accounts = await inventAccounts(service);
  const reset = await store.transact(service.store, async (tx): Promise<Result<null>> => {
    await store.lockFirstStart(tx);
    if (!(await isInvented(tx))) return refuse('not-found', reason('api-no-demonstration'));
    await store.emptyTables(tx);
    return fill(service, tx, { fixtures, accounts });
  });
  return reset.ok ? success(accounts.map(withoutHash)) : reset;
}

const withoutHash = ({ hash: _, ...account }: HashedAccount): DemonstrationAccount => account;

const inventAccounts = (service: Service): Promise<HashedAccount[]> =>
  Promise.all(
    roleSchema.options.map(async (role) => {
      const password = randomPassword();
      const hash = await hashPassword(password, service.people.hashing);
      return { role, email: emailOf(role), password, hash };
    }),
  );

/** Writes institutes, accounts, lists and calls into an empty store. */
async function fill(
  service: Service,
  tx: store.Tx,
  { fixtures, accounts }: { readonly fixtures: Fixtures; readonly accounts: readonly HashedAccount[] },
): Promise<Result<null>> {
  const act = { at: service.now(), by: store.SYSTEM, action: 'demonstration.load' };
  const [energy, ...others] = INSTITUTES;
  const institute = await store.create(tx, 'institute', energy, act);
  if (!institute.ok) return institute;
  for (const other of others) {
    const made = await store.create(tx, 'institute', other, act);
    if (!made.ok) return made;
  }
  const made = await makeAccounts(tx, { accounts, institute: institute.value }, act);
  if (!made.ok) return made;
  // Lists are called as their files, so that requests can be written by hand.
  for (const [list, curriculum] of fixtures.curricula) await store.imports.run(tx, curriculum, act, { list });
  for (const [list, catalogue] of fixtures.catalogues) await store.imports.run(tx, catalogue, act, { list });
  return makeCalls(tx, { calls: fixtures.calls, today: dayAt(service, act.at) }, act);
}

/** Whether the store was made by the demonstration: its first event says so, and nobody can put one before it. */
export const isDemonstration = ({ store: { connection } }: Service): Promise<boolean> => isInvented(connection);

async function isInvented(connection: store.Connection): Promise<boolean> {
  const { items } = await store.audit.list(connection, { limit: 1 });
  return items[0]?.action === 'demonstration.load';
}

/** A session of the invented account of this name; `not-found` where the store is not the demonstration's. */
export async function signInDemonstration(
  service: Service,
  name: string,
  session: string | null,
): Promise<Result<SignedIn>> {
  const user = (await isDemonstration(service)) ? await userOf(service, name) : null;
  if (!user?.active) return refuse('not-found', reason('api-no-demonstration'));
  return success(await startSession(service, user, session));
}

async function makeAccounts(
  tx: store.Tx,
  { accounts, institute }: { readonly accounts: readonly HashedAccount[]; readonly institute: Institute },
  act: store.Act,
): Promise<Result<null>> {
  // Roles that are held for an institute.
  const ofInstitute: ReadonlySet<string> = new Set(['student', 'adviser', 'directorate']);
  for (const { role: name, email, hash } of accounts) {
    const role = roleSchema.parse(name);
    const roles = [{ role, institute: ofInstitute.has(role) ? institute.id : null }];
    const draft = { name: `Invented ${role}`, email, language: 'en' as const, active: true, roles };
    const user = await store.create(tx, 'user', draft, act);
    if (!user.ok) return user;
    await store.passwords.set(tx, { user: user.value.id, hash, at: act.at });
  }
  return success(null);
}

/** So long a call is open yet when the demonstration is begun. */
const OPEN_DAYS = 30;

/** Open calls with what their files leave out: the days of the stay, the language and a grant. */
async function makeCalls(
  tx: store.Tx,
  { calls, today }: { readonly calls: readonly MobilityCall[]; readonly today: string },
  act: store.Act,
): Promise<Result<null>> {
  for (const call of calls) {
    const year = yearOf(call.deadline, today);
    const draft = {
      ...call,
      deadline: `${year}${call.deadline.slice(4)}`,
      kind: kindOfCountry(call.country),
      state: 'open' as const,
      stay: { start: `${year}-09-01`, end: `${year + 1}-01-31` },
      languages: [{ language: call.country === 'Russia' ? 'ru' : 'en', level: 'B2' as const }],
      grantPlaces: 1,
    };
    const made = await store.create(tx, 'call', { ...draft, costItems: [], agreement: null }, act);
    if (!made.ok) return made;
  }
  return success(null);
}

/** The first year, from that of the file on, in which the call is open for a while yet. */
function yearOf(deadline: string, today: string): number {
  const year = Number(deadline.slice(0, 4));
  const over = Number(today.slice(0, 4));
  const days = addDays(today, OPEN_DAYS);
  return [year, over, over + 1].find((one) => one >= year && `${one}${deadline.slice(4)}` >= days) ?? over + 1;
}
