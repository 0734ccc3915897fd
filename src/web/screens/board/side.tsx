/** Beside the board: the plans to choose from, the rules that were set, what if, and why not. */

import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed } from '../../parts/states.tsx';
import styles from './board.module.css';
import { listOf, type StayAddress, toggled } from './stay-address.ts';
import { type Alternative, type StudentRecord, stayRequest } from './stay-query.ts';
import { expectedOf } from './term-bars.tsx';

interface SideProps {
  readonly stay: StayAddress;
  readonly record: StudentRecord | undefined;
  readonly plans: readonly Alternative[];
  readonly shown: number;
  readonly show: (at: number) => void;
  readonly change: (next: StayAddress) => void;
  readonly whyNot: RefObject<HTMLInputElement | null>;
}

export function Side({ stay, record, plans, shown, show, change, whyNot }: SideProps) {
  const say = useSay();
  const intl = useIntl();
  return (
    <aside className={styles.side} aria-label={say('board.plans')}>
      <section>
        <h2>{say('board.plans')}</h2>
        {plans.map(({ plan, trade }, at) => (
          <UnstyledButton
            // biome-ignore lint/suspicious/noArrayIndexKey: the first is the best, and so on
            key={at}
            className={styles.choice}
            aria-pressed={at === shown}
            onClick={() => show(at)}
          >
            <span className="row spread">
              <b>{at === 0 ? say('board.best') : say('board.plan', { number: at + 1 })}</b>
              <span className="small numeric">
                {say('board.expects', {
                  credits: intl.formatNumber(expectedOf(plan), { maximumFractionDigits: 1 }),
                })}
              </span>
            </span>
            <span className="small second">
              {at === 0
                ? say('board.best-is', {
                    credits: intl.formatNumber(fractionOf(plan.totals.homeEcts)),
                    count: plan.bundles.flatMap(({ host }) => host).length,
                    open: plan.uncovered.length,
                  })
                : sentenceOf(trade)}
            </span>
          </UnstyledButton>
        ))}
      </section>
      <section>
        <h2>{say('board.rules')}</h2>
        {!stay.pins && !stay.bans && <p className="small muted">{say('board.no-rules')}</p>}
        <ul className={styles.rules}>
          {(['pins', 'bans'] as const).flatMap((field) =>
            listOf(stay[field]).map((entry) => (
              <li key={`${field} ${entry}`}>
                <Rule
                  icon={field === 'pins' ? 'pin' : 'refused'}
                  name={entry.replace('=', ' = ')}
                  remove={() => change(toggled(stay, field, entry))}
                />
              </li>
            )),
          )}
        </ul>
      </section>
      <WhatIf stay={stay} record={record} plans={plans} shown={shown} change={change} />
      <WhyNot stay={stay} record={record} field={whyNot} />
    </aside>
  );
}

function Rule({ icon, name, remove }: { readonly icon: IconName; readonly name: string; readonly remove: () => void }) {
  const say = useSay();
  return (
    <span className={styles.rule}>
      <Icon name={icon} size={12} />
      {name}
      <UnstyledButton className={styles.remove} aria-label={say('board.take-away', { name })} onClick={remove}>
        <Icon name="cross" size={12} />
      </UnstyledButton>
    </span>
  );
}

/** A field for a code, and what the engine says to it. */
function Question({
  name,
  placeholder,
  field,
  ask,
  children,
}: {
  readonly name: string;
  readonly placeholder: string;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly ask: (code: string) => void;
  readonly children: ReactNode;
}) {
  const [code, setCode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() !== '') ask(code.trim());
  };
  return (
    <section>
      <h2>{name}</h2>
      <form onSubmit={submit}>
        <TextInput
          ref={field}
          size="xs"
          value={code}
          aria-label={name}
          placeholder={placeholder}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </form>
      <div role="status">{children}</div>
    </section>
  );
}

function WhatIf({ stay, record, plans, shown, change }: Omit<SideProps, 'show' | 'whyNot'>) {
  const say = useSay();
  const asked = useMutation({
    mutationFn: (cancelled: string) => {
      const plan = plans[shown]?.plan ?? plans[0]?.plan;
      const request = stayRequest(stay, record);
      if (!plan || !request) throw new Error('no plan is shown');
      const sides = { curriculum: request.curriculum, host: { id: stay.host ?? '' } };
      const changes = [{ kind: 'cancelled' as const, host: cancelled }];
      return answerOf(api.plan.amend.$post({ json: { ...sides, plan, changes } }));
    },
  });
  return (
    <Question name={say('board.what-if')} placeholder={say('board.what-if-code')} ask={asked.mutate}>
      {asked.error && <Failed error={asked.error} />}
      {asked.data && (
        <>
          <p className="small second">{sentenceOf(asked.data.amendment.summary)}</p>
          <Button size="compact-xs" onClick={() => asked.variables && change(toggled(stay, 'bans', asked.variables))}>
            {say('board.lay-over')}
          </Button>
        </>
      )}
    </Question>
  );
}

function WhyNot({ stay, record, field }: Pick<SideProps, 'stay' | 'record'> & { readonly field: SideProps['whyNot'] }) {
  const say = useSay();
  const asked = useMutation({
    mutationFn: (text: string) => {
      const request = stayRequest(stay, record);
      if (!request) throw new Error('no plan is asked for');
      const [first = '', second] = text.split('=').map((part) => part.trim());
      const json = {
        ...request,
        host: { id: stay.host ?? '' },
        ...(second === undefined ? { hostCourse: first } : { homeCourse: first, hostCourse: second }),
      };
      return answerOf(api.plan['why-not'].$post({ json }));
    },
  });
  return (
    <Question name={say('board.why-not')} placeholder={say('board.why-not-code')} field={field} ask={asked.mutate}>
      {asked.error && <Failed error={asked.error} />}
      {asked.data && <p className="small second">{sentenceOf(asked.data.answer.why)}</p>}
    </Question>
  );
}
