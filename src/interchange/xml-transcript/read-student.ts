/** The student as Concord keeps one: a number that names nobody. */
import { titleKey } from '../../domain/index.ts';
import { attributeOf, childNamed, childrenNamed, childText, type XmlElement } from './xml-element.ts';

/**
 * European Student Identifier, else a student number of the host, else null. Never a name, a birth date or a national number: an identifier
 * that repeats the national one or holds a part of a name is passed over.
 */
export function readStudent(elmo: XmlElement, reports: readonly XmlElement[]): string | null {
  // `esi` is the European Student Identifier; "studentindentifier" is how one country spells it.
  const isStudentNumber = (type: string): boolean =>
    /^(?:esi|stud\w*(?:id\w*|ind\w*|number|no)|matric\w*)$/i.test(type);
  // Before ELMO 1.0 the learner stands in the report.
  const learner = childNamed(elmo, 'learner') ?? reports.map((report) => childNamed(report, 'learner')).find(Boolean);
  if (!learner) return null;
  const identifiers = childrenNamed(learner, 'identifier').map((element) => ({
    type: attributeOf(element, 'type'),
    value: element.text,
  }));
  const personal = new Set(identifiers.filter(({ type }) => !isStudentNumber(type)).map(({ value }) => value));
  const nameParts = ['givenNames', 'familyName', 'fullName', 'alternativeName', 'birthName']
    .flatMap((name) => titleKey(childText(learner, name)).split(' '))
    .filter((part) => part.length > 2);
  const fit = identifiers.filter(
    ({ type, value }) =>
      isStudentNumber(type) &&
      /^\S{1,200}$/.test(value) &&
      !personal.has(value) &&
      !nameParts.some((part) => titleKey(value).includes(part)),
  );
  const chosen = fit.find(({ type }) => type.toLowerCase() === 'esi') ?? fit[0];
  return chosen && /\d/.test(chosen.value) ? chosen.value : null;
}
