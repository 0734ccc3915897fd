/** Invented facts of a mobility. */
import { type StandardFacts, standardFactsSchema } from '../../../src/domain/index.ts';

const contact = { givenNames: 'Aru', familyName: 'Test', email: 'aru@home.example' };

export const FACTS: StandardFacts = standardFactsSchema.parse({
  person: { givenNames: 'Dana', familyName: 'Sample', alternativeName: 'Дана Үлгі' },
  home: { schac: 'home.example', country: 'KZ', url: 'https://home.example', contact },
  host: { schac: 'host.example', erasmus: 'D TEST01', country: 'DE', contact },
  mobility: {
    id: 'mobility-1',
    academicYear: '2026/2027',
    start: '2026-09-01',
    end: '2027-01-31',
    eqfLevel: 6,
    iscedF: '0713',
    language: 'en',
    cefrLevel: 'B2',
  },
  signatures: {
    student: { at: '2026-05-01T10:00:00Z' },
    home: { at: '2026-05-02T10:00:00Z', name: 'Aru Test', position: 'Coordinator', email: 'aru@home.example' },
    host: { at: '2026-05-03T10:00:00Z', name: 'Ben Test', position: 'Coordinator', email: 'ben@host.example' },
  },
});
