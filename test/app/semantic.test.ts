import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { addSemantics, match, SEMANTIC_CANDIDATES } from '../../src/app/index.ts';
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { createEmbedder, embedderConfigSchema } from '../../src/semantic/index.ts';
import { HOME_UNIVERSITY, RULES, TEXTS } from '../installed.ts';

const context = {
  rules: RULES,
  texts: TEXTS,
  home: HOME_UNIVERSITY,
  today: '2026-11-20',
};
const course = (code: string, title: string): Course => courseSchema.parse({ code, titles: { en: title } });
const home = [course('A', 'Network Security')];
const host = [course('H1', 'Network Economics'), course('H2', 'Network Protection'), course('H3', 'Choir')];

/** A server that knows one thing: security and protection mean the same. */
const vectorOf = (text: string): number[] => [
  /security|protection/i.test(text) ? 1 : 0.1,
  /economics/i.test(text) ? 1 : 0.1,
];

let server: Server | undefined;
afterEach(() => server?.close());

async function startServer(status = 200): Promise<string> {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { input, model } = JSON.parse(body) as { input: string[]; model: string };
    response.writeHead(status, { 'content-type': 'application/json' });
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
    response.end(JSON.stringify({ object: 'list', model, data }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const embedderAt = (baseUrl: string) =>
  createEmbedder(embedderConfigSchema.parse({ baseUrl, model: 'local', attempts: 1 }));
const builtIn = () => match(context, { home, host, hostInstitution: 'Host', top: SEMANTIC_CANDIDATES });

it('ranks by meaning what the words alone rank lower, and the evidence still adds up', async () => {
  const { run, problems } = await addSemantics(embedderAt(await startServer()), builtIn(), { home, host, top: 2 });
  expect(problems).toEqual([]);
  const [best, second] = run.results[0]?.matches ?? [];
  expect([best?.hostCode, best?.rank, second?.rank]).toEqual(['H2', 1, 2]);
  expect(best?.evidence.at(-1)?.key).toBe('semantic');
  expect(best?.evidence.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
    best?.score ?? Number.NaN,
    9,
  );
  expect(run.basis.calibrated).toBe(false);
  expect(run.basis.model).toContain('embeddings of local');
});

it('falls back to the built-in model with a warning when the server fails', async () => {
  const before = builtIn();
  const { run, problems } = await addSemantics(embedderAt(await startServer(400)), before, { home, host, top: 2 });
  expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
  expect(run.basis).toEqual(before.basis);
  expect(run.results[0]?.matches).toEqual(before.results[0]?.matches.slice(0, 2));
});
