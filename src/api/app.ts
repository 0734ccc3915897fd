/** The HTTP application, apart from listening. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { errorForLog } from '../app/index.ts';
import { addDocumentation } from './documentation.ts';
import type { ApiEnv, ApiEnvironment } from './environment.ts';
import { countInFlight } from './in-flight.ts';
import { problemResponse, requestProblem } from './problems.ts';
import { limitRates } from './rate-limit.ts';
import { router } from './router.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { appealRoutes } from './routes/appeals.ts';
import { applicationMoveRoutes } from './routes/application-moves.ts';
import { applicationRoutes } from './routes/applications.ts';
import { callRoutes } from './routes/calls.ts';
import { catalogueRoutes } from './routes/catalogues.ts';
import { changeRoutes } from './routes/changes.ts';
import { competitionRoutes } from './routes/competition.ts';
import { conversionRoutes } from './routes/convert.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { documentRoutes } from './routes/documents.ts';
import { healthRoutes } from './routes/health.ts';
import { instituteRoutes } from './routes/institutes.ts';
import { journeyRoutes } from './routes/journey.ts';
import { noticeRoutes } from './routes/notices.ts';
import { openIdRoutes } from './routes/openid.ts';
import { planningRoutes } from './routes/plans.ts';
import { precedentRoutes } from './routes/precedents.ts';
import { profileRoutes } from './routes/profile.ts';
import { queueRoutes } from './routes/queues.ts';
import { recognitionRoutes } from './routes/recognitions.ts';
import { ruleRoutes } from './routes/rules.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { studyPlanRoutes } from './routes/study-plans.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { transcriptRoutes } from './routes/transcripts.ts';
import { userRoutes } from './routes/users.ts';
import { isRule, RULE } from './rule.ts';

type Api = OpenAPIHono<ApiEnv>;

const allRoutes = (environment: ApiEnvironment) =>
  router()
    .route('/', healthRoutes(environment))
    .route('/', ruleRoutes(environment))
    .route('/', journeyRoutes(environment))
    .route('/', planningRoutes(environment))
    .route('/', conversionRoutes(environment))
    .route('/', signInRoutes(environment))
    .route('/', openIdRoutes(environment))
    .route('/', profileRoutes(environment))
    .route('/', tokenRoutes(environment))
    .route('/', userRoutes(environment))
    .route('/', instituteRoutes(environment))
    .route('/', queueRoutes(environment))
    .route('/', catalogueRoutes(environment))
    .route('/', precedentRoutes(environment))
    .route('/', decisionRoutes(environment))
    .route('/', studyPlanRoutes(environment))
    .route('/', changeRoutes(environment))
    .route('/', transcriptRoutes(environment))
    .route('/', recognitionRoutes(environment))
    .route('/', appealRoutes(environment))
    .route('/', callRoutes(environment))
    .route('/', agreementRoutes(environment))
    .route('/', applicationRoutes(environment))
    .route('/', applicationMoveRoutes(environment))
    .route('/', competitionRoutes(environment))
    .route('/', documentRoutes(environment))
    .route('/', noticeRoutes(environment));

/** The routes with their types, for the client of hono/client. */
export type AppType = ReturnType<typeof allRoutes>;

export function createApi(environment: ApiEnvironment): Api {
  const api: Api = new OpenAPIHono();
  addGuards(api, environment);
  api.route('/', allRoutes(environment));
  refuseUnruled(api);
  addDocumentation(api, environment);
  api.notFound((c) =>
    problemResponse(c, 404, [
      requestProblem(`there is no ${c.req.method} ${c.req.path}`, 'See /docs for what is offered'),
    ]),
  );
  api.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 403)
      return problemResponse(c, 403, [
        requestProblem(
          'nothing shows that the request comes from a page of this site',
          'Send JSON with content-type application/json, or use an API token instead of the cookie',
        ),
      ]);
    if (error instanceof HTTPException && error.status < 500)
      return problemResponse(c, 400, [
        requestProblem(error.message, 'Send the body as JSON in UTF-8 with content-type application/json'),
      ]);
    if (c.req.raw.signal.aborted) {
      environment.log({ requestId: c.get('requestId') }, 'request cancelled by the client');
      return problemResponse(c, 400, [requestProblem('the request was cancelled', 'Send it again')]);
    }
    if (isDataException(error))
      return problemResponse(c, 400, [
        requestProblem('a value can not be what it is compared with', 'Check the ids, the filters and "after"'),
      ]);
    environment.log({ requestId: c.get('requestId'), ...errorForLog(error) }, 'request failed');
    return problemResponse(c, 500, []);
  });
  return api;
}

/** Class 22 of SQLSTATE: a text with NUL, a number out of range, a cursor that somebody made up. */
const isDataException = (error: Error): boolean => /^22[0-9A-Z]{3}$/.test(String(Reflect.get(error, 'code')));

/** @throws Error naming every route without a rule: a server with one does not start. */
function refuseUnruled(api: Api): void {
  const routes = api.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  );
  const unruled = routes.filter((route) => !isRule(Reflect.get(route, RULE)));
  if (unruled.length > 0)
    throw new Error(`routes without a rule: ${unruled.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
}

function addGuards(api: Api, environment: ApiEnvironment): void {
  const { log, maxBodyBytes, publicUrl } = environment;
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
    log(
      // The route as it was declared: what a request puts into its path may be anything.
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        milliseconds,
      },
      'request',
    );
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
  api.use('/api/*', crossSiteGuard(publicUrl));
  api.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => {
        // The rest of the body stays unread, so this connection can not be used again.
        c.header('connection', 'close');
        const message = `the body is larger than ${maxBodyBytes} bytes`;
        return problemResponse(c, 413, [requestProblem(message, 'Send less at a time, for example one semester')]);
      },
    }),
  );
}

/**
 * Cross-site requests. What a page of another site can send without asking (forms, text) must prove by Sec-Fetch-Site or Origin that it
 * comes from here; for JSON the browser asks first, and no CORS header ever allows it. So no page needs a token for that. Without a
 * cookie there is no authority to abuse.
 */
function crossSiteGuard(publicUrl: URL) {
  const guard = csrf({ origin: (origin, c) => origin === publicUrl.origin || origin === new URL(c.req.url).origin });
  return (c: Parameters<typeof guard>[0], next: Parameters<typeof guard>[1]) =>
    c.req.header('cookie') === undefined ? next() : guard(c, next);
}
