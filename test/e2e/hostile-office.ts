/** An office in which every text that somebody can bring is hostile: names, courses, files, cells, questions, terms and appeals. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { inventedPaper } from '../../src/app/demonstration/papers.ts';
import { ROOT } from '../installed.ts';
import {
  agree,
  type Client,
  clientOf,
  makeStudents,
  type Plan,
  type Student,
  type Submitted,
  submit,
  transcriptOf,
} from './cases.ts';

/** What a script of it would do is seen by `globalThis.stung`. A formula, scripts, ICU, directions, zero widths, a word that no line holds. */
export const HOSTILE = `=1+1 <script>stung=1</script><img src=x onerror="stung=1"> {n, plural, other {#}} '{' \u202Egnp.exe\u202C \u200Ba\uFEFF ${'Wärmeübertragung'.repeat(4)}`;
/** A course's code has no room for all of it. */
const CODE = '<b>{0}&X';

/** Who is there in the demonstration, by their roles. */
const CREW = ['adviser', 'directorate', 'registrar', 'coordinator', 'commission', 'administrator'] as const;

interface Kept {
  readonly id: string;
  readonly revision: number;
}

/** Addresses of what was made. */
export interface HostileOffice {
  readonly student: Student;
  readonly curriculum: string;
  readonly catalogue: string;
  readonly homeCode: string;
  readonly hostCode: string;
  readonly plans: readonly Submitted[];
  readonly change: string;
  readonly passedOn: string;
  readonly precedent: string;
  readonly recognition: string;
  readonly transcript: string;
  readonly call: string;
  readonly application: string;
  readonly appeal: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly shared: string;
}

/** Rows of a fixture with hostile texts behind what they say, so that they still match and are planned. */
function spoiledList(name: string, told: Readonly<Record<string, string>>): string {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path.join(ROOT, 'fixtures', name), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const spoiled = data.map((row) => ({
    ...Object.fromEntries(
      Object.entries(row).map(([column, cell]) => [
        column,
        /^(?:title|description|outcomes)/.test(column) && cell !== '' ? `${cell} ${HOSTILE}` : cell,
      ]),
    ),
    code: `${row.code}${CODE}`,
    prerequisites: '',
    ...told,
  }));
  return Papa.unparse(spoiled);
}

async function makeLists(url: string, institute: string) {
  const registrar = await clientOf(url, 'registrar');
  const coordinator = await clientOf(url, 'coordinator');
  const programme = `Power ${HOSTILE}`;
  const home = { csv: spoiledList('home/curriculum_electric_power.csv', { programme }), institute };
  const host = { csv: spoiledList('hosts/fjordgate_en.csv', { institution: `Fjordgate ${HOSTILE}` }) };
  const kept = async (by: Client, route: string, body: object): Promise<string> =>
    (await by<{ version: Kept }>('POST', route, body)).version.id;
  return {
    curriculum: await kept(registrar, '/curriculum-versions', home),
    catalogue: await kept(coordinator, '/catalogue-versions', host),
  };
}

/** Everybody is called as the texts are, and so are both institutes, whose directorate is one. */
async function renameCrew(url: string): Promise<void> {
  const administrator = await clientOf(url, 'administrator');
  const institutes = (await administrator<{ items: (Kept & { code: string })[] }>('GET', '/institutes')).items;
  for (const role of CREW) {
    type Account = Kept & { readonly roles: readonly { readonly role: string; readonly institute: string | null }[] };
    const { items } = await administrator<{ items: Account[] }>('GET', `/users?role=${role}`);
    for (const { id, revision, ...user } of items) {
      const everywhere = institutes.map((institute) => ({ role, institute: institute.id }));
      const roles = role === 'directorate' ? everywhere : user.roles;
      await administrator('PUT', `/users/${id}`, { ...user, roles, name: HOSTILE }, revision);
    }
  }
  for (const { id, revision, code } of institutes) {
    const names = { en: HOSTILE, ru: HOSTILE, kk: HOSTILE };
    await administrator('PUT', `/institutes/${id}`, { code, names }, revision);
  }
}

