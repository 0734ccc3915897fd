/** Cases for the pages of the offices, made through the API as people would make them. Everything in them is invented. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { planSchema } from '../../src/domain/index.ts';

export type Plan = z.input<typeof planSchema>;
export type Bundle = Plan['bundles'][number];

/** Whoever is signed in, as a client of the API. */
export type Client = <T>(method: string, route: string, body?: unknown, revision?: number) => Promise<T>;

async function open(url: string, route: string, body: object): Promise<Client> {
  const begun = await fetch(`${url}/api/v1${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  });
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (!begun.ok) throw new Error(`${route} answered ${begun.status}: ${await begun.text()}`);
  return async <T>(method: string, path: string, sent?: unknown, revision?: number): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        origin: url,
        ...(!(sent instanceof FormData) && { 'content-type': 'application/json' }),
        ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      },
      ...(sent !== undefined && { body: sent instanceof FormData ? sent : JSON.stringify(sent) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
}

/** The invented person of a role. */
export const clientOf = (url: string, role: string): Promise<Client> => open(url, '/sign-in/demonstration', { role });

let students = 0;

export interface Student {
  /** Of all that were made: no two of them have the same grades. */
  readonly order: number;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly ask: Client;
}

/** Students of an institute with a number each, signed in. */
export async function makeStudents(
  url: string,
  { names, institute }: { readonly names: readonly string[]; readonly institute: string },
): Promise<Student[]> {
  const administrator = await clientOf(url, 'administrator');
  const registrar = await clientOf(url, 'registrar');
  const made: Student[] = [];
  for (const [at, name] of names.entries()) {
    const email = `student-${name.replaceAll(/\W+/g, '-').slice(0, 20).toLowerCase()}-${at}-${randomUUID().slice(0, 6)}@example.org`;
    const roles = [{ role: 'student', institute }];
    const { id } = await administrator<{ id: string }>('POST', '/users', { name, email, language: 'en', roles });
    const { password } = await administrator<{ password: string }>('POST', `/users/${id}/one-time-password`);
    const ask = await open(url, '/sign-in', { email, password, newPassword: `a long invented password of ${at}` });
    const number = `S-${id.slice(0, 6)}`;
    const facts = { number, programme: 'Electric Power Engineering', curriculum: null, semester: 5, results: null };
    await registrar('PUT', `/students/${id}/record`, facts, 0);
    students += 1;
    made.push({ id, number, name, ask, order: students });
  }
  return made;
}

/** The institute of the demonstration's directorate. */
export async function instituteOf(url: string): Promise<string> {
  const me = await (await clientOf(url, 'directorate'))<{ roles: { institute: string | null }[] }>('GET', '/me');
  return me.roles[0]?.institute ?? '';
}

/** The best plan that the planner makes of the invented curriculum at a host. */
export async function planAt(url: string, host: string): Promise<Plan> {
  const adviser = await clientOf(url, 'adviser');
  const asked = { curriculum: { id: 'curriculum_electric_power' }, host: { id: host }, semester: 5, minEcts: '12' };
  return (await adviser<{ plan: Plan }>('POST', '/plan', asked)).plan;
}

export interface Submitted {
  readonly id: string;
  readonly revision: number;
  readonly version: number;
}

const STAY = { start: '2026-02-01', end: '2026-06-30' };

export async function submit({ ask }: Pick<Student, 'ask'>, plan: Plan): Promise<Submitted> {
  const drafted = await ask<{ plan: Submitted }>('POST', '/study-plans', { plan, stay: STAY });
  return ask('POST', `/study-plans/${drafted.plan.id}/submit`, {}, drafted.plan.revision);
}

/** Approved by the directorate and agreed with the host. */
export async function agree(url: string, { id, version }: Submitted): Promise<void> {
  const directorate = await clientOf(url, 'directorate');
  const coordinator = await clientOf(url, 'coordinator');
  const route = `/study-plans/${id}`;
  const whole = { version, seen: 0, whole: { decision: 'approve' } };
  const { plan } = await directorate<{ plan: Submitted }>('POST', `${route}/decisions`, whole);
  const sent = await coordinator<Submitted>('POST', `${route}/send-to-host`, {}, plan.revision);
  const { contentHash } = await coordinator<{ contentHash: string }>('GET', `${route}/standing`);
  await coordinator('POST', `${route}/host-answer`, { answer: 'agrees', contentHash }, sent.revision);
}

/** Passes of the German scale. */
const GRADES = ['1,0', '1,3', '1,7', '2,0', '2,3', '2,7', '3,0', '3,3', '3,7'] as const;

const codesOf = (courses: readonly { readonly code: string }[]): string => courses.map(({ code }) => code).join(' + ');

/** The directorate's own memory: these bundles were approved, or refused, before. */
export async function remember(
  url: string,
  { plan, bundles, decision }: { readonly plan: Plan; readonly bundles: readonly Bundle[]; readonly decision: string },
): Promise<void> {
  const directorate = await clientOf(url, 'directorate');
  const rows = bundles.map(({ home, host }) =>
    [plan.home.institution, codesOf(home), plan.host.institution, codesOf(host), decision, '2026-05-14']
      .map((cell) => `"${cell}"`)
      .join(','),
  );
  const header = 'home_institution,home_code,host_institution,host_code,decision,decided_on';
  const institute = await instituteOf(url);
  await directorate('POST', '/precedents/import', { csv: [header, ...rows].join('\n'), institute });
}

/** Rows of a transcript as a host would send them. */
export function transcriptOf(
  { number, order }: Pick<Student, 'number' | 'order'>,
  plan: Plan,
  told: (
    code: string,
    at: number,
  ) => { readonly code?: string; readonly grade?: string; readonly title?: string } = () => ({}),
): string {
  const header = 'student;institution;code;title;credits;credit_system;grade;grade_scale';
  const rows = plan.bundles
    .flatMap(({ host }) => host)
    .map((course, at) => {
      const {
        code = course.code,
        grade = GRADES[Math.floor(order / GRADES.length ** at) % GRADES.length],
        title = Object.values(course.titles)[0],
      } = told(course.code, at);
      const { credits } = course;
      return [number, plan.host.institution, code, title, credits?.min, credits?.unit, grade, 'de']
        .map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`)
        .join(';');
    });
  return [header, ...rows].join('\n');
}
