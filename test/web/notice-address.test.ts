/** Where a notice leads: to a screen that there is, in the reader's own role, or nowhere. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PLACES } from '../../src/web/frame/navigation.ts';
import { addressOf } from '../../src/web/frame/notice-address.ts';
import { ROOT } from '../installed.ts';

const FOLDER = path.join(ROOT, 'src/web/routes');
const PATTERNS = readdirSync(FOLDER).flatMap((name) =>
  [...readFileSync(path.join(FOLDER, name), 'utf8').matchAll(/path: '(\/[^']+)'/g)].map(
    ([, pattern = '']) => new RegExp(`^${pattern.replaceAll(/\$\w+/g, '[^/]+')}$`),
  ),
);
const KINDS = ['application', 'document', 'plan', 'change', 'recognition', 'appeal', 'call'] as const;
const ROLES = Object.keys(PLACES) as (keyof typeof PLACES)[];

it('is a screen that there is', () => {
  const addresses = ROLES.flatMap((role) => KINDS.map((kind) => addressOf({ kind, id: 'c1' }, role)));
  const missing = addresses.filter((one) => one !== null && !PATTERNS.some((pattern) => pattern.test(one)));
  expect(missing).toEqual([]);
});

it('is the place of the role: the same plan is looked at in another one by each', () => {
  const of = (kind: (typeof KINDS)[number]) => ROLES.map((role) => addressOf({ kind, id: 'c1' }, role));
  expect(of('plan')).toEqual(['/plans/c1', '/plans/c1', null, '/plans/c1', null, '/plan', null]);
  expect(of('document')).toEqual([null, null, null, '/papers', null, '/papers', null]);
  expect(of('change')).toEqual([null, '/changes/c1', null, null, null, '/plan', null]);
  expect(of('call')).toEqual([null, null, null, '/calls/c1', '/calls/c1', '/calls/c1', null]);
});
