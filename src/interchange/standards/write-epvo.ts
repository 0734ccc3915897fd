/**
 * Credited courses as rows TRANSCRIPT of EPVO, the national database of higher education (instructions of 2025, table 19). Its own numbers of the
 * university, the student and the subjects are not Concord's to know: who sends the rows adds them.
 */
import { type Localised, type Recognition, termOfSemester } from '../../domain/index.ts';
import { writeJson } from '../write.ts';
import { Unsaid, type Written } from './written.ts';

/** Kinds of a row: an ordinary course, and one that is owed as academic difference. */
const TYPE = { study: 0, difference: 7 } as const;

/** `semesters` gives the semester of a home course by its code, where the curriculum says it. */
export function writeEpvo(recognition: Recognition, semesters: ReadonlyMap<string, number> = new Map()): Written {
  const unsaid = new Unsaid();
  const { credited, difference } = recognition;
  const base = (code: string, titles: Localised) => {
    const semester = semesters.get(code) ?? null;
    unsaid.note('records-numbers');
    unsaid.note(
      'languages',
      ['kk', 'ru', 'en'].some((language) => titles[language] === undefined),
    );
    return {
      typeCode: 'TRANSCRIPT',
      ...{ subjectCode: code, codeRu: code, codeEn: code },
      ...{ subjectNameKz: titles.kk ?? null, subjectNameRu: titles.ru ?? null, subjectNameEn: titles.en ?? null },
      courseNumber: semester === null ? null : Math.ceil(semester / 2),
      term: semester === null ? null : termOfSemester(semester) === 'autumn' ? 1 : 2,
    };
  };
  const flags = {
    ...{ wasretaken: false, deleted: false, notIncludedScholarship: false, isGeneralExam: false },
    ...{ isAdditionalSubject: false, isCoursework: false, isSubjectWithAdditionalType: false },
  };
  const rows = [
    ...credited.map(({ homeCode, homeTitles, credits, grade }) => ({
      ...base(homeCode, homeTitles),
      ...{ credits: credits.toNumber(), ects: credits.toNumber(), type: TYPE.study },
      alphaMark: grade.letter,
      numeralMark: grade.points?.toNumber() ?? null,
      totalMark: grade.percent?.toNumber() ?? null,
      ...{ accepted: grade.status === 'failed' ? 0 : 1, isPassed: grade.status !== 'failed' },
      ...flags,
    })),
    ...difference.map(({ homeCode, homeTitles, credits }) => ({
      ...base(homeCode, homeTitles),
      ...{ credits: credits.toNumber(), ects: credits.toNumber(), type: TYPE.difference },
      ...{ alphaMark: null, numeralMark: null, totalMark: null, accepted: 0, isPassed: false },
      ...flags,
    })),
  ];
  return { text: writeJson(rows), unsaid: unsaid.list() };
}
