/** Who may take part: each rule of the policy answered with yes, no or unknown, with its figures. */
import {
  type ApplicantFacts,
  type Call,
  type Eligibility,
  type EligibilityPolicy,
  languageLevelSchema,
  type Stay,
} from '../domain/index.ts';
import { addMonths } from './calendar.ts';

export interface EligibilityCase {
  readonly facts: ApplicantFacts;
  readonly languages: Call['languages'];
  /** Null = not fixed yet. */
  readonly stay: Stay | null;
  /** The day of submission, or the day on which it is asked. */
  readonly date: string;
}

type Verdict = Pick<Eligibility['answers'][number], 'answer' | 'figures' | 'explanation'>;

/** Answers every rule; an unknown fact is never a no. */
export function checkEligibility(policy: EligibilityPolicy, asked: EligibilityCase): Eligibility {
  const answers = policy.rules.map((rule): Eligibility['answers'][number] => {
    const verdict = judge(rule, asked);
    const bring = verdict.answer === 'unknown' ? rule.bring : null;
    return { rule: rule.id, title: rule.title, ...verdict, bring, source: rule.source };
  });
  const given = (answer: Eligibility['answers'][number]['answer']) => answers.some((one) => one.answer === answer);
  const answer = given('no') ? 'no' : given('unknown') ? 'unknown' : 'yes';
  return { answer, answers, policy: { id: policy.id, version: policy.version }, date: asked.date };
}

function judge(rule: EligibilityPolicy['rules'][number], { facts, languages, stay, date }: EligibilityCase): Verdict {
  switch (rule.kind) {
    case 'study-form': {
      if (facts.studyForm === null) return unknown('the form of study is not known');
      const figures = { form: facts.studyForm, allowed: rule.allowed.join(', ') };
      return say(rule.allowed.includes(facts.studyForm), figures, `the form of study is ${facts.studyForm}`);
    }
    case 'year-of-study':
      return judgeYear(rule, facts);
    case 'gpa': {
      if (facts.gpa === null) return unknown('the GPA is not known', { minimum: rule.minimum.toString() });
      const figures = { gpa: facts.gpa.toString(), minimum: rule.minimum.toString() };
      return say(
        facts.gpa.gte(rule.minimum),
        figures,
        `the GPA is ${figures.gpa}, at least ${figures.minimum} is asked`,
      );
    }
    case 'grades':
      return judgeGrades(rule, facts);
    case 'language':
      return judgeLanguage({ facts, languages, stay, date });
    case 'lead-time': {
      if (stay === null) return unknown('the first day of the stay is not known');
      const latest = addMonths(stay.start, -rule.months);
      const text = `submitted on ${date}; ${rule.months} months before ${stay.start} is ${latest}`;
      return say(date <= latest, { submitted: date, latest, start: stay.start }, text);
    }
  }
}

function judgeYear(
  { allowed, notLast }: EligibilityPolicy['rules'][number] & { kind: 'year-of-study' },
  facts: ApplicantFacts,
): Verdict {
  const { yearOfStudy: year, programmeYears: years } = facts;
  if (year === null) return unknown('the year of study is not known');
  const figures = { year: String(year), allowed: allowed.join(', '), ...(years !== null && { years: String(years) }) };
  if (!allowed.includes(year))
    return say(false, figures, `the year of study is ${year}, allowed are ${figures.allowed}`);
  if (!notLast) return say(true, figures, `the year of study is ${year}`);
  if (years === null) return unknown('the length of the programme is not known, so the year may be its last', figures);
  return say(year < years, figures, `year ${year} of ${years}${year < years ? '' : ' is the last'}`);
}

const GRADES = ['excellent', 'good', 'satisfactory', 'unsatisfactory'] as const;

function judgeGrades(
  { lowest }: EligibilityPolicy['rules'][number] & { kind: 'grades' },
  { grades }: ApplicantFacts,
): Verdict {
  if (grades === null) return unknown('the grades are not known');
  const counts = GRADES.map((name) => grades[name]);
  if (counts.every((count) => count === 0)) return unknown('there is no grade yet');
  const below = counts.slice(GRADES.indexOf(lowest) + 1).reduce((sum, count) => sum + count, 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const figures = { grades: String(total), below: String(below), lowest };
  return say(below === 0, figures, `${below} of ${total} grades are below "${lowest}"`);
}

/** A = 1 ... native = 7. */
export const levelRank = (level: (typeof languageLevelSchema.options)[number]): number =>
  languageLevelSchema.options.indexOf(level) + 1;

function judgeLanguage({ facts, languages, stay, date }: EligibilityCase): Verdict {
  if (languages === null) return unknown('the language that the programme asks for is not known');
  const asked = languages.map(({ language, level }) => `${language} ${level}`).join(' or ');
  if (languages.length === 0) return say(true, { asked: 'none' }, 'the programme asks for no language');
  if (facts.languages === null) return unknown('the languages of the applicant are not known', { asked });
  const neededOn = stay?.start ?? date;
  const enough = facts.languages.filter((own) =>
    languages.some(({ language, level }) => own.language === language && levelRank(own.level) >= levelRank(level)),
  );
  const has = facts.languages.map(({ language, level }) => `${language} ${level}`).join(', ') || 'none';
  const good = enough.find(({ validUntil }) => validUntil === null || validUntil >= neededOn);
  const figures = { asked, has, neededOn };
  if (good) return say(true, figures, `asked is ${asked}; shown is ${good.language} ${good.level}`);
  const [old] = enough;
  if (old)
    return unknown(
      `the certificate of ${old.language} ${old.level} ends on ${old.validUntil}, before ${neededOn}`,
      figures,
    );
  // A language of which nothing is shown may still be brought; a level that is shown and too low is an answer.
  const shownAll = languages.every(({ language }) => facts.languages?.some((own) => own.language === language));
  return shownAll
    ? say(false, figures, `asked is ${asked}; shown is ${has}`)
    : unknown(`asked is ${asked}; shown is ${has}`, figures);
}

const say = (holds: boolean, figures: Record<string, string>, explanation: string): Verdict => ({
  answer: holds ? 'yes' : 'no',
  figures,
  explanation,
});
const unknown = (explanation: string, figures: Record<string, string> = {}): Verdict => ({
  answer: 'unknown',
  figures,
  explanation,
});
