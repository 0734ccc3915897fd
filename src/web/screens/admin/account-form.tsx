/** Who an account is and what it may: name, address, language, roles with their institutes, and whether it may sign in. */
import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { NAMES } from '../../frame/language-switch.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { LANGUAGES } from '../../language-choice.ts';
import { textOf } from '../../parts/course.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed } from '../../parts/states.tsx';
import type { AccountDraft } from './account-type.ts';
import styles from './admin.module.css';
import { useInstitutes } from './pages.tsx';
import { INSTITUTE_ROLES, ROLES } from './roles.ts';

type Held = AccountDraft['roles'][number];

export function AccountForm({
  draft,
  save,
  isSaving,
  error,
  label,
}: {
  readonly draft: AccountDraft;
  readonly save: (draft: AccountDraft) => void;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly label: string;
}) {
  const say = useSay();
  const [typed, setTyped] = useState(draft);
  const change = (part: Partial<AccountDraft>): void => setTyped({ ...typed, ...part });
  const changeRole = (at: number, held: Held | null): void =>
    change({ roles: typed.roles.flatMap((one, index) => (index === at ? (held ?? []) : one)) });
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save(typed);
      }}
    >
      <TextInput
        label={say('admin.column-name')}
        required
        withAsterisk={false}
        value={typed.name}
        onChange={({ currentTarget: { value } }) => change({ name: value })}
      />
      <TextInput
        label={say('admin.column-email')}
        type="email"
        required
        withAsterisk={false}
        value={typed.email}
        onChange={({ currentTarget: { value } }) => change({ email: value })}
      />
      <Select
        label={say('frame.language')}
        allowDeselect={false}
        value={typed.language}
        data={LANGUAGES.map((value) => ({ value, label: NAMES[value][1] }))}
        onChange={(language) => language && change({ language })}
      />
      <h2>{say('admin.column-roles')}</h2>
      {typed.roles.map((held, at) => (
        <RoleRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a role is known by its place in the form
          key={at}
          held={held}
          change={(next) => changeRole(at, next)}
        />
      ))}
      <Button
        size="xs"
        leftSection={<Icon name="plus" />}
        onClick={() => change({ roles: [...typed.roles, { role: 'student', institute: null }] })}
      >
        {say('admin.add-role')}
      </Button>
      <Checkbox
        label={say('admin.may-sign-in')}
        description={say('admin.may-sign-in-why')}
        checked={typed.active}
        onChange={({ currentTarget: { checked } }) => change({ active: checked })}
      />
      {error !== null && <Failed error={error} />}
      <Button type="submit" variant="filled" loading={isSaving} disabled={typed === draft}>
        {label}
      </Button>
    </form>
  );
}

function RoleRow({ held, change }: { readonly held: Held; readonly change: (held: Held | null) => void }) {
  const say = useSay();
  const language = useLanguage();
  const { data } = useInstitutes();
  const name = say(`frame.role-${held.role}`);
  return (
    <div className={styles.role}>
      <Select
        label={say('admin.role')}
        allowDeselect={false}
        value={held.role}
        data={ROLES.map((value) => ({ value, label: say(`frame.role-${value}`) }))}
        onChange={(role) => role && change({ role, institute: INSTITUTE_ROLES.has(role) ? held.institute : null })}
      />
      {INSTITUTE_ROLES.has(held.role) ? (
        <Select
          label={say('admin.institute')}
          placeholder={say('admin.choose-institute')}
          value={held.institute}
          data={
            data?.items.map(({ id, code, names }) => ({ value: id, label: `${code} ${textOf(names, language)[0]}` })) ??
            []
          }
          onChange={(institute) => change({ ...held, institute })}
        />
      ) : (
        <span />
      )}
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={say('admin.take-role', { name })}
        onClick={() => change(null)}
      >
        <Icon name="cross" />
      </ActionIcon>
    </div>
  );
}
