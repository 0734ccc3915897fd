/** Where could I go? The calls that can be applied for today, for anybody. */
import { Link } from '@tanstack/react-router';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Due } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import styles from './calls.module.css';
import { type OpenCall, useLanguageName, useOpenCalls } from './calls-query.ts';

export function CallsScreen() {
  const say = useSay();
  const { data, error, refetch } = useOpenCalls();
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('calls.title') }]} />
      <h1>{data ? say('calls.count', { count: data.items.length }) : say('calls.title')}</h1>
      <p className="lead">{say('calls.what')}</p>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data?.items.length === 0 && <Empty>{say('calls.none')}</Empty>}
      {data && (
        <ul className={styles.list} onKeyDown={walkRows}>
          {data.items.map((call) => (
            <CallLine key={call.id} call={call} />
          ))}
        </ul>
      )}
    </div>
  );
}

function CallLine({ call }: { readonly call: OpenCall }) {
  const say = useSay();
  const nameOf = useLanguageName();
  const { id, university, city, country, kind, deadline, daysLeft, placesLeft, grantsLeft, quantity, languages, stay } =
    call;
  return (
    <li>
      <Link data-row to="/calls/$id" params={{ id }} className={styles.call}>
        <span className={styles.name}>
          <b>
            <Written>{university}</Written>
          </b>
          <span className="small second">
            <Written>{`${city}, ${country}`}</Written>
            {' · '}
            {say(kind === 'internal' ? 'calls.home' : 'calls.abroad')}
          </span>
        </span>
        <span className="small">
          {stay ? `${dayText(stay.start)} – ${dayText(stay.end)}` : say('calls.stay-unknown')}
          <br />
          <span className="second">
            {(languages ?? []).map(({ language, level }) => `${nameOf(language)} ${level}`).join(', ') ||
              say('calls.language-none')}
          </span>
        </span>
        <span className="small">
          <Places left={placesLeft} all={quantity} />
          <br />
          <span className="second">
            {say('calls.places', { count: placesLeft })}, {say('calls.grants', { count: grantsLeft })}
          </span>
        </span>
        <span className={styles.due}>
          <Due due={deadline} daysLeft={daysLeft} />
        </span>
      </Link>
    </li>
  );
}

/** A box a place: empty is free, full is taken. */
export function Places({ left, all }: { readonly left: number; readonly all: number }) {
  const say = useSay();
  const shown = Math.min(all, 20);
  return (
    <svg
      width={shown * 11}
      height="9"
      role="img"
      aria-label={say('calls.places', { count: left })}
      className={styles.places}
    >
      {Array.from({ length: shown }, (_, at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are all alike
          key={at}
          x={at * 11 + 0.5}
          y="0.5"
          width="8"
          height="8"
          fill={at < all - left ? 'var(--ink-3)' : 'none'}
          stroke="var(--ink-3)"
        />
      ))}
    </svg>
  );
}
