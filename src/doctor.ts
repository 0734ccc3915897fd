/** Looks at a configuration before people rely on it: each variable that is wrong is named, with what to do. */
import { readFileSync, statSync } from 'node:fs';
import { distance } from 'fastest-levenshtein';
import { type Config, parseConfig, VARIABLES } from './config.ts';
import { CHECKS, type Installed } from './doctor-checks.ts';
import { EXAMPLES } from './doctor-examples.ts';
import { type Finding, type Reason, reason } from './domain/index.ts';

/** Everything that was looked at, in order; what is right is said too. */
export async function examine(
  environment: NodeJS.ProcessEnv,
  installed: Installed,
  /** A file of lines NAME=value, as systemd reads it, in place of the environment. */
  file?: string,
): Promise<Finding[]> {
  const given = file === undefined ? { variables: environment, findings: [] } : readVariables(file);
  const { config, wrong } = configOf(given.variables);
  const findings: Finding[] = [...given.findings, ...unknownIn(given.variables), ...wrong];
  if (config === null) return findings;
  const isWrong = new Set(wrong.map(({ variable }) => variable));
  for (const check of CHECKS) {
    const found = await check(config, installed);
    // What is set wrongly was looked at as if it were not set.
    findings.push(...found.filter(({ variable }) => !isWrong.has(variable)));
  }
  return findings;
}

const say = (variable: string, severity: Finding['severity'], why: Reason): Finding => ({
  variable,
  severity,
  reason: why,
});

/** What is wrong is left out, so that the rest can be looked at as well. Null: even so it cannot be used. */
function configOf(variables: NodeJS.ProcessEnv): { readonly config: Config | null; readonly wrong: Finding[] } {
  const wrong = new Map<string, Finding>();
  const rest = { ...variables };
  for (const _ of VARIABLES) {
    const parsed = parseConfig(rest);
    if (parsed.success) return { config: parsed.data, wrong: [...wrong.values()] };
    for (const { path } of parsed.error.issues) {
      const variable = path.join('.');
      const isMissing = !rest[variable];
      const code = isMissing ? 'doctor-variable-missing' : 'doctor-variable-unfit';
      const why = reason(code, { variable, example: EXAMPLES[variable] ?? '' });
      if (!wrong.has(variable)) wrong.set(variable, say(variable, 'error', why));
      // What needs a variable that is missing goes with it.
      for (const name of isMissing ? (NEEDED_BY[variable] ?? []) : [variable]) delete rest[name];
    }
  }
  return { config: null, wrong: [...wrong.values()] };
}

const NEEDED_BY: Readonly<Record<string, readonly string[]>> = {
  MAIL_FROM: ['SMTP_URL'],
  OIDC_CLIENT_ID: ['OIDC_ISSUER'],
  CONCORD_EMBEDDINGS_MODEL: ['CONCORD_EMBEDDINGS_URL'],
};

/** Names that begin like ours and are none: a slip leaves a setting at its default without a word. */
function unknownIn(variables: NodeJS.ProcessEnv): Finding[] {
  const known = new Set(VARIABLES);
  return Object.keys(variables).flatMap((name) => {
    if (known.has(name)) return [];
    const [near = ''] = [...VARIABLES].sort((a, b) => distance(a, name) - distance(b, name));
    const isOurs = /^(?:CONCORD|OIDC|SMTP|METRICS)_/.test(name) || (name.length > 5 && distance(near, name) <= 2);
    return isOurs ? [say(name, 'warning', reason('doctor-variable-unknown', { variable: name, near }))] : [];
  });
}

function readVariables(file: string): { readonly variables: NodeJS.ProcessEnv; readonly findings: Finding[] } {
  const lines = readFileSync(file, 'utf8').split('\n');
  const pairs = lines.flatMap((line) => {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Z_a-z]\w*)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value.trim().replace(/^(["'])(.*)\1$/, '$2')] as const];
  });
  const isOpen = (statSync(file).mode & 0o077) !== 0;
  const why = isOpen ? reason('doctor-file-open', { file }) : reason('doctor-file-closed', { file });
  return { variables: Object.fromEntries(pairs), findings: [say(file, isOpen ? 'error' : 'fine', why)] };
}
