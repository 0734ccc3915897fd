/** Planned and taken beside one another, with what became of each row and the grade on both scales. */
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Quoted, SideWord } from '../../parts/course.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { exactNumber } from '../../parts/numbers.ts';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { Interval } from './interval.tsx';
import styles from './recognition.module.css';
import type { Case, Line, Row } from './recognition-query.ts';

const OUTCOMES: Readonly<Record<Row['outcome'], readonly [IconName, Tone]>> = {
  'as-approved': ['check', 'ok'],
  'approved-change': ['check', 'ok'],
  'different-credits': ['swap', 'warn'],
  'different-code': ['swap', 'warn'],
  probable: ['question', 'warn'],
  extra: ['plus', 'plain'],
  failed: ['cross', 'bad'],
  repeated: ['lines', 'plain'],
  withdrawn: ['leave', 'plain'],
  refused: ['refused', 'bad'],
  'needs-person': ['warning', 'bad'],
};

export function LineTable({
  lines,
  current,
  choose,
  flagged,
}: {
  readonly lines: readonly Line[];
  readonly current: Line | undefined;
  readonly choose: (key: string) => void;
  readonly flagged: Case['flagged'];
}) {
  const say = useSay();
  const number = exactNumber(useIntl());
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <SideWord side="home">{say('recognitions.planned')}</SideWord>
          </th>
          <th scope="col">
            <SideWord side="host">{say('recognitions.taken')}</SideWord>
          </th>
          <th scope="col">{say('recognitions.credits')}</th>
          <th scope="col">{say('recognitions.outcome')}</th>
          <th scope="col" className="right">
            {say('recognitions.there')}
          </th>
          <th scope="col" className={styles.interval}>
            {say('recognitions.interval')}
          </th>
          <th scope="col" className="right">
            {say('recognitions.here')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} aria-selected={line === current} onClick={() => choose(line.key)}>
            <td>
              <button type="button" className={styles.pick} onClick={() => choose(line.key)}>
                {line.home ? (
                  <>
                    <span className="code home">{line.home.code}</span>
                    <Quoted texts={line.home.titles} className="cut" />
                  </>
                ) : (
                  <span className="second">
                    {say(line.state === 'additional' ? 'recognitions.additional' : 'recognitions.not-planned')}
                  </span>
                )}
              </button>
            </td>
            <td>
              {line.rows.length === 0 && <span className="second">{say('recognitions.not-covered')}</span>}
              {line.rows.map((row) => (
                <div key={row.line} className="cut" title={row.title}>
                  <span className="code host">{row.code}</span> <span className="quoted">{row.title}</span>
                </div>
              ))}
            </td>
            <td className="numeric">{creditsOf(line, number, say)}</td>
            <td>
              {line.rows.map((row) => (
                <Outcome key={row.line} row={row} isAnswered={isAnswered(flagged, row.line)} />
              ))}
              {line.rows.length === 0 && (
                <Tag icon="ring" tone="bad">
                  {say('recognitions.stays-open')}
                </Tag>
              )}
            </td>
            <td className="right numeric">
              {line.rows.map((row) => (
                <div key={row.line} className={row.outcome === 'repeated' ? 'muted' : ''}>
                  {row.grade ?? '–'}
                </div>
              ))}
            </td>
            <td className={styles.interval}>
              <Interval line={line} />
            </td>
            <td className="right">
              <span className={line.grade?.letter ? styles.grade : styles.noGrade}>
                {line.grade?.letter ?? (line.grade ? say('recognitions.passed') : '–')}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isAnswered = (flagged: Case['flagged'], line: number): boolean =>
  flagged.some((row) => row.line === line && row.resolution !== null);

function Outcome({ row, isAnswered: answered }: { readonly row: Row; readonly isAnswered: boolean }) {
  const say = useSay();
  const [icon, tone] = OUTCOMES[row.outcome];
  return (
    <div>
      <Tag icon={answered ? 'pencil' : icon} tone={tone}>
        {say(`recognitions.outcome-${row.outcome}`)}
      </Tag>
    </div>
  );
}

function creditsOf(
  { credits, rows }: Line,
  number: (exact: string) => string,
  say: (id: string, values: Readonly<Record<string, string>>) => string,
): string {
  const there = rows
    .filter(({ outcome }) => outcome !== 'repeated')
    .map(({ ects }) => (ects === null ? '?' : number(ects)));
  if (credits === null) return there.length > 0 ? say('recognitions.ects', { amount: there.join(' + ') }) : '';
  return there.length > 0
    ? say('recognitions.credits-for', { credits: number(credits), ects: there.join(' + ') })
    : number(credits);
}
