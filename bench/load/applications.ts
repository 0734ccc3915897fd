/** Calls, applications and their papers in the load test. */

import { type Application, applicationSchema, type Call, callSchema } from '../../src/domain/index.ts';
import * as store from '../../src/store/index.ts';
import { draftOf } from '../../test/store/draft-of.ts';
import { must } from '../lib/must.ts';
import { SIZES } from './sizes.ts';
import { act, dayFrom, type Person, type Seeding } from './world.ts';

export async function seedCalls(seeding: Seeding): Promise<Call[]> {
  const { now } = seeding;
  const stay = { start: dayFrom(now, 240), end: dayFrom(now, 390) };
  return store.transact(seeding.store, async (tx) => {
    const calls: Call[] = [];
    for (let number = 0; number < SIZES.calls; number += 1) {
      const draft = draftOf(callSchema, {
        university: `Invented University ${1 + (number % SIZES.hosts)}`,
        city: 'Invented City',
        country: number % 5 === 0 ? 'KZ' : 'NO',
        specialty: `Invented specialty ${number}`,
        requirements: 'English B2, a GPA of at least 3.0, no academic debts',
        tuitionPayment: 'waived under the agreement',
        costs: 'about 900 EUR a month',
        quantity: 4,
        grantPlaces: 2,
        catalogueLinks: ['https://catalogue.example/courses'],
        deadline: dayFrom(now, 30 + (number % 60)),
        kind: number % 5 === 0 ? 'internal' : 'external',
        state: number % 12 === 0 ? 'closed' : 'open',
        stay,
        languages: [{ language: 'en', level: 'B2' }],
        costItems: [{ kind: 'housing', amount: '350', currency: 'EUR', per: 'month', paidBy: 'grant' }],
      });
      calls.push(must(await store.create(tx, 'call', draft, act(seeding, 'call.create'))));
    }
    return calls;
  });
}

/** So many of each hundred. */
const STATES: readonly (readonly [Application['state'], number])[] = [
  ['draft', 30],
  ['submitted', 25],
  ['eligible', 12],
  ['accepted', 25],
  ['declined', 8],
];

const stateOf = (number: number): Application['state'] => {
  let upTo = 0;
  for (const [state, share] of STATES) {
    upTo += share;
    if (number % 100 < upTo) return state;
  }
  return 'draft';
};

export const factsOf = (random: () => number) => ({
  studyForm: 'full-time' as const,
  yearOfStudy: 2,
  programmeYears: 4,
  gpa: (3 + Math.floor(random() * 100) / 100).toFixed(2),
  grades: { excellent: 6, good: 4, satisfactory: 0, unsatisfactory: 0 },
  creditsEarned: '120',
  languages: [{ language: 'en', level: 'B2' as const, validUntil: '2035-01-01' }],
  birthDate: '2007-03-01',
});

/** Each student has some, no two for one call, with the papers of those that were handed in. */
export async function seedApplications(
  seeding: Seeding,
  { calls, students }: { readonly calls: readonly Call[]; readonly students: readonly Person[] },
): Promise<Application[]> {
  const { now, random } = seeding;
  const applications: Application[] = [];
  for (let number = 0; number < SIZES.applications; number += 1) {
    const student = students[number % students.length];
    const call = calls[(number * 7 + Math.floor(number / students.length)) % calls.length];
    if (!student || !call) throw new Error('there are students and calls');
    const state = stateOf(number + 13 * Math.floor(number / 100));
    const draft = draftOf(applicationSchema, {
      student: student.id,
      institute: student.institute,
      call: call.id,
      state,
      funding: 'either',
      stay: call.stay,
      submittedOn: state === 'draft' ? null : dayFrom(now, -Math.floor(random() * 30)),
      facts: factsOf(random),
    });
    const made = await store.transact(seeding.store, async (tx) => {
      const created = must(await store.create(tx, 'application', draft, act(seeding, 'application.create')));
      if (state !== 'draft') await seedDocuments(tx, seeding, created);
      return created;
    });
    applications.push(made);
  }
  return applications;
}

const TYPES = [
  'application',
  'recommendation-letters',
  'transcript-copy',
  'language-certificate',
  'medical-certificate',
];
const MISSING = [
  'individual-curriculum',
  'host-invitation',
  'secondment-order',
  'parental-consent',
  'tripartite-agreement',
];

async function seedDocuments(tx: store.Tx, seeding: Seeding, { id, state }: Application): Promise<void> {
  const content = new TextEncoder().encode(`%PDF-1.7\n${'x'.repeat(5000)}\n%%EOF\n`);
  const file = { name: 'scan.pdf', mediaType: 'application/pdf', uploadedOn: seeding.now.slice(0, 10), content };
  const base = { application: id, copies: 2, issuedOn: null, validUntil: null, reason: null };
  for (const type of [...TYPES, ...MISSING]) {
    const isThere = TYPES.includes(type);
    const draft = { ...base, type: type as 'application', state: 'missing' as const };
    const document = must(await store.create(tx, 'document', { ...draft, files: [] }, act(seeding, 'document.create')));
    const checked = state === 'accepted' ? ('accepted' as const) : ('uploaded' as const);
    if (isThere)
      must(await store.documents.addFile(tx, { ...document, state: checked }, file, act(seeding, 'document.upload')));
  }
}
