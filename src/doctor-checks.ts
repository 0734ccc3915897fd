/** What is looked at in a configuration that can be read: the rules, where things are stored, mail, sign-in, and where it listens. */
import { existsSync, mkdtempSync, readdirSync, rmdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { type DatabaseFacts, dayIn, inspectStorage } from './app/index.ts';
import { type Config, storeOptions } from './config.ts';
import { type Finding, policyOn, type Reason, type RuleBook, reason } from './domain/index.ts';

export interface Installed {
  readonly rules: () => RuleBook;
  readonly now: () => string;
}

type Check = (config: Config, installed: Installed) => Finding[] | Promise<Finding[]>;

const fine = (variable: string, why: Reason): Finding => ({ variable, severity: 'fine', reason: why });
const warning = (variable: string, why: Reason): Finding => ({ variable, severity: 'warning', reason: why });
const fault = (variable: string, why: Reason): Finding => ({ variable, severity: 'error', reason: why });

/** The code of a system's error, else its words. */
function wordsOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && error.message === '' ? code : error.message;
}

const MEGABYTE = 1024 ** 2;
const LEAST_FREE_MEGABYTES = 1024;
const MOST_MINUTES_APART = 10;

const checkHome: Check = ({ HOME_POLICY: policy, HOME_TIME_ZONE: zone, HOME_NAME }, { rules, now }) => {
  const today = dayIn(zone, now());
  const { policies } = rules();
  const known = [...new Set(policies.map(({ id }) => id))];
  const isInForce = policyOn(policies, policy, today).ok;
  return [
    known.includes(policy)
      ? isInForce
        ? fine('HOME_POLICY', reason('doctor-policy', { policy, day: today }))
        : fault('HOME_POLICY', reason('doctor-policy-not-in-force', { policy, day: today }))
      : fault('HOME_POLICY', reason('doctor-policy-unknown', { policy, known })),
    fine('HOME_TIME_ZONE', reason('doctor-day', { zone, day: today })),
    ...(HOME_NAME === '' ? [warning('HOME_NAME', reason('doctor-name-missing'))] : []),
  ];
};

const checkFolder: Check = ({ DATA_DIR: folder, DATABASE_URL }) => {
  // With a server the folder has the demonstration's passwords alone.
  if (DATABASE_URL !== undefined) return [];
  if (!existsSync(folder)) {
    const above = existingAbove(path.resolve(folder));
    return isWritable(above)
      ? [fine('DATA_DIR', reason('doctor-folder-new', { folder })), ...spaceIn(above)]
      : [fault('DATA_DIR', reason('doctor-folder-not-writable', { folder: above }))];
  }
  if (!isWritable(folder)) return [fault('DATA_DIR', reason('doctor-folder-not-writable', { folder }))];
  const open = [folder, ...readdirSync(folder).map((name) => path.join(folder, name))].filter(
    (name) => (statSync(name).mode & 0o077) !== 0,
  );
  return [
    open.length > 0
      ? warning('DATA_DIR', reason('doctor-file-open', { file: open[0] ?? folder }))
      : fine('DATA_DIR', reason('doctor-file-closed', { file: folder })),
    ...spaceIn(folder),
  ];
};

const existingAbove = (folder: string): string => (existsSync(folder) ? folder : existingAbove(path.dirname(folder)));

/** Tried, because a system may say yes and mean no, as it does to its administrator. */
function isWritable(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(path.join(folder, '.concord-')));
    return true;
  } catch {
    return false;
  }
}

function spaceIn(folder: string): Finding[] {
  const { bavail, bsize } = statfsSync(folder);
  const megabytes = Math.floor((bavail * bsize) / MEGABYTE);
  const values = { folder, megabytes };
  return megabytes < LEAST_FREE_MEGABYTES
    ? [warning('DATA_DIR', reason('doctor-space-short', values))]
    : [fine('DATA_DIR', reason('doctor-space', values))];
}

const RULE_TABLES = {
  empty: 'doctor-database-empty',
  older: 'doctor-database-older',
  current: 'doctor-database-current',
  newer: 'doctor-database-newer',
} as const;
/** What migrations and pg-boss need. */
const LEAST_POSTGRESQL = 13;

