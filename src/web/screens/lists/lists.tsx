/** Which catalogues and curricula are there? Each with its newest version and the day it came. */
import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Written } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { useCatalogues, useCurricula } from '../board/stay-query.ts';
import { mayImport } from '../imports/import-query.ts';
import styles from './lists.module.css';

export function CataloguesScreen() {
  return <Lists kind="catalogue" found={useCatalogues()} />;
}

export function CurriculaScreen() {
  return <Lists kind="curriculum" found={useCurricula()} />;
}

type Found = ReturnType<typeof useCatalogues> | ReturnType<typeof useCurricula>;

function Lists({ kind, found }: { readonly kind: 'catalogue' | 'curriculum'; readonly found: Found }) {
  const say = useSay();
  const role = useRole(useSignedIn());
  const [typed, setTyped] = useState('');
  const place = kind === 'catalogue' ? 'catalogues' : 'curricula';
  const wanted = typed.trim().toLowerCase();
  const items = (found.data?.items ?? []).filter(({ list }) =>
    [list.institution, list.academicYear, list.programme].some((text) => text?.toLowerCase().includes(wanted)),
  );
  useBasis(say('lists.basis'));
  return (
    <div className="pad">
      <Crumbs path={[{ name: say(`frame.${place}`) }]} />
      <header className={styles.head}>
        <h1 className="grow">{say(`frame.${place}`)}</h1>
        <TextInput
          type="search"
          size="xs"
          value={typed}
          aria-label={say('lists.find')}
          placeholder={say('lists.find')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        {mayImport(role, kind) && (
          <Link to="/import/$kind" params={{ kind }} className="primary">
            {say('lists.import')}
          </Link>
        )}
      </header>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {!found.data && !found.error && <Loading lines={8} />}
      {found.data && items.length === 0 && (
        <Empty>{say(wanted === '' ? `lists.none-${kind}` : 'lists.none-found')}</Empty>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <table className={`stacked ${styles.lists}`}>
            <Columns
              names={['institution', kind, 'courses', 'version', 'came']}
              id={(name) => `lists.column-${name}`}
            />
            <tbody>
              {items.map(({ list, latest }) => (
                <tr key={list.id}>
                  <td>
                    <Link data-row to={`/${place}/$id`} params={{ id: list.id }}>
                      <Written>{list.institution}</Written>
                    </Link>
                  </td>
                  <td>
                    <Written>{list.academicYear ?? list.programme ?? ''}</Written>
                  </td>
                  <td className="numeric">{say('lists.courses', { count: latest.courseCount })}</td>
                  <td className="numeric second">{say('lists.version', { number: latest.number })}</td>
                  <td className="second">{dayText(latest.importedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
