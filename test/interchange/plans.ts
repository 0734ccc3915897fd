/** A small valid plan, as it stands in its file. */
export const PLAN_FILE = {
  format: 'concord-plan',
  version: 1,
  home: { institution: 'H', programme: null },
  host: { institution: 'U', academicYear: '2026/27' },
  request: {
    minEcts: '27',
    maxEcts: '33',
    term: 'autumn',
    semesters: [5],
    languages: ['en'],
    pins: [{ home: 'EE1', host: '201' }],
    bans: [],
  },
  bundles: [
    {
      id: 'b1',
      home: [
        {
          code: 'EE1',
          titles: { en: 'Circuits', kk: 'Тізбектер' },
          credits: { min: '5', max: '5', unit: 'kz' },
          ects: '5',
          term: 'autumn',
          languages: ['kk'],
          semester: 5,
          cycle: 'BD',
          component: 'university',
        },
      ],
      host: [
        {
          code: '201',
          titles: { en: 'Networks' },
          credits: { min: '3', max: '4', unit: 'US semester credit' },
          ects: '20/3',
          term: null,
          languages: ['en'],
        },
      ],
      electiveBlock: null,
      score: 0.81,
      evidence: [],
      shared: [],
      missing: [],
      pinned: true,
    },
  ],
  uncovered: [],
  totals: { homeEcts: '5', hostEcts: '20/3', uncoveredEcts: '0' },
  solver: { name: 'highs', status: 'optimal', gap: null, objective: 0.81 },
  basis: { engine: '1', model: '1', calibrated: false, policy: 'p', policyVersion: '1' },
} as const;