const checkDatabase: Check = async (config, { now }) => {
  const variable = config.DATABASE_URL === undefined ? 'DATA_DIR' : 'DATABASE_URL';
  if (variable === 'DATA_DIR' && !existsSync(path.join(config.DATA_DIR, 'database'))) return [];
  let facts: DatabaseFacts;
  try {
    facts = await inspectStorage(storeOptions(config, undefined));
  } catch (error) {
    const words = wordsOfError(error);
    return [
      / is in use by process /.test(words)
        ? warning(variable, reason('doctor-database-in-use', { folder: config.DATA_DIR }))
        : fault(variable, reason('doctor-database-away', { variable, error: words })),
    ];
  }
  const { tables, version, clock, canCreate } = facts;
  const minutes = Math.round(Math.abs(Date.parse(clock) - Date.parse(now())) / 60_000);
  const say = tables === 'newer' ? fault : fine;
  return [
    say(variable, reason(RULE_TABLES[tables])),
    ...(version < LEAST_POSTGRESQL
      ? [fault(variable, reason('doctor-database-version', { version, least: LEAST_POSTGRESQL }))]
      : []),
    ...(canCreate ? [] : [fault(variable, reason('doctor-database-rights'))]),
    minutes > MOST_MINUTES_APART
      ? fault(variable, reason('doctor-clocks-apart', { machine: now(), database: clock }))
      : fine(variable, reason('doctor-clocks')),
  ];
};

const checkMail: Check = async ({ SMTP_URL: url, MAIL_FROM: from }) => {
  if (url === undefined || from === undefined) return [warning('SMTP_URL', reason('doctor-mail-off'))];
  const { verifySmtp } = await import('./mailer.ts');
  const host = new URL(url).host;
  return verifySmtp(url).then(
    () => [fine('SMTP_URL', reason('doctor-mail', { host }))],
    (error: unknown) => [fault('SMTP_URL', reason('doctor-mail-away', { host, error: wordsOfError(error) }))],
  );
};

const checkOpenId: Check = async ({ OIDC_ISSUER: issuer, OIDC_CLIENT_SECRET, PUBLIC_URL }) => {
  if (issuer === undefined) return [];
  const findings: Finding[] = [];
  if (OIDC_CLIENT_SECRET === undefined) findings.push(warning('OIDC_CLIENT_SECRET', reason('doctor-openid-no-secret')));
  if (PUBLIC_URL === undefined) findings.push(fault('PUBLIC_URL', reason('doctor-openid-no-address')));
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(10_000), redirect: 'error' });
    const said: unknown = answer.ok ? Reflect.get(Object(await answer.json()), 'issuer') : null;
    const sameIssuer = typeof said === 'string' && said.replace(/\/$/, '') === issuer.replace(/\/$/, '');
    if (sameIssuer) findings.push(fine('OIDC_ISSUER', reason('doctor-openid', { issuer })));
    else if (typeof said === 'string')
      findings.push(fault('OIDC_ISSUER', reason('doctor-openid-other', { issuer: said })));
    else findings.push(fault('OIDC_ISSUER', reason('doctor-openid-away', { address, error: String(answer.status) })));
  } catch (error) {
    findings.push(fault('OIDC_ISSUER', reason('doctor-openid-away', { address, error: wordsOfError(error) })));
  }
  return findings;
};

const checkListening: Check = async ({ PORT, HOST, PUBLIC_URL, TRUSTED_PROXIES, METRICS_PORT, METRICS_HOST }) => {
  const places = [
    ['PORT', PORT, HOST],
    ...(METRICS_PORT === undefined ? [] : [['METRICS_PORT', METRICS_PORT, METRICS_HOST] as const]),
  ] as const;
  const findings: Finding[] = [];
  for (const [variable, port, host] of places) {
    const code = await listenOnce(port, host);
    const address = `${host}:${port}`;
    if (code === null) findings.push(fine(variable, reason('doctor-port', { address })));
    else if (code === 'EADDRINUSE') findings.push(warning(variable, reason('doctor-port-in-use', { address })));
    else findings.push(fault(variable, reason('doctor-port-refused', { address, error: code })));
  }
  if (PUBLIC_URL === undefined) findings.push(warning('PUBLIC_URL', reason('doctor-address-missing')));
  else if (PUBLIC_URL.startsWith('https:') && TRUSTED_PROXIES === 0)
    findings.push(warning('TRUSTED_PROXIES', reason('doctor-proxies-none')));
  return findings;
};

/** Null: it can be listened on; else the code of the system. */
const listenOnce = (port: number, host: string): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });

export const CHECKS: readonly Check[] = [checkHome, checkFolder, checkDatabase, checkMail, checkOpenId, checkListening];

/** Those that a server that runs can ask about itself: it has its database and its port. */
export const RUNNING_CHECKS: readonly Check[] = [checkHome, checkFolder, checkMail, checkOpenId];
