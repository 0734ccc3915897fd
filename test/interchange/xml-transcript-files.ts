/** Small invented ELMO and EWP files for the tests of XML transcripts. */
import type { TranscriptRow } from '../../src/domain/index.ts';
import { readTranscript, type TranscriptOptions } from '../../src/interchange/index.ts';
import { file, loaded } from './files.ts';

export const ISSUER = `<issuer><country>XX</country><identifier type="schac">lakeside.example</identifier>
  <title xml:lang="fi">Järven yliopisto</title><title xml:lang="en">Lakeside University</title><url>http://lakeside.example</url></issuer>`;

/** An ELMO file of one report. */
export const elmo = (courses: string, { learner = '', issuer = ISSUER, after = '' } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1">
<learner>${learner}<givenNames>Ada</givenNames><familyName>Musterova</familyName></learner>
<report>${issuer}${courses}${after}</report>
</elmo>`;

export interface CourseParts {
  readonly code?: string;
  readonly title?: string;
  readonly type?: string;
  /** Children of the learning opportunity instance. */
  readonly run?: string;
  readonly ects?: string;
  readonly grade?: string;
  readonly status?: string;
  readonly parts?: readonly string[];
}

/** A `learningOpportunitySpecification` with one run. */
export function course({ code = '', title, type, run = '', ects, grade, status, parts = [] }: CourseParts): string {
  const text = (name: string, value: string | undefined) => (value === undefined ? '' : `<${name}>${value}</${name}>`);
  const credit = ects === undefined ? '' : `<credit><scheme>ects</scheme><value>${ects}</value></credit>`;
  return `<learningOpportunitySpecification>
    ${code && `<identifier type="local">${code}</identifier>`}<title xml:lang="en">${title ?? `Course ${code}`}</title>${text('type', type)}
    <specifies><learningOpportunityInstance>${text('status', status)}${text('resultLabel', grade)}${credit}${run}</learningOpportunityInstance></specifies>
    ${parts.map((part) => `<hasPart>${part}</hasPart>`).join('')}
  </learningOpportunitySpecification>`;
}

/** An EWP answer; each pair is the id of a mobility and its ELMO element with what follows it. */
export const ewp = (...tors: readonly (readonly [mobility: string, content: string])[]): string =>
  `<imobility-tors-get-response xmlns="https://ewp.example/tors">${tors
    .map(([id, content]) => `<tor><omobility-id>${id}</omobility-id>${content.replace(/<\?xml.*?\?>/, '')}</tor>`)
    .join('')}</imobility-tors-get-response>`;

export const read = (text: string, options?: TranscriptOptions) =>
  readTranscript(file(text, 'transcript.xml'), options);

/** The rows of a file that loads. */
export const rowsOf = (text: string, options?: TranscriptOptions): readonly TranscriptRow[] =>
  loaded(read(text, options)).value.rows;

/** The only row of a file with one course. @throws when it has another number of rows. */
export function rowOf(parts: CourseParts | string, options?: TranscriptOptions): TranscriptRow {
  const [row, ...others] = rowsOf(elmo(typeof parts === 'string' ? parts : course(parts)), options);
  if (!row || others.length > 0) throw new Error(`expected one row, got ${others.length + (row ? 1 : 0)}`);
  return row;
}

/** Code and credits of each row: `EL-101 6`. */
export const creditsByCode = (text: string): string[] =>
  rowsOf(text).map(({ code, credits }) => `${code} ${credits ?? 'none'}`);
