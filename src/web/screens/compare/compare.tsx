/** Where should this student go? The hosts by the credits that are likely to be recognised at home, a small bar for each home course. */

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useListing, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import type { StayAddress } from '../board/stay-address.ts';
import { elsewhere, LeastCredits, StayChoices } from '../board/stay-choices.tsx';
import { stayRequest, useCatalogues, useStudentRecord, withRecord } from '../board/stay-query.ts';
import { useLanguageName } from '../calls/calls-query.ts';
import { StudentPicker, useStudentName } from '../students/student-picker.tsx';
import styles from './compare.module.css';
import { type Comparison, chanceOf, coursesAt, expectedAt, replacedAt } from './comparison.ts';
import { InShort } from './in-short.tsx';
import { NotCompared, useCountries } from './other-hosts.tsx';

export function CompareScreen() {
  const say = useSay();
  const listing = useListing();
  const navigate = useNavigate();
  const address = useSearch({ from: '/inside/compare' });
  const record = useStudentRecord(address.student);
  const stay = withRecord(address, record.data);
  const name = useStudentName(address.student);
  const { data: catalogues } = useCatalogues();
  const request = stayRequest(stay, record.data);
  const ids = catalogues?.items.map(({ list }) => list.id) ?? [];
  const compared = useQuery({
    queryKey: ['compare-hosts', stay, ids],
    queryFn: async ({ signal }) => {
      const json = { ...request, curriculum: { id: stay.curriculum ?? '' }, hosts: ids.map((id) => ({ id })) };
      return answerOf(api['compare-hosts'].$post({ json }, { init: { signal } }));
    },
    staleTime: 60_000,
    enabled: request !== null && ids.length > 0 && (address.student === undefined || record.data !== undefined),
  });
  const hosts = compared.data?.hosts ?? [];
  const idOf = ({ host }: Comparison): string =>
    catalogues?.items.find(({ list }) => list.institution === host.institution)?.list.id ?? '';
  const [first] = hosts;
  useBasis(
    first?.plan && say('compare.basis'),
    first?.plan && `${first.plan.basis.policy} (${first.plan.basis.policyVersion})`,
    first?.plan?.basis.model,
  );
  const to = (host: Comparison): StayAddress => ({ ...address, host: idOf(host) });
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.students'), to: '/students' }, { name: say('frame.compare') }]} />
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>{say(name ? 'compare.title-of' : 'compare.title', { name: name ?? '' })}</h1>
          {stay.semester && (
            <p className="second">{say('compare.lead', { list: listing(stay.semester.split(',')) })}</p>
          )}
        </div>
        <StudentPicker
          value={address.student}
          choose={(student) =>
            void navigate({
              to: '/compare',
              search: student === null ? elsewhere(stay, 'student') : { student },
              replace: true,
            })
          }
        />
        {first && (
          <Button variant="filled" onClick={() => void navigate({ to: '/plans/board', search: to(first) })}>
            {say('compare.plan-first')}
          </Button>
        )}
      </header>
      <div className={styles.choices}>
        <StayChoices stay={stay} change={(next) => void navigate({ to: '/compare', search: next, replace: true })} />
        <LeastCredits stay={stay} change={(next) => void navigate({ to: '/compare', search: next, replace: true })} />
      </div>
      {compared.error && <Failed error={compared.error} retry={() => void compared.refetch()} />}
      {compared.fetchStatus !== 'idle' && !compared.data && <Loading lines={8} />}
      {compared.fetchStatus === 'idle' && !compared.data && !compared.error && <Empty>{say('compare.begin')}</Empty>}
      {hosts.length > 0 && (
        <>
          <InShort hosts={hosts} />
          <Hosts hosts={hosts} to={to} />
          <Legend />
          <NotCompared />
        </>
      )}
    </div>
  );
}

