/** All that a policy rules, line by line, in the reader's language. */
import type { AnswerOf, api } from '../../api.ts';
import { fractionOf } from '../../parts/numbers.ts';
import type { ProcessLine, Words } from './process-lines.ts';

type Policy = AnswerOf<typeof api.policies.$get>['items'][number];

const written = (text: unknown): { readonly written: string } => ({ written: `${text ?? ''}` });

export function linesOfPolicy(policy: Policy, words: Words): ProcessLine[] {
  const { homeScale, homeUnit, grades } = policy;
  return [
    [words.say('rules.home-scale'), written(homeScale)],
    [words.say('rules.home-unit'), written(homeUnit)],
    ...grades.ladder.map((step, at) => [
      `${at + 1}. ${words.say(`recognitions.method-${step.method}`)}`,
      written('source' in step ? step.source : ''),
    ]),
    ...creditLines(policy, words),
    ...resultLines(policy, words),
    ...planningLines(policy, words),
  ];
}

/** A ruled choice with its name: both stand in the texts, the choice as a `select` of the rule's own word. */
const ruled =
  ({ say }: Words) =>
  (name: string, is: string | boolean, values: Readonly<Record<string, string | number>> = {}): ProcessLine => [
    say(`rules.policy-${name}`),
    // A text can select by a word without hyphens.
    say(`rules.policy-${name}-is`, { is: `${is}`.replaceAll('-', '_'), ...values }),
  ];

const percentOf = ({ say, number }: Words, share: string | number): string =>
  say('rules.policy-percent', { percent: number(`${Math.round(fractionOf(`${share}`) * 10_000) / 100}`) });

function creditLines({ credits }: Policy, words: Words): ProcessLine[] {
  const { say, number } = words;
  const line = ruled(words);
  const { basis, hoursPerEcts, ratios, rounding, granted, shortfall, shortfallTolerance, surplus } = credits;
  return [
    line('basis', basis, { hours: number(`${hoursPerEcts}`) }),
    ...Object.entries(ratios).map(([unit, ratio]) => [say('rules.policy-ratio'), written(`${unit}: ${ratio}`)]),
    line('credit-rounding', rounding?.mode ?? 'none', { step: number(`${rounding?.step ?? '1'}`) }),
    line('granted', granted),
    [say('rules.policy-tolerance'), percentOf(words, `${shortfallTolerance}`)],
    line('shortfall', shortfall),
    line('surplus', surplus),
  ];
}

function resultLines({ grades, recognition, gpa }: Policy, words: Words): ProcessLine[] {
  const { say, number } = words;
  const line = ruled(words);
  const { repeats, passWithoutGrade, mixedBundle, minimumGrade, notInPlan, renamed, maxAge, maxDifference } =
    recognition;
  return [
    line('percent-rounding', grades.percentRounding),
    line('mean', grades.meanSnap),
    line('repeats', repeats),
    line('ungraded', passWithoutGrade),
    line('mixed', mixedBundle),
    line('minimum', minimumGrade === null ? 'none' : 'other', { grade: minimumGrade ?? '' }),
    line('outside', notInPlan),
    line('renamed', 'other', { accept: percentOf(words, renamed.accept), ask: percentOf(words, renamed.ask) }),
    line('age', maxAge === null ? 'none' : 'other', { years: maxAge?.years ?? 0 }),
    ...(maxAge?.byGrade ?? []).map(({ from, years }) => [
      say('rules.policy-age-from', { grade: from }),
      say('rules.years', { count: years }),
    ]),
    line('difference', maxDifference === null ? 'none' : 'other', { credits: number(`${maxDifference ?? '0'}`) }),
    line('failed', gpa.failedCount),
    line('recognised', gpa.recognisedCount),
    line('gpa-rounding', gpa.rounding, { digits: gpa.digits }),
  ];
}

function planningLines({ planning }: Policy, words: Words): ProcessLine[] {
  const { say, number } = words;
  const line = ruled(words);
  const { minCreditShare, maxCreditShare, compulsoryFirst, bundle, prerequisites, maxUncertain } = planning;
  const { maxHome = 2, maxHost = 2 } = bundle ?? {};
  const { maxDifferenceEcts } = planning;
  return [
    [say('rules.least-ects'), number(`${planning.minEcts}`)],
    [say('rules.most-ects'), number(`${planning.maxEcts}`)],
    line('verdict', planning.minVerdict),
    [say('rules.policy-share'), `${percentOf(words, `${minCreditShare}`)} – ${percentOf(words, `${maxCreditShare}`)}`],
    line('compulsory', compulsoryFirst ?? false, { weight: number(`${planning.compulsoryWeight}`) }),
    [say('rules.policy-bundle'), say('rules.policy-bundle-is', { home: maxHome, host: maxHost })],
    [say('rules.policy-elective'), percentOf(words, planning.electiveBlockWeight ?? 0.3)],
    line('prerequisites', prerequisites ?? 'required'),
    [say('rules.policy-precedent'), percentOf(words, planning.precedentProbability ?? 0.95)],
    ...(maxUncertain
      ? [line('uncertain', 'other', { count: maxUncertain.atMost, below: percentOf(words, maxUncertain.below) })]
      : []),
    ...(maxDifferenceEcts ? [[say('rules.policy-uncovered'), number(`${maxDifferenceEcts}`)]] : []),
  ];
}
