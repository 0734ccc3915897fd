/** What the rules of the process say, line by line, in the reader's language: their titles are the rules' own, the rest stands in the texts. */
import type { useSay } from '../../language.tsx';
import type { Texts } from '../../parts/course.tsx';

export interface Words {
  readonly say: ReturnType<typeof useSay>;
  /** A title that the rules give in three languages. */
  readonly title: (texts: Texts) => string;
  readonly number: (exact: string) => string;
}
/** Cells of a line; what stands as its file has it is in the language of the file. */
type ShownCell = string | { readonly written: string };
export type ProcessLine = readonly ShownCell[];

interface Titled {
  readonly title: Texts;
  readonly source?: string;
}
interface ProcessPaper extends Titled {
  readonly providedBy: string;
  readonly copies: number;
  readonly due: { readonly before: string; readonly months: number; readonly days: number };
}
interface Criterion extends Titled {
  readonly weight: string;
}
interface KeptFor {
  readonly of: string;
  readonly from: string;
  readonly months: number | null;
  readonly action: string;
  readonly why: Texts;
}
/** A rule of any kind as the server sends it: what its kind does not have is left out. */
export interface ProcessRule {
  readonly kind: string;
  readonly rules?: readonly (Titled & { readonly bring: Texts })[] | readonly KeptFor[];
  readonly documents?: readonly ProcessPaper[];
  readonly criteria?: readonly Criterion[];
  readonly tieBreaks?: readonly string[];
  readonly reserve?: number | null;
  readonly steps?: Readonly<Record<string, number>>;
  readonly grace?: { readonly hours: number };
  readonly appealDays?: number;
  readonly transcriptDays?: number;
  readonly approvedMonths?: number;
  readonly refusedMonths?: number;
  readonly reopenBeyond?: string;
  readonly warnDays?: number;
}

const written = (text: string | undefined): ShownCell => ({ written: text ?? '' });

const LINES: Readonly<Record<string, (rule: ProcessRule, words: Words) => ProcessLine[]>> = {
  eligibility: ({ rules = [] }, { title }) =>
    (rules as readonly (Titled & { bring: Texts })[]).map((one) => [
      title(one.title),
      title(one.bring),
      written(one.source),
    ]),
  documents: ({ documents = [] }, { say, title }) =>
    documents.map(({ title: name, providedBy, copies, due: { before, months, days }, source }) => [
      title(name),
      say(`applications.by-${providedBy}`),
      say(`rules.due-${before}`, { months, days, sum: months + days }),
      copies > 1 ? say('rules.pieces', { count: copies }) : '',
      written(source),
    ]),
  competition: ({ criteria = [], tieBreaks = [], reserve = null }, { say, title, number }) => [
    ...criteria.map((one) => [title(one.title), say('rules.weight', { share: number(`${100 * Number(one.weight)}`) })]),
    [say('rules.tie-breaks'), tieBreaks.map((one) => say(`rules.by-${one}`)).join(', ')],
    [say('rules.reserve'), reserve === null ? say('rules.reserve-all') : `${reserve}`],
  ],
  precedents: ({ approvedMonths = 0, refusedMonths = 0, reopenBeyond = '', warnDays = 0 }, { say, number }) => [
    [say('rules.approved-counts'), say('rules.months', { count: approvedMonths })],
    [say('rules.refused-counts'), say('rules.months', { count: refusedMonths })],
    [say('rules.reopens'), number(reopenBeyond)],
    [say('rules.warns'), say('rules.days', { count: warnDays })],
  ],
  times: ({ steps = {}, grace, appealDays = 0, transcriptDays = 0 }, { say }) => [
    ...Object.entries(steps).map(([step, days]) => {
      const [kind = '', state = ''] = step.split('.');
      return [say(`rules.of-${kind}`), say(stateText(kind, state)), say('rules.days', { count: days })];
    }),
    [say('rules.grace'), '', say('rules.hours', { count: grace?.hours ?? 0 })],
    [say('rules.appeal-time'), '', say('rules.days', { count: appealDays })],
    [say('rules.transcript-time'), '', say('rules.days', { count: transcriptDays })],
  ],
  retention: ({ rules = [] }, { say, title }) =>
    (rules as readonly KeptFor[]).map(({ of, from, months, action, why }) => [
      say(`admin.kept-${of}`),
      months === null ? '' : say(`admin.months-${from}`, { count: months }),
      say(`admin.then-${action}`),
      title(why),
    ]),
};

/** The words of a state where its own screen has them. */
const STATES: Readonly<Record<string, string>> = {
  application: 'applications.is-',
  plan: 'plans.is-',
  change: 'plans.change-',
  recognition: 'recognitions.state-',
  appeal: 'appeals.is-',
};
const stateText = (kind: string, state: string): string =>
  kind === 'document' ? 'applications.paper-to-check' : `${STATES[kind] ?? ''}${state}`;

export const linesOfProcess = (rule: ProcessRule, words: Words): ProcessLine[] => LINES[rule.kind]?.(rule, words) ?? [];
