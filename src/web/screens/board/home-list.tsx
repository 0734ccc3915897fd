/** The home courses of the period: replaced, to check, or open with the reason. */

import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Quoted, SideWord } from '../../parts/course.tsx';
import { Icon } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { capital, sentenceOf } from '../../parts/sentence.ts';
import styles from './board.module.css';
import type { Plan } from './stay-query.ts';

type HomeCourse = Plan['uncovered'][number]['home'];
interface Line {
  readonly course: HomeCourse;
  readonly state: 'replaced' | 'check' | 'open';
  readonly why: string | null;
}

const SIGNS = { replaced: ['done', 'ok'], check: ['half', 'warn'], open: ['ring', 'bad'] } as const;

const linesOf = ({ bundles, uncovered }: Plan): Line[] => [
  ...bundles.flatMap(({ home, fills = [], probability = 0 }) =>
    [...home, ...fills].map(
      (course): Line => ({ course, state: probability >= 0.5 ? 'replaced' : 'check', why: null }),
    ),
  ),
  ...uncovered.map(({ home, explanation }): Line => ({ course: home, state: 'open', why: sentenceOf(explanation) })),
];

export function HomeList({ plan }: { readonly plan: Plan }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const lines = linesOf(plan);
  const semesters = [...new Set(lines.map(({ course }) => course.semester))].sort((a, b) => (a ?? 99) - (b ?? 99));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which takes the keyboard too
    <section className={styles.home} aria-label={say('board.home')} tabIndex={0}>
      {semesters.map((semester) => (
        <div key={semester ?? 'none'}>
          <p>
            <SideWord side="home">
              {semester === null ? say('board.no-semester') : capital(say('courses.semester', { semester }))}
            </SideWord>
          </p>
          <ul>
            {lines
              .filter(({ course }) => course.semester === semester)
              .sort((a, b) => (a.course.code < b.course.code ? -1 : 1))
              .map(({ course, state, why }) => (
                <li key={course.code}>
                  <span className={SIGNS[state][1]}>
                    <Icon name={SIGNS[state][0]} size={14} label={say(`board.is-${state}`)} />
                  </span>
                  <span className="code">{course.code}</span>
                  <Quoted texts={course.titles} className="cut grow" />
                  <span className="numeric second">{number(course.ects)}</span>
                  {why && <p className={`small second ${styles.why}`}>{why}</p>}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
