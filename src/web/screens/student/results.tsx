/** What became of my courses: each grade there and here, and how in plain words; accepted or appealed on this page. */
import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import { type Line, linesOf } from '../recognitions/recognition-query.ts';
import { OWN, type OwnRecognition, recognitionOf, useOwn, useOwnTimeline } from './own-query.ts';
import styles from './student.module.css';

export function ResultsScreen() {
  const say = useSay();
  const { data, error, refetch } = useOwn();
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={12} />;
  const { recognition } = data;
  const isThere = recognition && ['issued', 'closed'].includes(recognition.state);
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('student.recognition') }]} />
      {!recognition && <Empty>{say('student.recognition-none')}</Empty>}
      {recognition && !isThere && <Empty>{say('student.recognition-waiting')}</Empty>}
      {recognition && isThere && <Results of={recognition} />}
    </div>
  );
}

function Results({ of }: { readonly of: OwnRecognition }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const language = useLanguage();
  const { recognition } = of;
  const { policy, host, totals, date } = recognition;
  useBasis(
    `${policy.id} (${policy.version})`,
    say('recognitions.basis-day', { day: dayText(date) }),
    say('student.basis-yours'),
  );
  return (
    <>
      <div className={styles.work}>
        <header className="row spread wraps">
          <div>
            <h1>{say('student.recognition-at', { host: host.institution })}</h1>
            <p className="small second">{say('student.earned', { credits: number(totals.creditsRecognised) })}</p>
          </div>
          <Button
            component="a"
            href={`/api/v1/recognitions/${of.id}/protocol?language=${language}`}
            leftSection={<Icon name="printer" />}
          >
            {say('student.protocol')}
          </Button>
        </header>
        <ul className={styles.pairs}>
          {linesOf(recognition).map((line) => (
            <ResultLine key={line.key} line={line} />
          ))}
        </ul>
      </div>
      {of.state === 'issued' && <Answer id={of.id} revision={of.revision} />}
    </>
  );
}

function ResultLine({ line: { home, rows, credits, grade, derivation, state } }: { readonly line: Line }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const steps = derivation.flatMap((one) => sentenceOf(one.reason) ?? []);
  const why = steps.length > 0 ? steps : rows.flatMap((row) => sentenceOf(row.reason) ?? []);
  return (
    <li>
      <span className={styles.pair}>
        <span className={styles.side}>
          {rows.map((row) => (
            <span key={row.line} className={styles.course}>
              <Code side="host">{row.code}</Code> <Written>{row.title}</Written>{' '}
              <b className="numeric">{row.grade ?? '–'}</b>
            </span>
          ))}
        </span>
        <span className="small muted">{rows.length > 0 && say('student.counts')}</span>
        <span className={styles.side}>
          {home ? (
            <span className={styles.course}>
              <Code side="home">{home.code}</Code> <Quoted texts={home.titles} />{' '}
              {credits && <span className="small second">{say('student.credits', { credits: number(credits) })}</span>}
            </span>
          ) : (
            <span className="second">{say('student.additional')}</span>
          )}
        </span>
      </span>
      {state === 'difference' ? (
        <span className="bad small">{say('student.difference')}</span>
      ) : (
        <b className={styles.grade}>{grade?.letter ?? say('student.without-grade')}</b>
      )}
      {why.length > 0 && (
        <details className={styles.how}>
          <summary className="small">{say('student.how')}</summary>
          <ol className="small second">
            {why.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

const NOTHING = { application: null, plan: null, recognition: null };

/** Accepting settles it; an appeal says what is wrong. */
function Answer({ id, revision }: { readonly id: string; readonly revision: number }) {
  const say = useSay();
  const queries = useQueryClient();
  const until = useOwnTimeline(useOwn().data ?? NOTHING).data?.waits?.due;
  const [ground, setGround] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isAppealing, setAppealing] = useState(false);
  const grounds = useStatedReasons('appeal-ground');
  const done = () => queries.invalidateQueries({ queryKey: OWN });
  const accept = useMutation({
    mutationFn: () => answerOf(recognitionOf.accept.$post({ param: { id }, header: { 'if-match': `"${revision}"` } })),
    onSettled: done,
  });
  const appeal = useMutation({
    mutationFn: () =>
      answerOf(recognitionOf.appeals.$post({ param: { id }, header: {}, json: { ground: ground ?? '', text } })),
    onSettled: done,
  });
  if (appeal.isSuccess)
    return (
      <Note kind="ok" icon="done">
        {say('student.appealed')}
      </Note>
    );
  const error = accept.error ?? appeal.error;
  return (
    <>
      {error && <Failed error={error} />}
      {isAppealing && (
        <div className={styles.question}>
          <Select label={say('student.appeal-ground')} value={ground} data={grounds} onChange={setGround} />
          <Textarea
            autosize
            minRows={3}
            label={say('student.appeal-text')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
        </div>
      )}
      <ActionBar
        says={
          <span>
            {say('student.accept-what')} {until && say('student.appeal-what', { day: dayText(until) })}
          </span>
        }
      >
        <Button
          variant={isAppealing ? 'filled' : 'default'}
          disabled={isAppealing && (!ground || text.trim().length < 3)}
          loading={appeal.isPending}
          onClick={() => (isAppealing ? appeal.mutate() : setAppealing(true))}
        >
          {say(isAppealing ? 'student.appeal-send' : 'student.appeal')}
        </Button>
        {isAppealing ? (
          <Button onClick={() => setAppealing(false)}>{say('student.keep-results')}</Button>
        ) : (
          <Button variant="filled" loading={accept.isPending} onClick={() => accept.mutate()}>
            {say('student.accept')}
          </Button>
        )}
      </ActionBar>
    </>
  );
}
