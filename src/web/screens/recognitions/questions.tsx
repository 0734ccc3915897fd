/** What a person has to say before anybody signs: a question or a flagged row each, with the answers that fit; an answer stays open to change until then. */
import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, RefusedError } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed } from '../../parts/states.tsx';
import styles from './recognition.module.css';
import { type Case, one, recognitionKey } from './recognition-query.ts';

interface Asked {
  readonly line: number;
  readonly why: string | null;
  readonly answer: string | null;
}

/** One of each line: what the question says, else what became of the row. */
function askedOf({ flagged, recognition: { questions, rows, answers } }: Case): Asked[] {
  const lines = new Set([...questions.flatMap(({ asks }) => asks), ...flagged.map(({ line }) => line)]);
  return [...lines]
    .sort((a, b) => a - b)
    .map((line) => ({
      line,
      why: sentenceOf(
        questions.find(({ asks }) => asks.includes(line))?.reason ?? rows.find((row) => row.line === line)?.reason,
      ),
      answer:
        flagged.find((row) => row.line === line)?.resolution ??
        answers.find((row) => row.line === line)?.resolution ??
        null,
    }));
}

export function Questions({ of }: { readonly of: Case }) {
  const say = useSay();
  const asked = askedOf(of);
  const wide = of.recognition.questions.filter(({ asks }) => asks.length === 0);
  const { notes, checks } = of.recognition;
  const differing = checks.filter(({ result }) => result === 'different');
  return (
    <section className={styles.questions} aria-label={say('recognitions.questions')}>
      {asked.map((single) => (
        <QuestionBox key={single.line} of={of} asked={single} />
      ))}
      {[...wide, ...differing].map(({ reason }) => (
        <p key={sentenceOf(reason)} className={`${styles.question} ${styles.open}`}>
          <span className="warn">
            <Icon name="warning" />
          </span>
          {sentenceOf(reason)}
        </p>
      ))}
      {notes.map((note) => (
        <p key={sentenceOf(note)} className={styles.question}>
          <Icon name="info" />
          {sentenceOf(note)}
        </p>
      ))}
    </section>
  );
}

function QuestionBox({ of, asked: { line, why, answer } }: { readonly of: Case; readonly asked: Asked }) {
  const say = useSay();
  const queries = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const [planned, setPlanned] = useState<string | null>(null);
  const choices = useStatedReasons('row-resolution');
  const resolve = useMutation({
    mutationFn: (resolution: string) =>
      answerOf(
        one.resolutions.$post({
          param: { id: of.id },
          header: { 'if-match': `"${of.revision}"` },
          json: { resolutions: [{ line, resolution, ...(planned !== null && { planned }) }] },
        }),
      ),
    onSuccess: () => setChanging(false),
    onSettled: () => queries.invalidateQueries({ queryKey: recognitionKey(of.id) }),
  });
  const nameOf = (id: string): string => choices.find(({ value }) => value === id)?.label ?? id;
  const isAsked = of.state === 'prepared' && (answer === null || isChanging);
  // Somebody else has answered meanwhile: theirs stands above, and this one was not sent.
  const isCrossed =
    resolve.variables !== undefined &&
    resolve.error instanceof RefusedError &&
    [409, 412].includes(resolve.error.refusal.status) &&
    answer !== null &&
    answer !== resolve.variables;
  const row = of.recognition.rows.find((single) => single.line === line);
  return (
    <div className={`${styles.question} ${answer === null ? styles.open : ''}`}>
      <span className={answer === null ? 'warn' : 'ok'}>
        <Icon name={answer === null ? 'question' : 'check'} />
      </span>
      <div className="grow">
        <p>
          <b>
            {say('recognitions.row', { line })} {row && `${row.code} `}
          </b>
          {why}
        </p>
        {answer !== null && !isChanging && (
          <p className="second">
            {nameOf(answer)}{' '}
            {of.state === 'prepared' && (
              <Button size="compact-xs" variant="subtle" onClick={() => setChanging(true)}>
                {say('recognitions.change-answer')}
              </Button>
            )}
          </p>
        )}
        {isAsked && (
          <div className={styles.answers}>
            {choices.map(({ value, label }) => (
              <Button key={value} size="xs" disabled={resolve.isPending} onClick={() => resolve.mutate(value)}>
                {label}
              </Button>
            ))}
            <Planned of={of} line={line} planned={planned} choose={setPlanned} />
          </div>
        )}
        {resolve.error && <Failed error={resolve.error} />}
        {isCrossed && (
          <div className="row wraps">
            <span>
              {say('recognitions.yours')} <b>{nameOf(resolve.variables)}</b>
            </span>
            <Button size="xs" onClick={() => resolve.mutate(resolve.variables)}>
              {say('recognitions.answer-anyway')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** Which planned course the row is, for a link by hand: those of which nothing has come yet. */
function Planned({
  of,
  line,
  planned,
  choose,
}: {
  readonly of: Case;
  readonly line: number;
  readonly planned: string | null;
  readonly choose: (code: string | null) => void;
}) {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['plan-version', of.studyPlan, of.planVersion],
    queryFn: () =>
      answerOf(
        api['study-plans'][':id'].versions[':number'].$get({
          param: { id: of.studyPlan, number: `${of.planVersion}` },
        }),
      ),
  });
  const taken = new Set(of.recognition.rows.filter((row) => row.line !== line).map(({ code }) => code));
  const codes = [...new Set((data?.plan.bundles ?? []).flatMap(({ host }) => host.map(({ code }) => code)))];
  const open = codes.filter((code) => !taken.has(code));
  if (open.length === 0) return null;
  return (
    <Select
      size="xs"
      clearable
      aria-label={say('recognitions.planned-course')}
      placeholder={say('recognitions.planned-course')}
      value={planned}
      data={open}
      onChange={choose}
    />
  );
}
