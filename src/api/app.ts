/** The HTTP application, apart from listening. */
import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { Busy, errorForLog, isDatabaseAway } from '../app/index.ts';
import { problem, reason, shown } from '../domain/index.ts';
import { addDocumentation } from './docs.ts';
import type { ApiEnv, ApiEnvironment } from './environment.ts';
import { countInFlight, limitRates } from './limits.ts';
import { addPages } from './pages.ts';
import { problemResponse, requestProblem } from './problems.ts';
import { mount, type Table } from './route.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { appealRoutes } from './routes/appeals.ts';
import { applicationRoutes } from './routes/applications.ts';
import { callRoutes } from './routes/calls.ts';
import { catalogueRoutes } from './routes/catalogues.ts';
import { changeRoutes } from './routes/changes.ts';
import { creditToolRoutes } from './routes/credit-tools.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { documentRoutes } from './routes/documents.ts';
import { importRoutes } from './routes/imports.ts';
import { instituteRoutes } from './routes/institutes.ts';
import { jobRoutes } from './routes/jobs.ts';
import { meRoutes } from './routes/me.ts';
import { openCallRoutes } from './routes/open-calls.ts';
import { operationRoutes } from './routes/operation.ts';
import { paperRoutes } from './routes/papers.ts';
import { precedentRoutes } from './routes/precedents.ts';
import { recognitionRoutes } from './routes/recognitions.ts';
import { reportRoutes } from './routes/reports.ts';
import { ruleRoutes } from './routes/rules.ts';
import { setupRoutes } from './routes/setup.ts';
import { sharedPlanRoutes } from './routes/shared-plans.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { standardRoutes } from './routes/standards.ts';
import { statedReasonRoutes } from './routes/stated-reasons.ts';
import { studentRoutes } from './routes/students.ts';
import { studyPlanRoutes } from './routes/study-plans.ts';
import { syllabusRoutes } from './routes/syllabi.ts';
import { toolRoutes } from './routes/tools.ts';
import { transcriptFileRoutes } from './routes/transcript-files.ts';
import { userRoutes } from './routes/users.ts';
import { isRule, RULE } from './rule.ts';

const TABLES = [
  agreementRoutes,
  appealRoutes,
  applicationRoutes,
  callRoutes,
  openCallRoutes,
  catalogueRoutes,
  importRoutes,
  changeRoutes,
  decisionRoutes,
  documentRoutes,
  instituteRoutes,
  jobRoutes,
  meRoutes,
  operationRoutes,
  paperRoutes,
  precedentRoutes,
  recognitionRoutes,
  reportRoutes,
  ruleRoutes,
  setupRoutes,
  sharedPlanRoutes,
  signInRoutes,
  statedReasonRoutes,
  studentRoutes,
  studyPlanRoutes,
  syllabusRoutes,
  creditToolRoutes,
  toolRoutes,
  transcriptFileRoutes,
  standardRoutes,
  userRoutes,
] as const;

type RoutesIn<T> = T extends Table ? T[keyof T] : never;
/** All routes with their types, for the client. */
export type Routes = RoutesIn<(typeof TABLES)[number]>;

export function createApi(environment: ApiEnvironment): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>();
  addGuards(api, environment);
  mount(api, TABLES);
  const routes = ruledRoutes(api);
  addDocumentation(api, environment);
  const page = environment.pages === undefined ? null : addPages(api, environment.pages);
  if (page === null) api.get('/', (c) => c.redirect('/docs'));
  api.notFound((c) => page?.(c) ?? refuseAbsent(c, routes));
  api.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500)
      return problemResponse(c, 400, [requestProblem(reason('api-not-json'))]);
    if (c.req.raw.signal.aborted) {
      environment.log({ requestId: c.get('requestId') }, 'request cancelled by the client');
      return problemResponse(c, 400, [requestProblem(reason('api-cancelled'))]);
    }
    if (error instanceof Busy) {
      c.header('retry-after', String(error.retryAfterSeconds));
      return problemResponse(c, 503, [error.problem]);
    }
    if (isDatabaseAway(error)) {
      environment.log({ requestId: c.get('requestId'), ...errorForLog(error) }, 'the database is away');
      c.header('retry-after', '5');
      return problemResponse(c, 503, [problem('service-unavailable', reason('database-away', { seconds: 5 }))]);
    }
    // Class 22 of SQLSTATE: a text with NUL, a number out of range, a cursor that somebody made up.
    if (/^22[0-9A-Z]{3}$/.test(String(Reflect.get(error, 'code'))))
      return problemResponse(c, 400, [requestProblem(reason('api-not-comparable'))]);
    environment.log({ requestId: c.get('requestId'), ...errorForLog(error) }, 'request failed');
    return problemResponse(c, 500, []);
  });
  return api;
}

/** @throws Error naming every route without a rule: a server with one does not start. */
function ruledRoutes(api: OpenAPIHono<ApiEnv>): RouteConfig[] {
  const routes = api.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  );
  const unruled = routes.filter((route) => !isRule(Reflect.get(route, RULE)));
  if (unruled.length > 0)
    throw new Error(`routes without a rule: ${unruled.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
  return routes;
}

/** 405 where the address takes other methods, else 404. */
function refuseAbsent(c: Context<ApiEnv>, routes: readonly RouteConfig[]): Response {
  const fits = ({ path }: RouteConfig): boolean =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(c.req.path);
  const methods = [...new Set(routes.filter(fits).map(({ method }) => method.toUpperCase()))];
  const { method, path } = c.req;
  if (methods.length === 0)
    return problemResponse(c, 404, [requestProblem(reason('api-no-route', { method, path: shown(path) }))]);
  c.header('allow', methods.join(', '));
  return problemResponse(c, 405, [requestProblem(reason('api-other-methods', { method, path, methods }))]);
}

function addGuards(api: OpenAPIHono<ApiEnv>, environment: ApiEnvironment): void {
  const { log } = environment;
  const inFlight = countInFlight();
  const rates = limitRates(environment.rates);
  api.use(requestId());
  api.use(async (c, next) => {
    const started = performance.now();
    c.set('environment', environment);
    c.set('inFlight', inFlight);
    c.set('rates', rates);
    await next();
    const milliseconds = Math.round(performance.now() - started);
    // The route as it was declared: what a request puts into its path may be anything.
    const answered = { method: c.req.method, route: routePath(c, -1), status: c.res.status, milliseconds };
    log({ requestId: c.get('requestId'), ...answered }, 'request');
    environment.onRequest?.(answered);
  });
  api.use(async (c, next) => {
    await next();
    const policy = c.get('pagePolicy');
    if (policy !== undefined) c.header('content-security-policy', policy);
  });
  api.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  api.use('/api/*', async (c, next) => {
    await next();
    // Answers depend on who asks: no proxy keeps them, and a browser asks again each time.
    c.header('cache-control', 'private, no-cache');
  });
}
