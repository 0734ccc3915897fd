/** The HTTP application, apart from listening. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { docsPage, docsStyle } from './docs-page.ts';
import type { Api, ApiEnvironment } from './environment.ts';
import { problemResponse, requestProblem, validationProblems } from './problems.ts';
import { addConvert } from './routes/convert.ts';
import { addData } from './routes/data.ts';
import { addHealth } from './routes/health.ts';
import { addJourney } from './routes/journey.ts';
import { addPlans } from './routes/plans.ts';
import { addRules } from './routes/rules.ts';

export function createApi(environment: ApiEnvironment): Api {
  const api: Api = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (!result.success) return problemResponse(c, 400, validationProblems(result.error, result.target));
    },
  });
  addGuards(api, environment);
  for (const add of [addHealth, addRules, addData, addJourney, addPlans, addConvert]) add(api, environment);
  addDocumentation(api, environment);
  api.notFound((c) =>
    problemResponse(c, 404, [
      requestProblem(`there is no ${c.req.method} ${c.req.path}`, 'See /docs for what is offered'),
    ]),
  );
  api.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500)
      return problemResponse(c, 400, [
        requestProblem(error.message, 'Send the body as JSON in UTF-8 with content-type application/json'),
      ]);
    if (c.req.raw.signal.aborted) {
      environment.log({ requestId: c.get('requestId') }, 'request cancelled by the client');
      return problemResponse(c, 400, [requestProblem('the request was cancelled', 'Send it again')]);
    }
    environment.log({ requestId: c.get('requestId'), error: error.stack ?? String(error) }, 'request failed');
    return problemResponse(c, 500, []);
  });
  return api;
}

function addGuards(api: Api, { log, maxBodyBytes }: ApiEnvironment): void {
  api.use(requestId());
  api.use(async (c, next) => {
    const started = performance.now();
    await next();
    const milliseconds = Math.round(performance.now() - started);
    log(
      { requestId: c.get('requestId'), method: c.req.method, path: c.req.path, status: c.res.status, milliseconds },
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

const DESCRIPTION =
  'Credit transfer and course matching for academic mobility: match courses, plan a stay, convert the returning transcript. Exact numbers travel as text ("7.5", "4/3").';

function addDocumentation(api: Api, { version }: ApiEnvironment): void {
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
