/** The bundles as cards by term: both sides, how sure, and what to do with each. */

import { ActionIcon, UnstyledButton } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Code, Quoted, SideWord } from '../../parts/course.tsx';
import { CreditBars } from '../../parts/credit-bars.tsx';
import { Icon } from '../../parts/icon.tsx';
import { latinKey, walkRows } from '../../parts/keys.ts';
import { exactNumber } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Probability } from '../../parts/verdict.tsx';
import styles from './board.module.css';
import { listOf, type StayAddress } from './stay-address.ts';
import { type BoardBundle, ectsOf, keyOfBundle, type Plan } from './stay-query.ts';
import { bundlesOf, termsOf } from './term-bars.tsx';

interface CardsProps {
  readonly plan: Plan;
  readonly stay: StayAddress;
  readonly pin: (entry: string) => void;
  readonly ban: (code: string) => void;
  /** Looks for what else the host has: in place of a home course, or anything. */
  readonly seek: (home?: string) => void;
}

export function Cards({ plan, ...acts }: CardsProps) {
  const say = useSay();
  const terms = termsOf(plan);
  return (
    <>
      {terms.map((term) => {
        const bundles = bundlesOf(plan, term);
        return (
          <section
            key={term}
            className={`${styles.cards} ${terms.length === 1 ? styles.only : ''}`}
            aria-label={say(`board.term-${term}`)}
            onKeyDown={walkRows}
          >
            <p>
              <SideWord side="host">{say(`board.term-${term}`)}</SideWord>{' '}
              <span className="small muted">
                {say('board.courses', { count: bundles.flatMap(({ host }) => host).length })}
              </span>
            </p>
            {bundles.map((bundle) => (
              <Card key={keyOfBundle(bundle)} bundle={bundle} {...acts} />
            ))}
            <UnstyledButton className={styles.add} data-slash onClick={() => acts.seek()}>
              <Icon name="plus" size={14} /> {say('board.add')} <kbd>/</kbd>
            </UnstyledButton>
          </section>
        );
      })}
    </>
  );
}

function Card({ bundle, stay, pin, ban, seek }: { readonly bundle: BoardBundle } & Omit<CardsProps, 'plan'>) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const { home, fills = [], host, probability, notes = [], electiveBlock } = bundle;
  const replaced = home.length > 0 ? home : fills;
  const entry = `${replaced[0]?.code ?? ''}=${host[0]?.code ?? ''}`;
  const isPinned = listOf(stay.pins).includes(entry);
  const codes = host.map(({ code }) => code);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const key = latinKey(event);
    if (key === 'p' && replaced[0]) pin(entry);
    if (key === 'r' && replaced[0]) seek(replaced[0].code);
    if (['b', 'x'].includes(key) && codes[0]) ban(codes[0]);
  };
  const isWeak = probability !== undefined && probability < 0.5;
  return (
    <article
      className={`${styles.card} ${isPinned ? styles.pinned : ''} ${isWeak ? styles.weak : ''}`}
      data-row
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move from card to card, and single keys act on the one in hand
      tabIndex={0}
      aria-label={keyOfBundle(bundle)}
      onKeyDown={onKeyDown}
    >
      {[...replaced.map((course) => ['home', course] as const), ...host.map((course) => ['host', course] as const)].map(
        ([side, course]) => (
          <p key={`${side} ${course.code}`} className={styles.course}>
            <Code side={side}>{course.code}</Code>
            <Quoted texts={course.titles} className="cut grow" />
            <span className="numeric">{number(course.ects)}</span>
          </p>
        ),
      )}
      {notes.map((note) => (
        <p key={note.code} className={`small row ${note.code === 'approved-before' ? 'ok' : 'warn'}`}>
          <Icon name={note.code === 'approved-before' ? 'bookmark' : 'warning'} size={12} />
          <span>{sentenceOf(note)}</span>
        </p>
      ))}
      <p className={styles.foot}>
        <CreditBars home={ectsOf(replaced)} host={ectsOf(host)} />
        <span className="small grow">
          {isPinned && (
            <span className="home row">
              <Icon name="pin" size={12} />
              {say('board.pinned')}
            </span>
          )}
          {home.length === 0 && electiveBlock !== null && (
            <span className="muted">{say('board.fills', { block: electiveBlock })}</span>
          )}
        </span>
        {probability !== undefined && <Probability value={probability} />}
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={say(isPinned ? 'board.unpin' : 'board.pin', { code: codes.join(' + ') })}
          onClick={() => pin(entry)}
        >
          <Icon name="pin" size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={say('board.ban', { code: codes[0] ?? '' })}
          onClick={() => codes[0] && ban(codes[0])}
        >
          <Icon name="refused" size={14} />
        </ActionIcon>
      </p>
    </article>
  );
}
