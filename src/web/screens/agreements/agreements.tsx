/** With whom do we stand how, and until when? */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Written } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { PartnershipTag } from '../office-calls/partnership.tsx';
import { AgreementForm } from './agreement-form.tsx';
import styles from './agreements.module.css';

export type Agreement = AnswerOf<typeof api.agreements.$get>['items'][number];
export const AGREEMENTS = ['agreements'];

export function AgreementsScreen() {
  const say = useSay();
  const mayWrite = useRole(useSignedIn()) === 'coordinator';
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<Agreement | 'new' | null>(null);
  const agreements = useQuery({
    queryKey: AGREEMENTS,
    queryFn: () => answerOf(api.agreements.$get({ query: { limit: '500' } })),
  });
  const wanted = text.trim().toLowerCase();
  const items = (agreements.data?.items ?? []).filter(({ institution, country, number }) =>
    `${institution} ${country} ${number}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.agreements') }]} />
      <header className={styles.head}>
        <h1 className="grow">
          {agreements.data ? say('agreements.count', { count: items.length }) : say('frame.agreements')}
        </h1>
        <TextInput
          type="search"
          size="xs"
          aria-label={say('agreements.find')}
          placeholder={say('agreements.find')}
          leftSection={<Icon name="search" />}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        {mayWrite && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setOpened('new')}>
            {say('agreements.new')}
          </Button>
        )}
      </header>
      {agreements.error && <Failed error={agreements.error} retry={() => void agreements.refetch()} />}
      {agreements.isPending && <Loading lines={8} />}
      {agreements.data && items.length === 0 && <Empty>{say('agreements.none')}</Empty>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the buttons in it
        <div onKeyDown={walkRows}>
          <table className={`stacked ${styles.table}`}>
            <Columns
              names={['institution', 'number', 'valid', 'quota', 'tuition', 'standing']}
              id={(name) => `agreements.column-${name}`}
            />
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <td className="parted">
                    {mayWrite ? (
                      <button type="button" data-row className={styles.open} onClick={() => setOpened(one)}>
                        <Written>{one.institution}</Written>
                      </button>
                    ) : (
                      <Written>{one.institution}</Written>
                    )}
                    <span className="small muted"> {one.country}</span>
                  </td>
                  <td className="numeric parted">{one.number}</td>
                  <td className="second">
                    {dayText(one.validFrom)} –{' '}
                    {one.validTo === null ? say('agreements.without-end') : dayText(one.validTo)}
                  </td>
                  <td className="numeric second">
                    {one.quota === null ? say('agreements.no-limit') : say('agreements.a-year', { count: one.quota })}
                  </td>
                  <td className="second">{say(one.tuitionWaived ? 'agreements.waived' : 'agreements.paid')}</td>
                  <td>
                    <PartnershipTag is={one.standing} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {opened !== null && <AgreementForm agreement={opened === 'new' ? null : opened} close={() => setOpened(null)} />}
    </div>
  );
}
