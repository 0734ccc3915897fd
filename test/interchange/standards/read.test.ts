/** Files of other systems: every course, credit and decision of them arrives. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../src/domain/index.ts';
import { readPlan, readPrecedents, readTranscript, writeLearningAgreement } from '../../../src/interchange/index.ts';
import { sharedData } from '../../shared-data.ts';
import { PLAN_FILE } from '../plans.ts';
import { FACTS } from './facts.ts';

const file = (text: string, name = 'given.xml') => ({ name, bytes: new TextEncoder().encode(text) });
const codesOf = (problems: readonly { readonly reason: { readonly code: string } }[]) =>
  problems.map(({ reason }) => reason.code);

/** Titles and credits of a table, by another way than the reader's: the text between the tags. */
function tableOf(xml: string, version: string, table: string): string[] {
  const inside = (text: string, name: string): string =>
    new RegExp(`<${name}[ >][\\s\\S]*?</${name}>`).exec(text.replaceAll(/<!--[\s\S]*?-->/g, ''))?.[0] ?? '';
  const list = inside(inside(xml, version), table);
  return [...list.matchAll(/<component\b[\s\S]*?<\/component>/g)].map(([component]) => {
    const part = (name: string): string => new RegExp(`<${name}>([^<]*)<`).exec(component)?.[1] ?? '';
    return `${/status="(\w+)"/.exec(component)?.[1] ?? 'stands'} ${part('title')} ${part('value')}`;
  });
}

describe('a learning agreement', () => {
  it('of the network arrives with its first version and the approved changes', (context) => {
    const example = sharedData('standards/ewp/examples/ewp-specs-api-omobility-las-examples-get-response-example.xml');
    if (example === null) return context.skip('the shared data is not here: this test did not run');
    const xml = readFileSync(example, 'utf8');
    const read = readPlan({ name: 'agreement.xml', bytes: readFileSync(example) });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const [bundle] = read.value.bundles;
    const shown = (courses: readonly { titles: Record<string, string>; ects: { toString(): string } }[] = []) =>
      courses.map(({ titles, ects }) => `${titles.en} ${ects}`);
    const expected = (table: string): string[] => {
      const [first, changes] = ['first-version', 'approved-changes'].map((version) => tableOf(xml, version, table));
      const bare = (entry: string): string => entry.replace(/^\w+ /, '');
      const gone = (changes ?? []).filter((entry) => entry.startsWith('deleted')).map(bare);
      const come = (changes ?? []).filter((entry) => !entry.startsWith('deleted')).map(bare);
      return [...(first ?? []).map(bare).filter((entry) => !gone.includes(entry)), ...come];
    };
    expect(shown(bundle?.host)).toEqual(expected('components-studied'));
    expect(shown(bundle?.home)).toEqual(expected('components-recognized'));
    expect(read.value.host.institution).toBe('uw.edu.pl');
  });

  it('that was written is read back with its courses, credits and terms', () => {
    const plan = planSchema.parse(PLAN_FILE);
    const made = writeLearningAgreement({ agreed: plan, facts: FACTS });
    if (!made.ok) throw new Error('expected a file');
    const read = readPlan(file(made.value.text));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const codes = (courses: readonly { readonly code: string }[] = []) => courses.map(({ code }) => code);
    expect(codes(read.value.bundles[0]?.host)).toEqual(codes(plan.bundles[0]?.host));
    expect(codes(read.value.bundles[0]?.home)).toEqual(codes(plan.bundles[0]?.home));
    // 20/3 ECTS have no decimal: the file says that they are rounded.
    expect(read.value.bundles[0]?.host[0]?.ects.toString()).toBe('6.67');
    expect(made.value.unsaid.map(({ values }) => values.what)).toContain('fractions');
  });

  it('that is only proposed says so, and several in a file are asked about', () => {
    const { signatures, ...rest } = FACTS;
    const made = writeLearningAgreement({
      agreed: planSchema.parse(PLAN_FILE),
      facts: { ...rest, ...(signatures && { signatures: { student: signatures.student, home: signatures.home } }) },
    });
    if (!made.ok) throw new Error('expected a file');
    expect(codesOf(readPlan(file(made.value.text)).problems)).toContain('agreement-open');
    const twice = made.value.text.replace(/<la>[\s\S]*<\/la>/, (la) => `${la}${la}`);
    expect(codesOf(readPlan(file(twice)).problems)).toEqual(['agreements-in-file']);
  });
});

