/**
 * ELMO 2.1.1: a transcript as it is, and a recognition as `resultOfRecognition` with the original transcript as its basis, the credited home
 * courses as its result and each bundle as a mapping n:m between the two (standard: emrex-eu/elmo-schemas).
 */
import {
  groupBy,
  type HeiFacts,
  type Localised,
  type Recognition,
  type StandardFacts,
  type Transcript,
  type TranscriptRow,
} from '../../domain/index.ts';
import { Unsaid, type Written } from './written.ts';
import { node, nodeIf, type XmlNode, xmlText } from './xml-writer.ts';

const NAMESPACE = 'https://github.com/emrex-eu/elmo-schemas/tree/v2';

interface Made {
  /** ISO date of the file. */
  readonly date: string;
  readonly facts?: StandardFacts;
}

/** A transcript of records. Read back it has the same rows. */
export function writeElmo(transcript: Transcript, made: Made): Written {
  const unsaid = new Unsaid();
  return { text: xmlText(elmoOf(transcript, made, unsaid)), unsaid: unsaid.list() };
}

/** The root element of a transcript, for the files that carry one. */
export function elmoOf(transcript: Transcript, { date, facts = {} }: Made, unsaid: Unsaid): XmlNode {
  const report = node('report', [
    issuer(transcript.institution, facts.host),
    ...transcript.rows.map((row) => rowNode(row, unsaid)),
    node('issueDate', momentOf(transcript.issuedOn ?? date)),
    ...schemesOf(transcript),
  ]);
  return elmo([report], { student: transcript.student, date, facts }, unsaid);
}

/** A recognition with the transcripts it rests on, in the order of `recognition.transcripts`. */
export function writeElmoRecognition(
  { recognition, transcripts }: { readonly recognition: Recognition; readonly transcripts: readonly Transcript[] },
  { date, facts = {} }: Made,
): Written {
  const unsaid = new Unsaid();
  unsaid.note(
    'derivation',
    recognition.credited.some(({ derivation }) => derivation.length > 0),
  );
  const bases = transcripts.map((transcript) =>
    node('recognitionReport', [
      issuer(transcript.institution ?? recognition.host.institution, facts.host),
      ...transcript.rows.map((row) => rowNode(row, unsaid)),
      node('issueDate', momentOf(transcript.issuedOn ?? date)),
      ...schemesOf(transcript),
    ]),
  );
  const rows = transcripts.flatMap((transcript, at) => {
    const offset = recognition.transcripts[at]?.offset ?? 0;
    return transcript.rows.map((row) => ({ line: row.line + offset, id: rowId(row) }));
  });
  const result = node('resultOfRecognition', [
    node('title', 'Recognition of study abroad', { 'xml:lang': 'en' }),
    node('status', statusOf(recognition)),
    node('decisionDate', recognition.date),
    ...bases.map((basis) => node('recognitionBasis', basis)),
    ...recognition.credited.map((course) => node('recognitionResult', creditedNode(course, unsaid))),
    ...mappingsOf(recognition, rows),
    node('attachments', []),
  ]);
  const report = node('report', [
    issuer(recognition.home.institution, facts.home),
    result,
    node('issueDate', momentOf(date)),
  ]);
  return {
    text: xmlText(elmo([report], { student: recognition.student, date, facts }, unsaid)),
    unsaid: unsaid.list(),
  };
}

const momentOf = (date: string): string => `${date}T00:00:00Z`;

function elmo(
  reports: readonly XmlNode[],
  {
    student,
    date,
    facts: { person },
  }: { readonly student: string | null; readonly date: string; readonly facts: StandardFacts },
  unsaid: Unsaid,
): XmlNode {
  unsaid.note('person', person === undefined);
  const isGlobal = /^urn:schac:personalUniqueCode/i.test(student ?? '');
  const learner = node('learner', [
    ...(student === null ? [] : [node('identifier', student, { type: isGlobal ? 'esi' : 'studentNumber' })]),
    ...(person?.globalId && person.globalId !== student ? [node('identifier', person.globalId, { type: 'esi' })] : []),
    node('givenNames', person?.givenNames ?? []),
    node('familyName', person?.familyName ?? []),
    node('alternativeName', person?.alternativeName ?? []),
  ]);
  return node('elmo', [node('generatedDate', momentOf(date)), learner, ...reports], { xmlns: NAMESPACE });
}

