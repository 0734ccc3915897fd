/**
 * The weights of the matching, learned from judged equivalences and measured by nested cross-validation. The same data gives the same
 * weights: folds come from a fixed hash, nothing is drawn at random.
 */
import type { Artefact, Note } from '../artefact.ts';
import type { TrainingData } from '../data.ts';
import { comparisonName, type Model, UNMEASURED } from '../engine.ts';
import { ablationTable } from './ablation.ts';
import { RISK, reviewFrom, suggestFrom } from './calibration.ts';
import { TEXT_KEYS } from './columns.ts';
import { crossValidate, type Outcome, qualityOfOutcomes } from './cross-validate.ts';
import { readGraded } from './graded.ts';
import { groupBy } from './judgements.ts';
import { drawReliability, reportVariant } from './report.ts';
import { readSamples, type Sample, type Samples } from './samples.ts';
import { TRAINING, trainDecisions, trainModel, withDecisions } from './trainer.ts';

const VERSION = '7';
/** A suggestion is right at least this often, with 95 % confidence, rows of one institution counted as the kin they are. */
const PRECISION_BOUND = 0.92;
/** With fewer judged questions of a pair of languages nothing is suggested. */
const FEWEST_JUDGED = 100;

/** The decisions of universities are on English courses alone. */
const ENGLISH = 'en-en';

/** One model per situation of the engine; see src/matching/model. */
export interface Situation {
  readonly name: 'text' | 'titles' | 'across' | 'acrossDescribed';
  readonly title: string;
  readonly sortsByRank: boolean;
  readonly ranking: readonly Sample[];
  readonly calibrating: readonly Sample[];
  /** Its own questions: what else it learns from is measured where it belongs. */
  readonly measured: readonly Sample[];
}

interface Trained {
  readonly model: Model;
  readonly outcomes: readonly Outcome[];
}

/** `ru-en` of `ru-en titles-described`. */
const languagesOf = (pair: string): string => pair.split(' ')[0] ?? '';

/**
 * Thresholds of each pair: those of its own judgements, or of all of its situation together that have too few. `alike`: all that compare its languages.
 */
function withThresholds(model: Model, outcomes: readonly Outcome[], alike: readonly Outcome[]): Model {
  const isGraded = ({ sample }: Outcome): boolean => sample.kind === 'graded';
  const graded = outcomes.filter(isGraded);
  const judgedOf = (some: readonly Outcome[]) => some.map(({ judged }) => judged);
  const byPair = groupBy(graded, ({ pair }) => pair);
  const isOwn = (pair: string): boolean => (byPair.get(pair)?.length ?? 0) >= FEWEST_JUDGED;
  const together = reviewFrom(judgedOf(graded.filter(({ pair }) => !isOwn(pair)))) ?? UNMEASURED.review;
  const universities = outcomes.length - graded.length;
  const byLanguages = groupBy(alike.filter(isGraded), ({ pair }) => languagesOf(pair));
  const pairs = Object.entries(model.pairs).map(([pair, measured]) => {
    const own = byPair.get(pair) ?? [];
    const judged =
      (byLanguages.get(languagesOf(pair))?.length ?? 0) + (languagesOf(pair) === ENGLISH ? universities : 0);
    const review = (isOwn(pair) ? reviewFrom(judgedOf(own)) : null) ?? together;
    const suggest =
      judged >= FEWEST_JUDGED ? (suggestFrom(judgedOf(own), PRECISION_BOUND, RISK)?.probability ?? null) : null;
    return [pair, { ...measured, judged, review, suggest }] as const;
  });
  return { ...model, pairs: Object.fromEntries(pairs) };
}

function trainSituation({ name, sortsByRank, ranking, calibrating, measured }: Situation): Trained {
  const options = { ...TRAINING, name: `${name}-${VERSION}`, sortsByRank };
  const without = (isOut: (sample: Sample) => boolean): Model => {
    const stays = (sample: Sample): boolean => !isOut(sample);
    return trainModel(ranking.filter(stays), calibrating.filter(stays), options);
  };
  const outcomes = crossValidate(measured, without);
  return { model: trainModel(ranking, calibrating, options), outcomes };
}

