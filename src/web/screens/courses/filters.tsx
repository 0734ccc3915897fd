/** For which home course, and where is searched: chips over the results. */
import { Checkbox, Menu, Modal, Popover, Select, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { useCreditsText } from '../../parts/credits.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import styles from './courses.module.css';
import { type CourseSearch, NAMED_LANGUAGES, type SearchAddress } from './search-query.ts';

interface FiltersProps {
  readonly address: SearchAddress;
  readonly home: CourseSearch['home'];
  readonly change: (next: SearchAddress) => void;
}

export function Filters({ address, home, change }: FiltersProps) {
  const say = useSay();
  const language = useLanguage();
  const creditsOf = useCreditsText();
  const [choosing, setChoosing] = useState(false);
  const without = (key: keyof SearchAddress): void => {
    const { [key]: _, ...rest } = address;
    change(rest);
  };
  return (
    <div className={styles.filters}>
      {home && address.for !== undefined ? (
        <Chip icon="house" pressed onClick={() => setChoosing(true)} remove={() => without('for')}>
          {say('courses.replaces')} <b>{home.code}</b>{' '}
          <b lang={textOf(home.titles, language)[1]}>{textOf(home.titles, language)[0]}</b>
          {[creditsOf(home.credits), home.semester != null && say('courses.semester', { semester: home.semester })]
            .filter(Boolean)
            .map((one) => `, ${one}`)}
        </Chip>
      ) : (
        <Chip icon="house" onClick={() => setChoosing(true)}>
          {say('courses.choose-home')}
        </Chip>
      )}
      <Catalogues address={address} change={change} />
      <OneOf
        name={say('courses.any-term')}
        chosen={address.term}
        choices={(['autumn', 'spring'] as const).map((term) => [term, say(`courses.term-${term}`)])}
        choose={(term) => change({ ...address, term })}
        clear={() => without('term')}
      />
      <OneOf
        name={say('courses.any-language')}
        chosen={address.language}
        choices={NAMED_LANGUAGES.map((one) => [one, say(`courses.language-${one}`)])}
        choose={(one) => change({ ...address, language: one })}
        clear={() => without('language')}
      />
      <OneOf
        name={say('courses.any-level')}
        chosen={address.level}
        choices={(['bachelor', 'master', 'doctorate'] as const).map((level) => [level, say(`courses.level-${level}`)])}
        choose={(level) => change({ ...address, level })}
        clear={() => without('level')}
      />
      <HomePicker
        opened={choosing}
        close={() => setChoosing(false)}
        choose={(home) => change({ ...address, for: home })}
      />
    </div>
  );
}

function Chip({
  icon,
  pressed = false,
  onClick,
  remove,
  children,
}: {
  readonly icon?: IconName;
  readonly pressed?: boolean;
  readonly onClick?: () => void;
  readonly remove?: () => void;
  readonly children: ReactNode;
}) {
  const say = useSay();
  return (
    <span className={`${styles.chip} ${pressed ? styles.pressed : ''}`}>
      <UnstyledButton className={styles.word} onClick={onClick}>
        {icon && <Icon name={icon} size={12} />}
        <span className="cut">{children}</span>
      </UnstyledButton>
      {remove && (
        <UnstyledButton className={styles.remove} aria-label={say('courses.remove-filter')} onClick={remove}>
          <Icon name="cross" size={12} />
        </UnstyledButton>
      )}
    </span>
  );
}

function OneOf<T extends string>({
  name,
  chosen,
  choices,
  choose,
  clear,
}: {
  readonly name: string;
  readonly chosen: T | undefined;
  readonly choices: readonly (readonly [T, string])[];
  readonly choose: (value: T) => void;
  readonly clear: () => void;
}) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={`${styles.chip} ${styles.word} ${chosen === undefined ? '' : styles.pressed}`}>
          {choices.find(([value]) => value === chosen)?.[1] ?? name}
          <Icon name="down" size={12} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={clear}>{name}</Menu.Item>
        {choices.map(([value, text]) => (
          <Menu.Item key={value} onClick={() => choose(value)} rightSection={value === chosen && <Icon name="check" />}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Catalogues({ address, change }: Pick<FiltersProps, 'address' | 'change'>) {
  const say = useSay();
  const { data } = useQuery({ queryKey: ['catalogues'], queryFn: () => answerOf(api.catalogues.$get({ query: {} })) });
  const chosen = address.hosts?.split(',') ?? [];
  const toggle = (id: string): void => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    const { hosts: _, ...rest } = address;
    change(next.length === 0 ? rest : { ...rest, hosts: next.join(',') });
  };
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <UnstyledButton className={`${styles.chip} ${styles.word} ${chosen.length > 0 ? styles.pressed : ''}`}>
          {say('courses.catalogues', { chosen: chosen.length, count: data?.items.length ?? 0 })}
          <Icon name="down" size={12} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.scroll}>
        <ul className={styles.ticks}>
          {data?.items.map(({ list }) => (
            <li key={list.id}>
              <Checkbox
                label={`${list.institution} ${list.academicYear ?? ''}`}
                checked={chosen.includes(list.id)}
                onChange={() => toggle(list.id)}
              />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A curriculum, and one of its courses. */
function HomePicker({
  opened,
  close,
  choose,
}: {
  readonly opened: boolean;
  readonly close: () => void;
  readonly choose: (home: string) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const [curriculum, setCurriculum] = useState<string | null>(null);
  const [text, setText] = useState('');
  const curricula = useQuery({
    queryKey: ['curricula'],
    queryFn: () => answerOf(api.curricula.$get({ query: {} })),
    enabled: opened,
  });
  const first = curriculum ?? curricula.data?.items[0]?.list.id ?? null;
  const courses = useQuery({
    queryKey: ['curriculum-courses', first, text],
    queryFn: () =>
      answerOf(
        api['curriculum-versions'][':id'].courses.$get({ param: { id: first ?? '' }, query: { limit: '100', text } }),
      ),
    enabled: opened && first !== null,
  });
  return (
    <Modal opened={opened} onClose={close} title={say('courses.choose-home')} size={640}>
      <div className={styles.picker}>
        <Select
          label={say('courses.curriculum')}
          value={first}
          allowDeselect={false}
          data={
            curricula.data?.items.map(({ list }) => ({ value: list.id, label: list.programme ?? list.institution })) ??
            []
          }
          onChange={setCurriculum}
        />
        <TextInput
          data-autofocus
          label={say('courses.part-of-title')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {courses.error && <Failed error={courses.error} />}
        {courses.isPending && courses.fetchStatus !== 'idle' && <Loading lines={5} />}
        <ul className={styles.scroll}>
          {courses.data?.items.map(({ code, titles, semester }) => (
            <li key={code}>
              <UnstyledButton
                className={styles.choice}
                onClick={() => {
                  choose(`${first}:${code}`);
                  close();
                }}
              >
                <span className="code home">{code}</span>
                <span className="quoted grow cut" lang={textOf(titles, language)[1]}>
                  {textOf(titles, language)[0]}
                </span>
                {semester !== null && <span className="small muted">{say('courses.semester', { semester })}</span>}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
