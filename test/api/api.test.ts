import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { type Bundle, type Plan, planSchema, type Reason, recognitionSchema } from '../../src/domain/index.ts';
import { type RunningServer, startServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (route: string): Promise<Response> => fetch(server.url + route, { redirect: 'manual' });
const post = (route: string, body: unknown): Promise<Response> =>
  fetch(server.url + route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const HOME_CSV =
  'code,title,description,credits,credit_system\nDB1,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS\nOS1,Operating Systems,"Processes, memory, file systems.",5,ECTS\n';
const HOST_CSV =
  'code,title,description,credits,credit_system\nH-OS,Operating Systems,"Processes, scheduling, virtual memory and file systems.",6,ECTS\nH-DB,Database Systems,"SQL, relational algebra, transactions and normal forms.",5,ECTS\nH-LAW,Maritime Law,"Charter parties and salvage.",5,ECTS\n';

describe('the journey over HTTP', () => {
  it('matches courses sent as CSV text', async () => {
    const answer = await post('/api/v1/match', { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, top: 1 });
    expect(answer.status).toBe(200);
    const { results } = (await answer.json()) as { results: { homeCode: string; matches: { hostCode: string }[] }[] };
    expect(results.map(({ homeCode, matches }) => [homeCode, matches[0]?.hostCode])).toEqual([
      ['DB1', 'H-DB'],
      ['OS1', 'H-OS'],
    ]);
  });

  it('plans a stay, takes the plan back and recognises a transcript under it', async () => {
    const planned = await post('/api/v1/plan', {
      curriculum: { csv: HOME_CSV },
      host: { csv: HOST_CSV },
      minEcts: '5',
      maxEcts: '30',
    });
    expect(planned.status).toBe(200);
    const { plan } = (await planned.json()) as { plan: unknown };
    expect(
      planSchema
        .parse(plan)
        .bundles.map(({ host }) => host[0]?.code)
        .sort(),
    ).toEqual(['H-DB', 'H-OS']);

    const csv =
      'code,title,credits,credit_system,grade,grade_scale\nH-DB,Database Systems,5,ECTS,"1,7",de\nH-OS,Operating Systems,6,ECTS,"5,0",de\n';
    const recognised = await post('/api/v1/recognise', { plan, transcript: { csv } });
    expect(recognised.status).toBe(200);
    const { recognition } = (await recognised.json()) as { recognition: unknown };
    const { credited, difference } = recognitionSchema.parse(recognition);
    expect(credited.map(({ homeCode }) => homeCode)).toEqual(['DB1']);
    expect(difference.map(({ homeCode }) => homeCode)).toEqual(['OS1']);
  });

  it('shows what another policy would change, and the GPA before and after the stay', async () => {
    const { plan } = (await (
      await post('/api/v1/plan', { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, minEcts: '5' })
    ).json()) as { plan: unknown };
    const transcript = { csv: 'code,credits,credit_system,grade,grade_scale\nH-DB,5,ECTS,"2,2",de\n' };
    const soFar = { csv: 'title,credits,grade\nA,5,C\n' };
    const recognised = await (await post('/api/v1/recognise', { plan, transcript, soFar })).json();
    expect(recognised).toMatchObject({ recognition: { gpa: { before: '2' } } });
    const compared = await post('/api/v1/recognise/compare', { plan, transcript, against: 'aupet-2024-bavarian' });
    expect(compared.status).toBe(200);
    expect(((await compared.json()) as { differences: unknown[] }).differences).toBeInstanceOf(Array);
  });

  it('uses what is stored, by id', async () => {
    const answer = await post('/api/v1/plan', {
      curriculum: { id: 'curriculum_software' },
      host: { id: 'cedar_hollow_us' },
      semester: 5,
    });
    expect(answer.status).toBe(200);
    const { plan } = (await answer.json()) as { plan: Plan };
    expect(plan.home.institution).toContain('invented');
  });

  it('says 422 and what to do when no plan exists', async () => {
    const answer = await post('/api/v1/plan', {
      curriculum: { csv: HOME_CSV },
      host: { csv: HOST_CSV },
      minEcts: '27',
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = problemDetailsSchema.parse(await answer.json());
    expect(problem.errors.map(({ code }) => code)).toContain('plan-infeasible');
  });

  it('says where ids are found when one is unknown', async () => {
    const problem = problemDetailsSchema.parse(
      await (await post('/api/v1/match', { curriculum: { id: 'nowhere' }, host: { csv: HOST_CSV } })).json(),
    );
    expect(problem.detail).toContain('Choose one from the list of curricula');
    expect(problem.errors[0]?.reason).toMatchObject({ code: 'curriculum-unknown', values: { id: 'nowhere' } });
  });
});

describe('around a plan over HTTP', () => {
  const stay = { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, minEcts: '5' };

  it('offers alternatives, the best first', async () => {
    const answer = await post('/api/v1/plan/alternatives', { ...stay, count: 2 });
    expect(answer.status).toBe(200);
    const { plans } = (await answer.json()) as { plans: { trade: Reason }[] };
    expect(plans[0]?.trade.code).toBe('best-plan');
  });

  it('mends a plan when a course is cancelled, and keeps the rest', async () => {
    const { plan } = (await (await post('/api/v1/plan', stay)).json()) as { plan: Plan };
    const { minEcts: _minimum, ...sides } = stay;
    const answer = await post('/api/v1/plan/amend', { ...sides, plan, changes: [{ kind: 'cancelled', host: 'H-OS' }] });
    expect(answer.status).toBe(200);
    const { amendment } = (await answer.json()) as { amendment: { kept: Bundle[]; removed: Bundle[] } };
    const codes = (bundles: Bundle[]) => bundles.flatMap(({ host }) => host.map(({ code }) => code));
    expect([codes(amendment.kept), codes(amendment.removed)]).toEqual([['H-DB'], ['H-OS']]);
  });

  it('plans two semesters as a stay of two terms', async () => {
    const csv = `semester,${HOME_CSV.split('\n')[0]}\n${HOME_CSV.trim()
      .split('\n')
      .slice(1)
      .map((line, at) => `${at + 5},${line}`)
      .join('\n')}\n`;
    const answer = await post('/api/v1/plan', { ...stay, curriculum: { csv }, semester: [5, 6], timeLimitSeconds: 10 });
    expect(answer.status).toBe(200);
    const { plan } = (await answer.json()) as { plan: Plan };
    expect(plan.request).toMatchObject({ term: null, semesters: [5, 6], termLimits: { autumn: { minEcts: '0' } } });
  });

  it('answers a request without a plan with the rules in conflict and the nearest plans', async () => {
    const answer = await post('/api/v1/plan', { ...stay, minEcts: '27' });
    expect(answer.status).toBe(422);
    const { conflict } = problemDetailsSchema.parse(await answer.json());
    expect(conflict?.rules.map(({ name }) => name.code)).toEqual(['rule-minimum-ects']);
    expect(conflict?.relaxations[0]?.plan.totals.hostEcts.toString()).toBe('11');
  });

  it('does not propose what was refused before', async () => {
    const refused = {
      homeInstitution: '',
      homeCode: 'OS1',
      homeTitle: 'Operating Systems',
      hostInstitution: '',
      hostCode: 'H-OS',
      decision: 'refused',
    };
    const { plan } = (await (await post('/api/v1/plan', { ...stay, precedents: [refused] })).json()) as { plan: Plan };
    expect(plan.uncovered.map(({ home, reason }) => [home.code, reason])).toContainEqual(['OS1', 'refused-before']);
  });

  it('a comparison that the client gives up is stopped between two hosts, and is no failure of the server', async () => {
    const many = Array.from({ length: 20 }, () => ({ id: 'lindenwerder_de' }));
    const giveUp = new AbortController();
    const asked = fetch(`${server.url}/api/v1/compare-hosts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ curriculum: { id: 'curriculum_electric_power' }, hosts: many, semester: 5 }),
      signal: giveUp.signal,
    });
    await get('/health');
    giveUp.abort();
    await expect(asked).rejects.toThrow();
    const isOver = ({ route, status }: Readonly<Record<string, unknown>>): boolean =>
      route === '/api/v1/compare-hosts' && status === 400;
    await vi.waitFor(() => expect(server.logged.some(isOver)).toBe(true), 20_000);
    expect(server.logged.filter(({ error }) => error !== undefined)).toEqual([]);
  });

  it('ranks hosts for one curriculum', async () => {
    const nothing = { csv: 'code,title,credits,credit_system\nX1,Choir,5,ECTS\n' };
    const body = { curriculum: stay.curriculum, hosts: [nothing, stay.host] };
    const { hosts } = (await (await post('/api/v1/compare-hosts', body)).json()) as {
      hosts: { figures: { homeEcts: string } }[];
    };
    expect(hosts.map(({ figures }) => figures.homeEcts)).toEqual(['10', '0']);
  });
});

describe('single conversions', () => {
  const answer = async (route: string, body: unknown) => (await post(route, body)).json();

  it('converts a grade with its derivation', async () => {
    const body = { grade: '1,7', from: 'de', on: '2026-11-20' };
    expect(await answer('/api/v1/grade', body)).toMatchObject({
      grade: { letter: 'B+', percent: '88', status: 'graded' },
    });
  });

  it('keeps a fail a fail', async () =>
    expect(await answer('/api/v1/grade', { grade: '5,0', from: 'de' })).toMatchObject({
      grade: { status: 'failed', points: null },
    }));

  it('does not guess a symbol that the scale does not have', async () => {
    const response = await post('/api/v1/grade', { grade: 'AA', from: 'de' });
    expect(response.status).toBe(422);
    expect(problemDetailsSchema.parse(await response.json()).errors[0]?.code).toBe('grade-unknown');
  });

  it('converts credits exactly', async () =>
    expect(await answer('/api/v1/credits', { amount: '7', from: 'US quarter credit' })).toMatchObject({
      credits: '28/3',
    }));

  it('averages by credits', async () => {
    const csv = 'title,credits,grade\nA,3,A\nB,2,B\nC,3,F\n';
    expect(await answer('/api/v1/gpa', { transcript: { csv } })).toMatchObject({ gpa: '2.25' });
  });
});

describe('rules and data', () => {
  it.each(['/api/v1/scales', '/api/v1/credit-units', '/api/v1/policies', '/api/v1/curricula', '/api/v1/catalogues'])(
    '%s lists',
    async (route) => {
      const { items } = (await (await get(route)).json()) as { items: unknown[] };
      expect(items.length).toBeGreaterThan(0);
    },
  );

  it('gives the Kazakh scale of the day: 2011 without FX, 2018 with', async () => {
    const idsOn = async (date: string) =>
      ((await (await get(`/api/v1/scales?date=${date}`)).json()) as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      );
    expect(await idsOn('2015-03-01')).toContain('kz_2011');
    expect(await idsOn('2015-03-01')).not.toContain('kz_2018');
    expect(await idsOn('2026-03-01')).toContain('kz_2018');
  });

  it('is healthy', async () =>
    expect(await (await get('/health')).json()).toMatchObject({ status: 'ok', version: 'test' }));
});

describe('bad requests are answered with problem details that name the field and what to do', () => {
  it.each([
    ['text that is not JSON', '{"curriculum":', 400],
    ['an empty object', {}, 400],
    ['a wrong type', { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, top: 'many' }, 400],
    ['a number out of range', { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, top: 0 }, 400],
    ['a CSV without codes', { curriculum: { csv: 'a,b\n1,2\n' }, host: { csv: HOST_CSV } }, 422],
    ['an array', [], 400],
    ['null', 'null', 400],
  ])('%s', async (_name, body, status) => {
    const answer = await post('/api/v1/match', body);
    expect(answer.status).toBe(status);
    const problem = problemDetailsSchema.parse(await answer.json());
    expect(problem.status).toBe(status);
    expect(problem.errors[0]?.remedy).toBeTruthy();
  });

  it.each([
    ['a field that there is not', { semestr: 5 }, '', 'api-unknown-near', { near: 'semester' }],
    ['a semester out of range', { semester: 15 }, 'semester', 'api-too-large', { limit: 12 }],
    ['a curriculum in no form', { curriculum: {} }, 'curriculum', 'api-no-form', {}],
    [
      'a course without a title',
      { curriculum: { institution: 'H', courses: [{ code: 'A' }] } },
      'curriculum.courses.0.titles',
      'api-missing',
      {},
    ],
    ['an empty CSV', { curriculum: { csv: '' } }, 'curriculum.csv', 'api-too-short', { limit: 1 }],
  ])('%s is named', async (_name, change, column, code, values) => {
    const answer = await post('/api/v1/plan', { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, ...change });
    expect(answer.status).toBe(400);
    const [error, ...others] = problemDetailsSchema.parse(await answer.json()).errors;
    expect(others).toEqual([]);
    expect(error).toMatchObject({ column: column || 'json', reason: { code, values } });
  });

  it('names the field in words, and what to do', async () => {
    const sides = { curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV } };
    const detailOf = async (change: object): Promise<string> =>
      problemDetailsSchema.parse(await (await post('/api/v1/plan', { ...sides, ...change })).json()).detail;
    expect(await detailOf({ semester: 15 })).toMatch(/^the field “semester” may be at most 12\. /);
    expect(await detailOf({ semestr: 5 })).toMatch(/the field “semestr”\. Did you mean “semester”\?/);
    expect(await detailOf({ minEcts: 'thirty' })).toMatch(/^the field “minEcts” must be an exact number\. /);
  });

  it.each([
    ['/api/v1/scales?dat=2026-03-01', 'api-unknown-near', { near: 'date' }],
    ['/api/v1/scales?zzzzzzzz=1', 'api-unknown-known', { known: ['date', 'format'] }],
    ['/health?verbose=true', 'api-unknown-none', {}],
  ])('refuses a query parameter that there is not: %s', async (path, code, values) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    const [error] = problemDetailsSchema.parse(await answer.json()).errors;
    expect(error?.reason).toMatchObject({ code, values });
  });

  it('names the field', async () => {
    const answer = await post('/api/v1/plan', {
      curriculum: { csv: HOME_CSV },
      host: { csv: HOST_CSV },
      minEcts: 'thirty',
    });
    const problem = problemDetailsSchema.parse(await answer.json());
    expect(problem.errors.map(({ column }) => column)).toContain('minEcts');
  });

  it('refuses a body over the limit with 413', async () => {
    const answer = await post('/api/v1/match', {
      curriculum: { csv: 'x'.repeat(2 * 1024 * 1024) },
      host: { csv: HOST_CSV },
    });
    expect(answer.status).toBe(413);
    problemDetailsSchema.parse(await answer.json());
  });

  it('answers 404 for what there is not, and 405 with the methods that there are', async () => {
    const answer = await get('/api/v1/nothing');
    expect(answer.status).toBe(404);
    problemDetailsSchema.parse(await answer.json());
    const cookie = { cookie: 'concord_session=x' };
    const absent = await fetch(`${server.url}/api/v1/nothing`, { method: 'DELETE', headers: cookie });
    expect(absent.status).toBe(404);
    const refused = await fetch(`${server.url}/api/v1/calls/c1`, { method: 'DELETE', headers: cookie });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, PUT']);
  });

  it.each([
    ['ru-RU,ru;q=0.9,en;q=0.5', 'ru', 'Запрос нельзя использовать', 'поле «top»: значение не должно превышать 100'],
    ['kk', 'kk', 'Сұрауды пайдалану мүмкін емес', '«top» өрісі: мәні 100 санынан аспауы керек'],
    ['de, en;q=0.3', 'en', 'The request cannot be used', 'the field “top” may be at most 100'],
    ['fr', 'en', 'The request cannot be used', 'the field “top” may be at most 100'],
  ])('in the language that the reader accepts: %s', async (accepted, language, title, message) => {
    const body = JSON.stringify({ curriculum: { csv: HOME_CSV }, host: { csv: HOST_CSV }, top: 1000 });
    const headers = { 'content-type': 'application/json', 'accept-language': accepted };
    const answer = await fetch(`${server.url}/api/v1/match`, { method: 'POST', headers, body });
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')).toContain('accept-language');
    const problem = problemDetailsSchema.parse(await answer.json());
    expect(problem.title).toBe(title);
    expect(problem.errors[0]).toMatchObject({
      message,
      reason: { code: 'api-too-large', values: { limit: 100 }, text: message },
    });
  });
});

describe('what every answer carries', () => {
  it('a request id that the log has too, and secure headers', async () => {
    const answer = await get('/health');
    const id = answer.headers.get('x-request-id');
    expect(server.logged.map(({ requestId }) => requestId)).toContain(id);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('documentation', () => {
  it('is OpenAPI 3.1 with every route', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe('3.1.0');
    // Those of stored things are in test/service/routes.test.ts.
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/calls',
        '/api/v1/catalogues',
        '/api/v1/compare-hosts',
        '/api/v1/credit-units',
        '/api/v1/credits',
        '/api/v1/curricula',
        '/api/v1/gpa',
        '/api/v1/grade',
        '/api/v1/match',
        '/api/v1/plan',
        '/api/v1/plan/alternatives',
        '/api/v1/plan/amend',
        '/api/v1/policies',
        '/api/v1/recognise',
        '/api/v1/recognise/compare',
        '/api/v1/scales',
        '/health',
      ]),
    );
  });

  it('is readable as a page without scripts or other hosts', async () => {
    const page = await (await get('/docs')).text();
    expect(page).toContain('/api/v1/recognise');
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(src|href)="https?:/);
    expect((await get('/')).headers.get('location')).toBe('/docs');
  });
});
