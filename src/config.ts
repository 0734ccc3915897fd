/** The only reader of the environment. */
import { z } from 'zod';
import { DEFAULT_PEOPLE_SETTINGS, type Home, type PeopleSettings } from './app/index.ts';
import type { Setting } from './domain/index.ts';
import { type EmbedderConfig, embedderConfigSchema } from './semantic/index.ts';
import type { StoreOptions } from './store/index.ts';

/** Compose files set what is not wanted to an empty text. */
const unlessEmpty = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const onOff = z.enum(['true', 'false']).transform((text) => text === 'true');
const minutes = z.coerce
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 30);
const perMinute = z.coerce.number().int().min(1).max(1_000_000);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const variables = z.object({
  /** The university whose installation it is: the policy that counts where none is named, its name, and the zone of its days. */
  HOME_POLICY: z.string().min(1).default('aupet-2024'),
  HOME_NAME: z.string().default(''),
  HOME_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'expected the name of a time zone such as Asia/Almaty')
    .default('Asia/Almaty'),
  /** Where people reach the server; https unless it is this machine. The address that it listens on when left out. */
  PUBLIC_URL: unlessEmpty(z.url({ protocol: /^https?$/ })),
  SESSION_IDLE_MINUTES: minutes.default(DEFAULT_PEOPLE_SETTINGS.sessionIdleMinutes),
  SESSION_MINUTES: minutes.default(DEFAULT_PEOPLE_SETTINGS.sessionMinutes),
  /** Reverse proxies in front, each of which adds to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Whose address the first administrator has. */
  CONCORD_ADMINISTRATOR: z.email().default('administrator@concord.example'),
  /** Matching, planning and converting without a sign-in; on in the demonstration alone when left out. */
  CONCORD_OPEN_TOOLS: unlessEmpty(onOff),
  /** Whether the demonstration has a year of cases, or lists and calls alone. */
  DEMONSTRATION_YEAR: onOff.default(true),
  /** The university's OpenID provider; the redirect address to register is PUBLIC_URL/api/v1/sign-in/openid/callback. */
  OIDC_ISSUER: unlessEmpty(z.url({ protocol: /^https?$/ })),
  OIDC_CLIENT_ID: unlessEmpty(z.string()),
  OIDC_CLIENT_SECRET: unlessEmpty(z.string()),
  /** Whoever the provider vouches for and nobody knows becomes a student. */
  OIDC_CREATE_STUDENTS: onOff.default(false),
  /** For example smtp://user:password@mail.example.org:587; without it mail waits in the outbox. */
  SMTP_URL: unlessEmpty(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: unlessEmpty(z.email()),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where metrics are read; none are kept without a port. */
  METRICS_PORT: unlessEmpty(z.coerce.number().int().min(0).max(65535)),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  /** A file, best on a disk of another machine, to which the head of the audit is added each hour. */
  AUDIT_ANCHORS: unlessEmpty(z.string()),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Set by npm while it runs a script. */
  npm_lifecycle_event: z.string().optional(),
  /** Largest request body in bytes. */
  MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(16 * 1024 * 1024),
  /** What one caller may send in a minute: changes, and what only reads. Ten and fifty a second are far more than a hand needs. */
  WRITES_PER_MINUTE: perMinute.default(600),
  READS_PER_MINUTE: perMinute.default(3000),
  /** Jobs that a process works on at a time: one in a server, two in a worker; 0 in a server leaves them to the workers. */
  JOBS_AT_ONCE: unlessEmpty(z.coerce.number().int().min(0).max(64)),
  /** Folder of the embedded database (not used with DATABASE_URL) and of the demonstration's passwords. */
  DATA_DIR: unlessEmpty(z.string()).default('data'),
  /** `postgres://user:password@host:port/database`: a PostgreSQL server in place of the embedded database. */
  DATABASE_URL: unlessEmpty(z.url({ protocol: /^postgres(ql)?$/ })),
  /** An OpenAI-compatible embeddings server; without it the semantic scorer is off. */
  CONCORD_EMBEDDINGS_URL: unlessEmpty(embedderConfigSchema.shape.baseUrl),
  CONCORD_EMBEDDINGS_MODEL: unlessEmpty(embedderConfigSchema.shape.model),
  CONCORD_EMBEDDINGS_KEY: unlessEmpty(embedderConfigSchema.shape.apiKey),
  CONCORD_EMBEDDINGS_CACHE: unlessEmpty(embedderConfigSchema.shape.cacheFolder),
});

/** The names that are read. */
export const VARIABLES: readonly string[] = Object.keys(variables.shape);

