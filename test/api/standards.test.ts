/** Files of the standards over HTTP, and the questions about one plan. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/domain/index.ts';
import { FACTS } from '../interchange/standards/facts.ts';
import { type RunningServer, startServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function post<T>(route: string, body: unknown, status = 200): Promise<T> {
  const answer = await fetch(server.url + route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(status);
  return (await answer.json()) as T;
}

const CURRICULUM = {
  csv: 'code,title,description,credits,credit_system\nDB1,Databases,"Relational model, SQL, normalisation and transactions.",5,ECTS\nOS1,Operating Systems,"Processes, memory, file systems.",5,ECTS\n',
};
const HOST = {
  csv: 'code,title,description,credits,credit_system\nH-OS,Operating Systems,"Processes, scheduling, virtual memory and file systems.",6,ECTS\nH-DB,Database Systems,"SQL, relational algebra, transactions and normal forms.",5,ECTS\nH-LAW,Maritime Law,"Charter parties and salvage.",5,ECTS\n',
};
const TRANSCRIPT = {
  csv: 'code,title,credits,credit_system,grade,grade_scale\nH-DB,Database Systems,5,ECTS,"1,7",de\n',
};
const STAY = { curriculum: CURRICULUM, host: HOST, minEcts: '5', maxEcts: '30' };
const planned = async (): Promise<Plan> => (await post<{ plan: Plan }>('/api/v1/plan', STAY)).plan;

interface Written {
  readonly content: string;
  readonly problems: readonly { readonly code: string; readonly severity: string }[];
}

describe('files of the standards', () => {
  it('of a recognition have the result and the original', async () => {
    const given = { plan: await planned(), transcript: TRANSCRIPT };
    const elmo = await post<Written>('/api/v1/recognise/file', { ...given, format: 'elmo' });
    expect(elmo.content).toMatch(/<fromMapping>\s*<ref>H-DB<\/ref>/);
    expect(elmo.content).toMatch(/<toMapping>\s*<ref>DB1<\/ref>/);
    const rows = await post<Written>('/api/v1/recognise/file', { ...given, format: 'epvo' });
    expect(JSON.parse(rows.content)).toMatchObject([{ typeCode: 'TRANSCRIPT', subjectCode: 'DB1' }, { type: 7 }]);
  });

  it('of a transcript, a plan and a catalogue are made of what the request brings', async () => {
    const elmo = await post<Written>('/api/v1/transcript/file', { transcript: TRANSCRIPT, format: 'elmo' });
    expect(elmo.content).toContain('<resultLabel>1,7</resultLabel>');
    const agreement = await post<Written & { annex: { links: unknown[] } }>('/api/v1/plan/agreement', {
      plan: await planned(),
      facts: FACTS,
    });
    expect(agreement.content).toContain('<los-code>H-DB</los-code>');
    expect(agreement.annex.links).toHaveLength(2);
    const courses = await post<Written>('/api/v1/catalogue/file', { host: HOST });
    expect(JSON.parse(courses.content).data).toHaveLength(3);
  });

  it('ask for what a standard needs and nobody has said', async () => {
    const refused = await post<{ problems?: unknown }>(
      '/api/v1/transcript/file',
      { transcript: TRANSCRIPT, format: 'ewp' },
      422,
    );
    expect(JSON.stringify(refused)).toContain('mobility');
  });
});

describe('questions about one plan', () => {
  it('say why not a home course, a host course, and two that nothing joins', async () => {
    const ask = (asked: object) =>
      post<{ answer: { why: { code: string }; plan: Plan | null } }>('/api/v1/plan/why-not', {
        ...STAY,
        ...asked,
      }).then(({ answer }) => answer);
    expect((await ask({ homeCourse: 'DB1' })).why.code).toBe('already-in-plan');
    const law = await ask({ hostCourse: 'H-LAW' });
    expect(law.plan).toBeNull();
    expect(law.why.code).not.toBe('already-in-plan');
  });

  it('tell of a plan that was moved by hand which rules it breaks and what it trades', async () => {
    const plan = await planned();
    const fewer = { ...plan, bundles: plan.bundles.slice(0, 1) };
    const { evaluation: told } = await post<{
      evaluation: { broken: unknown[]; best: object | null; trade: { code: string } | null };
    }>('/api/v1/plan/evaluate', {
      curriculum: CURRICULUM,
      host: HOST,
      plan: fewer,
    });
    expect(told.broken).toEqual([]);
    expect(told.best).not.toBeNull();
    expect(told.trade?.code).toBe('against-best');
  });
});
