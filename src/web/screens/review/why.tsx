/** How much of the home course was found, and what makes the engine as sure as it is. */
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Reasons } from '../../parts/reasons.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { coverageOf } from './marking.ts';
import styles from './review.module.css';
import type { Judged } from './review-case.ts';
import type { Draft } from './staged.ts';

export function Why({ judged: { bundle }, draft }: { readonly judged: Judged; readonly draft: Draft }) {
  const say = useSay();
  const { found, seen, missing } = coverageOf(bundle, draft.marks);
  const all = found.length + seen.length + missing.length;
  return (
    <div className={styles.why}>
      <section>
        <h3>{say('review.topics')}</h3>
        {all === 0 ? (
          <p className="small second">{say('review.no-topics')}</p>
        ) : (
          <>
            <p>
              <b className={styles.figure}>{found.length + seen.length}</b>{' '}
              <span className="small second">{say('review.of-topics', { count: all })}</span>
            </p>
            <svg className={styles.coverage} viewBox={`0 0 ${all} 8`} preserveAspectRatio="none" height="9" aria-hidden>
              <rect width={found.length} height="8" fill="var(--home)" />
              <rect x={found.length} width={seen.length} height="8" fill="url(#hatch-home)" />
            </svg>
            <p className="small muted">{say('review.by-whom', { engine: found.length, you: seen.length })}</p>
            {missing.length > 0 && (
              <p className="small">
                {missing.slice(0, 12).map(({ term }) => (
                  <span key={term}>
                    <span className={styles.missing}>{term}</span>{' '}
                  </span>
                ))}
              </p>
            )}
          </>
        )}
      </section>
      <section>
        <h3>
          {bundle.probability === undefined
            ? say('review.why')
            : say('review.why-sure', { value: Math.round(bundle.probability * 100) })}
        </h3>
        <Reasons evidence={bundle.evidence} />
        {(bundle.notes ?? []).map((note) => (
          <p key={note.code} className={`small ${styles.note}`}>
            <span className="warn">
              <Icon name="warning" size={13} />
            </span>
            {sentenceOf(note)}
          </p>
        ))}
      </section>
    </div>
  );
}
