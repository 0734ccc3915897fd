/** The rules to read: policies, scales, conversions, credit units, subjects and the process, each with its dates and its source. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { type Texts, textOf } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { PolicyEffects } from './effects.tsx';
import { linesOfPolicy } from './policy-lines.ts';
import { linesOfProcess, type ProcessLine, type ProcessRule, type Words } from './process-lines.ts';
import styles from './rules.module.css';

/** A rule as it is shown: what it is called, whose it is, when it counts, and all that its file says. */
interface Rule {
  readonly id: string;
  readonly names: Texts;
  readonly place?: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly source?: string;
  readonly note?: string | undefined;
  readonly lines: (words: Words) => readonly ProcessLine[];
}

/** Symbols and figures of a table, as its file has them; nothing for what it does not say. */
const written = (...cells: readonly unknown[]): ProcessLine =>
  cells.map((cell) => ({ written: cell === null || cell === undefined ? '' : String(cell) }));

/** Each kind: how it is read, and which lines of it are worth showing. */
const KINDS = {
  policies: async () => {
    const { items } = await answerOf(api.policies.$get({ query: {} }));
    return items.map((one) => ({
      ...one,
      id: `${one.id} ${one.version}`,
      names: one.title,
      place: one.institution,
      lines: (words: Words) => linesOfPolicy(one, words),
    }));
  },
  scales: async () => {
    const { items } = await answerOf(api.scales.$get({ query: {} }));
    return items.map((one) => ({
      ...one,
      names: one.name,
      place: one.country,
      lines: () => one.grades.map(({ symbol, value, percent }) => written(symbol, value, percent?.join('–'))),
    }));
  },
  conversions: async () => {
    const { items } = await answerOf(api.conversions.$get({ query: {} }));
    return items.map((one) => ({
      ...one,
      names: one.name,
      place: one.institution ?? `${one.hostScale} → ${one.homeScale}`,
      lines: () => one.table.map(({ host, home, percent }) => written(host, home, percent)),
    }));
  },
  units: async () => {
    const { items } = await answerOf(api['credit-units'].$get({ query: {} }));
    return items.map((one) => ({
      ...one,
      names: one.name,
      place: one.country,
      lines: ({ say }: Words) => [
        [
          one.ectsPerUnit === null ? say('rules.ratio-unknown') : `${one.ectsPerUnit.value} ECTS`,
          ...written(one.basis),
        ],
      ],
    }));
  },
  process: async () => {
    const { items } = await answerOf(api['process-rules'].$get({}));
    return items.map((one) => ({
      ...one,
      id: `${one.kind} ${one.id} ${one.version}`,
      names: one.title,
      lines: (words: Words) => linesOfProcess(one as unknown as ProcessRule, words),
    }));
  },
} as const satisfies Readonly<Record<string, () => Promise<readonly Rule[]>>>;

const NAMES = [...(Object.keys(KINDS) as (keyof typeof KINDS)[]), 'subjects', 'effects'] as const;
type Kind = (typeof NAMES)[number];

export function RulesScreen() {
  const say = useSay();
  const { kind } = useParams({ strict: false });
  const shown: Kind = NAMES.find((one) => one === kind) ?? 'policies';
  const [text, setText] = useState('');
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.rules'), to: '/rules' }, { name: say(`rules.kind-${shown}`) }]} />
      <header className={styles.head}>
        <h1 className="grow">{say('frame.rules')}</h1>
        <TextInput
          type="search"
          size="xs"
          value={text}
          aria-label={say('rules.find')}
          placeholder={say('rules.find')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
      </header>
      <p className="lead">{say('rules.lead')}</p>
      <nav aria-label={say('frame.rules')} className={styles.kinds}>
        {NAMES.map((one) => (
          <Link key={one} to="/rules/$kind" params={{ kind: one }} aria-current={one === shown ? 'page' : undefined}>
            {say(`rules.kind-${one}`)}
          </Link>
        ))}
      </nav>
      {shown === 'effects' && <PolicyEffects />}
      {shown === 'subjects' && <Subjects text={text} />}
      {shown !== 'effects' && shown !== 'subjects' && <Listed key={shown} kind={shown} text={text} />}
    </div>
  );
}

function Listed({ kind, text }: { readonly kind: keyof typeof KINDS; readonly text: string }) {
  const say = useSay();
  const { data, error, refetch } = useQuery<readonly Rule[]>({
    queryKey: ['rules', kind],
    queryFn: KINDS[kind],
    staleTime: 600_000,
  });
  const wanted = text.trim().toLowerCase();
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={10} />;
  const found = data.filter(({ id, names, place, source }) =>
    `${id} ${Object.values(names).join(' ')} ${place ?? ''} ${source ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <p className="small second">{say('rules.count', { count: found.length })}</p>
      {found.length === 0 && <Empty>{say('rules.none')}</Empty>}
      {found.map((rule) => (
        <RuleCard key={rule.id} rule={rule} />
      ))}
    </>
  );
}

function RuleCard({ rule: { id, names, place, validFrom, validTo, source, note, lines } }: { readonly rule: Rule }) {
  const say = useSay();
  const language = useLanguage();
  const number = exactNumber(useIntl());
  const [name, nameIn] = textOf(names, language);
  const told = lines({ say, number, title: (texts) => textOf(texts, language)[0] });
  return (
    <article className={styles.rule}>
      <h2 lang={nameIn}>{name}</h2>
      <p className="small second">
        <span className="code" lang="en">
          {id}
        </span>{' '}
        {place && (
          <span lang="en" className="quoted">
            {place}
          </span>
        )}{' '}
        {validFrom ? say('rules.from', { day: dayText(validFrom) }) : say('rules.always')}
        {validTo && ` ${say('rules.to', { day: dayText(validTo) })}`}
      </p>
      {source && (
        <p className="small">
          {say('rules.source')}{' '}
          <span lang="en" className="quoted">
            {source}
          </span>
        </p>
      )}
      {(told.length > 0 || note) && (
        <details className="small">
          <summary>{say('rules.whole', { count: told.length })}</summary>
          {note && (
            <p lang="en" className="quoted">
              {note}
            </p>
          )}
          <table className={styles.lines}>
            <tbody>
              {told.map((cells) => (
                <tr key={JSON.stringify(cells)}>
                  {cells.map((cell, at) =>
                    typeof cell === 'string' ? (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
                      <td key={at}>{cell}</td>
                    ) : (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
                      <td key={at} lang="en" className="quoted second">
                        {cell.written}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </article>
  );
}

function Subjects({ text }: { readonly text: string }) {
  const say = useSay();
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['subjects', text.trim()],
    queryFn: () => answerOf(api.subjects.$get({ query: { text: text.trim(), limit: '100' } })),
    staleTime: 600_000,
  });
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={10} />;
  return (
    <>
      <p className="small second">{say('rules.subjects-count', { shown: data.items.length, total: data.total })}</p>
      {data.items.length === 0 && <Empty>{say('rules.none')}</Empty>}
      <ul>
        {data.items.map(({ id, titles, isced, national, homeOnly }) => (
          <li key={id} className={styles.subject}>
            <b>{titles[language]?.[0]}</b>
            <span className="small second" lang="en">
              {Object.entries(titles)
                .filter(([one]) => one !== language)
                .map(([, names]) => names[0])
                .join(' · ')}
            </span>
            <span className="small muted numeric">ISCED-F {isced}</span>
            <span className="small">
              {national && say('rules.national')}
              {homeOnly && say('rules.home-only')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