describe('a PESC transcript', () => {
  const xml = `<?xml version="1.0"?>
<ct:CollegeTranscript xmlns:ct="urn:org:pesc:message:CollegeTranscript:v1.6.0">
  <TransmissionData><CreatedDateTime>2027-01-11T09:00:00Z</CreatedDateTime><Source><Organization><OPEID>00999900</OPEID><OrganizationName>Cedar Hollow State University (invented)</OrganizationName></Organization></Source></TransmissionData>
  <Student>
    <Person><SchoolAssignedPersonID>900123</SchoolAssignedPersonID><Name><FirstName>X</FirstName><LastName>Y</LastName></Name></Person>
    <AcademicRecord>
      <AcademicSession>
        <AcademicSessionDetail><SessionDesignator>2026-08</SessionDesignator><SessionName>Fall 2026</SessionName><SessionEndDate>2026-12-18</SessionEndDate></AcademicSessionDetail>
        <Course><CourseCreditBasis>Regular</CourseCreditBasis><CourseCreditUnits>Semester</CourseCreditUnits><CourseCreditValue>4.0</CourseCreditValue><CourseCreditEarned>4.0</CourseCreditEarned>
          <CourseAcademicGrade>A-</CourseAcademicGrade><OriginalCourseID>CS 240</OriginalCourseID><CourseSubjectAbbreviation>COMP</CourseSubjectAbbreviation><CourseNumber>240</CourseNumber><CourseTitle>Data Structures</CourseTitle></Course>
        <Course><CourseCreditUnits>Quarter</CourseCreditUnits><CourseCreditValue>0</CourseCreditValue><OriginalCourseID>PE 1</OriginalCourseID><CourseTitle>Swimming</CourseTitle></Course>
        <Course><CourseCreditValue>3</CourseCreditValue></Course>
      </AcademicSession>
    </AcademicRecord>
  </Student>
</ct:CollegeTranscript>`;

  it('arrives course by course, with what is unknown unknown', () => {
    const read = readTranscript(file(xml), { scale: 'us' });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { rows, ...whole } = read.value.value;
    expect(whole).toMatchObject({
      institution: 'Cedar Hollow State University (invented)',
      institutionNames: ['00999900'],
      student: '900123',
      issuedOn: '2027-01-11',
    });
    expect(rows.map(({ codes }) => codes)).toEqual([['COMP 240'], undefined]);
    expect(
      rows.map(({ code, titles, credits, unit, grade, term, completedOn }) => [
        code,
        titles.en,
        `${credits}`,
        unit,
        grade,
        term,
        completedOn,
      ]),
    ).toEqual([
      ['CS 240', 'Data Structures', '4', 'US semester credit', 'A-', 'Fall 2026', '2026-12-18'],
      ['PE 1', 'Swimming', '0', 'US quarter credit', null, 'Fall 2026', '2026-12-18'],
    ]);
    expect(read.value.rejected).toBe(1);
    expect(codesOf(read.problems)).toEqual(['xml-course-without-name']);
  });

  it('without a scale asks for it', () => {
    expect(codesOf(readTranscript(file(xml)).problems)).toContain('xml-scale-unnamed');
  });
});

describe('an agreement of ASSIST', () => {
  const course = (prefix: string, courseNumber: string) => ({ prefix, courseNumber, courseTitle: `${prefix} title` });
  const group = (courseConjunction: string, ...items: object[]) => ({ type: 'CourseGroup', courseConjunction, items });
  const agreement = {
    result: {
      receivingInstitution: JSON.stringify({ names: [{ name: 'Bay University (invented)' }] }),
      sendingInstitution: { names: [{ name: 'Shore College (invented)' }] },
      articulations: JSON.stringify([
        {
          articulation: {
            course: course('MATH', '20A'),
            sendingArticulation: {
              items: [group('And', course('MATH', '7'), course('MATH', '8')), group('Or', course('MATH', '70'))],
              courseGroupConjunctions: [{ groupConjunction: 'Or' }],
            },
          },
        },
        {
          articulation: {
            series: { conjunction: 'And', courses: [course('PHYS', '2A'), course('PHYS', '2B')] },
            sendingArticulation: { items: [group('And', course('PHY', '21'))] },
          },
        },
        {
          articulation: {
            course: course('ART', '1'),
            sendingArticulation: { noArticulationReason: 'No Course Articulated' },
          },
        },
        { articulation: { type: 'Requirement', sendingArticulation: { items: [] } } },
      ]),
    },
  };

  it('becomes a decision for each way to take the courses', () => {
    const read = readPrecedents(file(JSON.stringify(agreement), 'agreement.json'));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const side = ({ courses }: { courses: readonly { code: string }[] }) => courses.map(({ code }) => code).join(' + ');
    expect(read.value.value.map(({ home, host, decision }) => [side(home), side(host), decision])).toEqual([
      ['MATH 20A', 'MATH 7 + MATH 8', 'approved'],
      ['MATH 20A', 'MATH 70', 'approved'],
      ['PHYS 2A + PHYS 2B', 'PHY 21', 'approved'],
      ['ART 1', '', 'refused'],
    ]);
    expect(read.value.value[0]?.home.institution).toBe('Bay University (invented)');
    expect(read.value.rejected).toBe(1);
  });

  it('says what is none', () => {
    expect(codesOf(readPrecedents(file('{"result":{}}', 'x.json')).problems)).toEqual(['assist-of-other-form']);
  });
});
