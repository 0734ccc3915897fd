/** The code of a course among its identifiers. */
import { attributeOf, childrenNamed, type XmlElement } from './xml-element.ts';

/** Kinds of identifiers that are codes of no course, or of no use to a person; the last are taken where there is nothing better. */
const NO_CODES = ['subjectarea'];
const LAST_CODES = ['ewp-los-id', 'elmo', 'nus'];

/** The issuer's own code of a course: of type `local`, else without a type, else of any. Empty when there is none. */
export function localCode(specification: XmlElement): string {
  const rank = (identifier: XmlElement): number => {
    const type = attributeOf(identifier, 'type').toLowerCase();
    if (type === 'local') return 0;
    if (type === '') return 1;
    return LAST_CODES.includes(type) ? 3 : 2;
  };
  const identifiers = childrenNamed(specification, 'identifier').filter(
    (identifier) => identifier.text !== '' && !NO_CODES.includes(attributeOf(identifier, 'type').toLowerCase()),
  );
  const [first] = identifiers
    .map((identifier) => ({ identifier, rank: rank(identifier) }))
    .sort((a, b) => a.rank - b.rank);
  return first?.identifier.text ?? '';
}
