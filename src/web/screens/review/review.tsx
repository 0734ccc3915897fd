/** Does this replace that? A plan, bundle by bundle, the weakest first; decisions are sent together when the last is made. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { RefusedError } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { Syllabi } from '../plans/syllabi.tsx';
import { QUEUE } from '../queue/queue-query.ts';
import { BundleList } from './bundle-list.tsx';
import { DecisionForm } from './decision-form.tsx';
import { useNeighbours } from './neighbours.tsx';
import styles from './review.module.css';
import { type Judged, type ReviewCase, reviewKey, useReviewCase, weakestFirst } from './review-case.ts';
import { asDecision, isWhole, useDrafts } from './staged.ts';
import { TwoTexts } from './two-texts.tsx';
import { Why } from './why.tsx';

export const ReviewScreen = () => <Loaded asked={['plan', useParams({ from: '/inside/review/$plan' }).plan]} />;
export const ChangeScreen = () => <Loaded asked={['change', useParams({ from: '/inside/changes/$id' }).id]} />;
export const PassedOnScreen = () => <Loaded asked={['passed-on', useParams({ from: '/inside/passed-on/$id' }).id]} />;

function Loaded({ asked }: { readonly asked: Parameters<typeof useReviewCase>[0] }) {
  const { data, error, refetch } = useReviewCase(asked);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  // Another case is another desk: nothing that was typed for one stands in the form of the next.
  return data ? <Desk key={data.key} of={data} asked={asked} /> : <Loading lines={12} />;
}

function Desk({ of, asked }: { readonly of: ReviewCase; readonly asked: Parameters<typeof useReviewCase>[0] }) {
  const say = useSay();
  const { next, position, arrows } = useNeighbours(asked);
  const desk = useDesk(of, { asked, next });
  const { sorted, current, draft, drafts, send, isOnlyTakenOut, canDecide, decide } = desk;
  const name = of.about?.student?.name ?? say(`review.title-${asked[0]}`);
  const code = current?.bundle.home.map((one) => one.code).join(' + ');
  useBasis(
    of.version !== null && say('review.basis-version', { version: of.version }),
    say('review.basis-texts'),
    position,
  );
  const shared = { of, decide, canDecide };
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.queue'), to: '/queue' }, { name }, ...(code ? [{ name: code }] : [])]} />
      <BundleList
        of={of}
        name={name}
        sorted={sorted}
        current={current}
        drafts={drafts}
        choose={desk.choose}
        arrows={arrows}
      />
      <div className={styles.middle}>
        <Told of={of} error={send.error} crossed={drafts.crossed} />
        {current && draft ? (
          <>
            <TwoTexts
              of={of}
              judged={current}
              draft={draft}
              place={sorted.indexOf(current) + 1}
              mark={(mark) => drafts.change(current, { marks: [...draft.marks, mark] })}
            />
            {of.plan !== null && <Syllabi plan={of.plan} courses={current.bundle.host.map((one) => one.code)} />}
            <Why judged={current} draft={draft} />
          </>
        ) : (
          <Empty>{say(isOnlyTakenOut ? 'review.only-taken-out' : 'review.no-bundle')}</Empty>
        )}
      </div>
      {current && draft ? (
        <DecisionForm
          key={current.bundle.id}
          {...shared}
          judged={current}
          draft={draft}
          change={(parts) => drafts.change(current, parts)}
          sends={desk.isLast ? of.bundles.filter(({ state }) => state === 'open').length : 0}
        />
      ) : (
        isOnlyTakenOut && <DecisionForm {...shared} sends={0} />
      )}
    </div>
  );
}

/** What is chosen, staged and sent on one desk. */
function useDesk(
  of: ReviewCase,
  { asked, next }: { readonly asked: Parameters<typeof useReviewCase>[0]; readonly next: string | null },
) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const drafts = useDrafts(of);
  const sorted = weakestFirst(of.bundles);
  const [chosen, choose] = useState<string | null>(null);
  const current = sorted.find(({ bundle }) => bundle.id === chosen) ?? drafts.open[0] ?? sorted[0];
  const draft = current && drafts.draftOf(current);
  const send = useMutation({
    mutationFn: async (also: Judged | null) => {
      const judged = also === null ? drafts.staged : [...drafts.staged.filter((one) => one !== also), also];
      return of.send(judged.flatMap((one) => asDecision(one, drafts.draftOf(one)) ?? []));
    },
    onSuccess: async () => {
      drafts.clear();
      await queries.invalidateQueries({ queryKey: QUEUE });
      await navigate(next ? { to: '/review/$plan', params: { plan: next } } : { to: '/queue' });
    },
    // What the colleague decided is read, and what was staged here stays beside it.
    onError: () => queries.invalidateQueries({ queryKey: reviewKey(asked) }),
  });
  const others = drafts.open.filter((one) => one !== current);
  const isLast = others.length === 0;
  const isOnlyTakenOut = of.bundles.length === 0 && of.takenOut.length > 0;
  const isComplete = isOnlyTakenOut || (draft !== undefined && isWhole(draft));
  const canDecide = isComplete && of.isOpen && !send.isPending;
  const decide = (): void => {
    if (!canDecide) return;
    if (current) drafts.change(current, { isStaged: true });
    if (isLast) send.mutate(current ?? null);
    else choose(weakestFirst(others)[0]?.bundle.id ?? null);
  };
  const step = (by: number): void => {
    const at = current ? sorted.indexOf(current) : -1;
    choose(sorted[Math.max(0, Math.min(sorted.length - 1, at + by))]?.bundle.id ?? null);
  };
  useShortcuts({
    'ctrl+enter': canDecide && decide,
    j: () => step(1),
    k: () => step(-1),
    n: next !== null && (() => void navigate({ to: '/review/$plan', params: { plan: next } })),
  });
  return { sorted, current, draft, drafts, choose, send, decide, canDecide, isLast, isOnlyTakenOut };
}

