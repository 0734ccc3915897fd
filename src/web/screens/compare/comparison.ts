/** What is read out of a comparison of hosts. */
import type { AnswerOf, api } from '../../api.ts';
import { fractionOf } from '../../parts/numbers.ts';

export type Comparison = AnswerOf<(typeof api)['compare-hosts']['$post']>['hosts'][number];

/** ECTS at home that the plan replaces, and those of them that are recognised on average. */
export const replacedAt = ({ figures }: Pick<Comparison, 'figures'>): number =>
  figures ? fractionOf(figures.homeEcts) : 0;
export const expectedAt = ({ figures }: Pick<Comparison, 'figures'>): number => figures?.expectedEcts ?? 0;

/** Home courses of the period, by semester and code. */
export function coursesAt(hosts: readonly Pick<Comparison, 'plan'>[]) {
  const all = hosts.flatMap(({ plan }) =>
    plan
      ? [
          ...plan.bundles.flatMap(({ home, fills = [] }) => [...home, ...fills]),
          ...plan.uncovered.map(({ home }) => home),
        ]
      : [],
  );
  const distinct = new Map(all.map((course) => [course.code, course]));
  return [...distinct.values()].sort((a, b) => (a.semester ?? 0) - (b.semester ?? 0) || (a.code < b.code ? -1 : 1));
}

/** 0 to 1; null: it stays open there. */
export const chanceOf = ({ plan }: Pick<Comparison, 'plan'>, code: string): number | null =>
  plan?.bundles.find(({ home, fills = [] }) => [...home, ...fills].some((one) => one.code === code))?.probability ??
  null;

/** Languages of teaching by the ECTS of the plan, most first; `unknown` is none. */
export const languagesAt = ({ languages }: Pick<Comparison, 'languages'>): string[] =>
  Object.entries(languages)
    .filter(([code]) => code !== 'unknown')
    .sort(([, a], [, b]) => fractionOf(b) - fractionOf(a))
    .map(([code]) => code);

/** What the table comes to. */
export interface Findings {
  /** Those that cannot be told apart at the first place. */
  readonly first: readonly Comparison[];
  /** The first in the reader's wanted language, where the first place is taught in another; null where there is none. */
  readonly inEnglish: Comparison | null;
  /** Codes of home courses that are likelier than not at no host. */
  readonly nowhere: readonly string[];
}

const LIKELY = 0.5;

export function findingsOf(hosts: readonly Comparison[]): Findings {
  const planned = hosts.filter(({ plan }) => plan !== null);
  const first = planned.filter(({ rank }) => rank === planned[0]?.rank);
  const isEnglish = (host: Comparison): boolean => languagesAt(host)[0] === 'en';
  const best = planned[0];
  const inEnglish = best && !isEnglish(best) && languagesAt(best).length > 0 ? planned.find(isEnglish) : undefined;
  const nowhere = coursesAt(planned)
    .map(({ code }) => code)
    .filter((code) => planned.every((host) => (chanceOf(host, code) ?? 0) < LIKELY));
  return { first, inEnglish: inEnglish ?? null, nowhere };
}
