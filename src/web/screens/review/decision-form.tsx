/** What is said of a bundle: five answers, each with what it needs, and the words for people. */
import { Button, MultiSelect, Select, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Precedents } from './precedents.tsx';
import styles from './review.module.css';
import type { Judged, ReviewCase } from './review-case.ts';
import type { Bridge, Choice, Draft } from './staged.ts';

const KEYS: Readonly<Record<Choice, string>> = {
  approve: 'A',
  'approve-with-bridge': 'B',
  refuse: 'R',
  ask: 'Q',
  'pass-on': 'T',
};
const CHOICES = Object.keys(KEYS) as Choice[];
const BRIDGES = ['self-study', 'project', 'laboratory', 'examination', 'summer-course'] as const;

interface FormProps {
  readonly of: ReviewCase;
  readonly decide: () => void;
  readonly canDecide: boolean;
  /** How many decisions go out with this one; 0: it is staged. */
  readonly sends: number;
  /** Left out where there is nothing to judge, but to agree. */
  readonly judged?: Judged;
  readonly draft?: Draft;
  readonly change?: (parts: Partial<Draft>) => void;
}

export function DecisionForm({ of, judged, draft, change, decide, canDecide, sends }: FormProps) {
  const say = useSay();
  const isAsked = judged !== undefined && draft !== undefined && change !== undefined;
  const possible = of.passedOn ? CHOICES.filter((one) => one !== 'ask') : CHOICES;
  const isOpen = of.isOpen && (judged === undefined || judged.state === 'open');
  useShortcuts(
    Object.fromEntries(
      possible.map((choice) => [KEYS[choice].toLowerCase(), isAsked && isOpen && (() => change({ choice }))]),
    ),
  );
  return (
    <section className={styles.decision} aria-label={say('review.your-decision')}>
      <h2>{say('review.your-decision')}</h2>
      {isAsked && isOpen && (
        <>
          <div role="radiogroup" aria-label={say('review.your-decision')} className={styles.choices}>
            {possible.map((choice) => (
              <ChoiceBox key={choice} choice={choice} draft={draft} change={change}>
                <Needs choice={choice} judged={judged} draft={draft} change={change} />
              </ChoiceBox>
            ))}
          </div>
          <Textarea
            label={say('review.comment')}
            placeholder={say('review.comment-hint')}
            autosize
            minRows={2}
            maxLength={2000}
            value={draft.comment}
            onChange={({ currentTarget: { value: comment } }) => change({ comment })}
          />
        </>
      )}
      {judged && !isOpen && <p className="second">{say(`review.state-${judged.state}`)}</p>}
      {isOpen && (
        <>
          <Button fullWidth variant="filled" disabled={!canDecide} onClick={decide} rightSection={<kbd>Ctrl ↵</kbd>}>
            {sends > 0
              ? say('review.decide-and-send', { count: sends })
              : say(isAsked ? 'review.decide' : 'review.agree')}
          </Button>
          <p className="small muted">{say(sends > 0 ? 'review.what-is-sent' : 'review.what-is-staged')}</p>
        </>
      )}
      {judged && <Precedents of={of} judged={judged} />}
    </section>
  );
}

function ChoiceBox({
  choice,
  draft,
  change,
  children,
}: Required<Pick<FormProps, 'draft' | 'change'>> & { readonly choice: Choice; readonly children: ReactNode }) {
  const say = useSay();
  const isChosen = draft.choice === choice;
  return (
    <div className={`${styles.choice} ${isChosen ? styles.chosen : ''}`}>
      <UnstyledButton
        role="radio"
        aria-checked={isChosen}
        className={styles.choiceName}
        onClick={() => change({ choice })}
      >
        <i className={styles.radio} aria-hidden />
        <b className="grow">{say(`review.choice-${choice}`)}</b>
        <kbd aria-hidden>{KEYS[choice]}</kbd>
      </UnstyledButton>
      {isChosen && <div className={styles.needs}>{children}</div>}
    </div>
  );
}

function Needs({
  choice,
  judged,
  draft,
  change,
}: Required<Pick<FormProps, 'judged' | 'draft' | 'change'>> & { readonly choice: Choice }) {
  const say = useSay();
  if (choice === 'refuse') return <Reason draft={draft} change={change} />;
  if (choice === 'pass-on') return <Institute draft={draft} change={change} />;
  if (choice === 'ask')
    return (
      <Textarea
        label={say('review.question-to-student')}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.question}
        onChange={({ currentTarget: { value: question } }) => change({ question })}
      />
    );
  if (choice !== 'approve-with-bridge') return null;
  const bridge = (parts: Partial<Draft['bridge']>): void => change({ bridge: { ...draft.bridge, ...parts } });
  return (
    <>
      <Select
        label={say('review.bridge-kind')}
        allowDeselect={false}
        value={draft.bridge.kind}
        data={BRIDGES.map((value) => ({ value, label: say(`review.bridge-${value}`) }))}
        onChange={(kind) => kind && bridge({ kind: kind as Bridge['kind'] })}
      />
      {judged.bundle.missing.length > 0 && (
        <MultiSelect
          label={say('review.bridge-topics')}
          data={[...new Set(judged.bundle.missing.map(({ term }) => term.slice(0, 80)))]}
          maxValues={20}
          value={[...draft.bridge.topics]}
          onChange={(topics) => bridge({ topics })}
        />
      )}
      <TextInput
        label={say('review.bridge-ects')}
        inputMode="decimal"
        value={draft.bridge.ects}
        onChange={({ currentTarget: { value: ects } }) => bridge({ ects })}
      />
    </>
  );
}

function Reason({ draft, change }: Required<Pick<FormProps, 'draft' | 'change'>>) {
  const say = useSay();
  const reasons = useStatedReasons('bundle-refusal');
  return (
    <Select
      label={say('review.reason')}
      placeholder={say('review.reason-hint')}
      allowDeselect={false}
      value={draft.reason}
      data={reasons}
      onChange={(reason) => change({ reason })}
    />
  );
}

function Institute({ draft, change }: Required<Pick<FormProps, 'draft' | 'change'>>) {
  const say = useSay();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['institutes'],
    queryFn: () => answerOf(api.institutes.$get()),
    staleTime: 600_000,
  });
  return (
    <Select
      label={say('review.to')}
      allowDeselect={false}
      value={draft.to}
      data={data?.items.map(({ id, names }) => ({ value: id, label: textOf(names, language)[0] })) ?? []}
      onChange={(to) => change({ to })}
    />
  );
}