const STAY_YEAR = new Date().getFullYear() + 1;
const CALL = {
  ...{ university: `Harbour ${HOSTILE}`, city: HOSTILE, country: HOSTILE, specialty: HOSTILE, requirements: HOSTILE },
  ...{ tuitionPayment: HOSTILE, costs: HOSTILE, quantity: 1, grantPlaces: 1, kind: 'external', languages: [] },
  catalogueLinks: ['https://harbour.example/?q=%3Cscript%3E'],
  deadline: `${STAY_YEAR}-06-30`,
  stay: { start: `${STAY_YEAR}-09-01`, end: `${STAY_YEAR + 1}-01-31` },
};
const FACTS = {
  ...{ yearOfStudy: 2, programmeYears: 4, gpa: '3.5', creditsEarned: '120', birthDate: '2006-03-01' },
  grades: { excellent: 12, good: 6, satisfactory: 0, unsatisfactory: 0 },
  languages: [{ language: 'en', level: 'B2', validUntil: null }],
};

/** A call with a ranked applicant and a paper, and a refused one who appeals; agreements with terms. */
async function makeCompetition(url: string, [first, second]: readonly Student[]) {
  const coordinator = await clientOf(url, 'coordinator');
  const commission = await clientOf(url, 'commission');
  const draft = await coordinator<Kept>('POST', '/calls', CALL);
  const { id: call } = await coordinator<Kept>('POST', `/calls/${draft.id}/publish`, undefined, draft.revision);
  const apply = async ({ ask }: Pick<Student, 'ask'>, studyForm: string): Promise<Kept> => {
    const facts = { ...FACTS, studyForm };
    const made = await ask<Kept>('POST', '/applications', { call, funding: 'either', facts });
    return ask('POST', `/applications/${made.id}/submit`, {}, made.revision);
  };
  if (!first || !second) throw new Error('two students apply');
  const sent = await apply(first, 'full-time');
  const form = new FormData();
  form.append(
    'file',
    new File(
      [Buffer.from(inventedPaper('An application, invented'))],
      `${HOSTILE.slice(0, 150).replaceAll('/', '')}.pdf`,
      {
        type: 'application/pdf',
      },
    ),
  );
  await first.ask('POST', `/applications/${sent.id}/documents/application/files`, form);
  const found = await coordinator<Kept>('POST', `/applications/${sent.id}/find-eligible`, {}, sent.revision);
  await commission('POST', `/applications/${found.id}/points`, { points: { motivation: '70' } }, found.revision);
  await commission('POST', `/calls/${call}/ranking`);
  const refused = await apply(second, 'part-time');
  await coordinator('POST', `/applications/${refused.id}/find-ineligible`, { reason: 'study-form' }, refused.revision);
  const lodged = await second.ask<Kept>('POST', `/applications/${refused.id}/appeals`, {
    ground: 'procedural-error',
    text: HOSTILE,
  });
  await coordinator('POST', `/appeals/${lodged.id}/admit`, {}, lodged.revision);
  const terms = {
    country: HOSTILE,
    kind: 'external',
    number: HOSTILE.slice(0, 60),
    tuitionWaived: true,
    terms: HOSTILE,
  };
  const valid = { validFrom: '2024-01-01', validTo: null, quota: 4 };
  await coordinator('POST', '/agreements', { institution: CALL.university, ...terms, ...valid });
  return { call, application: sent.id, appeal: lodged.id };
}

const bundlesOf = ({ bundles }: Plan) => bundles.map(({ id }) => id);

