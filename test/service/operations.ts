/** The operations of the OpenAPI document, and requests as they are described there. */
import { RULE, type Rule } from '../../src/api/rule.ts';
import type { Harness } from './harness.ts';
import { type JsonSchema, type Resolve, samplesOf } from './schema-samples.ts';
import type { Stage } from './stage.ts';

export interface Operation {
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly rule: Rule;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly body: JsonSchema | undefined;
  readonly bodyType: string | undefined;
  /** Of its answers. */
  readonly statuses: readonly string[];
}

interface Described {
  readonly [RULE]: Rule;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export async function operationsOf({ request }: Harness): Promise<{ operations: Operation[]; resolve: Resolve }> {
  const { paths, components } = (await (await request('GET', '/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, JsonSchema> };
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { [RULE]: rule, parameters = [], requestBody, responses }]) => {
      const [content] = Object.entries(requestBody?.content ?? {});
      const described = { body: content?.[1].schema, bodyType: content?.[0], statuses: Object.keys(responses) };
      return { method: method.toUpperCase(), path, rule, parameters, ...described };
    }),
  );
  const resolve: Resolve = (schema) =>
    schema.$ref === undefined ? schema : (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  return { operations, resolve };
}

export interface Sent {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request as it is described, on the thing of the stage. */
export function plainRequest({ rule: { on }, parameters }: Operation, { id }: Stage, body: unknown): Sent {
  const thing = typeof on === 'object' && on !== null && 'param' in on ? on.param : 'id';
  const params = parameters
    .filter((one) => one.in === 'path')
    .map(({ name, schema }) => [name, name === thing ? id : String(samplesOf(schema, (one) => one)[0])]);
  const headers = parameters.some(({ name }) => name === 'if-match') ? { 'if-match': '"1"' } : {};
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name, schema }) => [name, String(samplesOf(schema, (one) => one)[0])]);
  return { params: Object.fromEntries(params), query: Object.fromEntries(query), headers, body };
}

/** Half of a surrogate pair can not stand in a URL. */
const inUrl = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

export async function sendTo({ api }: Harness, operation: Operation, stage: Stage, sent: Sent): Promise<Response> {
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inUrl(sent.params[name] ?? ''));
  const query = Object.entries(sent.query).map(([name, value]) => `${inUrl(name)}=${inUrl(value)}`);
  const isForm = operation.bodyType === 'multipart/form-data';
  const headers = {
    cookie: stage.cookie,
    'sec-fetch-site': 'same-origin',
    ...(operation.body && !isForm && { 'content-type': 'application/json' }),
    ...sent.headers,
  };
  const body = operation.body && (isForm ? formOf(sent.body) : JSON.stringify(sent.body));
  return api.request(
    query.length > 0 ? `${url}?${query.join('&')}` : url,
    { method: operation.method, headers, ...(body !== undefined && { body }) },
    { incoming: { socket: { remoteAddress: '192.0.2.9' } } },
  );
}

/** The texts of a form; its file is a PDF that is called by the text. */
function formOf(body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(body) as Record<string, unknown>))
    form.set(name, name === 'file' ? new File(['%PDF-1.7\n%%EOF\n'], String(value)) : String(value));
  return form;
}
