/** The pages of the browser: files of the build, and for every other address of a page the one document that they begin with. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiEnv } from './environment.ts';

/** Addresses that are never a page's. */
const OTHERS = /^\/(?:api|docs|assets|health|ready|openapi\.json)(?:\/|$)/;

/** Nothing but the build's own files; style elements, which Mantine makes while it runs, need the nonce of this very answer. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    // A paper beside what is asked of it: files of this server, which come with a policy of their own.
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Serves what was built into `folder`. Returns what answers an address that no route has: a page, or null where it is none. */
export function addPages(api: OpenAPIHono<ApiEnv>, folder: string): (c: Context<ApiEnv>) => Response | null {
  const document = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const show = (c: Context<ApiEnv>): Response => {
    const nonce = randomBytes(16).toString('base64');
    // What the guards set for answers without scripts does not fit a page; it is set again here, after them.
    c.set('pagePolicy', policy(nonce));
    return c.html(document.replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`), 200, {
      'cache-control': 'no-cache',
    });
  };
  api.get('/', (c) => show(c));
  api.use(
    '/assets/*',
    serveStatic({
      root: folder,
      precompressed: true,
      onFound: (_, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  api.get('/mark.svg', serveStatic({ root: folder }));
  return (c) => {
    const wanted = c.req.header('accept')?.includes('text/html') === true;
    return c.req.method === 'GET' && wanted && !OTHERS.test(c.req.path) ? show(c) : null;
  };
}
