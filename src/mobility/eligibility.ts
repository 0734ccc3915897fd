/** Who may take part: each rule of the policy answered with yes, no or unknown, with its figures. */
import {
  type ApplicantFacts,
  addMonths,
  type Call,
  type Eligibility,
  type EligibilityPolicy,
  languageLevelSchema,
  namedLanguages,
  type Reason,
  reason,
  type Stay,
} from '../domain/index.ts';

export interface EligibilityCase {
  readonly facts: ApplicantFacts;
  readonly languages: Call['languages'];
  /** Null = not fixed yet. */
  readonly stay: Stay | null;
  /** The day of submission, or the day on which it is asked. */
  readonly date: string;
}

type EligibilityAnswer = Eligibility['answers'][number];
type EligibilityRule = EligibilityPolicy['rules'][number];
type Ruling = Pick<EligibilityAnswer, 'answer' | 'figures' | 'explanation'>;

/** Answers every rule; an unknown fact is never a no. */
export function checkEligibility(policy: EligibilityPolicy, asked: EligibilityCase): Eligibility {
  const answers = policy.rules.map((rule): EligibilityAnswer => {
    const ruling = answerRule(rule, asked);
    const bring = ruling.answer === 'unknown' ? rule.bring : null;
    return { rule: rule.id, title: rule.title, ...ruling, bring, source: rule.source };
  });
  const given = (answer: EligibilityAnswer['answer']) => answers.some((one) => one.answer === answer);
  const answer = given('no') ? 'no' : given('unknown') ? 'unknown' : 'yes';
  return { answer, answers, policy: { id: policy.id, version: policy.version }, date: asked.date };
}

function answerRule(rule: EligibilityRule, asked: EligibilityCase): Ruling {
  const { facts, stay, date } = asked;
  switch (rule.kind) {
    case 'study-form': {
      const { studyForm: form } = facts;
      if (form === null) return unknown(reason('study-form-unknown'));
      const figures = { form, allowed: rule.allowed.join(', ') };
      return ruled(rule.allowed.includes(form), figures, reason('study-form', { form: reason(`study-form-${form}`) }));
    }
    case 'year-of-study':
      return judgeYear(rule, facts);
    case 'gpa': {
      const minimum = rule.minimum.toString();
      if (facts.gpa === null) return unknown(reason('gpa-unknown'), { minimum });
      const figures = { gpa: facts.gpa.toString(), minimum };
      return ruled(facts.gpa.gte(rule.minimum), figures, reason('gpa-asked', figures));
    }
    case 'grades':
      return judgeGrades(rule, facts);
    case 'language':
      return judgeLanguage(asked);
    case 'lead-time': {
      if (stay === null) return unknown(reason('stay-start-unknown'));
      const { months } = rule;
      const figures = { submitted: date, latest: addMonths(stay.start, -months), start: stay.start };
      return ruled(date <= figures.latest, figures, reason('lead-time', { ...figures, months }));
    }
  }
}

function judgeYear({ allowed, notLast }: EligibilityRule & { kind: 'year-of-study' }, facts: ApplicantFacts): Ruling {
  const { yearOfStudy: year, programmeYears: years } = facts;
  if (year === null) return unknown(reason('year-unknown'));
  const figures = { year: String(year), allowed: allowed.join(', '), ...(years !== null && { years: String(years) }) };
  if (!allowed.includes(year))
    return ruled(false, figures, reason('year-not-allowed', { year: figures.year, allowed: allowed.map(String) }));
  if (!notLast) return ruled(true, figures, reason('year-of-study', { year: figures.year }));
  if (years === null) return unknown(reason('programme-years-unknown'), figures);
  const values = { year: figures.year, years: String(years) };
  return ruled(year < years, figures, reason(year < years ? 'year-not-last' : 'year-is-last', values));
}

const GRADES = ['excellent', 'good', 'satisfactory', 'unsatisfactory'] as const;

function judgeGrades({ lowest }: EligibilityRule & { kind: 'grades' }, { grades }: ApplicantFacts): Ruling {
  if (grades === null) return unknown(reason('grades-unknown'));
  const counts = GRADES.map((name) => grades[name]);
  if (counts.every((count) => count === 0)) return unknown(reason('grades-none'));
  const below = counts.slice(GRADES.indexOf(lowest) + 1).reduce((sum, count) => sum + count, 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const figures = { grades: String(total), below: String(below), lowest };
  return ruled(below === 0, figures, reason('grades-below', { below, total, lowest: reason(`grade-${lowest}`) }));
}

/** A = 1 ... native = 7. */
export const levelRank = (level: (typeof languageLevelSchema.options)[number]): number =>
  languageLevelSchema.options.indexOf(level) + 1;

function judgeLanguage({ facts, languages, stay, date }: EligibilityCase): Ruling {
  if (languages === null) return unknown(reason('programme-language-unknown'));
  if (languages.length === 0) return ruled(true, { asked: 'none' }, reason('programme-asks-no-language'));
  const asked = languages.map(levelIn);
  const figures = { asked: languages.map(({ language, level }) => `${language} ${level}`).join(' or ') };
  if (facts.languages === null) return unknown(reason('languages-unknown'), figures);
  const neededOn = stay?.start ?? date;
  const enough = facts.languages.filter((own) =>
    languages.some(({ language, level }) => own.language === language && levelRank(own.level) >= levelRank(level)),
  );
  const has = facts.languages.map(({ language, level }) => `${language} ${level}`);
  const shown = { ...figures, has: has.join(', ') || 'none', neededOn };
  const good = enough.find(({ validUntil }) => validUntil === null || validUntil >= neededOn);
  if (good) return ruled(true, shown, reason('language-shown', { asked, shown: levelIn(good) }));
  const [old] = enough;
  if (old) {
    const certificate = {
      language: namedLanguages([old.language]),
      level: old.level,
      validUntil: old.validUntil ?? '',
      neededOn,
    };
    return unknown(reason('language-certificate-ends', certificate), shown);
  }
  // A language of which nothing is shown may still be brought; a level that is shown and too low is an answer.
  const shownAll = languages.every(({ language }) => facts.languages?.some((own) => own.language === language));
  const says =
    has.length > 0
      ? reason('language-shown', { asked, shown: facts.languages.map(levelIn) })
      : reason('language-not-shown', { asked });
  return shownAll ? ruled(false, shown, says) : unknown(says, shown);
}

/** A language and its level, in words. */
const levelIn = ({ language, level }: { readonly language: string; readonly level: string }): Reason =>
  reason('language-level', { language: namedLanguages([language]), level });

const ruled = (holds: boolean, figures: Record<string, string>, explanation: Reason): Ruling => ({
  answer: holds ? 'yes' : 'no',
  figures,
  explanation,
});
const unknown = (explanation: Reason, figures: Record<string, string> = {}): Ruling => ({
  answer: 'unknown',
  figures,
  explanation,
});
