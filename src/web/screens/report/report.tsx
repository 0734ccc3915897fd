/** How do we decide? The month in figures, to be printed. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { dayText, monthText } from '../../parts/dates.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import { Bars, Hosts, Kinds } from './charts.tsx';
import styles from './report.module.css';

export type Report = AnswerOf<(typeof api.reports.decisions)['$get']>;

/** "2027-02" before "2027-03". */
function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

export function ReportScreen() {
  const say = useSay();
  const language = useLanguage();
  const { month } = useParams({ from: '/inside/report/$month' });
  const { data, error, refetch } = useQuery({
    queryKey: ['report', month],
    queryFn: () => answerOf(api.reports.decisions.$get({ query: { month } })),
  });
  const before = monthBefore(month);
  useBasis(say('report.basis'), say('report.basis-names'));
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.report'), to: '/report' }, { name: monthText(month) }]} />
      <header className={styles.head}>
        <div className="grow">
          <h1>{monthText(month)}</h1>
          <p className="second">{say('report.lead')}</p>
        </div>
        <Link to="/report/$month" params={{ month: before }} className={`no-print ${styles.before}`}>
          <Icon name="left" size={14} /> {monthText(before)}
        </Link>
        <Button
          component="a"
          className="no-print"
          href={`/api/v1/reports/decisions/file?month=${month}&language=${language}`}
          leftSection={<Icon name="export" />}
        >
          CSV
        </Button>
        <Button
          variant="filled"
          className="no-print"
          leftSection={<Icon name="printer" />}
          onClick={() => window.print()}
        >
          {say('report.print')}
        </Button>
      </header>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={10} />}
      {data && <Figures report={data} />}
      {data && (
        <div className={styles.columns}>
          <div>
            <Kinds report={data} />
            <Refusals report={data} />
            <Bars report={data} />
          </div>
          <div>
            <Hosts report={data} />
            <Contradictions />
          </div>
        </div>
      )}
    </div>
  );
}

const sumOf = (kinds: Report['kinds']): number => Object.values(kinds).reduce((sum, one) => sum + one, 0);

