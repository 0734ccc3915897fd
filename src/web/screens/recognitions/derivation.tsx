/** How one grade came about: where it stands among the passes of both sides, and what of the policy's ladder was tried. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { exactNumber, fractionOf } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import styles from './recognition.module.css';
import { gradeStepOf, type Line, type Recognition, type Step, usePolicies } from './recognition-query.ts';

/** The traditional grade is kept in Russian, as registrars write it; any other word stands as it is kept. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  отлично: 'excellent',
  хорошо: 'good',
  удовлетворительно: 'satisfactory',
  неудовлетворительно: 'unsatisfactory',
};
const traditional = (kept: string, say: ReturnType<typeof useSay>): string => {
  const grade = TRADITIONAL[kept];
  return grade ? say(`recognitions.traditional-${grade}`) : kept;
};

export function Derivation({ line, recognition }: { readonly line: Line; readonly recognition: Recognition }) {
  const say = useSay();
  const intl = useIntl();
  const number = exactNumber(intl);
  const { grade, derivation, home, rows } = line;
  const step = gradeStepOf(line);
  const there = rows.filter(({ outcome }) => outcome !== 'repeated').flatMap((row) => row.grade ?? []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which takes the keyboard too
    <aside className={styles.derivation} tabIndex={0} aria-label={say('recognitions.derivation')}>
      <h2 className={styles.becomes}>
        {there.join('; ') || '–'} {say('recognitions.is')}{' '}
        <span className={grade?.letter ? styles.grade : styles.noGrade}>{grade?.letter ?? '–'}</span>
        <span className="second">
          {[
            grade?.points && number(grade.points),
            grade?.percent && say('parts.per-cent', { value: number(grade.percent) }),
            grade?.traditional && traditional(grade.traditional, say),
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
        <span className={`small muted ${styles.of}`}>{home?.code ?? rows[0]?.code}</span>
      </h2>
      {step && <p className="small second">{sentenceOf(step.reason)}</p>}
      {rows.map((row) => (
        <p key={row.line} className="small muted">
          {say('recognitions.row', { line: row.line })}: {sentenceOf(row.reason)}
        </p>
      ))}
      {step?.distribution && <Distribution step={step} />}
      {derivation.length > 0 && <Ladder line={line} policy={recognition.policy.id} />}
      {derivation.length > 0 && (
        <details>
          <summary className="small">{say('recognitions.every-step', { count: derivation.length })}</summary>
          <ol className={styles.steps}>
            {derivation.map((one) => (
              <li key={`${one.rule} ${sentenceOf(one.reason)}`} className="small">
                {sentenceOf(one.reason)}
                <span className="muted"> {typeof one.source === 'string' ? one.source : sentenceOf(one.source)}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      <Average recognition={recognition} />
    </aside>
  );
}

const WIDTH = 360;

/** The host's strip above the home strip: the band falls from one to the other. */
function Distribution({ step }: { readonly step: Step }) {
  const say = useSay();
  const intl = useIntl();
  const { host, home, grade } = step.distribution ?? { host: [], home: [], grade: '' };
  const band = host.find((one) => one.grade === grade);
  const [from, to] = band ? [fractionOf(band.from) * WIDTH, fractionOf(band.to) * WIDTH] : [0, 0];
  const strip = (side: 'home' | 'host', bands: typeof host, y: number) =>
    bands.map((one) => {
      const [start, end] = [fractionOf(one.from) * WIDTH, fractionOf(one.to) * WIDTH];
      const isBand = side === 'host' ? one.grade === grade : end > from && start < to;
      return (
        <g key={one.grade}>
          <rect
            x={start}
            y={y}
            width={Math.max(0, end - start)}
            height="24"
            fill={isBand ? (side === 'host' ? 'var(--host)' : 'url(#hatch-home)') : `var(--${side}-soft)`}
            stroke={`var(--${side}-line)`}
          />
          {end - start > 22 && (
            <text
              x={(start + end) / 2}
              y={side === 'host' ? y + 16 : y + 38}
              textAnchor="middle"
              fontSize="11"
              fill={isBand && side === 'host' ? 'var(--surface)' : 'var(--ink-2)'}
            >
              {one.grade}
            </text>
          )}
        </g>
      );
    });
  const { hostTable = '', hostSample = '', homeTable = '', homeSample = '', band: said = '' } = step.inputs;
  return (
    <figure>
      <p className={`small ${styles.strip}`}>
        <span className="cut">{hostTable}</span>
        <b>{say('recognitions.passes', { count: hostSample })}</b>
      </p>
      <svg viewBox={`0 0 ${WIDTH} 108`} width="100%" role="img" aria-label={sentenceOf(step.reason) ?? said}>
        <path d={`M${from} 24V66H${to}V24z`} fill="var(--sunken)" />
        {strip('host', host, 0)}
        {strip('home', home, 66)}
        <path d={`M${from} 24V66M${to} 24V66`} stroke="var(--ink)" strokeDasharray="3 3" />
      </svg>
      <p className={`small ${styles.strip}`}>
        <span className="cut">{homeTable}</span>
        <b>{say('recognitions.passes', { count: homeSample })}</b>
      </p>
      <details>
        <summary className="small">{say('recognitions.as-table')}</summary>
        <table>
          <Columns names={['side', 'grade', 'from', 'to']} id={(name) => `recognitions.table-${name}`} />
          <tbody>
            {(['host', 'home'] as const).flatMap((side) =>
              (side === 'host' ? host : home).map((one) => (
                <tr key={`${side} ${one.grade}`}>
                  <td>{say(`recognitions.side-${side}`)}</td>
                  <td>{one.grade}</td>
                  {[one.from, one.to].map((share) => (
                    <td key={share} className="numeric">
                      {say('parts.per-cent', {
                        value: intl.formatNumber(fractionOf(share) * 100, {
                          minimumFractionDigits: 1,
                          maximumFractionDigits: 1,
                        }),
                      })}
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** Cross: tried, and why not; check: used; dotted: not needed. */
function Ladder({ line, policy }: { readonly line: Line; readonly policy: string }) {
  const say = useSay();
  const { data } = usePolicies();
  const rungs = data?.items.find(({ id }) => id === policy)?.grades.ladder ?? [];
  if (rungs.length === 0) return null;
  return (
    <section>
      <h3>{say('recognitions.ladder')}</h3>
      <ul className={styles.ladder}>
        {rungs.map(({ method }) => {
          const step = line.derivation.find(({ rule }) => rule === `grade.${method}`);
          const state = step === undefined ? 'idle' : step.output === null ? 'tried' : 'used';
          const icons: Readonly<Record<typeof state, IconName>> = { idle: 'ring', tried: 'cross', used: 'check' };
          return (
            <li key={method} className={state === 'used' ? styles.used : ''}>
              <span className={state === 'used' ? 'ok' : 'muted'}>
                <Icon name={icons[state]} size={13} />
              </span>
              <span>{say(`recognitions.method-${method}`)}</span>
              <span
                className={`small muted cut ${styles.why}`}
                title={step ? (sentenceOf(step.reason) ?? undefined) : undefined}
              >
                {state === 'idle'
                  ? say('recognitions.not-needed')
                  : state === 'tried'
                    ? sentenceOf(step?.reason)
                    : say('recognitions.used')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Whole tenths between two averages; so few that their names do not touch. */
function ticksBetween(low: number, high: number): number[] {
  const step = Math.max(1, Math.ceil((high - low) / 0.6));
  const [first, last] = [Math.ceil(low * 10), Math.floor(high * 10)];
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, at) => (first + at * step) / 10,
  );
}

/** The average of the stay, and that of the student before and after it. */
function Average({ recognition: { gpa } }: { readonly recognition: Recognition }) {
  const say = useSay();
  const intl = useIntl();
  const figure = (value: string): string =>
    intl.formatNumber(fractionOf(value), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const marks = [
    { key: 'stay', value: gpa.value },
    { key: 'before', value: gpa.before ?? null },
    { key: 'after', value: gpa.after ?? null },
  ].flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]));
  if (marks.length === 0) return null;
  const values = marks.map(({ value }) => fractionOf(value));
  const [low, high] = [Math.min(...values) - 0.2, Math.max(...values) + 0.2];
  const x = (value: string): number => ((fractionOf(value) - low) / (high - low)) * WIDTH;
  const said = marks.map(({ key, value }) => say(`recognitions.gpa-${key}`, { value: figure(value) })).join(', ');
  return (
    <section>
      <h3>{say('recognitions.gpa')}</h3>
      <p className="small">{said}</p>
      <svg viewBox={`0 0 ${WIDTH} 32`} width="100%" aria-hidden>
        <path d={`M0 7H${WIDTH}`} stroke="var(--line-strong)" />
        {ticksBetween(low, high).map((tick) => (
          <g key={tick}>
            <path d={`M${x(String(tick))} 3v8`} stroke="var(--line-strong)" />
            <text x={x(String(tick))} y="26" textAnchor="middle" fontSize="11" fill="var(--ink-3)">
              {intl.formatNumber(tick, { minimumFractionDigits: 1 })}
            </text>
          </g>
        ))}
        {marks.map(({ key, value }) => (
          <circle
            key={key}
            cx={x(value)}
            cy="7"
            r="5"
            fill={key === 'stay' ? 'var(--host)' : key === 'after' ? 'var(--ink)' : 'var(--surface)'}
            stroke={key === 'stay' ? 'var(--host)' : 'var(--ink)'}
          />
        ))}
      </svg>
    </section>
  );
}
