/** The OpenAPI document as a page that needs no script and no other host. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

export const docsStyle = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
h2 { border-bottom: 2px solid #d8d8d8; margin-top: 2.5rem } code, pre { font: 14px/1.4 ui-monospace, monospace }
pre { background: #f4f4f4; padding: .75rem; overflow: auto; max-height: 24rem } .method { font-weight: 700; color: #0b4f8a; text-transform: uppercase }
summary { cursor: pointer } a { color: #0b4f8a }
`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** One section per route, then the named schemas; everything a client needs, from the same document as /openapi.json. */
export function docsPage(document: Document) {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
  return html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Concord API</title><link rel="stylesheet" href="/docs.css"></head>
  <body>
    <h1>${document.info.title} ${document.info.version}</h1>
    <p>${document.info.description}</p>
    <p>The same as data: <a href="/openapi.json">OpenAPI 3.1</a>. Errors are problem details (RFC 9457) that name the field and the mend.</p>
    <nav><ul>${routes.map(({ path, method, operation }) => html`<li><a href="#${method}${path}"><span class="method">${method}</span> <code>${path}</code></a> ${operation.summary}</li>`)}</ul></nav>
    ${routes.map(
      ({ path, method, operation }) => html`<section id="${method}${path}">
        <h2><span class="method">${method}</span> <code>${path}</code></h2><p>${operation.summary}</p>
        ${operation.parameters ? html`<details open><summary>Parameters</summary><pre>${pretty(operation.parameters)}</pre></details>` : ''}
        ${operation.requestBody ? html`<details><summary>Request body</summary><pre>${pretty(operation.requestBody)}</pre></details>` : ''}
        <details><summary>Answers</summary><pre>${pretty(operation.responses)}</pre></details>
      </section>`,
    )}
    <h2>Schemas</h2>
    ${Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => html`<details id="schema-${name}"><summary><code>${name}</code></summary><pre>${pretty(schema)}</pre></details>`)}
  </body>
</html>`;
}
