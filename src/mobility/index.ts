/** The process as pure rules: who may do what when, what is missing, who waits for whom, and what is remembered. */
export { addDays, addMonths, ageOn, daysBetween, isLongerThan, monthsBegun } from './calendar.ts';
export { type ChecklistCase, checkDocuments, endOf, isComplete } from './checklist.ts';
export { type Applicant, type Ranking, rankApplicants } from './competition.ts';
export { checkEligibility, type EligibilityCase } from './eligibility.ts';
export * from './machines/index.ts';
export { type CostTotal, costsOf, partnershipOn } from './partnership.ts';
export { policyOn, reasonsFor, validOn } from './rules-at.ts';
export { proposeSeats, type Seats } from './seats.ts';
