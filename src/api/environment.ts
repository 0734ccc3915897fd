import type { Context } from 'hono';
import type { Caller, Filling, InventedYear, Service } from '../app/index.ts';
import type { Finding, Result, Setting, UiLanguage } from '../domain/index.ts';
import type { InFlight, RateLimiter, RateLimits } from './limits.ts';
import type { OpenIdClient } from './sign-in/openid.ts';

/** What the API needs from outside; made by the wiring, or by a test. */
export interface ApiEnvironment {
  readonly service: Service;
  readonly version: string;
  /** Where people reach this server, without a path. Cookies are Secure when it begins with https. */
  readonly publicUrl: URL;
  /** Whether matching, planning and converting, and the lists of stored courses, need no sign-in. */
  readonly openTools: boolean;
  /** Whether it was started as a demonstration; only a store that the demonstration made is one. */
  readonly demonstration?: boolean;
  /** The demonstration's year, and how much of it is there; null when it is all. */
  readonly year?: { readonly invented: InventedYear; readonly filling: () => Filling | null };
  /** Takes everything out of the demonstration and begins it anew; its year follows in the background. */
  readonly resetDemonstration?: () => Promise<Result<null>>;
  /** Folder of the built pages; without one the addresses of pages are not found. */
  readonly pages?: string | undefined;
  /** Reverse proxies in front of this server that are believed when they say whom they speak for. */
  readonly trustedProxies: number;
  /** Largest request body in bytes. */
  readonly maxBodyBytes: number;
  /** How many requests one caller may make. */
  readonly rates: RateLimits;
  /** How it is set up, and what is found when that is looked at now. */
  readonly installation?: {
    readonly settings: readonly Setting[];
    readonly examine: () => Promise<readonly Finding[]>;
  };
  /** Sign-in through the university's OpenID provider; null = not offered. */
  readonly openId: OpenIdClient | null;
  readonly log: (entry: Readonly<Record<string, unknown>>, message: string) => void;
  /** Told of each request that was answered, by its route as it was declared. */
  readonly onRequest?: (answered: AnsweredRequest) => void;
}

export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** What a request carries with it. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    environment: ApiEnvironment;
    inFlight: InFlight;
    rates: RateLimiter;
    /** Who asks; null: nobody signed in, or nobody has to be. Set by the rule of the route. */
    caller: Caller | null;
    /** Of the account that asks, whatever it may; set by the rule of the route. */
    language: UiLanguage;
    /** Whether the route judges somebody's case, see {@link JUDGEMENTS}; set by its rule. */
    judges: boolean;
    /** Objects, lists and their members in a JSON body, as they were counted before it was read. */
    bodyValues: number | undefined;
    /** Content-Security-Policy of a page, in place of that of all other answers. */
    pagePolicy: string | undefined;
  };
}

/** For helpers that serve the contexts of all routes, whose types differ. */
export const environmentOf = (c: Context): ApiEnvironment => c.get('environment');
