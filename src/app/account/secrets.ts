/** Secrets: random ones, and the passwords that people choose. */
import { randomBytes, randomInt } from 'node:crypto';
import { type Reason, type Result, reason, refuse, success } from '../../domain/index.ts';
import type { PeopleSettings } from '../service/service.ts';

type Hashing = PeopleSettings['hashing'];

/** 256 bits for a cookie or a token. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** Without letters that look alike, because people copy it by hand. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 20 of 31 signs, some 99 bits, in groups of five. */
export const randomPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  );

/** Stands where a hash stands and fits no password. */
export const UNUSABLE_PASSWORD = '!';

/** Bounds of a chosen password, in characters: the lower after NIST SP 800-63B, the upper so that hashing stays cheap. */
export const PASSWORD_LENGTH = { min: 12, max: 200 } as const;

/** Unicode may write the same password in two ways; it is hashed in one. */
const normalised = (password: string): string => password.normalize('NFKC');

export async function hashPassword(password: string, hashing: Hashing): Promise<string> {
  const { hash } = await import('@node-rs/argon2');
  return hash(normalised(password), hashing);
}

/** Takes as long for an account without a password, so that the time does not tell which accounts there are. */
export async function passwordFits(stored: string | null, password: string, hashing: Hashing): Promise<boolean> {
  const usable = stored?.startsWith('$argon2') === true;
  const { verify } = await import('@node-rs/argon2');
  const fits = await verify(usable ? stored : await someHash(hashing), normalised(password));
  return usable && fits;
}

const ofNobody = new WeakMap<Hashing, Promise<string>>();
function someHash(hashing: Hashing): Promise<string> {
  const hash = ofNobody.get(hashing) ?? hashPassword(randomSecret(), hashing);
  ofNobody.set(hashing, hash);
  return hash;
}

/** Refuses what is too short, or holds the account's own name or address. */
export function checkPassword(password: string, { name, email }: { name: string; email: string }): Result<string> {
  const unsuitable = (why: Reason) => refuse('password-unsuitable', why);
  const { length } = [...password];
  const { min } = PASSWORD_LENGTH;
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max)
    return unsuitable(reason('password-length', { length, ...PASSWORD_LENGTH }));
  const plain = password.toLowerCase();
  const known = [email, email.split('@')[0] ?? '', name].map((word) => word.toLowerCase()).filter((w) => w.length > 3);
  // A long password may contain a name; it may not be little else.
  if (known.some((word) => plain.includes(word) && plain.length - word.length < 8))
    return unsuitable(reason('password-is-name', { min }));
  if (new Set(plain).size < 5) return unsuitable(reason('password-repeats', { min }));
  return success(password);
}
