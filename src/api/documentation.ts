/** The OpenAPI document and its page. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { docsPage, docsStyle } from './docs-page.ts';
import type { ApiEnv, ApiEnvironment } from './environment.ts';

const DESCRIPTION = `Credit transfer and course matching for academic mobility: match courses, plan a stay, convert the returning transcript.
Exact numbers travel as text ("7.5", "4/3"). Sign in at /api/v1/sign-in and keep the cookie, or send an API token as "Authorization: Bearer".
What is changed is named by its revision: send the ETag that came with it as If-Match. A request that makes something may carry an
Idempotency-Key and then be sent again safely. "x-concord-rule" says by which action of the table of rights a route is ruled.`;

export function addDocumentation(api: OpenAPIHono<ApiEnv>, { version, publicUrl }: ApiEnvironment): void {
  const name = `${publicUrl.protocol === 'https:' ? '__Host-' : ''}concord_session`;
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name });
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  const document = () =>
    api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Concord', version, description: DESCRIPTION, license: { name: 'MIT' } },
    });
  api.get('/openapi.json', (c) => c.json(document()));
  api.get('/docs', (c) => c.html(docsPage(document())));
  api.get('/docs.css', (c) => c.body(docsStyle, 200, { 'content-type': 'text/css; charset=utf-8' }));
  api.get('/', (c) => c.redirect('/docs'));
}
