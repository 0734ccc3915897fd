/** How this installation does, when it was backed up last, and its settings as they are, each with its source. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { useInstallation } from '../../frame/installation.ts';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { momentText } from '../../parts/dates.ts';
import { Failed, Loading, Note } from '../../parts/states.tsx';
import styles from './admin.module.css';
import { Findings, useFindings } from './findings.tsx';
import { AdminPage } from './pages.tsx';
import { ResetDemonstration } from './reset.tsx';

export function InstallationScreen() {
  const say = useSay();
  const findings = useFindings();
  const setup = useInstallation();
  const { data, error, refetch } = useQuery({
    queryKey: ['installation'],
    queryFn: () => answerOf(api.installation.$get()),
  });
  useBasis(data && `Concord ${data.version}`, data && `Node ${data.node}`);
  return (
    <AdminPage
      name={say('frame.installation')}
      beside={
        <Button size="xs" loading={findings.isFetching} onClick={() => void findings.refetch()}>
          {say('admin.look-again')}
        </Button>
      }
    >
      <section className={styles.part}>
        <h2>{say('admin.health')}</h2>
        {findings.error && <Failed error={findings.error} retry={() => void findings.refetch()} />}
        {findings.isPending && <Loading lines={4} />}
        {findings.data && <Findings findings={findings.data.items} />}
      </section>
      {setup.data?.demonstration && <ResetDemonstration />}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <section className={styles.part}>
            <h2>{say('admin.backups')}</h2>
            {data.backup ? (
              <>
                <p>{say('admin.last-backup', { moment: momentText(data.backup.madeAt) })}</p>
                <p className={`small second ${styles.hash}`}>
                  {say('admin.backup-head')} {data.backup.head.count}:{data.backup.head.hash}
                </p>
              </>
            ) : (
              <Note kind="warn" icon="warning">
                {say('admin.no-backup')}
              </Note>
            )}
            <p className="small second">{say('admin.backup-how')}</p>
          </section>
          <section className={styles.part}>
            <h2>{say('admin.settings')}</h2>
            <p className="second">{say('admin.settings-why')}</p>
            <table className={`stacked ${styles.wide}`}>
              <Columns names={['setting', 'value', 'source']} id={(column) => `admin.column-${column}`} />
              <tbody>
                {data.settings.map(({ name, value, isSecret, source }) => (
                  <tr key={name}>
                    <td className={styles.code} lang="en">
                      {name}
                    </td>
                    <td className={styles.code}>
                      {value !== null && <span lang="en">{value}</span>}
                      {value === null && (
                        <span className="muted">
                          {say(isSecret && source === 'environment' ? 'admin.is-secret' : 'admin.not-set')}
                        </span>
                      )}
                    </td>
                    <td className="second">{say(`admin.source-${source}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </AdminPage>
  );
}
