/** Which parts of an ELMO file or an EWP answer make up the one transcript that is wanted. */
import { type Localised, shown, textIn, titleKey } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { readTexts } from './read-texts.ts';
import { childNamed, childrenNamed, descendantsNamed, textOf, type XmlElement } from './xml-element.ts';

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
export function findTranscript(root: XmlElement, part: string | undefined, log: ProblemLog): TranscriptParts | null {
  const found = gatherParts(root);
  if (found.length === 0) {
    log.error('file-malformed', notATranscript(root));
    return null;
  }
  const wanted = part === undefined ? found : found.filter((parts) => namesOf(parts).includes(titleKey(part)));
  const [only] = wanted;
  if (only && wanted.length === 1) return only;
  const listed = found.slice(0, 8).map(nameOf);
  const choice = found.length > 8 ? `${listed.join('; ')} and ${found.length - 8} more` : listed.join('; ');
  if (part !== undefined && wanted.length === 0)
    log.error('option-invalid', {
      message: 'the file holds no transcript of that name',
      mend: `Name one of: ${choice}`,
      value: part,
    });
  else
    log.error('file-malformed', {
      message: `the file holds ${wanted.length} transcripts, of several institutions or stays`,
      mend: `Name the one that is meant by its institution or mobility: ${choice}`,
    });
  return null;
}

function gatherParts(root: XmlElement): TranscriptParts[] {
  const groups: TranscriptParts[] = [];
  for (const elmo of descendantsNamed(root, 'elmo')) {
    const tor = elmo.parent?.name === 'tor' ? elmo.parent : null;
    const byIssuer = new Map<string, XmlElement[]>();
    for (const report of childrenNamed(elmo, 'report')) {
      const key = titleKey(institutionOf(report) ?? '');
      byIssuer.set(key, [...(byIssuer.get(key) ?? []), report]);
    }
    for (const reports of byIssuer.values())
      groups.push({
        institution: reports[0] ? institutionOf(reports[0]) : null,
        mobility: textOf(tor, 'omobility-id') || null,
        elmo,
        reports,
        conversionTable: tor && childNamed(tor, 'gradeConversionTable'),
      });
  }
  return groups;
}

const issuerTitles = (report: XmlElement): Localised => {
  const issuer = childNamed(report, 'issuer');
  return issuer ? readTexts(issuer, 'title') : {};
};

/** The issuer's English title, else its first one, else its first identifier. */
function institutionOf(report: XmlElement): string | null {
  const issuer = childNamed(report, 'issuer');
  return textIn(issuerTitles(report), 'en') || textOf(issuer, 'identifier') || null;
}

const nameOf = ({ institution, mobility }: TranscriptParts): string => {
  const name = institution ?? 'an institution without a name';
  return shown(mobility === null ? name : `${name}, mobility ${mobility}`);
};

/** Every name of a transcript for comparison: its mobility, and titles and identifiers of its issuer. */
function namesOf({ mobility, reports }: TranscriptParts): string[] {
  const issuers = reports.flatMap((report) => childNamed(report, 'issuer') ?? []);
  const identifiers = issuers.flatMap((issuer) => childrenNamed(issuer, 'identifier').map(({ text }) => text));
  const titles = reports.flatMap((report) => Object.values(issuerTitles(report)));
  return [mobility ?? '', ...identifiers, ...titles].map(titleKey).filter((name) => name !== '');
}

const notATranscript = (root: XmlElement): { message: string; mend: string; line: number } => ({
  message: `no ELMO report is in this file, its root element is ${shown(root.name)}`,
  mend: 'Load an ELMO file, an EWP answer with transcripts, or CSV',
  line: root.line,
});