function Hosts({
  hosts,
  to,
}: {
  readonly hosts: readonly Comparison[];
  readonly to: (host: Comparison) => StayAddress;
}) {
  const say = useSay();
  const intl = useIntl();
  const language = useLanguage();
  const one = (value: number): string => intl.formatNumber(value, { maximumFractionDigits: 1 });
  const languageName = useLanguageName();
  const countries = useCountries();
  /** "German 53.5, English 10": the amounts where there are several languages. */
  const languagesAt = ({ languages }: Comparison): string[] => {
    const entries = Object.entries(languages);
    return entries.map(([code, ects]) => {
      const name = code === 'unknown' ? say('compare.language-unknown') : languageName(code);
      return entries.length === 1 ? name : `${name} ${one(fractionOf(ects))}`;
    });
  };
  const courses = coursesAt(hosts);
  const all = courses.reduce((sum, { ects }) => sum + fractionOf(ects), 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which takes the keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={say('frame.compare')}>
      <table className={`stacked ${styles.hosts}`}>
        <thead>
          <tr>
            <th scope="col">{say('compare.rank')}</th>
            <th scope="col">{say('board.host')}</th>
            <th scope="col">{say('compare.recognised')}</th>
            <th scope="col">{say('compare.owed')}</th>
            <th scope="col">{say('compare.there')}</th>
            {courses.map(({ code, titles, ects }) => (
              <th key={code} scope="col" className={styles.course}>
                <span title={textOf(titles, language)[0]}>
                  <span lang={textOf(titles, language)[1]}>{textOf(titles, language)[0]}</span> {one(fractionOf(ects))}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => {
            const { plan, figures } = host;
            const [replaced, expected] = [replacedAt(host), expectedAt(host)];
            return (
              <tr key={host.host.institution}>
                <td className="numeric">
                  <b>{host.rank}</b>
                </td>
                <td>
                  <Link to="/plans/board" search={to(host)}>
                    {host.host.institution}
                  </Link>
                  <p className="small muted">
                    {[countries.get(host.host.institution.toLowerCase()), ...languagesAt(host)]
                      .filter(Boolean)
                      .join(', ')}
                  </p>
                  {!plan && <p className="small second">{sentenceOf(host.summary)}</p>}
                  {host.notes.map((note) => (
                    <p key={note.code}>
                      <Tag icon="warning" tone="warn">
                        {sentenceOf(note)}
                      </Tag>
                    </p>
                  ))}
                </td>
                <td>
                  <svg width="150" height="10" aria-hidden>
                    <rect width="150" height="10" fill="var(--sunken)" />
                    <rect
                      x="0.5"
                      y="0.5"
                      width={(149 * replaced) / (all || 1)}
                      height="9"
                      fill="none"
                      stroke="var(--home)"
                    />
                    <rect width={(150 * expected) / (all || 1)} height="10" fill="var(--home)" />
                  </svg>
                  <span className={`small ${styles.expected}`}>
                    {say('compare.expected', { expected: one(expected), replaced: one(replaced) })}
                  </span>
                </td>
                <td className="numeric" data-label={say('compare.owed')}>
                  {figures ? say('compare.owed-of', { covered: figures.owedCovered, owed: figures.owedTotal }) : '–'}
                </td>
                <td className="numeric" data-label={say('compare.there')}>
                  {plan ? one(fractionOf(plan.totals.hostEcts)) : '–'}
                </td>
                {courses.map(({ code }) => (
                  <td key={code} data-label={code}>
                    <Chance value={chanceOf(host, code)} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Legend() {
  const say = useSay();
  const box = (fill: string, dashed: boolean) => (
    <svg width="14" height="10" aria-hidden>
      {dashed ? (
        <rect x="0.5" y="0.5" width="13" height="9" fill="none" stroke="var(--ink-3)" strokeDasharray="2 2" />
      ) : (
        <rect width="14" height="10" fill={fill} />
      )}
    </svg>
  );
  return (
    <p className={`small second ${styles.legend}`}>
      <span>
        {box('var(--home)', false)} {say('compare.legend-likely')}
      </span>
      <span>
        {box('url(#hatch-ink)', false)} {say('compare.legend-unlikely')}
      </span>
      <span>
        {box('', true)} {say('compare.open')}
      </span>
    </p>
  );
}

function Chance({ value }: { readonly value: number | null }) {
  const say = useSay();
  const said = value === null ? say('compare.open') : say('parts.of-100', { value: Math.round(value * 100) });
  return (
    <span className={styles.chance}>
      <svg width="30" height="22" role="img" aria-label={said}>
        {value === null ? (
          <rect x="0.5" y="0.5" width="29" height="21" fill="none" stroke="var(--ink-3)" strokeDasharray="2 2" />
        ) : (
          <>
            <rect width="30" height="22" fill="var(--sunken)" />
            <rect
              y={22 - 22 * value}
              width="30"
              height={22 * value}
              fill={value >= 0.5 ? 'var(--home)' : 'url(#hatch-ink)'}
            />
          </>
        )}
      </svg>
      <span className={`small numeric ${value !== null && value >= 0.5 ? styles.likely : 'muted'}`}>
        {value === null ? '–' : Math.round(value * 100)}
      </span>
    </span>
  );
}
