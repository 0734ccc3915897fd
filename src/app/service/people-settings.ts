/** How people sign in and for how long; the wiring takes it from the configuration. */
export interface PeopleSettings {
  /** A session ends after this long without a request, and in any case after the second. */
  readonly sessionIdleMinutes: number;
  readonly sessionMinutes: number;
  readonly throttle: {
    readonly minutes: number;
    readonly perAccount: number;
    /** Higher, because a whole university may come from one address. */
    readonly perAddress: number;
  };
  /** argon2id: KiB of memory, passes, lanes. */
  readonly hashing: { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number };
  readonly oneTimePasswordHours: number;
  /** Whoever the OpenID provider vouches for and nobody knows becomes a student; otherwise an administrator makes the account first. */
  readonly createStudents: boolean;
}

export const DEFAULT_PEOPLE_SETTINGS: PeopleSettings = {
  sessionIdleMinutes: 60,
  sessionMinutes: 12 * 60,
  throttle: { minutes: 15, perAccount: 10, perAddress: 100 },
  // The first choice of the OWASP password storage cheat sheet.
  hashing: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  oneTimePasswordHours: 72,
  createStudents: false,
};

/** An instant so many minutes after another; before it when negative. */
export const minutesAfter = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();
