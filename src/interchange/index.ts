/** Files to the domain and back. Nothing here throws on bad input: a file, a row or a cell that cannot be used is a problem with its place. */
export { readCalls } from './calls.ts';
export { readCatalogue, readCurriculum } from './courses.ts';
export { type CaseHead, headOf } from './documents/case-head.ts';
export type { DocumentOptions } from './documents/document-options.ts';
export type { LetterContent } from './documents/letter.ts';
export type { PolicyNames } from './documents/protocol/protocol.ts';
export type { RankedLine } from './documents/ranking.ts';
export { writeDocument } from './documents/write-document.ts';
export {
  cellName,
  columnLetter,
  DEFAULT_LIMITS,
  type FileGrids,
  type FileInput,
  type ReadOptions,
  type TableLimits,
} from './grid/grid.ts';
export { readGrids } from './grid/read-grids.ts';
export { LIST_FIELDS } from './list-fields.ts';
export type { Loaded } from './loaded.ts';
export { openFile } from './open-file.ts';
export { readPlan } from './plan.ts';
export { readPrecedents } from './precedents.ts';
export { type RuleFile, readPolicies, readProcessBook, readRuleBook } from './rules.ts';
export { readCatalogueJson } from './standards/read-catalogue-json.ts';
export { writeElmo, writeElmoRecognition } from './standards/write-elmo.ts';
export { writeEpvo } from './standards/write-epvo.ts';
export {
  type AgreementSource,
  writeLearningAgreement,
} from './standards/write-learning-agreement.ts';
export { writeOccapi } from './standards/write-occapi.ts';
export { writeTor } from './standards/write-tor.ts';
export type { Written } from './standards/written.ts';
export { TEMPLATE_KINDS, type TemplateKind, writeTemplate } from './template.ts';
export { type TextCatalogue, textsFrom } from './texts.ts';
export {
  partName,
  readEachTranscript,
  readTranscript,
  TRANSCRIPT_FIELDS,
  type TranscriptOptions,
} from './transcript.ts';
export { readUsers } from './users.ts';
export {
  type Cell,
  catalogueTable,
  curriculumTable,
  writeCatalogue,
  writeCsv,
  writeCurriculum,
  writeJson,
  writeTranscript,
} from './write.ts';
export { type Sheet, writeXlsx } from './write-xlsx.ts';
export { type NamedFile, zipFiles } from './zip.ts';
