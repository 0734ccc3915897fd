/** The attacks that once silenced a server. */

export interface Attack {
  readonly name: string;
  /** Attackers at a time, each of whom sends the next when the one before is answered. */
  readonly attackers: number;
  readonly statuses: readonly number[];
  readonly send: (url: string) => Promise<{ readonly status: number; readonly text: string }>;
}

const post = async (url: string, body: string | Uint8Array, signal?: AbortSignal) => {
  const answer = await fetch(url, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: body as BodyInit },
    ...(signal && { signal }),
  });
  return { status: answer.status, text: await answer.text() };
};

/** A text of courses whose descriptions are long. */
const longCourses = (count: number, characters: number, seed: number): string => {
  const words = [
    'energy',
    'network',
    'machine',
    'control',
    'signal',
    'matrix',
    'analysis',
    'design',
    'circuit',
    'power',
  ];
  const text = (one: number): string => {
    let made = '';
    for (let at = 0; made.length < characters; at += 1)
      made += `${words[(one * 7 + at * 3 + seed) % 10]}${(one + at) % 97} `;
    return made;
  };
  const courses = Array.from({ length: count }, (_, one) => `C${one},Course ${one} ${seed},"${text(one)}",5,ECTS,5`);
  return ['code,title,description,credits,credit_system,semester', ...courses].join('\n');
};

let counter = 0;
const next = (): number => {
  counter += 1;
  return counter;
};
const SIDES = { curriculum: { id: 'curriculum_software' }, host: { id: 'cedar_hollow_us' } };
const PLAN = JSON.stringify({ ...SIDES, semester: 5, minEcts: '20' });
const BRACKETS = '['.repeat(16 * 1024 * 1024);
const EMPTIES = JSON.stringify({ ...SIDES, precedents: Array.from({ length: 1_000_000 }, () => ({})) });
const BLANKS = JSON.stringify({ transcript: { csv: ' '.repeat(3_500_000) }, ...SIDES });

export const ATTACKS: readonly Attack[] = [
  {
    ...{ name: 'nothing', attackers: 0, statuses: [] },
    send: async () => ({ status: 200, text: '' }),
  },
  {
    ...{ name: '16 MB of `[[[` to /sign-in by strangers', attackers: 4, statuses: [400, 413, 429] },
    send: (url) => post(`${url}/api/v1/sign-in`, BRACKETS),
  },
  {
    ...{ name: '/match with a million `{}`', attackers: 4, statuses: [400, 413, 429] },
    send: (url) => post(`${url}/api/v1/match`, EMPTIES),
  },
  {
    ...{ name: 'catalogues of 500 long courses, never the same, to /match', attackers: 8, statuses: [200, 429, 503] },
    send: (url) =>
      post(
        `${url}/api/v1/match`,
        JSON.stringify({ curriculum: SIDES.curriculum, host: { csv: longCourses(500, 7000, next()) }, top: 1 }),
      ),
  },
  {
    ...{ name: 'plans of a thousandth of a second among others', attackers: 8, statuses: [200, 422, 429, 503] },
    send: (url) =>
      post(
        `${url}/api/v1/plan`,
        JSON.stringify({ ...JSON.parse(PLAN), ...(next() % 2 === 0 && { timeLimitSeconds: 0.001 }) }),
      ),
  },
  {
    ...{ name: 'clients that hang up on their plans', attackers: 8, statuses: [0, 200, 429, 503] },
    send: (url) =>
      post(`${url}/api/v1/plan`, PLAN, AbortSignal.timeout(30)).catch(() => ({ status: 0, text: 'hung up' })),
  },
  {
    ...{ name: '3.5 MB of blanks as a transcript', attackers: 4, statuses: [400, 413, 422, 429] },
    send: (url) => post(`${url}/api/v1/recognise`, BLANKS),
  },
  {
    ...{ name: 'wrong sign-ins', attackers: 8, statuses: [403, 429] },
    send: (url) =>
      post(`${url}/api/v1/sign-in`, JSON.stringify({ email: `x${next()}@example.org`, password: 'wrong wrong' })),
  },
];