/** Outcomes of the guide's rows with the approvals of other institutions, by text and decisions that were learned without the fold. */
export function validateDecisions(
  { sortsByRank, ranking, calibrating }: Situation,
  { guideWithApprovals }: Samples,
): Outcome[] {
  const options = { ...TRAINING, name: 'fold', sortsByRank };
  return crossValidate(guideWithApprovals, (isOut) => {
    const stays = (sample: Sample): boolean => !isOut(sample);
    const model = trainModel(ranking.filter(stays), calibrating.filter(stays), options);
    return withDecisions(model, trainDecisions(model, guideWithApprovals.filter(stays), options));
  });
}

const withReview = (model: Model, review: number | null): Model => ({
  ...model,
  pairs: Object.fromEntries(Object.entries(model.pairs).map(([pair, measured]) => [pair, { ...measured, review }])),
});

/** What is suggested between English courses with descriptions rests on the decisions of universities, known to one another or not. */
function withSuggestions(model: Model, sides: readonly (readonly Outcome[])[]): Model {
  const found = sides.map(
    (outcomes) =>
      suggestFrom(
        outcomes.map(({ judged }) => judged),
        PRECISION_BOUND,
        RISK,
      )?.probability ?? null,
  );
  const suggest = found.reduce(
    (most, one) => (most === null || one === null ? (most ?? one) : Math.max(most, one)),
    null,
  );
  const name = comparisonName('en', 'en', [true, true]);
  const own = model.pairs[name];
  return own ? { ...model, pairs: { ...model.pairs, [name]: { ...own, suggest } } } : model;
}

/** Six digits are enough for a weight and keep the file readable; what is smaller than a billionth comes from rounding. */
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(6));
}

const both = ({ homeToHost, guide }: Samples): Sample[] => [...homeToHost, ...guide];
const isAcross = ({ pair }: Sample): boolean => {
  const [from, to] = languagesOf(pair).split('-');
  return from !== to;
};

/** What each situation learns from. */
export function situationsOf(described: Samples, titles: readonly Samples[], graded: readonly Sample[]): Situation[] {
  const within = graded.filter((sample) => !isAcross(sample));
  const isDescribed = ({ pair }: Sample): boolean => pair.endsWith('described-described');
  const situation = (
    name: Situation['name'],
    title: string,
    sortsByRank: boolean,
    judged: readonly Sample[],
    sets: readonly Samples[],
  ): Situation => {
    const ranking = [...judged, ...sets.flatMap(both)].filter(({ has }) => has);
    const calibrating = [...judged, ...sets.flatMap(({ guide }) => guide)];
    return { name, title, sortsByRank, ranking, calibrating, measured: [...new Set([...ranking, ...calibrating])] };
  };
  const text = situation('text', 'One language, both sides described', true, within.filter(isDescribed), [described]);
  const across = situation(
    'across',
    'Two languages, titles alone on one side or both',
    false,
    graded.filter(isAcross),
    [],
  );
  return [
    text,
    situation(
      'titles',
      'One language, titles alone on one side or both',
      false,
      within.filter((sample) => !isDescribed(sample)),
      titles,
    ),
    // Read into one language, what orders described courses is the same; of two languages too few are judged to learn it from.
    {
      ...across,
      ranking: [...text.ranking, ...across.ranking],
      measured: across.measured.filter((sample) => !isDescribed(sample)),
    },
    {
      ...across,
      name: 'acrossDescribed',
      title: 'Two languages, both sides described',
      ranking: [...text.ranking, ...across.ranking.filter(isDescribed)],
      measured: across.measured.filter(isDescribed),
    },
  ];
}

type TrainedSituation = Situation & Trained;

/**
 * All situations, each with what was measured of it. One that nobody judged has the weights of the one before it. Too few described English questions
 * are graded for a threshold of their own: it is that of English titles beside a described course.
 */
