/** One appeal: against what, on which ground, in whose words; and the answer of those who did not decide. */
import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed, Loading, Note } from '../../parts/states.tsx';
import { languageWritten } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { AppealStateTag } from './appeal-state.tsx';
import styles from './appeals.module.css';

const appealOf = api.appeals[':id'];
type Appeal = AnswerOf<typeof appealOf.$get>;
type Events = AnswerOf<typeof appealOf.events.$get>['items'];

export function AppealScreen() {
  const { id } = useParams({ from: '/inside/appeals/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: ['appeals', 'one', id],
    queryFn: async () => {
      const param = { id };
      const [appeal, events] = await Promise.all([
        answerOf(appealOf.$get({ param })),
        answerOf(appealOf.events.$get({ param })),
      ]);
      return { appeal, events: events.items };
    },
    refetchInterval: 30_000,
  });
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return data ? <Case key={id} {...data} /> : <Loading lines={9} />;
}

function Case({ appeal, events }: { readonly appeal: Appeal; readonly events: Events }) {
  const say = useSay();
  const { about, subject, state, ground, text, decidedOn, lodgedOn, reason, outcome } = appeal;
  const grounds = useStatedReasons('appeal-ground');
  const answers = useStatedReasons('appeal-answer');
  const titleIn = (reasons: typeof grounds, code: string): string =>
    reasons.find(({ value }) => value === code)?.label ?? code;
  const name = about.student?.name ?? say('queue.unnamed');
  return (
    <div className={styles.split}>
      <Crumbs path={[{ name: say('frame.appeals'), to: '/appeals' }, { name }]} />
      <div className={styles.work}>
        <header className={styles.head}>
          <h1>{name}</h1>
          <span className="muted">{about.student?.number}</span>
          <AppealStateTag state={state} />
        </header>
        <dl className={styles.facts}>
          <Fact name={say('appeals.against')}>
            <Subject subject={subject} state={state} />
            {about.host && <span className="second"> {about.host}</span>}
          </Fact>
          <Fact name={say('appeals.decided-on')}>{dayText(decidedOn)}</Fact>
          <Fact name={say('appeals.lodged-on')}>{dayText(lodgedOn)}</Fact>
          <Fact name={say('appeals.ground')}>{titleIn(grounds, ground)}</Fact>
          <Fact name={say('appeals.words')}>
            {text === '' ? (
              <span className="muted">{say('appeals.no-words')}</span>
            ) : (
              <span className={`quoted ${styles.words}`} lang={languageWritten(text)}>
                {text}
              </span>
            )}
          </Fact>
          {reason !== null && <Fact name={say('appeals.answer-reason')}>{titleIn(answers, reason)}</Fact>}
          {outcome && (
            <Fact name={say('appeals.outcome')}>
              {say(outcome.reopened ? 'appeals.reopened' : 'appeals.not-reopened')}
            </Fact>
          )}
        </dl>
      </div>
      <aside className={styles.aside} aria-label={say('appeals.answer')}>
        <Answer appeal={appeal} events={events} />
      </aside>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the appeal is against, as far as the reader may go there. */
function Subject({ subject: { kind, id }, state }: Pick<Appeal, 'subject' | 'state'>) {
  const say = useSay();
  const role = useRole(useSignedIn());
  const name = say(`appeals.against-${kind}`);
  if (kind === 'application')
    return (
      <Link to="/applications/$id" params={{ id }}>
        {name}
      </Link>
    );
  // What is not admitted yet is not before the commission.
  if (role === 'commission' && state === 'lodged') return <span>{name}</span>;
  return <Link to={kind === 'plan' ? `/plans/${id}` : `/recognitions/${id}`}>{name}</Link>;
}

const REASONED = ['reject', 'uphold', 'dismiss', 'revoke'] as const;
const PLAIN = ['admit', 'undo', 'undo-check'] as const;
type Step = (typeof REASONED)[number] | (typeof PLAIN)[number];
const isReasoned = (step: Step): step is (typeof REASONED)[number] => REASONED.some((one) => one === step);

function Answer({ appeal: { id, revision, state }, events }: { readonly appeal: Appeal; readonly events: Events }) {
  const say = useSay();
  const queries = useQueryClient();
  const answers = useStatedReasons('appeal-answer');
  const mistakes = useStatedReasons('supersession');
  const [reason, setReason] = useState<string | null>(null);
  const move = useMutation({
    mutationFn: async (step: Step): Promise<unknown> => {
      const asked = { param: { id }, header: { 'if-match': `"${revision}"` } };
      if (step === 'uphold' || step === 'dismiss')
        return answerOf(appealOf.decision.$post({ ...asked, json: { answer: step, reason: reason ?? '' } }));
      if (step === 'reject' || step === 'revoke')
        return answerOf(appealOf[step].$post({ ...asked, json: { reason: reason ?? '' } }));
      return answerOf(appealOf[step].$post({ ...asked, json: {} }));
    },
    onSuccess: () => setReason(null),
    onSettled: () =>
      Promise.all(
        [['appeals'], ['queue'], ['applications']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
  const possible = (step: Step) => events.find(({ event }) => event === step);
  const canBeTakenBack = (['undo', 'undo-check'] as const).some((step) => possible(step)?.problems.length === 0);
  const steps = ([...REASONED, ...PLAIN] as const).filter((step) => {
    const found = possible(step);
    if (!found) return false;
    if (step === 'undo' || step === 'undo-check') return found.problems.length === 0;
    return step !== 'revoke' || !canBeTakenBack;
  });
  const against = steps.flatMap((step) => possible(step)?.problems ?? []);
  const needsReason = steps.some(isReasoned);
  const choices = steps.includes('revoke') ? mistakes : answers;
  if (steps.length === 0)
    return (
      <p className={styles.final}>
        <Icon name="lock" size={14} />
        <span>{say(state === 'lodged' || state === 'admitted' ? `appeals.waits-${state}` : 'appeals.answered')}</span>
      </p>
    );
  return (
    <>
      <h2>{say('appeals.answer')}</h2>
      {[...new Set(against.map((one) => sentenceOf(one)))].map((sentence) => (
        <Note key={sentence} kind="warn" icon="lock">
          {sentence}
        </Note>
      ))}
      {needsReason && (
        <Select
          size="xs"
          label={say('appeals.reason')}
          allowDeselect={false}
          value={reason}
          data={[...choices]}
          onChange={setReason}
        />
      )}
      {steps.map((step) => (
        <Button
          key={step}
          fullWidth
          variant={step === 'uphold' || step === 'admit' ? 'filled' : 'default'}
          disabled={(possible(step)?.problems.length ?? 0) > 0 || (isReasoned(step) && reason === null)}
          loading={move.isPending && move.variables === step}
          onClick={() => move.mutate(step)}
        >
          {say(`appeals.do-${step}`)}
        </Button>
      ))}
      {move.error && <Failed error={move.error} />}
      <p className="small second">
        {say(
          canBeTakenBack
            ? 'appeals.take-back-while'
            : steps.includes('uphold')
              ? 'appeals.uphold-what'
              : state === 'upheld'
                ? 'appeals.revoke-what'
                : 'appeals.told',
        )}
      </p>
    </>
  );
}
