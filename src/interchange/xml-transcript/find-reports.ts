/** Which parts of an ELMO file or an EWP answer make up the one transcript that is wanted. */
import { groupBy, type Localised, reason, shown, textIn, titleKey } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import {
  childNamed,
  childrenNamed,
  childText,
  descendantsNamed,
  localisedTexts,
  type XmlElement,
} from './xml-element.ts';

/** The reports of one issuer on one stay of one student. */
export interface TranscriptParts {
  readonly institution: string | null;
  /** Id of the mobility in EWP; null outside it. */
  readonly mobility: string | null;
  readonly elmo: XmlElement;
  readonly reports: readonly XmlElement[];
  /** EWP `gradeConversionTable`. */
  readonly conversionTable: XmlElement | null;
}

/** The transcript of a file; null with the reason in the log when it holds none, or several and `part` does not name one of them. */
export function wantedTranscript(root: XmlElement, part: string | undefined, log: ProblemLog): TranscriptParts | null {
  const found = gatherParts(root);
  if (found.length === 0) {
    log.error('file-malformed', reason('xml-no-transcript', { root: shown(root.name) }), { line: root.line });
    return null;
  }
  const wanted = part === undefined ? found : found.filter((parts) => namesOf(parts).includes(titleKey(part)));
  const [only] = wanted;
  if (only && wanted.length === 1) return only;
  const choice = found.slice(0, 8).map(({ institution, mobility }) => {
    const name =
      institution === null
        ? reason('xml-institution-unnamed')
        : reason('xml-institution', { institution: shown(institution) });
    return mobility === null ? name : reason('xml-mobility', { institution: name, mobility: shown(mobility) });
  });
  const more = Math.max(0, found.length - 8);
  if (part !== undefined && wanted.length === 0)
    log.error('option-invalid', reason('xml-part-unknown', { choice, more }), { value: part });
  else log.error('file-malformed', reason('xml-several-transcripts', { count: wanted.length, choice, more }));
  return null;
}

/** The transcripts of a file in its order. */
export function gatherParts(root: XmlElement): TranscriptParts[] {
  const groups: TranscriptParts[] = [];
  for (const elmo of descendantsNamed(root, 'elmo')) {
    const tor = elmo.parent?.name === 'tor' ? elmo.parent : null;
    const byIssuer = groupBy(childrenNamed(elmo, 'report').flatMap(byIssuers), (report) =>
      titleKey(institutionOf(report) ?? ''),
    );
    for (const reports of byIssuer.values())
      groups.push({
        institution: reports[0] ? institutionOf(reports[0]) : null,
        mobility: childText(tor, 'omobility-id') || null,
        elmo,
        reports,
        conversionTable: tor && childNamed(tor, 'gradeConversionTable'),
      });
  }
  return groups;
}

/** A report as one for each of its issuers, with what follows it until the next one: senders put several into one report against the schema. */
function byIssuers(report: XmlElement): XmlElement[] {
  const starts = report.children.flatMap(({ name }, at) => (name === 'issuer' ? [at] : []));
  if (starts.length < 2) return [report];
  const common = report.children.slice(0, starts[0]);
  return starts.map((start, at) => ({
    ...report,
    children: [...common, ...report.children.slice(start, starts[at + 1] ?? report.children.length)],
  }));
}

const issuerTitles = (report: XmlElement): Localised => {
  const issuer = childNamed(report, 'issuer');
  return issuer ? localisedTexts(issuer, 'title') : {};
};

/** The issuer's English title, else its first one, else its first identifier. */
const institutionOf = (report: XmlElement): string | null =>
  textIn(issuerTitles(report), 'en') || childText(childNamed(report, 'issuer'), 'identifier') || null;

/** Every name of a transcript for comparison: its mobility, and titles and identifiers of its issuer. */
function namesOf({ mobility, reports }: TranscriptParts): string[] {
  const issuers = reports.flatMap((report) => childNamed(report, 'issuer') ?? []);
  const identifiers = issuers.flatMap((issuer) => childrenNamed(issuer, 'identifier').map(({ text }) => text));
  const titles = reports.flatMap((report) => Object.values(issuerTitles(report)));
  return [mobility ?? '', ...identifiers, ...titles].map(titleKey).filter((name) => name !== '');
}
