export type { Embedder } from '../semantic/index.ts';
export { isCursor, openStore, type Page, type Store } from '../store/index.ts';
export { authorise, type Target } from './access/authorise.ts';
export { SUBJECTS, type SubjectKind } from './access/subjects.ts';
export * from './catalogues/index.ts';
export { type CompareRequest, compareHosts, comparisonToJson } from './compare-hosts.ts';
export type { AppContext } from './context.ts';
export { averageOf, averageOfFile, convertCredits, convertOneGrade, type GivenGrades } from './convert.ts';
export { errorForLog } from './error-for-log.ts';
export { type Fixtures, loadFixtures } from './fixtures.ts';
export { createIndexStore, indexCatalogue, MAX_INDEX_BYTES } from './index-file.ts';
export { type InputFile, MAX_INPUT_BYTES } from './input.ts';
export { type MatchFilesRun, match, matchBatch, matchesToCsv, matchesToJson, matchFiles } from './match.ts';
export { matchSides } from './match-sides.ts';
export { startMatchThreads } from './match-threads.ts';
export * from './people/index.ts';
export { amendStay, planAlternatives, planStay, planToJson, type ReadPlanFiles, readPlanFiles } from './plan.ts';
export * from './precedents/index.ts';
export * from './process/index.ts';
export * from './queues/index.ts';
export {
  compareUnderPolicy,
  type RecogniseRequest,
  type RecognitionDifference,
  readRecogniseFiles,
  recognise,
  recognitionToCsv,
  recognitionToJson,
  recognitionToPdf,
} from './recognise.ts';
export * from './recognitions/index.ts';
export { checkPolicyFile, loadProcessRules, loadRules } from './rules.ts';
export { addSemantics, SEMANTIC_CANDIDATES } from './semantic.ts';
export { type Caller, hashRequest, type Once, type Service } from './service.ts';
export { startSolverThread } from './solver-thread.ts';
export type { PlanOptions, Sides } from './stay.ts';
export { backUp, restoreBackup, type Storage, verifyStoredAudit } from './storage.ts';
export * from './study-plans/index.ts';
export { readCatalogueText, readCurriculumText, readTranscriptText } from './texts.ts';
