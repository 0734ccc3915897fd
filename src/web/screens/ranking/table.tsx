/** Applicants by their place: what is compared of each, the weighted sum as a bar of its parts, and what is proposed or decided. */
import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { exactNumber, fractionOf, typedAmount } from '../../parts/numbers.ts';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { useTitle } from '../calls/calls-query.ts';
import { cutOf, type Fate, levelOf, type RankingLine, type ShownRanking, type TypedPoints } from './lines.ts';
import styles from './ranking.module.css';

type Criteria = ShownRanking['rules']['criteria'];
const BAR = 180;
/** Of the criteria in their order; more than these begin again. */
const FILLS = ['var(--home)', 'url(#hatch-home)', 'var(--home-line)', 'var(--ink-3)', 'var(--line-strong)'] as const;
const fillOf = (at: number): string => FILLS[at % FILLS.length] ?? FILLS[0];

export interface PointsEditing {
  readonly typed: TypedPoints;
  readonly type: (application: string, criterion: string, text: string) => void;
}

export function RankingTable({
  lines,
  criteria,
  places,
  languages,
  editing,
  award,
}: {
  readonly lines: readonly RankingLine[];
  readonly criteria: Criteria;
  /** Of the call. */
  readonly places: number;
  /** Those of the call; null where nobody has said. */
  readonly languages: readonly { readonly language: string }[] | null;
  /** Left out: points are not this reader's to give. */
  readonly editing?: PointsEditing | undefined;
  /** Left out: equals are not to be parted now. */
  readonly award?: ((line: RankingLine) => void) | undefined;
}) {
  const say = useSay();
  const titleOf = useTitle();
  const ranked = lines.filter(({ rank }) => rank !== null);
  const cut = cutOf(lines);
  const before = lines.filter(({ rank, isDecided }) => rank === null && isDecided);
  const open = lines.filter(({ rank, isDecided }) => rank === null && !isDecided);
  const columns = criteria.length + 4;
  const row = (line: RankingLine) => (
    <Row
      key={line.applicant.id}
      line={line}
      criteria={criteria}
      languages={languages}
      editing={editing}
      award={award}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
    <div onKeyDown={walkRows}>
      <table className={`stacked ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{say('ranking.place')}</th>
            <th scope="col">{say('ranking.applicant')}</th>
            {criteria.map(({ id, title }) => (
              <th key={id} scope="col" className={styles.value}>
                {titleOf(title)}
              </th>
            ))}
            <th scope="col">{say('ranking.sum')}</th>
            <th scope="col">{say('ranking.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {before.map(row)}
          {ranked.slice(0, cut ?? ranked.length).map(row)}
          {cut !== null && (
            <tr className={styles.cut}>
              <td colSpan={columns}>
                <span>{say('ranking.cut', { count: places })}</span>
              </td>
            </tr>
          )}
          {cut !== null && ranked.slice(cut).map(row)}
          {open.length > 0 && ranked.length > 0 && (
            <tr className={styles.apart}>
              <td colSpan={columns}>{say('ranking.not-ranked', { count: open.length })}</td>
            </tr>
          )}
          {open.map(row)}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  line,
  criteria,
  languages,
  editing,
  award,
}: Pick<Parameters<typeof RankingTable>[0], 'criteria' | 'languages' | 'editing' | 'award'> & {
  readonly line: RankingLine;
}) {
  const say = useSay();
  const titleOf = useTitle();
  const { applicant, rank, partedBy } = line;
  const name = applicant.about.student?.name ?? say('queue.unnamed');
  return (
    <tr>
      <td className={`numeric ${styles.rank}`}>{rank}</td>
      <td>
        <Link to="/applications/$id" params={{ id: applicant.id }} data-row className={styles.name}>
          {name}
        </Link>{' '}
        <span className="small muted">{applicant.about.student?.number}</span>
      </td>
      {criteria.map((criterion) => (
        <td key={criterion.id} className={styles.value}>
          <span className={styles.onPhone}>{titleOf(criterion.title)}</span>
          <Value line={line} criterion={criterion} languages={languages} editing={editing} name={name} />
        </td>
      ))}
      <td>{line.score !== null && <Sum line={line} criteria={criteria} score={line.score} />}</td>
      <td>
        <span className="row wraps">
          <FateTag line={line} />
          {partedBy !== null && <span className="small muted">{say(`ranking.by-${partedBy}`)}</span>}
          {line.fate === 'tied' && award && (
            <Button size="compact-xs" onClick={() => award(line)} aria-label={say('ranking.give-place-to', { name })}>
              {say('ranking.give-place')}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

/** What is compared: a figure, a level, or points that the commission gives here. */
function Value({
  line: { applicant, parts, isDecided },
  criterion: { id, of, worst, best, title },
  languages,
  editing,
  name,
}: {
  readonly line: RankingLine;
  readonly criterion: Criteria[number];
  readonly languages: Parameters<typeof levelOf>[1];
  readonly editing: PointsEditing | undefined;
  readonly name: string;
}) {
  const say = useSay();
  const titleOf = useTitle();
  const number = exactNumber(useIntl());
  const { facts } = applicant;
  const known = parts.find(({ criterion }) => criterion === id)?.value ?? null;
  if (of === 'points' && editing && !isDecided) {
    const text = editing.typed[applicant.id]?.[id] ?? facts.points[id] ?? '';
    const amount = typedAmount(text);
    const isBeyond = amount !== null && (Number(amount) < fractionOf(worst) || Number(amount) > fractionOf(best));
    return (
      <TextInput
        size="xs"
        className={styles.points ?? ''}
        inputMode="decimal"
        aria-label={say('ranking.points-of', { name, what: titleOf(title) })}
        placeholder={say('ranking.range', { worst: number(worst), best: number(best) })}
        value={text}
        error={text !== '' && (amount === null || isBeyond)}
        onChange={({ currentTarget: { value } }) => editing.type(applicant.id, id, value)}
      />
    );
  }
  const figures = {
    gpa: facts.gpa,
    'credits-earned': facts.creditsEarned,
    points: facts.points[id] ?? null,
    'language-level': levelOf(facts.languages, languages),
  };
  // Of those who could not be compared too: what is known of them is shown.
  const figure = known ?? figures[of];
  if (figure === null) return <span className="warn small">{say('ranking.unknown')}</span>;
  if (of !== 'language-level') return <span className="numeric">{number(`${figure}`)}</span>;
  const level = Number(figure);
  return <span>{level === 0 ? say('ranking.no-level') : (LEVELS[level - 1] ?? say('calls.native'))}</span>;
}

function Sum({
  line,
  criteria,
  score,
}: {
  readonly line: RankingLine;
  readonly criteria: Criteria;
  readonly score: string;
}) {
  const intl = useIntl();
  const titleOf = useTitle();
  const shown = (exact: string): string =>
    intl.formatNumber(fractionOf(exact), { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const shares = criteria.map(({ id, title }) => ({
    id,
    title: titleOf(title),
    share: line.parts.find(({ criterion }) => criterion === id)?.share ?? '0',
  }));
  const starts = shares.map((_, at) => shares.slice(0, at).reduce((sum, { share }) => sum + fractionOf(share), 0));
  return (
    <span className={styles.sum}>
      <svg
        width={BAR}
        height="12"
        viewBox={`0 0 ${BAR} 12`}
        role="img"
        aria-label={shares.map(({ title, share }) => `${title} ${shown(share)}`).join(', ')}
      >
        <rect width={BAR} height="12" fill="var(--sunken)" />
        {shares.map(({ id, share }, at) => (
          <rect key={id} x={(starts[at] ?? 0) * BAR} width={fractionOf(share) * BAR} height="12" fill={fillOf(at)} />
        ))}
      </svg>
      <b className="numeric">{shown(score)}</b>
    </span>
  );
}

/** What each part of the bars is, and what it weighs. */
export function Legend({ criteria }: { readonly criteria: Criteria }) {
  const say = useSay();
  const titleOf = useTitle();
  const all = criteria.reduce((sum, { weight }) => sum + fractionOf(weight), 0);
  return (
    <ul className={styles.legend}>
      {criteria.map(({ id, title, weight }, at) => (
        <li key={id} className="small second">
          <svg width="10" height="10" aria-hidden>
            <rect width="10" height="10" fill={fillOf(at)} />
          </svg>
          {titleOf(title)} {say('parts.per-cent', { value: Math.round((fractionOf(weight) / all) * 100) })}
        </li>
      ))}
    </ul>
  );
}

const SIGNS: Readonly<Record<Fate, readonly [IconName, Tone]>> = {
  grant: ['done', 'ok'],
  'own-expense': ['check', 'ok'],
  reserve: ['clock', 'plain'],
  decline: ['refused', 'bad'],
  tied: ['half', 'warn'],
  incomplete: ['warning', 'warn'],
  unranked: ['ring', 'plain'],
  withdrawn: ['cross', 'plain'],
};

function FateTag({ line: { fate, isDecided, reservePlace, missing } }: { readonly line: RankingLine }) {
  const say = useSay();
  const [icon, tone] = SIGNS[fate];
  return (
    <>
      <Tag icon={icon} tone={tone} filled={isDecided}>
        {say(`ranking.is-${fate}`, { place: reservePlace ?? 0, count: missing.length })}
      </Tag>
      {isDecided && <span className="small muted">{say('ranking.decided')}</span>}
    </>
  );
}
