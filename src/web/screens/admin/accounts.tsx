/** Accounts: by name, address or role. */
import { Select, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Tag } from '../../parts/verdict.tsx';
import type { Role } from '../../session.ts';
import { AdminPage, Listing, useInstitutes, usePages } from './pages.tsx';
import { ROLES } from './roles.ts';

export function AccountsScreen() {
  const say = useSay();
  const [text, setText] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const wanted = text.trim();
  const found = usePages(['users', wanted, role], (page) =>
    answerOf(api.users.$get({ query: { ...page, ...(wanted !== '' && { text: wanted }), ...(role && { role }) } })),
  );
  const { data: institutes } = useInstitutes();
  const codeOf = (id: string | null) => institutes?.items.find((one) => one.id === id)?.code;
  return (
    <AdminPage
      name={say('frame.accounts')}
      beside={
        <>
          <TextInput
            type="search"
            size="xs"
            value={text}
            aria-label={say('admin.find-account')}
            placeholder={say('admin.find-account')}
            leftSection={<Icon name="search" />}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <Select
            size="xs"
            clearable
            aria-label={say('admin.role')}
            placeholder={say('admin.any-role')}
            clearButtonProps={{ 'aria-label': say('admin.any-role') }}
            value={role}
            data={ROLES.map((value) => ({ value, label: say(`frame.role-${value}`) }))}
            onChange={(chosen) => setRole(chosen)}
          />
          <a href="/import/users">{say('admin.import-users')}</a>
          <Link className="primary" to="/admin/accounts/$id" params={{ id: 'new' }}>
            {say('admin.new-account')}
          </Link>
        </>
      }
    >
      <Listing
        found={found}
        columns={['name', 'email', 'roles', 'state']}
        id={(column) => `admin.column-${column}`}
        none={say('admin.no-account')}
        keyOf={({ id }) => id}
        cells={(user) => (
          <>
            <td>
              <Link to="/admin/accounts/$id" params={{ id: user.id }}>
                {user.name}
              </Link>
            </td>
            <td className="second">{user.email}</td>
            <td>
              {user.roles
                .map((held) => [say(`frame.role-${held.role}`), codeOf(held.institute)].filter(Boolean).join(' '))
                .join(', ') || <span className="muted">{say('account.no-roles')}</span>}
            </td>
            <td>
              {user.active ? (
                <Tag icon="done" tone="ok">
                  {say('admin.is-active')}
                </Tag>
              ) : (
                <Tag icon="lock">{say('admin.is-locked')}</Tag>
              )}
            </td>
          </>
        )}
      />
    </AdminPage>
  );
}
