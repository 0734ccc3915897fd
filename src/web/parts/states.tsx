/** What every screen shows while there is nothing yet, nothing at all, or no answer. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { RefusedError } from '../api.ts';
import { useSay } from '../language.tsx';
import { Icon } from './icon.tsx';
import { capital, remedyOf, sentenceOf } from './sentence.ts';
import styles from './states.module.css';

/** Grey lines in the layout to come; nothing for the first 150 ms, in which most answers are there. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const say = useSay();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className={styles.loading} role="status">
      <span className="unseen">{say('states.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={line} className={styles.line} aria-hidden />
      ))}
    </div>
  );
}

/** One sentence, and at most one action. */
export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What stands against it, what to do, and another try; the code for whoever is asked for help stands folded. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const say = useSay();
  const refusal = error instanceof RefusedError ? error.refusal : null;
  if (refusal?.status === 403)
    return (
      <Note kind="plain" icon="lock">
        {refusal.problems[0]?.message ?? say('states.no-right')}
      </Note>
    );
  return (
    <Note kind="bad" icon="warning">
      {refusal ? <Problems refusal={refusal} /> : <p>{say('states.no-answer')}</p>}
      <div className="row">
        {retry && (
          <Button size="xs" onClick={retry}>
            {say('states.retry')}
          </Button>
        )}
        {refusal?.code && (
          <details className="small muted">
            <summary>{say('states.code')}</summary>
            {refusal.status} {refusal.code}
          </details>
        )}
      </div>
    </Note>
  );
}

/** Every problem of a refusal with its remedy. */
export function Problems({ refusal }: { readonly refusal: RefusedError['refusal'] }) {
  if (refusal.problems.length === 0) return <p>{refusal.title}</p>;
  return <ProblemList problems={refusal.problems} />;
}

/** What is wrong and what to do about it, each a sentence. */
export function ProblemList({ problems }: { readonly problems: readonly { readonly code: string }[] }) {
  return (
    <ul>
      {problems.map((problem) => {
        const [said, remedy] = [sentenceOf(problem) ?? '', remedyOf(problem)];
        return (
          <li key={`${problem.code} ${said}`}>
            {ended(capital(said))}
            {remedy && <span className="second"> {ended(remedy)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

const ended = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);

export function Note({
  kind = 'plain',
  icon,
  children,
}: {
  readonly kind?: 'plain' | 'ok' | 'warn' | 'bad';
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly children: ReactNode;
}) {
  return (
    <div className={`${styles.note} ${styles[kind] ?? ''}`} role={kind === 'bad' ? 'alert' : undefined}>
      <Icon name={icon} />
      <div className="grow">{children}</div>
    </div>
  );
}
