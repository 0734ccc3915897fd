/** The OpenAPI document, and pages of it that need no script and no other host: an index by users, and a page for each operation. */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { ApiEnv, ApiEnvironment } from './environment.ts';
import { USERS } from './rule.ts';

const DESCRIPTION = `Credit transfer and course matching for academic mobility: match courses, plan a stay, convert the returning transcript.
Exact numbers travel as text ("7.5", "4/3"). Sign in at /api/v1/sign-in and keep the cookie, or send an API token as "Authorization: Bearer".
What is changed is named by its revision: send the ETag that came with it as If-Match. A request that makes something may carry an
Idempotency-Key and then be sent again safely. "x-concord-rule" says by which action of the table of rights a route is ruled.`;

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
h2 { border-bottom: 2px solid #d8d8d8; margin-top: 2.5rem } code, pre { font: 14px/1.4 ui-monospace, monospace } li { margin: .25rem 0 }
pre { background: #f4f4f4; padding: .75rem; overflow: auto; max-height: 32rem } .method { font-weight: 700; color: #0b4f8a; text-transform: uppercase }
summary { cursor: pointer } a { color: #0b4f8a } th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0 }
`;

type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>;
}

export function addDocumentation(api: OpenAPIHono<ApiEnv>, { version, publicUrl }: ApiEnvironment): void {
  const name = `${publicUrl.protocol === 'https:' ? '__Host-' : ''}concord_session`;
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name });
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  let made: OpenApiDocument | null = null;
  const document = (): OpenApiDocument => {
    made ??= api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Concord', version, description: DESCRIPTION, license: { name: 'MIT' } },
      tags: USERS.map((user) => ({ name: user })),
    });
    return made;
  };
  api.get('/openapi.json', (c) => c.json(document()));
  api.get('/docs', (c) => c.html(indexPage(api, version)));
  api.get('/docs.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  api.get('/docs/:operation', (c) => {
    const asked = operationsOf(document()).find(({ operation }) => operation.operationId === c.req.param('operation'));
    return asked ? c.html(operationPage(document(), asked)) : c.notFound();
  });
}

const operationsOf = ({ paths = {} }: OpenApiDocument): Described[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );

const page = (title: string, body: ReturnType<typeof html>) => html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/docs.css"></head>
  <body>${body}</body>
</html>`;

/** Every operation in a line, under each of its users; read from the routes, because the document takes longer to make. */
function indexPage({ openAPIRegistry }: OpenAPIHono<ApiEnv>, version: string) {
  const routes = openAPIRegistry.definitions.flatMap((one) => (one.type === 'route' ? [one.route] : []));
  const groups = USERS.map((user) => ({ user, own: routes.filter(({ tags }) => tags?.includes(user)) }));
  const lineOf = ({ method, path, operationId, summary }: RouteConfig) =>
    html`<li><a href="/docs/${operationId}"><span class="method">${method}</span> <code>${path}</code></a> ${summary}</li>`;
  return page(
    'Concord API',
    html`<h1>Concord ${version}</h1>
    <p>${DESCRIPTION}</p>
    <p>The same as data: <a href="/openapi.json">OpenAPI 3.1</a>. Errors are problem details (RFC 9457) that name the field and what to do.</p>
    <nav>${groups.map(({ user, own }) => html`<a href="#${user}">${user}</a> (${own.length}) `)}</nav>
    ${groups.map(({ user, own }) => html`<section id="${user}"><h2>${user}</h2><ul>${own.map(lineOf)}</ul></section>`)}`,
  );
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** All that a client needs for one operation: its parameters, an example, and the schemas that it refers to. */
function operationPage({ components }: OpenApiDocument, { method, path, operation }: Described) {
  const { summary, parameters = [], requestBody, responses, tags } = operation;
  const schemas = components?.schemas ?? {};
  const [content] = Object.values(Reflect.get(requestBody ?? {}, 'content') ?? {});
  const example: unknown = Reflect.get(Object(content), 'example');
  return page(
    `${operation.operationId} - Concord API`,
    html`<p><a href="/docs">Concord API</a> / ${tags?.join(', ')}</p>
    <h1>${operation.operationId}</h1>
    <p><span class="method">${method}</span> <code>${path}</code></p><p>${summary}</p>
    ${parameters.length > 0 ? html`<h2>Parameters</h2><table>${parameters.map(parameterRow)}</table>` : ''}
    ${example === undefined ? '' : html`<h2>Example</h2><pre>${pretty(example)}</pre>`}
    ${requestBody ? html`<h2>Request body</h2><pre>${pretty(requestBody)}</pre>` : ''}
    <h2>Answers</h2><pre>${pretty(responses)}</pre>
    <h2>Schemas</h2>${[...namesIn(operation, schemas)].map(
      (name) => html`<details><summary><code>${name}</code></summary><pre>${pretty(schemas[name])}</pre></details>`,
    )}`,
  );
}

function parameterRow(parameter: object) {
  const { name, in: place, required, description, example, schema } = parameter as Record<string, unknown>;
  const shown = example ?? Reflect.get(Object(schema), 'example') ?? '';
  const says = description ?? Reflect.get(Object(schema), 'description') ?? '';
  return html`<tr><th><code>${name}</code></th><td>${place}${required ? ', required' : ''}</td><td>${says}</td><td><code>${shown}</code></td></tr>`;
}

/** The named schemas that something refers to, directly or through another. */
function namesIn(value: unknown, schemas: Readonly<Record<string, unknown>>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of pretty(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    namesIn(schemas[name], schemas, found);
  }
  return found;
}
