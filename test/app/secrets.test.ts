import { expect, it } from 'vitest';
import { hashPassword, passwordFits } from '../../src/app/account/secrets.ts';
import { DEFAULT_PEOPLE_SETTINGS } from '../../src/app/index.ts';

const { hashing } = DEFAULT_PEOPLE_SETTINGS;

it('a password is hashed as the OWASP cheat sheet advises where nothing else is set', async () => {
  const hash = await hashPassword('nine green bottles', hashing);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordFits(hash, 'nine green bottles', hashing)).toBe(true);
  expect(await passwordFits(hash, 'ten green bottles', hashing)).toBe(false);
  expect(await passwordFits(null, 'nine green bottles', hashing)).toBe(false);
});