/** Plans that wait, are asked about and passed on, one that is agreed with a change, and one whose transcript is here. */
async function makePlans(
  url: string,
  students: readonly Student[],
  { plan, institute }: { readonly plan: Plan; readonly institute: string },
) {
  const directorate = await clientOf(url, 'directorate');
  const registrar = await clientOf(url, 'registrar');
  const administrator = await clientOf(url, 'administrator');
  const { items: institutes } = await administrator<{ items: Kept[] }>('GET', '/institutes');
  const other = institutes.find(({ id }) => id !== institute)?.id ?? '';
  const made: Submitted[] = [];
  for (const student of students.slice(0, 4)) made.push(await submit(student, plan));
  const [waiting, asked, agreed, back] = made as [Submitted, Submitted, Submitted, Submitted];
  const [bundle = ''] = bundlesOf(plan);
  const decide = (of: Submitted, decision: object) =>
    directorate('POST', `/study-plans/${of.id}/decisions`, { version: of.version, decisions: [decision] });
  await decide(asked, { decision: 'ask', bundle, seen: 0, question: HOSTILE, comment: HOSTILE });
  await decide(waiting, { decision: 'pass-on', bundle, seen: 0, to: other, precedent: null, comment: HOSTILE });
  type Entry = { readonly id: string; readonly isPassedOn?: boolean };
  const queue = await directorate<{ items: Entry[] }>('GET', '/queue?limit=100');
  const passedOn = queue.items.find(({ isPassedOn }) => isPassedOn)?.id ?? '';
  for (const one of [agreed, back]) await agree(url, one);
  const { items } = await directorate<{ items: { id: string; version: number }[] }>('GET', `/study-plans?state=frozen`);
  const version = items.find(({ id }) => id === agreed.id)?.version;
  const kept = { ...plan, bundles: plan.bundles.slice(1) };
  const change = { baseVersion: version, items: [{ status: 'deleted', bundle, reason: 'not-available' }], plan: kept };
  const proposed = await (students[2] as Student).ask<Kept>('POST', `/study-plans/${agreed.id}/changes`, change);
  const text = transcriptOf(students[3] as Student, plan, (code, at) => ({
    title: HOSTILE,
    ...(at === 0 && { code: `Z${code}` }),
  }));
  const files = [
    { name: `${HOSTILE}.csv`, text },
    { name: `2 ${HOSTILE}.csv`, text: `"a";"${HOSTILE}"\n"=1+1";"${HOSTILE}"` },
    { name: `3 ${HOSTILE}.csv`, text: `Code;Title;Credits;Credit hours;Grade\nX1;"${HOSTILE}";6;3;"${HOSTILE}"` },
  ];
  const { items: sent } = await registrar<{ items: Kept[] }>('POST', '/transcript-files', { files });
  const transcript = sent.at(-1)?.id ?? '';
  const recognitions = await registrar<{ items: (Kept & { studyPlan: string })[] }>('GET', '/recognitions?limit=100');
  const recognition = recognitions.items.find(({ studyPlan }) => studyPlan === back.id)?.id ?? '';
  const { path: shared } = await (await clientOf(url, 'adviser'))<{ path: string }>(
    'POST',
    `/study-plans/${asked.id}/share-links`,
    { days: 5 },
  );
  return { plans: made, change: proposed.id, passedOn, recognition, transcript, shared };
}

/** A file of each kind on its way in, hostile by name, head and cells. */
async function makeImports(url: string, institute: string) {
  const cells = (columns: string) => columns.split(',').map(() => HOSTILE);
  const heads = {
    catalogue: ['coordinator', 'code,title,description,credits'],
    curriculum: ['registrar', 'code,title,description,credits'],
    precedents: ['directorate', 'home_institution,home_code,host_institution,host_code,decision,decided_on'],
    calls: ['coordinator', 'university,city,country,quantity,deadline'],
    users: ['administrator', 'name,email,role'],
  } as const;
  const made: Record<string, string> = {};
  for (const [kind, [role, head]] of Object.entries(heads)) {
    const form = new FormData();
    const rows = [
      [...head.split(','), `${HOSTILE}`],
      [...cells(head), HOSTILE],
      ['A1', ...cells(head)],
    ];
    form.append('file', new File([Papa.unparse(rows)], `${HOSTILE.replaceAll('/', '')}.csv`, { type: 'text/csv' }));
    if (kind === 'precedents') form.append('institute', institute);
    made[kind] = (await (await clientOf(url, role))<Kept>('POST', `/imports/${kind}`, form)).id;
  }
  return made;
}

export async function makeHostileOffice(url: string): Promise<HostileOffice> {
  const me = await (await clientOf(url, 'directorate'))<{ roles: { institute: string }[] }>('GET', '/me');
  const institute = me.roles[0]?.institute ?? '';
  await renameCrew(url);
  const { curriculum, catalogue } = await makeLists(url, institute);
  const students = await makeStudents(url, { names: Array.from({ length: 5 }, () => HOSTILE), institute });
  const adviser = await clientOf(url, 'adviser');
  const asked = { curriculum: { id: curriculum }, host: { id: catalogue }, semester: 5, minEcts: '12' };
  const { plan } = await adviser<{ plan: Plan }>('POST', '/plan', asked);
  const plans = await makePlans(url, students, { plan, institute });
  const competition = await makeCompetition(url, [students[0] as Student, students[4] as Student]);
  const pair = plan.bundles.find(({ home, host }) => home.length === 1 && host.length > 0);
  const { items: precedents } = await (await clientOf(url, 'directorate'))<{ items: Kept[] }>(
    'GET',
    '/precedents?limit=1',
  );
  return {
    ...{ ...plans, ...competition, curriculum, catalogue },
    student: students[0] as Student,
    homeCode: pair?.home[0]?.code ?? '',
    hostCode: pair?.host[0]?.code ?? '',
    precedent: precedents[0]?.id ?? '',
    imports: await makeImports(url, institute),
  };
}
