/** Institutes of the home institution: their codes and names; a directorate decides on the plans of its own. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { NAMES } from '../../frame/language-switch.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { textOf } from '../../parts/course.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import styles from './admin.module.css';
import { AdminPage, useInstitutes } from './pages.tsx';

type Institute = AnswerOf<typeof api.institutes.$get>['items'][number];

export function InstitutesScreen() {
  const say = useSay();
  const language = useLanguage();
  const { data, error, refetch } = useInstitutes();
  const [chosen, setChosen] = useState<Institute | null>(null);
  return (
    <AdminPage name={say('frame.institutes')}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {data?.items.length === 0 && <Empty>{say('admin.no-institute')}</Empty>}
      <div className={styles.two}>
        {data && data.items.length > 0 && (
          <table className={`stacked ${styles.wide}`}>
            <Columns names={['code', 'called', 'do']} id={(column) => `admin.column-${column}`} />
            <tbody>
              {data.items.map((one) => (
                <tr key={one.id}>
                  <td className="code">{one.code}</td>
                  <td className="parted">{textOf(one.names, language)[0]}</td>
                  <td>
                    <Button size="compact-xs" onClick={() => setChosen(one)}>
                      {say('admin.change', { name: one.code })}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <InstituteForm
          key={chosen ? `${chosen.id} ${chosen.revision}` : 'new'}
          institute={chosen}
          done={() => setChosen(null)}
        />
      </div>
    </AdminPage>
  );
}

function InstituteForm({ institute, done }: { readonly institute: Institute | null; readonly done: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [code, setCode] = useState(institute?.code ?? '');
  const [names, setNames] = useState<Institute['names']>(institute?.names ?? {});
  const save = useMutation({
    mutationFn: () => {
      const written = Object.entries(names).filter(([, name]) => name?.trim());
      const json = { code, names: Object.fromEntries(written) };
      if (!institute) return answerOf(api.institutes.$post({ json }));
      const { id, revision } = institute;
      return answerOf(api.institutes[':id'].$put({ param: { id }, header: { 'if-match': `"${revision}"` }, json }));
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['institutes'] });
      setCode('');
      setNames({});
      done();
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{institute ? say('admin.change', { name: institute.code }) : say('admin.new-institute')}</h2>
      <TextInput
        label={say('admin.column-code')}
        required
        withAsterisk={false}
        value={code}
        onChange={({ currentTarget: { value } }) => setCode(value)}
      />
      {(['kk', 'ru', 'en'] as const).map((one) => (
        <TextInput
          key={one}
          label={say('admin.name-in', { language: NAMES[one][1] })}
          value={names[one] ?? ''}
          onChange={({ currentTarget: { value } }) => setNames({ ...names, [one]: value })}
        />
      ))}
      {save.error && <Failed error={save.error} />}
      <div className="row">
        <Button type="submit" variant="filled" loading={save.isPending} disabled={!Object.values(names).some(Boolean)}>
          {say('admin.save-institute')}
        </Button>
        {institute && <Button onClick={done}>{say('admin.cancel')}</Button>}
      </div>
    </form>
  );
}
