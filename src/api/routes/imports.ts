/** Files of an office on their way in: sent, looked at, answered, committed or cancelled. A set of routes for each kind, under its own right. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  answerImport,
  cancelImport,
  commitImport,
  importEffectSchemas,
  importRowSchema,
  listImportRows,
  listImports,
  previewImport,
  readImportState,
  sendEarlierVersion,
  sendImport,
  shownImportSchema,
} from '../../app/index.ts';
import {
  type Action,
  columnMappingSchema,
  type ImportKind,
  idSchema,
  importAnswersSchema,
  importStateSchema,
  type Result,
} from '../../domain/index.ts';
import type { ApiEnv } from '../environment.ts';
import { named, pageOf, pageQuery } from '../resource.ts';
import { get, post, put } from '../route.ts';
import { type RuleTarget, rule } from '../rule.ts';
import { defined } from '../sources.ts';

const shownImport = named(shownImportSchema, 'Import');
const row = named(importRowSchema, 'ImportRow');

/** Columns as a field of a form, which holds texts alone. */
const columnsText = z
  .string()
  .max(20_000)
  .transform((text, { addIssue }) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      addIssue({ code: 'custom', message: 'api-columns' });
      return z.NEVER;
    }
  })
  .pipe(columnMappingSchema)
  .openapi({ type: 'string', pattern: '^\\s*\\{', description: 'as JSON: {"title":"C"}', example: '{"title":"C"}' });

/** Who may, and whose the thing is that a kind is about. */
interface Rights {
  readonly action: Action;
  /** Of a new one and of the list. */
  readonly sent: RuleTarget;
  readonly listed: RuleTarget;
}

const OF_INSTITUTE = { kind: 'institute', field: 'institute' } as const;
const RIGHTS_OF = {
  catalogue: { action: 'catalogue.import', sent: 'house', listed: 'house' },
  curriculum: { action: 'curriculum.import', sent: { ...OF_INSTITUTE, otherwise: 'house' }, listed: 'reach' },
  precedents: { action: 'precedent.import', sent: OF_INSTITUTE, listed: 'reach' },
  calls: { action: 'call.write', sent: 'house', listed: 'house' },
  users: { action: 'user.manage', sent: 'house', listed: 'house' },
} as const satisfies Readonly<Record<ImportKind, Rights>>;

/** What a kind is called in the documentation. */
const NAMES: Readonly<Record<ImportKind, string>> = {
  catalogue: "a host's catalogue",
  curriculum: 'a curriculum',
  precedents: 'decisions of the past',
  calls: 'mobility calls',
  users: 'a list of users',
};

const instituteOfImport = idSchema.optional().describe('whose directorate keeps what comes of it');

/** The routes of a kind; their operation ids bear its name. `effect`: what it would change. */
function routesOf<K extends ImportKind, E extends z.ZodType>(kind: K, effect: E) {
  const { action, sent, listed } = RIGHTS_OF[kind];
  const path = `/api/v1/imports/${kind}` as const;
  const one = rule(action, `${kind}-import`);
  const name = NAMES[kind];
  const namedIn = (c: Context<ApiEnv>) => ({ kind, id: c.req.param('id') ?? '' });
  return {
    send: post(path, {
      may: rule(action, sent),
      summary: `Sends a file with ${name} and says how it would be read; nothing else is written`,
      form: true,
      body: z.strictObject({
        file: z.instanceof(File, { error: 'expected a file' }).openapi({ type: 'string', format: 'binary' }),
        ...importAnswersSchema.omit({ rows: true }).shape,
        columns: columnsText.optional(),
        institute: instituteOfImport,
      }),
      example: { file: new File(['code,title,credits\nET-2310,Elektrische Maschinen I,6\n'], 'modules.csv') },
      answer: shownImport,
      status: 201,
      run: async ({ service, caller, body: { file, institute: whose, ...said } }) => {
        const bytes = new Uint8Array(await file.arrayBuffer());
        return sendImport(service, caller, {
          kind,
          file: { name: file.name, bytes },
          said: defined(said),
          institute: whose,
        });
      },
    }),
    list: get(path, {
      may: rule(action, listed),
      summary: `Files with ${name} and how each stands, newest first`,
      query: { ...pageQuery, state: importStateSchema.optional() },
      answer: pageOf(shownImport),
      run: ({ service, caller, query }) => listImports(service, caller, { kind, ...query }),
    }),
    read: get(`${path}/{id}`, {
      may: one,
      summary: `One file with ${name}: its columns, what was left out, and what has to be said first`,
      answer: shownImport,
      run: ({ service, c }) => readImportState(service, namedIn(c)),
    }),
    answer: put(`${path}/{id}`, {
      may: one,
      summary: 'Says which column is which, and what the file does not say; all answers anew',
      body: importAnswersSchema,
      example: { columns: { title: 'B', credits: 'ECTS' } },
      answer: shownImport,
      run: ({ service, caller, revision, body, c }) =>
        answerImport(service, caller, { ...namedIn(c), revision, said: defined(body) }),
    }),
    rows: get(`${path}/{id}/rows`, {
      may: one,
      summary: 'Its rows as they would be taken, or those that are left out with the reason',
      query: {
        which: z.enum(['used', 'rejected', 'listed']).default('used').openapi({
          description: 'rejected: could not be used; listed: headings, sums and notes',
        }),
        after: z.coerce
          .number()
          .int()
          .min(0)
          .max(1_000_000)
          .optional()
          .openapi({ description: 'rows before it', example: 0 }),
        limit: pageQuery.limit,
      },
      answer: pageOf(row),
      run: ({ service, query, c }) => listImportRows(service, { ...namedIn(c), ...query }),
    }),
    difference: get(`${path}/{id}/difference`, {
      may: one,
      summary: 'What committing it would change, and which precedents it would open again',
      answer: effect,
      run: ({ service, caller, c }) => previewImport(service, caller, namedIn(c)) as Promise<Result<z.output<E>>>,
    }),
    commit: post(`${path}/{id}/commit`, {
      may: one,
      summary: 'Takes it over, all or nothing; one that is committed answers what it did',
      revised: true,
      answer: shownImport,
      run: ({ service, caller, revision, c }) => commitImport(service, caller, { ...namedIn(c), revision }),
    }),
    cancel: post(`${path}/{id}/cancel`, {
      may: one,
      summary: 'Ends it without taking anything over; its file is deleted',
      revised: true,
      answer: shownImport,
      run: ({ service, caller, revision, c }) => cancelImport(service, caller, { ...namedIn(c), revision }),
    }),
  };
}

