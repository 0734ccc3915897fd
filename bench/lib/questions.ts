/** What is asked again and again: texts that people type, and pins on a plan of two semesters. */
export const QUERIES = [
  'ele',
  'electrical mach',
  'databa',
  'machine lerning',
  'теория управления',
  'қауіпсіздік',
  'Regelungstechnik',
  'econ',
  'software enginering',
  'physics',
];

export const PINS = [
  ['ELM3205', 'FEP3110'],
  ['PEL3207', 'FEP3120'],
  ['RES3302', 'FEP3180'],
  ['HVE3305', 'FEP3160'],
  ['ACT3206', 'FAC3110'],
] as const;

/** Three plans of twelve courses, with these pins. */
export const pinned = (pins: readonly object[]) => ({
  curriculum: { id: 'curriculum_electric_power' },
  host: { id: 'fjordgate_en' },
  ...{ semester: [5, 6], count: 3, difference: 1, pins, timeLimitSeconds: 5, minEcts: '0' },
  termLimits: { autumn: { minEcts: '0' }, spring: { minEcts: '0' } },
});
