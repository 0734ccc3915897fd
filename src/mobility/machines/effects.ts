/** What transitions do to other records; `src/app/moves` does it in the same transaction, and a test finds each name there. */
export const EFFECTS = {
  'start-checklist': 'each paper that is asked of the student stands on the checklist as missing',
  'take-seat': 'the call has a place less',
  'release-seat': 'the call has a place more; the office that is told promotes the next on the reserve list',
  'keep-eligibility': 'the answers that the decision rests on are kept',
  'record-precedents': 'approvals and refusals of bundles are remembered',
  'freeze-first-version': 'what was agreed is a version of its own, from which changes are counted',
  'freeze-changed-version': 'the changed plan is the version that counts',
  'supersede-changes': 'every other open proposal of change ends',
  'recognise-plan': 'the study plan is recognised',
  'reopen-plan': 'the study plan is reconciled again',
  'reopen-subject':
    'what the appeal is about is opened again where its state still allows it; refusals of bundles no longer count, nor do their precedents',
} as const;

export type Effect = keyof typeof EFFECTS;
