import { describe, expect, it } from 'vitest';
import { type ChecklistItem, type Document, documentSchema, documentTypeSchema } from '../../src/domain/index.ts';
import { type ChecklistCase, checkDocuments, isComplete } from '../../src/mobility/index.ts';
import { DOCUMENTS, DOCUMENTS_OF_MINORS, sayIn } from './rules.ts';

const document = (type: string, more: object = {}): Document =>
  documentSchema.parse({ id: type, revision: 1, application: 'x', type, state: 'accepted', copies: 2, ...more });
const BASE: ChecklistCase = {
  kind: 'external',
  callDeadline: '2027-04-15',
  languages: [{ language: 'en', level: 'B2' }],
  stay: { start: '2027-09-01', end: '2028-01-31' },
  birthDate: '2007-05-05',
  documents: [],
  today: '2027-03-01',
};
const check = (type: string, more: Partial<ChecklistCase> = {}, policy = DOCUMENTS): ChecklistItem => {
  const item = checkDocuments(policy, { ...BASE, ...more }).find((one) => one.type === type);
  if (!item) throw new Error(type);
  return item;
};

describe('the documents of an application', () => {
  it('are the ten of the brief, each with its name in three languages', () => {
    expect(DOCUMENTS.documents.map(({ type }) => type)).toEqual(documentTypeSchema.options);
  });

  it('are due on days counted from the deadline of the call and the start of the stay', () => {
    const due = checkDocuments(DOCUMENTS, BASE).map(({ type, due: day }) => `${type} ${day}`);
    expect(due).toEqual([
      'application 2027-04-15',
      'recommendation-letters 2027-04-15',
      'individual-curriculum 2027-07-01',
      'transcript-copy 2027-04-15',
      'medical-certificate 2027-08-01',
      'host-invitation 2027-07-01',
      'secondment-order 2027-08-18',
      'parental-consent 2027-08-01',
      'tripartite-agreement 2027-08-01',
      'language-certificate 2027-04-15',
    ]);
  });

  it('missing: says since or until when, and how many days are left', () => {
    expect(check('application')).toMatchObject({
      status: 'missing',
      daysLeft: 45,
      explanation: [
        { code: 'paper-asked-of-all', values: {} },
        { code: 'paper-missing-due', values: { due: '2027-04-15' } },
      ],
    });
    expect(check('application', { today: '2027-04-20' })).toMatchObject({
      daysLeft: -5,
      explanation: [
        { code: 'paper-asked-of-all', values: {} },
        { code: 'paper-missing-since', values: { due: '2027-04-15' } },
      ],
    });
  });

  it('consent of the parents is asked for more than two months, not for two', () => {
    expect(check('parental-consent')).toMatchObject({
      required: 'yes',
      explanation: expect.arrayContaining([
        { code: 'paper-asked', values: { because: [{ code: 'stay-longer', values: { months: 2 } }] } },
      ]),
      source: 'AUPET brief',
    });
    const stay = { start: '2027-09-01', end: '2027-10-31' };
    expect(check('parental-consent', { stay })).toMatchObject({ required: 'no', status: 'not-needed', due: null });
    expect(check('parental-consent', { stay: null }).required).toBe('unknown');
  });

  it('in the variant it is asked of those who are minors when the stay begins', () => {
    const born = (birthDate: string | null) => check('parental-consent', { birthDate }, DOCUMENTS_OF_MINORS).required;
    expect(born('2009-09-02')).toBe('yes');
    expect(born('2009-09-01')).toBe('no');
    expect(born(null)).toBe('unknown');
  });

  it('a language certificate is asked when the call asks for a language', () => {
    expect(check('language-certificate', { languages: [] }).required).toBe('no');
    expect(check('language-certificate', { languages: null }).required).toBe('unknown');
  });

  it.each([
    ['too few letters', document('recommendation-letters', { copies: 1 }), 'too-few', '1 of 2 handed in'],
    ['waits for a look', document('application', { state: 'uploaded' }), 'to-check', 'it is waiting to be checked'],
    ['came back', document('application', { state: 'returned' }), 'returned', 'it was returned'],
    ['waived', document('host-invitation', { state: 'waived' }), 'waived', 'it has been waived'],
    [
      'a medical certificate of half a year ago',
      document('medical-certificate', { issuedOn: '2026-08-31' }),
      'expired',
      'it was valid until 27 February 2027',
    ],
    [
      'a medical certificate that ends before the stay begins',
      document('medical-certificate', { issuedOn: '2027-02-01' }),
      'expires-too-soon',
      'it is valid until 31 July 2027 but needed on 1 September 2027',
    ],
    [
      'a certificate that prints its end',
      document('language-certificate', { validUntil: '2027-08-31' }),
      'expires-too-soon',
      'it is valid until 31 August 2027 but needed on 1 September 2027',
    ],
    ['a good one', document('language-certificate', { validUntil: '2027-09-01' }), 'present', 'it is accepted'],
  ])('%s', (_, handedIn, status, explanation) => {
    const item = check(handedIn.type, { documents: [handedIn] });
    expect(item.status).toBe(status);
    expect(item.explanation.map(sayIn).join('; ')).toContain(explanation);
  });

  it('are complete when all that is asked, or may be asked, is accepted or waived', () => {
    const all = documentTypeSchema.options.map((type) => document(type));
    const isDone = (documents: Document[], more: Partial<ChecklistCase> = {}) =>
      isComplete(checkDocuments(DOCUMENTS, { ...BASE, documents, ...more }));
    const withoutConsent = all.filter(({ type }) => type !== 'parental-consent');
    expect(isDone(all)).toBe(true);
    expect(isDone(withoutConsent)).toBe(false);
    expect(isDone(withoutConsent, { stay: { start: '2027-09-01', end: '2027-10-15' } })).toBe(true);
    expect(isDone(withoutConsent, { stay: null })).toBe(false);
  });
});