/** What stands above the texts: that it is settled, what stands against the plan, and that somebody was faster. */
function Told({
  of,
  error,
  crossed,
}: {
  readonly of: ReviewCase;
  readonly error: Error | null;
  readonly crossed: CrossedDecisions;
}) {
  const say = useSay();
  return (
    <>
      {!of.isOpen && (
        <Note icon="info">
          {say('review.settled')} <Link to="/queue">{say('frame.queue')}</Link>
        </Note>
      )}
      {of.rules.length > 0 && <Rules rules={of.rules} />}
      {of.passedOn && of.passedOn.comment !== '' && <Note icon="info">{of.passedOn.comment}</Note>}
      {error && <Failed error={error} />}
      {error instanceof RefusedError && [409, 412].includes(error.refusal.status) && crossed.length === 0 && (
        <Note kind="warn" icon="info">
          {say('review.yours-kept')}
        </Note>
      )}
      {crossed.length > 0 && <Crossed crossed={crossed} />}
    </>
  );
}

type CrossedDecisions = ReturnType<typeof useDrafts>['crossed'];

/** What a colleague has decided, and what was written here for the same bundle: nothing of it is lost. */
function Crossed({ crossed }: { readonly crossed: CrossedDecisions }) {
  const say = useSay();
  return (
    <section className={styles.crossed} aria-label={say('review.both')}>
      <h2>{say('review.both')}</h2>
      {crossed.map(({ judged: { bundle, state, decision }, choice, comment }) => (
        <dl key={bundle.id}>
          <div>
            <dt>{say('review.theirs')}</dt>
            <dd>
              <b>{bundle.home.map(({ code }) => code).join(' + ')}</b> {say(`review.state-${state}`)}
              {decision?.comment && <p className="second">{decision.comment}</p>}
            </dd>
          </div>
          <div>
            <dt>{say('review.yours')}</dt>
            <dd>
              {say(`review.staged-${choice}`)}
              {comment !== '' && <p className="second">{comment}</p>}
            </dd>
          </div>
        </dl>
      ))}
    </section>
  );
}

function Rules({ rules }: { readonly rules: readonly object[] }) {
  const say = useSay();
  return (
    <Note kind="bad" icon="refused">
      <b>{say('review.rules')}</b>
      <ul>
        {rules.map((rule) => {
          const said = sentenceOf(rule);
          return <li key={said}>{said}</li>;
        })}
      </ul>
    </Note>
  );
}
