/** Whom do I advise? Students of the institute with their programme and semester, each a click from a plan. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useStudents } from './student-picker.tsx';
import styles from './students.module.css';

export function StudentsScreen() {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 150);
  const { data, error, refetch } = useStudents(text);
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.students') }]} />
      <header className={styles.head}>
        <h1 className="grow">{say('students.count', { count: data?.items.length ?? 0 })}</h1>
        <TextInput
          type="search"
          value={typed}
          aria-label={say('students.find')}
          placeholder={say('students.find')}
          leftSection={<Icon name="search" />}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </header>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={10} />}
      {data?.items.length === 0 && <Empty>{say('students.none')}</Empty>}
      {data && data.items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div className={styles.scroll} onKeyDown={walkRows}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('students.student')}</th>
                <th scope="col">{say('students.number')}</th>
                <th scope="col">{say('students.programme')}</th>
                <th scope="col">{say('students.semester')}</th>
                <th scope="col">{say('students.next')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(({ id, name, number, programme, semester }) => (
                <tr key={id}>
                  <td>
                    <Link data-row to="/students/$id" params={{ id }}>
                      {name}
                    </Link>
                  </td>
                  <td className="numeric second">{number}</td>
                  <td className="second">{programme}</td>
                  <td className="numeric second">{semester}</td>
                  <td>
                    <span className="row">
                      <Link to="/compare" search={{ student: id }}>
                        {say('students.compare')}
                      </Link>
                      <Link to="/plans/board" search={{ student: id }}>
                        {say('students.plan')}
                      </Link>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