const configSchema = variables
  .refine((config) => config.CONCORD_EMBEDDINGS_URL === undefined || config.CONCORD_EMBEDDINGS_MODEL !== undefined, {
    path: ['CONCORD_EMBEDDINGS_MODEL'],
    message: 'needed with CONCORD_EMBEDDINGS_URL',
  })
  .refine(({ OIDC_ISSUER, OIDC_CLIENT_ID }) => OIDC_ISSUER === undefined || OIDC_CLIENT_ID !== undefined, {
    path: ['OIDC_CLIENT_ID'],
    message: 'needed with OIDC_ISSUER',
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'needed with SMTP_URL',
  })
  .refine(({ PUBLIC_URL }) => PUBLIC_URL === undefined || isSafeAddress(PUBLIC_URL), {
    path: ['PUBLIC_URL'],
    message: 'passwords and cookies travel over https only, except on this machine itself',
  })
  .refine(({ OIDC_ISSUER }) => OIDC_ISSUER === undefined || isSafeAddress(OIDC_ISSUER), {
    path: ['OIDC_ISSUER'],
    message: 'has to be https, except on this machine itself',
  });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Whether what is sent there cannot be read on the way; what is no address is refused as such. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || LOOPBACK.has(hostname);
}

export type Config = z.infer<typeof configSchema>;

export const environment = (): NodeJS.ProcessEnv => process.env;

export const parseConfig = (environment: NodeJS.ProcessEnv): z.ZodSafeParseResult<Config> =>
  configSchema.safeParse(environment);

/** @throws Error naming each variable that can not be used, and what it takes. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = parseConfig(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`These environment variables can not be used:\n${lines.join('\n')}`);
}

const SECRET: ReadonlySet<string> = new Set(['OIDC_CLIENT_SECRET', 'CONCORD_EMBEDDINGS_KEY']);

/** Every variable as it counts and where it comes from; of secrets only that they are set. */
export function settingsOf(config: Config, environment: NodeJS.ProcessEnv = process.env): Setting[] {
  const known: Readonly<Record<string, unknown>> = config;
  return VARIABLES.filter((name) => name !== 'npm_lifecycle_event').map((name) => {
    const { [name]: value } = known;
    const isSet = Boolean(environment[name]);
    const isSecret = SECRET.has(name);
    const shown = value === undefined || value === '' || isSecret ? null : withoutSignIn(String(value));
    return { name, value: shown, isSecret, source: isSet ? 'environment' : shown === null ? 'unset' : 'default' };
  });
}

/** An address without the name and the password in it. */
function withoutSignIn(text: string): string {
  if (!/^\w+:\/\//.test(text) || !URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === '' && url.password === '') return text;
  url.username = '';
  url.password = '';
  return url.href;
}

export const homeFrom = ({ HOME_POLICY, HOME_NAME, HOME_TIME_ZONE }: Config): Home => ({
  policy: HOME_POLICY,
  name: HOME_NAME,
  timeZone: HOME_TIME_ZONE,
});

/** The configuration of the semantic scorer, or undefined when it is off. */
export function embedderConfig(config: Config): EmbedderConfig | undefined {
  if (config.CONCORD_EMBEDDINGS_URL === undefined) return undefined;
  return embedderConfigSchema.parse({
    baseUrl: config.CONCORD_EMBEDDINGS_URL,
    model: config.CONCORD_EMBEDDINGS_MODEL,
    apiKey: config.CONCORD_EMBEDDINGS_KEY,
    cacheFolder: config.CONCORD_EMBEDDINGS_CACHE,
  });
}

export const peopleSettings = (config: Config): PeopleSettings => ({
  ...DEFAULT_PEOPLE_SETTINGS,
  sessionIdleMinutes: config.SESSION_IDLE_MINUTES,
  sessionMinutes: config.SESSION_MINUTES,
  createStudents: config.OIDC_CREATE_STUDENTS,
});

/** Where people reach the server that listens on `port`. */
export const publicUrl = ({ PUBLIC_URL, HOST }: Config, port: number): URL =>
  new URL(PUBLIC_URL ?? `http://${LOOPBACK.has(HOST) ? HOST : 'localhost'}:${port}`);

/** Where things are stored; a new embedded database is a copy of the template where there is one. */
export function storeOptions({ DATA_DIR, DATABASE_URL }: Config, template: string | undefined): StoreOptions {
  return DATABASE_URL === undefined
    ? { kind: 'pglite', folder: DATA_DIR, template }
    : { kind: 'postgresql', url: DATABASE_URL };
}