/** The schema asks for one identifier: the name itself, as a local one, where no other is given. */
function issuer(title: string | null, facts: HeiFacts = {}): XmlNode {
  const known = (['schac', 'erasmus', 'pic'] as const).flatMap((type) => {
    const value = facts[type];
    return value ? [node('identifier', value, { type })] : [];
  });
  const name = title ?? '';
  return node('issuer', [
    ...(facts.country ? [node('country', facts.country, { type: 'ISO 3166-1 alpha-2' })] : []),
    ...(known.length > 0 ? known : [node('identifier', name, { type: 'local' })]),
    node('title', name),
    node('url', facts.url ?? []),
  ]);
}

const titlesOf = (titles: Localised): XmlNode[] =>
  Object.entries(titles).map(([language, title]) => node('title', title, { 'xml:lang': language }));

/** By code, else by its place: a mapping names courses by it. */
const rowId = ({ code, line }: Pick<TranscriptRow, 'code' | 'line'>): string => code || `line-${line}`;

function rowNode(row: TranscriptRow, unsaid: Unsaid): XmlNode {
  const { titles, credits, unit, grade, scale, level, languages, distribution, iscedF, status, extra } = row;
  unsaid.note('attempt', row.attempt !== null);
  unsaid.note('languages', languages.length > 1);
  unsaid.note('term', row.term !== null);
  unsaid.note('result-unknown', grade === null && status === undefined);
  unsaid.note(
    'other-columns',
    Object.keys(extra).some((name) => name !== 'grading_scheme'),
  );
  const [, type, value] = /^(EQF) (\d)$/.exec(level ?? '') ?? [];
  const instance = node('learningOpportunityInstance', [
    nodeIf('date', row.completedOn),
    // Without a word ELMO takes credits for passed: what is not known is under way.
    nodeIf('status', status ?? (grade === null ? 'in-progress' : null)),
    nodeIf('gradingSchemeLocalId', scale ?? extra.grading_scheme),
    nodeIf('resultLabel', grade),
    distribution
      ? node(
          'resultDistribution',
          distribution.map((group) => node('category', [], { label: group.grade, count: `${group.count}` })),
        )
      : null,
    credits === null && unit === null
      ? null
      : node('credit', [node('scheme', unit ?? []), credits === null ? null : node('value', unsaid.decimal(credits))]),
    level ? node('level', [node('type', type ?? 'level'), node('value', value ?? level)]) : null,
    nodeIf('languageOfInstruction', languages[0]),
  ]);
  return node('learningOpportunitySpecification', [
    node('identifier', rowId(row), { type: 'local' }),
    ...(row.codes ?? []).map((code) => node('identifier', code, { type: 'other' })),
    ...(Object.keys(titles).length > 0 ? titlesOf(titles) : [node('title', rowId(row))]),
    node('type', 'Course'),
    nodeIf('iscedCode', iscedF),
    node('specifies', instance),
  ]);
}

function schemesOf({ rows }: Transcript): XmlNode[] {
  const known = new Set(rows.flatMap(({ scale, extra }) => scale ?? extra.grading_scheme ?? []));
  return [...known].map((id) => node('gradingScheme', [], { localId: id }));
}

function creditedNode(
  { homeCode, homeTitles, credits, grade }: Recognition['credited'][number],
  unsaid: Unsaid,
): XmlNode {
  const instance = node('learningOpportunityInstance', [
    node('status', grade.status === 'failed' ? 'failed' : 'passed'),
    node('gradingSchemeLocalId', grade.scale),
    nodeIf('resultLabel', grade.letter),
    node('credit', [node('scheme', 'ects'), node('value', unsaid.decimal(credits))]),
  ]);
  return node('learningOpportunitySpecification', [
    node('identifier', homeCode, { type: 'local' }),
    ...titlesOf(homeTitles),
    node('type', 'Course'),
    node('specifies', instance),
  ]);
}

function statusOf({ credited, difference, undecided }: Recognition): string {
  if (credited.length === 0) return 'Negative';
  return difference.length + undecided.length > 0 ? 'Partially Positive' : 'Positive';
}

/** One mapping a bundle: all of its rows that count, to all home courses that they earned. */
function mappingsOf(
  { credited }: Recognition,
  rows: readonly { readonly line: number; readonly id: string }[],
): XmlNode[] {
  const refs = (ids: readonly string[]): XmlNode[] => ids.map((id) => node('ref', id));
  return [...groupBy(credited, ({ bundle }) => bundle).values()].map((courses) => {
    const lines = new Set(courses.flatMap(({ from }) => from));
    const taken = rows.filter(({ line }) => lines.has(line)).map(({ id }) => id);
    const earned = courses.map(({ homeCode }) => homeCode);
    const mapping = node('mapping', [node('fromMapping', refs(taken)), node('toMapping', refs(earned))]);
    return node('recognitionMapping', mapping);
  });
}
