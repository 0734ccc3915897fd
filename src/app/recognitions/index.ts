export { listAppeals, lodgeAppeal, moveAppeal, readAppeal } from './appeals.ts';
export { bulkConfirmationSchema, confirmRecognitions } from './bulk.ts';
export { prepareRecognition } from './prepare.ts';
export { listRecognitions, protocolOf, readRecognition } from './read.ts';
export { acceptRecognition, moveRecognition, type RecognitionMove, resolveRows } from './sign.ts';
export {
  listTranscripts,
  receivedSchema,
  receiveTranscript,
  storedTranscriptSchema,
  transcriptTrialSchema,
  tryTranscript,
} from './transcripts.ts';
