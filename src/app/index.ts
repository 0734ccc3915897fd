export { type AppContext, DEFAULT_POLICY, findPolicy } from './context.ts';
export { averageOf, averageOfFile, convertCredits, convertOneGrade } from './convert.ts';
export { type Fixtures, loadFixtures } from './fixtures.ts';
export { type InputFile, MAX_INPUT_BYTES } from './input.ts';
export { type MatchFilesRun, type MatchRun, match, matchesToCsv, matchesToJson, matchFiles } from './match.ts';
export { type PlanOptions, planFiles, planStay, planToJson } from './plan.ts';
export { recognise, recogniseFiles, recognitionToCsv, recognitionToJson, recognitionToPdf } from './recognise.ts';
export { loadRules } from './rules.ts';
export { readCatalogueText, readCurriculumText, readTranscriptText } from './texts.ts';
