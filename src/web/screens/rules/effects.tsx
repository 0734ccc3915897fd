/** What would be otherwise in recognised results under another policy, or another version of one: read page by page, and nothing is written. */
import { Button, NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { textOf } from '../../parts/course.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { usePolicies } from '../recognitions/recognition-query.ts';
import styles from './rules.module.css';

type Effects = AnswerOf<(typeof api)['policy-effects']['$get']>;
type Effect = Effects['items'][number];
type Difference = Effect['differences'][number];

interface Asked {
  readonly policy: string;
  readonly against: string;
}

/** Reckoned in one request: so many that somebody who gives up does not wait long. */
const AT_ONCE = '50';

const useEffects = (asked: Asked | null) =>
  useQuery({
    queryKey: ['policy-effects', asked],
    enabled: asked !== null,
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const pages: Effects[] = [];
      for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
        const query = { ...(asked as Asked), limit: AT_ONCE, ...(after !== null && { after }) };
        const page: Effects = await answerOf(api['policy-effects'].$get({ query }, { init: { signal } }));
        pages.push(page);
        after = page.next;
      }
      return {
        items: pages.flatMap(({ items }) => items),
        notCompared: pages.flatMap(({ notCompared }) => notCompared),
        compared: pages.reduce((sum, { compared }) => sum + compared, 0),
      };
    },
  });
type AllEffects = NonNullable<ReturnType<typeof useEffects>['data']>;

export function PolicyEffects() {
  const say = useSay();
  const role = useRole(useSignedIn());
  if (role !== 'registrar' && role !== 'directorate')
    return (
      <Note kind="plain" icon="lock">
        {say('rules.effects-who')}
      </Note>
    );
  return <Comparison />;
}

function Comparison() {
  const say = useSay();
  const language = useLanguage();
  const queries = useQueryClient();
  const policies = usePolicies();
  const [chosen, setChosen] = useState<Partial<Asked>>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const effects = useEffects(asked);
  const names = policies.data?.items.map(({ id, version }) => `${id}:${version}`) ?? [];
  const policy = chosen.policy ?? names.find((name) => name.startsWith('aupet-2024:')) ?? names[0] ?? '';
  const against = chosen.against ?? names.find((name) => name !== policy) ?? '';
  const choices = (policies.data?.items ?? []).map(({ id, version, title }) => ({
    value: `${id}:${version}`,
    label: `${textOf(title, language)[0]} (${id} ${version})`,
  }));
  return (
    <>
      <p className="second">{say('rules.effects-lead')}</p>
      {policies.error && <Failed error={policies.error} retry={() => void policies.refetch()} />}
      <form
        className={styles.compare}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked({ policy, against });
        }}
      >
        {(['policy', 'against'] as const).map((field) => (
          <NativeSelect
            key={field}
            size="xs"
            label={say(`rules.effects-${field}`)}
            value={field === 'policy' ? policy : against}
            data={choices}
            onChange={({ currentTarget: { value } }) => setChosen({ ...chosen, [field]: value })}
          />
        ))}
        <Button type="submit" variant="filled" size="xs" disabled={policy === against || effects.isFetching}>
          {say('rules.effects-run')}
        </Button>
        {effects.isFetching && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => void queries.cancelQueries({ queryKey: ['policy-effects'] })}
          >
            {say('board.cancel')}
          </Button>
        )}
      </form>
      {effects.isFetching && <Loading lines={6} />}
      {effects.error && <Failed error={effects.error} retry={() => void effects.refetch()} />}
      {effects.data && !effects.isFetching && <Found effects={effects.data} />}
    </>
  );
}

function Found({ effects }: { readonly effects: AllEffects }) {
  const say = useSay();
  const { items, compared, notCompared } = effects;
  return (
    <section aria-label={say('rules.kind-effects')}>
      <p role="status">
        <b>{say('rules.effects-found', { changed: items.length, compared })}</b>
      </p>
      {notCompared.length > 0 && (
        <Note kind="warn" icon="warning">
          <p>{say('rules.effects-not-compared', { count: notCompared.length })}</p>
          <ul>
            {[...new Set(notCompared.flatMap(({ problems }) => problems.map((one) => sentenceOf(one.reason))))].map(
              (why) => (
                <li key={why}>{why}</li>
              ),
            )}
          </ul>
        </Note>
      )}
      {compared === 0 && <Empty>{say('rules.effects-none')}</Empty>}
      {items.map((effect) => (
        <EffectOn key={effect.id} effect={effect} />
      ))}
    </section>
  );
}

function EffectOn({ effect: { id, about, credits, gpa, differences } }: { readonly effect: Effect }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const changed = (of: { before: string | null; after: string | null }): string | null =>
    of.before === of.after ? null : [of.before, of.after].map((one) => (one === null ? '–' : number(one))).join(' → ');
  const sums = [
    ['effects-credits', changed(credits)],
    ['effects-gpa', changed(gpa)],
  ] as const;
  return (
    <article className={styles.rule}>
      <h2>
        <Link to="/recognitions/$id" params={{ id }}>
          {about.student?.name ?? about.student?.number ?? say('recognitions.unnamed')}
        </Link>{' '}
        <span className="small second">
          {about.student?.number} {about.host}
        </span>
      </h2>
      {sums.map(
        ([text, sum]) =>
          sum && (
            <p key={text} className="small numeric">
              {say(`rules.${text}`)} <b>{sum}</b>
            </p>
          ),
      )}
      <table className="stacked">
        <Columns names={['what', 'now', 'then']} id={(name) => `recognitions.trial-${name}`} />
        <tbody>
          {differences.map((difference, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a course may be credited twice, and the list is shown once
            <DifferenceRow key={at} difference={difference} />
          ))}
        </tbody>
      </table>
    </article>
  );
}

const said = (value: string | object | null): string =>
  typeof value === 'string' ? value : (sentenceOf(value) ?? '–');

function DifferenceRow({ difference: { kind, what, before, after, because } }: { readonly difference: Difference }) {
  const say = useSay();
  const steps = (which: 'before' | 'after') =>
    because[which].length > 0 && (
      <details className="small second">
        <summary>{say('rules.effects-why')}</summary>
        <ol>
          {[...new Set(because[which].map((one) => sentenceOf(one)))].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
    );
  return (
    <tr>
      <td>
        {say(`rules.effects-kind-${kind}`)} <span className="second">{kind === 'gpa' ? null : said(what)}</span>
      </td>
      <td>
        {said(before)}
        {steps('before')}
      </td>
      <td>
        <b>{said(after)}</b>
        {steps('after')}
      </td>
    </tr>
  );
}
