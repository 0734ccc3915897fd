/** Why a match has its figure: at most seven lines in the words of the trade, which sum to it; or every feature on request. */
import { type Evidence, type Reason, type ReasonCode, reason } from '../domain/index.ts';
import { FEATURES, type Group, type Pair } from './features.ts';
import type { Ranked } from './run.ts';
import { contributionOf } from './score.ts';
import type { CourseSubjects, SubjectBook } from './subjects/index.ts';

/** What the lines tell of beside the features. */
export interface Told {
  readonly book: SubjectBook;
  readonly home: CourseSubjects;
  readonly host: CourseSubjects;
  /** Of the usual topics, or else of the home course's weightiest words, how many the host has; null where one side has no description. */
  readonly topics: Reason | null;
}

/** A subject that is hardly likelier than none is not told. */
const TOLD_FROM = 0.35;

function subjectReason({ book, home, host }: Told): Reason {
  const [[mine, share] = [-1, 0]] = [...home.shares];
  const [[theirs, other] = [-1, 0]] = [...host.shares];
  const titleOf = (subject: number): Record<string, string> =>
    Object.fromEntries(
      Object.entries(book.subjects[subject]?.titles ?? {}).map(([language, [title = '']]) => [language, title]),
    );
  if (share < TOLD_FROM) return reason('subject-unknown-home');
  if (other < TOLD_FROM) return reason('subject-unknown-host', { subject: titleOf(mine) });
  const names = { home: titleOf(mine), host: titleOf(theirs) };
  switch (book.relationOf(mine, theirs)) {
    case 'same':
      return reason('subject-same', { subject: names.home });
    case 'part':
      return reason('subject-part', names);
    case 'whole':
      return reason('subject-whole', names);
    case 'near':
      return reason('subject-near', names);
    default:
      return reason('subject-other', names);
  }
}

/** Of a feature of form or of a decision that is there. */
const told = ({ pair, values }: Ranked, group: Group, quiet: readonly ReasonCode[]): Reason[] =>
  FEATURES.flatMap((feature, at) => {
    const value = values[at] ?? 0;
    const why = feature.group === group && value !== 0 ? feature.reason(value, pair) : null;
    return why && !quiet.includes(why.code) ? [why] : [];
  });

function titlesReason({ values, pair }: Ranked): Reason {
  const at = FEATURES.findIndex(({ key }) => key === 'titleBest');
  if (isSameTitle(pair)) return reason('titles-equal');
  return reason('titles-likeness', { percent: Math.round(Math.max(0, Math.min(1, values[at] ?? 0)) * 100) });
}

const isSameTitle = ({ home, host }: Pair): boolean => home.sortedTitle !== '' && home.sortedTitle === host.sortedTitle;

function formReason(ranked: Ranked): Reason {
  if (ranked.barCode !== null) {
    const bar = reason(ranked.barCode);
    // What speaks for the pair all the same is not said in the words of what stands between.
    return ranked.groups.form > 0 ? reason('form-barred', { bar }) : bar;
  }
  const differences = told(ranked, 'form', ['numerals-one', 'code-habit', 'code-habit-unknown']);
  return differences.length > 0 ? reason('form-differs', { differences }) : reason('form-agrees');
}

function rivalReason({ rival, comparison }: Ranked): Reason {
  if (!rival) return reason('rivals-none');
  const { code, titles } = rival.host.course;
  return reason('rival-nearest', { code, title: titles[comparison.view.language] ?? code });
}

/** Seven lines, those of no weight left out; their contributions, added in order, are the score exactly. */
export function evidenceOf(ranked: Ranked, about: Told): Evidence[] {
  const { base, groups, rivals, comparison } = ranked;
  const line = (key: string, why: Reason, contribution: number): Evidence => ({
    key,
    reason: why,
    value: null,
    contribution,
  });
  const [decision] = told(ranked, 'decisions', ['precedent-not-approved', 'precedent-count']).reverse();
  const lines = [
    line('base', reason('pair-base', { from: comparison.from, to: comparison.view.language }), base),
    line('subject', subjectReason(about), groups.subject),
    line('texts', about.topics ?? reason('texts-none'), groups.texts),
    line('titles', titlesReason(ranked), groups.titles),
    line('form', formReason(ranked), groups.form),
    line('decisions', decision ?? reason('decisions-none'), groups.decisions),
    line('rivals', rivalReason(ranked), rivals),
  ];
  return lines.filter(({ contribution }) => contribution !== 0);
}

/** One line a feature that the model weighs, for those who look closely; they sum to the score but for rounding. */
export function featuresOf(ranked: Ranked): Evidence[] {
  const { model, pair, values, base, groups, rivals, barCode, comparison } = ranked;
  const constant = (key: string, why: Reason, contribution: number): Evidence => ({
    ...{ key, reason: why, value: null, contribution },
  });
  const measured = FEATURES.map(({ key, group }, at) => ({ group, sum: contributionOf(model, key, values[at] ?? 0) }));
  const form = measured.reduce((sum, one) => sum + (one.group === 'form' ? one.sum : 0), 0);
  return [
    constant('base', reason('pair-base', { from: comparison.from, to: comparison.view.language }), base),
    ...FEATURES.flatMap(({ key, reason: why }, at) => {
      const value = values[at] ?? 0;
      return model.weights[key] ? [{ key, reason: why(value, pair), value, contribution: measured[at]?.sum ?? 0 }] : [];
    }),
    ...(barCode === null ? [] : [constant('bar', reason(barCode), groups.form - form)]),
    constant('rivals', rivalReason(ranked), rivals),
  ];
}
