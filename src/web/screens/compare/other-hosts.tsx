/** Hosts beside the comparison: their countries, and those of calls that have no catalogue to compare. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Tag } from '../../parts/verdict.tsx';
import styles from './compare.module.css';

const useHosts = () =>
  useQuery({
    queryKey: ['hosts'],
    queryFn: () => answerOf(api.hosts.$get({ query: {} })),
    staleTime: 600_000,
  });

/** By the name of the institution in lower case; only those that are known. */
export function useCountries(): ReadonlyMap<string, string> {
  const { data } = useHosts();
  return new Map(
    (data?.items ?? []).flatMap(({ institution, country }) =>
      country === null ? [] : [[institution.toLowerCase(), country]],
    ),
  );
}

export function NotCompared() {
  const say = useSay();
  const { data } = useHosts();
  const hosts = (data?.items ?? []).filter(({ calls, catalogues }) => calls > 0 && catalogues === 0);
  if (hosts.length === 0) return null;
  return (
    <section className={styles.without}>
      <h2>{say('compare.without')}</h2>
      <table className="stacked">
        <tbody>
          {hosts.map(({ institution, country, calls }) => (
            <tr key={institution}>
              <td>
                <b>{institution}</b> <span className="muted">{country}</span>
              </td>
              <td>
                <Tag icon="page">{say('compare.no-catalogue')}</Tag>
              </td>
              <td className="second">{say('compare.calls', { count: calls })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
