/** Files of the standards: what was computed here as other institutions' systems read it, and what the standard had no place for as notes. */
import { createHash } from 'node:crypto';
import {
  type AgreementAnnex,
  type Catalogue,
  failure,
  type Plan,
  type Problem,
  problem,
  type Recognition,
  type Result,
  reason,
  refuse,
  type StandardFacts,
  standardFactsSchema,
  success,
  type Transcript,
} from '../../domain/index.ts';
import {
  type AgreementSource,
  type FileInput,
  readCatalogue,
  readPlan,
  readTranscript,
  type Written,
  writeElmo,
  writeElmoRecognition,
  writeEpvo,
  writeLearningAgreement,
  writeOccapi,
  writeTor,
} from '../../interchange/index.ts';
import { askWhose } from './files.ts';

const unsaidIn = ({ unsaid }: Written): Problem[] =>
  unsaid.map((why) => problem('value-missing', why, { severity: 'note' }));

const asFile = (written: Written): Result<string> => success(written.text, unsaidIn(written));

/** Facts from a JSON file. */
export function readStandardFacts({ name, bytes }: FileInput): Result<StandardFacts> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return refuse('file-malformed', reason('plan-no-json', { fault: String(error) }), { source: name });
  }
  const facts = standardFactsSchema.safeParse(value);
  if (facts.success) return success(facts.data);
  const [issue] = facts.error.issues;
  const column = issue?.path.map(String).join('.') ?? '';
  return refuse('value-invalid', reason('plan-field-invalid', { fault: issue?.message ?? '' }), {
    source: name,
    column,
  });
}

/** Forms of a recognition: `elmo` 2.1.1 with the original beside the result, rows of `epvo`. */
export const RECOGNITION_STANDARDS = ['elmo', 'epvo'] as const;

export function recognitionToStandard(
  { recognition, transcripts }: { readonly recognition: Recognition; readonly transcripts: readonly Transcript[] },
  {
    format,
    date,
    facts = {},
  }: { readonly format: (typeof RECOGNITION_STANDARDS)[number]; readonly date: string; readonly facts?: StandardFacts },
): Result<string> {
  if (format === 'epvo') return asFile(writeEpvo(recognition));
  return asFile(writeElmoRecognition({ recognition, transcripts }, { date, facts }));
}

/** Forms of a transcript: `elmo` 2.1.1, `ewp` for the transcript of records of the EWP network (imobility-tors 3.0.0). */
export const TRANSCRIPT_STANDARDS = ['elmo', 'ewp'] as const;

export function transcriptToStandard(
  transcript: Transcript,
  {
    format,
    date,
    facts = {},
  }: { readonly format: (typeof TRANSCRIPT_STANDARDS)[number]; readonly date: string; readonly facts?: StandardFacts },
): Result<string> {
  if (format === 'elmo') return asFile(writeElmo(transcript, { date, facts }));
  const written = writeTor(transcript, { date, facts });
  return written.ok ? asFile(written.value) : written;
}

/** A plan, and its change where there is one, as an EWP learning agreement with the links of its two tables beside it. */
export function planToAgreement(
  source: AgreementSource,
): Result<{ readonly text: string; readonly annex: AgreementAnnex }> {
  const written = writeLearningAgreement(source);
  if (!written.ok) return written;
  const { text, annex } = written.value;
  return success({ text, annex }, unsaidIn(written.value));
}

/** A catalogue as OCCAPI. A course has the same UUID whenever it is written (version 5 of RFC 9562, by institution and code). */
export const catalogueToOccapi = (catalogue: Catalogue): Result<string> =>
  asFile(
    writeOccapi(catalogue, (name) => {
      const hash = createHash('sha1').update(`concord ${name}`).digest('hex');
      const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
      const groups = [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`];
      return [...groups, hash.slice(20, 32)].join('-');
    }),
  );

type StandardSource =
  | { readonly kind: 'plan'; readonly agreed: Plan; readonly changed?: Plan }
  | { readonly kind: 'transcript'; readonly transcript: Transcript }
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue };

/** Reads what is to be written as a standard: one of the three. */
export function readStandardSource(
  files: {
    readonly plan?: FileInput;
    readonly changed?: FileInput;
    readonly transcript?: FileInput;
    readonly catalogue?: FileInput;
  },
  scale?: string,
): Result<StandardSource> {
  const { plan, changed, transcript, catalogue } = files;
  if ([plan, transcript, catalogue].filter(Boolean).length !== 1)
    return refuse('option-invalid', reason('export-of-one'));
  if (plan) {
    const [agreed, after] = [readPlan(plan), changed && readPlan(changed)];
    const problems = [...agreed.problems, ...(after?.problems ?? [])];
    if (!agreed.ok || after?.ok === false) return failure(...problems);
    return success({ kind: 'plan', agreed: agreed.value, ...(after && { changed: after.value }) }, problems);
  }
  if (transcript) {
    const read = readTranscript(transcript, { scale });
    return read.ok ? success({ kind: 'transcript', transcript: read.value.value }, read.problems) : read;
  }
  const file = catalogue as FileInput;
  const read = readCatalogue(file);
  const asked = read.ok ? askWhose(read.value.value, file, 'to-send') : [];
  if (asked.length > 0) return failure(...asked, ...read.problems);
  return read.ok ? success({ kind: 'catalogue', catalogue: read.value.value }, read.problems) : read;
}