export function trainSituations(
  situations: readonly Situation[],
  note: (of: TrainedSituation) => void = () => {},
): TrainedSituation[] {
  let before: Trained | undefined;
  const trained = situations.map((situation) => {
    const own: Trained =
      situation.measured.length > 0 || !before ? trainSituation(situation) : { ...before, outcomes: [] };
    before = own;
    note({ ...situation, ...own });
    return { ...situation, ...own };
  });
  const measured = trained.map((one) => {
    const isAlike = ({ calibrating, model }: TrainedSituation): boolean =>
      calibrating === one.calibrating || model === one.model;
    const { outcomes } = trained.find(({ model }) => model === one.model) ?? one;
    return {
      ...one,
      model: withThresholds(
        one.model,
        outcomes,
        trained.filter(isAlike).flatMap((other) => other.outcomes),
      ),
    };
  });
  const titles = measured.find(({ name }) => name === 'titles');
  const english = titles?.model.pairs[comparisonName('en', 'en', [true, false])]?.review ?? null;
  return measured.map((one) => (one.name === 'text' ? { ...one, model: withReview(one.model, english) } : one));
}

interface MatchingOptions {
  /** The day that the weights bear, YYYY-MM-DD. */
  readonly date: string;
  /** Measure what each feature is worth as well. */
  readonly ablation?: boolean;
}

/** The weights, then the report on them and its diagram. */
export function trainMatching(data: TrainingData, { date, ablation }: MatchingOptions, note: Note): Artefact[] {
  const described = readSamples(data);
  const titles = [readSamples(data, 'home', false), readSamples(data, 'both', false)];
  const graded = readGraded(data);
  note(`read: ${described.homeToHost.length + described.guide.length} decisions, ${graded.length} graded questions`);
  const situations = trainSituations(situationsOf(described, titles, graded), ({ name, ranking, outcomes }) => {
    note(`${name}: learned from ${ranking.length} questions, measured on ${outcomes.length}`);
  });
  const [text] = situations;
  const decided = [...described.guideWithApprovals, ...described.guideWithDecisions];
  const decisions = text ? trainDecisions(text.model, decided, TRAINING) : { weights: {}, rank: {} };
  const withOthers = text ? validateDecisions(text, described) : [];
  const models = situations.map(({ name, model }) => ({
    name,
    model: withDecisions(name === 'text' ? withSuggestions(model, [withOthers]) : model, decisions),
  }));
  note(`decisions: learned from ${decided.length} questions`);
  const file = {
    version: VERSION,
    trainedOn: date,
    models: Object.fromEntries(models.map(({ name, model }) => [name, model])),
    measured: Object.fromEntries(
      situations.map(({ name, outcomes }) => [
        name,
        Object.fromEntries(
          [...groupBy(outcomes, ({ sample }) => (sample.kind === 'home-to-host' ? 'home -> host' : sample.set))].map(
            ([set, some]) => [set, qualityOfOutcomes(some)],
          ),
        ),
      ]),
    ),
  };
  const report = [
    `# Training ${date}`,
    '',
    'Five folds by home course and by the institution that asks; what is measured has seen nothing of its own fold. Grades: 3 equivalent, 2 arguable, 1 the',
    'same field, 0 something else; what nobody listed counts as 0.',
    '',
    ...situations.flatMap(({ title, model, outcomes }, at) =>
      reportVariant(title, { model: models[at]?.model ?? model, outcomes }),
    ),
    ...reportVariant("With the other colleges' approvals as precedents", {
      model: { pairs: { guide: models[0]?.model.pairs[comparisonName('en', 'en', [true, true])] ?? UNMEASURED } },
      outcomes: withOthers,
    }),
    ...(ablation && text ? ablationTable(text.ranking, TEXT_KEYS) : []),
  ].join('\n');
  return [
    { name: 'trained.json', place: 'model', content: `${JSON.stringify(file, rounded, 1)}\n` },
    { name: `training-${date}.md`, place: 'report', content: report },
    {
      name: `reliability-${date}.svg`,
      place: 'report',
      content: drawReliability(situations.flatMap(({ outcomes }) => outcomes)),
    },
  ];
}
