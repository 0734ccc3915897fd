/** In place of which home semesters the stay is: one of them, or the two of a year. */
import { UnstyledButton } from '@mantine/core';
import { useListing, useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import styles from './welcome.module.css';

/** Where no course says its semester, the courses of the curriculum are free of it, and any semester may be meant. */
const USUAL = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export function Semesters({
  counts,
  value,
  choose,
}: {
  readonly counts: ReadonlyMap<number, number>;
  readonly value: string | null;
  readonly choose: (semester: string) => void;
}) {
  const say = useSay();
  const listing = useListing();
  const known = counts.size > 0 ? [...counts.keys()] : [...USUAL];
  const years = known.filter((one) => one % 2 === 1 && known.includes(one + 1)).map((one) => [one, one + 1]);
  const coursesOf = (semesters: readonly number[]): number =>
    semesters.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  return (
    <fieldset className={styles.semesters}>
      <legend>{say('welcome.semesters')}</legend>
      {counts.size === 0 && <p className="small second">{say('welcome.no-semesters')}</p>}
      <div className="row wraps">
        {[...known.map((one) => [one]), ...years].map((semesters) => {
          const key = semesters.join(',');
          return (
            <UnstyledButton
              key={key}
              className={styles.semester}
              aria-pressed={key === value}
              onClick={() => choose(key)}
            >
              <Icon name={key === value ? 'done' : 'ring'} size={13} />
              <b>{say('welcome.semester', { list: listing(semesters.map(String)), count: semesters.length })}</b>
              {counts.size > 0 && (
                <span className="small second">{say('welcome.courses', { count: coursesOf(semesters) })}</span>
              )}
            </UnstyledButton>
          );
        })}
      </div>
    </fieldset>
  );
}
