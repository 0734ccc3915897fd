/** The search of courses over HTTP, on the demonstration's catalogues. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Found {
  readonly reading: { readonly text: string; readonly corrected: boolean };
  readonly home: { readonly code: string } | null;
  readonly searched: { readonly catalogues: number };
  readonly items: {
    readonly code: string;
    readonly group: string;
    readonly probability: number | null;
    readonly catalogue: { readonly institution: string };
    readonly terms: string[];
  }[];
}
const search = async (query: Readonly<Record<string, string>>): Promise<Found> => {
  const answer = await fetch(`${server.url}/api/v1/courses/search?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Found;
};

it('searches every current catalogue, mistyped and in three languages', async () => {
  const found = await search({ q: 'electical mashines' });
  expect(found).toMatchObject({ home: null, searched: { catalogues: 4 }, reading: { corrected: true } });
  expect(new Set(found.items.map(({ catalogue }) => catalogue.institution)).size).toBeGreaterThanOrEqual(3);
  expect(found.items.every(({ group, probability }) => group === 'found' && probability === null)).toBe(true);
});

it('weighs what it finds for the home course that is to be replaced, the likely before the rest', async () => {
  const found = await search({ q: 'electrical machines', for: 'curriculum_electric_power:ELM3205' });
  expect(found.home?.code).toBe('ELM3205');
  const likely = found.items.filter(({ group }) => group === 'likely').map(({ code }) => code);
  expect(likely).toEqual(expect.arrayContaining(['FEP3110', 'ET-2310']));
  const groups = found.items.map(({ group }) => group);
  expect(groups).toEqual(
    [...groups].sort((a, b) => ['likely', 'no-safe-match'].indexOf(a) - ['likely', 'no-safe-match'].indexOf(b)),
  );
});

it('proposes the likeliest of all hosts when nothing is typed', async () => {
  const found = await search({ for: 'curriculum_electric_power:ELM3205', limit: '5' });
  expect(found.items).toHaveLength(5);
  expect(found.items[0]?.group).toBe('likely');
});

it('leaves out what is taught in another term, and keeps what does not say', async () => {
  const found = await search({ q: 'systems', term: 'spring' });
  expect(found.items.length).toBeGreaterThan(0);
  expect(
    found.items.every(({ terms }) => terms.length === 0 || terms.includes('spring') || terms.includes('year')),
  ).toBe(true);
});

it.each([
  ['for=nonsense', 400, 'api-home-course'],
  ['for=curriculum_electric_power:NONE', 422, 'home-course-unknown'],
  ['for=absent:ELM3205', 422, 'curriculum-unknown'],
])('refuses %s', async (query, status, code) => {
  const answer = await fetch(`${server.url}/api/v1/courses/search?${query}`);
  const { errors } = (await answer.json()) as { errors: { reason: { code: string } }[] };
  expect([answer.status, errors[0]?.reason.code]).toEqual([status, code]);
});