/** An earlier version of a list as an import, to be looked at and committed as any other. */
const fromVersion = <K extends 'catalogue' | 'curriculum'>(kind: K) =>
  post(`/api/v1/imports/${kind}/from-version`, {
    may: rule(RIGHTS_OF[kind].action, RIGHTS_OF[kind].sent),
    summary: `Proposes to go back to an earlier version of ${NAMES[kind]}`,
    body: z.strictObject({
      version: idSchema.describe('of the list, as its versions are listed'),
      institute: instituteOfImport,
    }),
    example: { version: '0199a3c4-2f6b-7c31-9d3e-5b1f0c8a7e21' },
    answer: shownImport,
    status: 201,
    run: ({ service, caller, body: { version, institute: whose } }) =>
      sendEarlierVersion(service, caller, { kind, version, institute: whose }),
  });

const [catalogue, curriculum, precedents, calls, users] = [
  routesOf('catalogue', importEffectSchemas.catalogue),
  routesOf('curriculum', importEffectSchemas.curriculum),
  routesOf('precedents', importEffectSchemas.precedents),
  routesOf('calls', importEffectSchemas.calls),
  routesOf('users', importEffectSchemas.users),
];

export const importRoutes = {
  sendCatalogue: catalogue.send,
  listCatalogueImports: catalogue.list,
  readCatalogueImport: catalogue.read,
  answerCatalogueImport: catalogue.answer,
  listCatalogueImportRows: catalogue.rows,
  previewCatalogueImport: catalogue.difference,
  commitCatalogueImport: catalogue.commit,
  cancelCatalogueImport: catalogue.cancel,
  sendEarlierCatalogue: fromVersion('catalogue'),
  sendCurriculum: curriculum.send,
  listCurriculumImports: curriculum.list,
  readCurriculumImport: curriculum.read,
  answerCurriculumImport: curriculum.answer,
  listCurriculumImportRows: curriculum.rows,
  previewCurriculumImport: curriculum.difference,
  commitCurriculumImport: curriculum.commit,
  cancelCurriculumImport: curriculum.cancel,
  sendEarlierCurriculum: fromVersion('curriculum'),
  sendPrecedents: precedents.send,
  listPrecedentImports: precedents.list,
  readPrecedentImport: precedents.read,
  answerPrecedentImport: precedents.answer,
  listPrecedentImportRows: precedents.rows,
  previewPrecedentImport: precedents.difference,
  commitPrecedentImport: precedents.commit,
  cancelPrecedentImport: precedents.cancel,
  sendCalls: calls.send,
  listCallImports: calls.list,
  readCallImport: calls.read,
  answerCallImport: calls.answer,
  listCallImportRows: calls.rows,
  previewCallImport: calls.difference,
  commitCallImport: calls.commit,
  cancelCallImport: calls.cancel,
  sendUsers: users.send,
  listUserImports: users.list,
  readUserImport: users.read,
  answerUserImport: users.answer,
  listUserImportRows: users.rows,
  previewUserImport: users.difference,
  commitUserImport: users.commit,
  cancelUserImport: users.cancel,
};
