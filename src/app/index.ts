export type { Embedder } from '../semantic/index.ts';
export { compareHosts, comparisonToJson } from './compare-hosts.ts';
export type { AppContext } from './context.ts';
export { averageOf, averageOfFile, convertCredits, convertOneGrade } from './convert.ts';
export { type Fixtures, loadFixtures } from './fixtures.ts';
export { type InputFile, MAX_INPUT_BYTES } from './input.ts';
export { type MatchFilesRun, match, matchesToCsv, matchesToJson, matchFiles } from './match.ts';
export { amendStay, planAlternatives, planStay, planToJson, type ReadPlanFiles, readPlanFiles } from './plan.ts';
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
export { checkPolicyFile, loadProcessRules, loadRules } from './rules.ts';
export { addSemantics, SEMANTIC_CANDIDATES } from './semantic.ts';
export { startSolverThread } from './solver-thread.ts';
export type { PlanOptions } from './stay.ts';
export { readCatalogueText, readCurriculumText, readTranscriptText } from './texts.ts';
