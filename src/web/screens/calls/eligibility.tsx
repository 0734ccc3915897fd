/** Each condition with its answer: yes, no or unknown, the figures, and what would settle it. */
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Note } from '../../parts/states.tsx';
import styles from './calls.module.css';
import { type AskedPaper, type Eligibility, useTitle } from './calls-query.ts';

const SIGNS = {
  yes: ['done', 'ok'],
  no: ['cross', 'bad'],
  unknown: ['question', 'warn'],
} as const;

export function EligibilityAnswers({ eligibility }: { readonly eligibility: Eligibility }) {
  const say = useSay();
  const titleOf = useTitle();
  const { answer, answers } = eligibility;
  const [icon] = SIGNS[answer];
  const count = answers.filter((one) => one.answer === answer).length;
  return (
    <section aria-live="polite">
      <Note kind={answer === 'yes' ? 'ok' : answer === 'no' ? 'bad' : 'warn'} icon={icon}>
        {say(`calls.answer-${answer}`, { count })}
      </Note>
      <ul className={styles.answers}>
        {answers.map((one) => (
          <li key={one.rule}>
            <span className={SIGNS[one.answer][1]}>
              <Icon name={SIGNS[one.answer][0]} label={say(`calls.is-${one.answer}`)} />
            </span>
            <span>
              <b>{titleOf(one.title)}</b>
              <span className="small second"> {sentenceOf(one.explanation)}</span>
              {one.bring && <span className={styles.bring}>{say('calls.bring', { what: titleOf(one.bring) })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What will be asked of whom by when. */
export function PapersToBring({ papers }: { readonly papers: readonly AskedPaper[] }) {
  const say = useSay();
  const titleOf = useTitle();
  const asked = papers.filter(({ required }) => required !== 'no');
  return (
    <section>
      <h2>{say('calls.papers')}</h2>
      <ul className={styles.papers}>
        {asked.map(({ type, title, providedBy, due, required }) => (
          <li key={type}>
            <span>{titleOf(title)}</span>
            <span className="small second">
              {say(`calls.by-${providedBy}`)}
              {required === 'unknown' && `, ${say('student.needed-unknown')}`}
            </span>
            <span className="small second right">{due && say('calls.due', { day: dayText(due) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
