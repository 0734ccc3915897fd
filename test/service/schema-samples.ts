/** Values of a JSON schema, as the OpenAPI document describes the bodies of requests. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
}

export type Resolve = (schema: JsonSchema) => JsonSchema;

/** Values of which each makes a form of its own. */
export class Either {
  readonly values: readonly unknown[];

  constructor(...values: readonly unknown[]) {
    this.values = values;
  }
}

/** Values for properties of a name, in place of those that would only fit the schema. */
export type Known = Readonly<Record<string, unknown>>;

/** A schema that refers to itself ends here. */
const DEEPEST = 16;

/** Values with every property: one for each form that the schema or a part of it may have. */
export function samplesOf(given: JsonSchema, resolve: Resolve, known: Known = {}, depth = 0): unknown[] {
  const schema = resolve(given);
  const forms = schema.anyOf ?? schema.oneOf;
  const within = (part: JsonSchema): unknown[] =>
    depth > DEEPEST ? [null] : samplesOf(part, resolve, known, depth + 1);
  if (forms) return forms.flatMap(within);
  if (schema.allOf) return mergeAll(schema.allOf.map(within));
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return [schema.enum[0]];
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((one) => one !== 'null');
  if (type === 'object') return objectsOf(schema, within, known);
  if (type === 'array') return schema.items ? within(schema.items).map((item) => [item]) : [[]];
  if (type === 'integer' || type === 'number') return [Math.max(schema.minimum ?? 1, 1)];
  if (type === 'boolean') return [false];
  return type === 'string' ? [textOf(schema)] : [null];
}

function objectsOf(
  { properties = {}, additionalProperties }: JsonSchema,
  within: (part: JsonSchema) => unknown[],
  known: Known,
): unknown[] {
  const values = Object.entries(properties).map(
    // A list of values knows better than a name that several properties share.
    ([name, part]) => [name, name in known && !part.enum ? valuesOf(known[name]) : within(part)] as const,
  );
  const first = Object.fromEntries(values.map(([name, [value]]) => [name, value]));
  const others = values.flatMap(([name, [, ...rest]]) => rest.map((value) => ({ ...first, [name]: value })));
  if (typeof additionalProperties !== 'object') return [first, ...others];
  return within(additionalProperties).map((value) => ({ ...first, en: value }));
}

const valuesOf = (known: unknown): readonly unknown[] => (known instanceof Either ? known.values : [known]);

const mergeAll = (parts: readonly unknown[][]): unknown[] => [Object.assign({}, ...parts.map(([first]) => first))];

/** Texts, one of which fits every pattern of this API; "10" is also a number of credits and an id that is not there. */
const TEXTS = [
  '10',
  'en',
  'KZ',
  '2025',
  'EUR',
  '2025/2026',
  '2026-11',
  'a'.repeat(64),
  'x'.repeat(12),
  '{"title":"C"}',
];
const FORMATS: Readonly<Record<string, string>> = {
  date: '2027-09-01',
  'date-time': '2027-09-01T09:00:00.000Z',
  email: 'somebody@example.org',
  uri: 'https://example.org/',
};

function textOf({ format = '', pattern, minLength = 0 }: JsonSchema): string {
  const known = FORMATS[format];
  if (known !== undefined) return known;
  const fits = TEXTS.find((text) => text.length >= minLength && (!pattern || new RegExp(pattern).test(text)));
  if (fits === undefined) throw new Error(`no text for ${pattern} of at least ${minLength}`);
  return fits;
}

export type Path = readonly (string | number)[];

/** Where the texts of a value are. */
export function textsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, [...at, key]));
}

/** The value with another text in one place. */
export function withText(value: unknown, [key, ...rest]: Path, change: (text: string) => string): unknown {
  if (key === undefined) return typeof value === 'string' ? change(value) : value;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withText(item, rest, change) : item));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withText(object[String(key)], rest, change) };
}
