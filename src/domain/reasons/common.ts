/** What every area says: codes with the names of their values. Sentences: the files common.yaml of rules/texts. */
export const COMMON_REASONS = {
  'policy-unknown': ['policy', 'known'],
  'policy-not-on-day': ['policy', 'day', 'versions'],
  'policy-version-differs': ['policy', 'version', 'current', 'day'],
  'dates-from-to': ['from', 'to'],
  'dates-from': ['from'],
  'dates-until': ['to'],
  'dates-always': [],
  moment: ['day', 'time'],
  'language-name': ['language'],
} as const;