function Figures({ report }: { readonly report: Report }) {
  const say = useSay();
  const intl = useIntl();
  const { kinds, before, plans, waits, medianDays, allowedDays } = report;
  const [all, earlier] = [sumOf(kinds), sumOf(before.kinds)];
  const share = (part: number, of: number): string =>
    of === 0 ? '–' : say('parts.per-cent', { value: Math.round((part / of) * 100) });
  const late = waits
    .filter(({ days }) => allowedDays !== null && days > allowedDays)
    .reduce((sum, { count }) => sum + count, 0);
  const figures = [
    ['bundles', intl.formatNumber(all), say('report.before', { figure: intl.formatNumber(earlier) })],
    ['plans', intl.formatNumber(plans), say('report.before', { figure: intl.formatNumber(before.plans) })],
    [
      'median',
      medianDays === null ? '–' : say('report.days', { days: medianDays }),
      allowedDays === null ? '' : say('report.allowed', { days: allowedDays }),
    ],
    [
      'precedent',
      share(kinds.onPrecedent, all),
      say('report.before', { figure: share(before.kinds.onPrecedent, earlier) }),
    ],
    ['late', intl.formatNumber(late), say('report.longest', { days: waits.at(-1)?.days ?? 0 })],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([key, figure, beside]) => (
        <div key={key}>
          <dt>{say(`report.figure-${key}`)}</dt>
          <dd className={styles.figure}>{figure}</dd>
          <dd className="small muted">{beside}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Bars of the month; a mark for the month before. */
function Refusals({ report: { refusals } }: { readonly report: Report }) {
  const say = useSay();
  const language = useLanguage();
  if (refusals.length === 0) return null;
  const most = Math.max(...refusals.flatMap(({ count, before }) => [count, before]), 1);
  return (
    <section>
      <h2>{say('report.refusals')}</h2>
      <p className="small muted">{say('report.refusals-how')}</p>
      <table className={styles.bars}>
        <tbody>
          {refusals.map(({ reason, title, count, before }) => (
            <tr key={reason}>
              <th scope="row">{title ? textOf(title, language)[0] : reason}</th>
              <td>
                <svg viewBox="0 0 200 18" width="100%" height="18" preserveAspectRatio="none" aria-hidden>
                  <rect y="2" width={(count / most) * 190} height="14" fill="url(#hatch-bad)" />
                  <path d={`M${(before / most) * 190 + 1} 0v18`} stroke="var(--ink)" strokeWidth="2" />
                </svg>
              </td>
              <td className="numeric">
                <b>{count}</b> <span className="unseen">{say('report.before', { figure: before })}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const codes = (courses: readonly { readonly code: string }[]): string => courses.map(({ code }) => code).join(' + ');

function Contradictions() {
  const say = useSay();
  const contradictions = useQuery({
    queryKey: ['contradictions'],
    queryFn: () => answerOf(api.precedents.contradictions.$get()),
  });
  const reopened = useQuery({
    queryKey: ['precedents', 'reopened', undefined, 'report'],
    queryFn: () => answerOf(api.precedents.$get({ query: { status: 'reopened', limit: '100' } })),
  });
  const expiring = useQuery({ queryKey: ['expiring'], queryFn: () => answerOf(api.precedents.expiring.$get()) });
  return (
    <>
      {(contradictions.data?.items.length ?? 0) > 0 && (
        <section>
          <h2>{say('report.contradictions')}</h2>
          <p className="small muted">{say('report.contradictions-why')}</p>
          <table className="stacked">
            <tbody>
              {contradictions.data?.items.map(({ approved: [yes], refused: [no] }) => (
                <tr key={`${yes?.id} ${no?.id}`}>
                  <td className={styles.codes}>
                    {codes(yes?.home.courses ?? [])} = {codes(yes?.host.courses ?? [])}
                  </td>
                  <td>
                    <Tag icon="check" tone="ok">
                      {yes && dayText(yes.decidedOn)}
                    </Tag>
                  </td>
                  <td>
                    <Tag icon="refused" tone="bad">
                      {no && dayText(no.decidedOn)}
                    </Tag>
                  </td>
                  <td className="right">
                    <Link to="/precedents" search={{ which: 'contradicting' }}>
                      {say('report.decide')}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <section>
        <h2>{say('report.to-look-at')}</h2>
        <table className="stacked">
          <tbody>
            <ToLookAt icon="clock" which="expiring" items={expiring.data?.items} />
            <ToLookAt icon="bookmark" which="reopened" items={reopened.data?.items} />
          </tbody>
        </table>
      </section>
    </>
  );
}

type ToLookAt = AnswerOf<typeof api.precedents.$get>['items'];

/** Precedents of a kind: how many, the first of them, and where they stand. */
function ToLookAt({
  icon,
  which,
  items,
}: {
  readonly icon: IconName;
  readonly which: 'expiring' | 'reopened';
  readonly items: ToLookAt | undefined;
}) {
  const say = useSay();
  if (!items) return null;
  const [first] = items;
  return (
    <tr>
      <td>
        <Tag icon={icon} tone={items.length > 0 ? 'warn' : 'plain'}>
          {say(`report.${which}`)}
        </Tag>
      </td>
      <td className="numeric">
        <b>{items.length}</b>
      </td>
      <td className={styles.codes}>
        {first && `${codes(first.home.courses)} = ${codes(first.host.courses)}`}
        {first?.validUntil && which === 'expiring' && (
          <span className="muted"> {say('report.ends', { day: dayText(first.validUntil) })}</span>
        )}
      </td>
      <td className="right">
        {first && (
          <Link to="/precedents" search={{ which }}>
            {say('report.open')}
          </Link>
        )}
      </td>
    </tr>
  );
}
