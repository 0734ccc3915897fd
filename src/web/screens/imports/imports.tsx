/** What can be taken in? The kinds of files by what they become, and those that were begun. */
import { useQueries } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { NotFound } from '../../frame/not-found.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { momentText } from '../../parts/dates.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { Written } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { DropFile } from './drop-file.tsx';
import { IMPORT_KINDS, type ImportKind, importsOf, isKind, mayImport, type ShownImport } from './import-query.ts';
import styles from './imports.module.css';

const SIGNS: Readonly<Record<ImportKind, IconName>> = {
  catalogue: 'book',
  curriculum: 'lines',
  precedents: 'bookmark',
  calls: 'calendar',
  users: 'people',
};

const STATES: Readonly<Record<ShownImport['state'], readonly [IconName, Tone]>> = {
  reading: ['clock', 'plain'],
  'needs-answers': ['question', 'warn'],
  ready: ['half', 'home'],
  failed: ['warning', 'bad'],
  committed: ['done', 'ok'],
  cancelled: ['cross', 'plain'],
};

export function ImportsScreen() {
  const say = useSay();
  const role = useRole(useSignedIn());
  const own = IMPORT_KINDS.filter((kind) => mayImport(role, kind));
  useBasis(say('imports.basis-nothing'));
  if (own.length === 0) return <NotFound />;
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.import') }]} />
      <h1>{say('imports.title')}</h1>
      <p className="lead">{say('imports.lead')}</p>
      <ul className={styles.kinds}>
        {own.map((kind) => (
          <li key={kind}>
            <Link to="/import/$kind" params={{ kind }} className={styles.kind}>
              <Icon name={SIGNS[kind]} size={20} />
              <span>
                <b>{say(`imports.kind-${kind}`)}</b>
                <span className="small second">{say(`imports.what-${kind}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Begun kinds={own} />
    </div>
  );
}

/** `/import/catalogue`: a file is dropped, and what is known of earlier ones stands below. */
export function ImportKindScreen() {
  const say = useSay();
  const role = useRole(useSignedIn());
  const { kind } = useParams({ from: '/inside/import/$kind' });
  useBasis(say('imports.basis-nothing'));
  if (!isKind(kind) || !mayImport(role, kind)) return <NotFound />;
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.import'), to: '/import' }, { name: say(`imports.kind-${kind}`) }]} />
      <h1>{say(`imports.kind-${kind}`)}</h1>
      <p className="lead">{say(`imports.what-${kind}`)}</p>
      <DropFile kind={kind} />
      <Begun kinds={[kind]} />
    </div>
  );
}

/** The newest first, of every kind that the person may import. */
function Begun({ kinds }: { readonly kinds: readonly ImportKind[] }) {
  const say = useSay();
  const lists = useQueries({ queries: kinds.map((kind) => importsOf(kind)) });
  const failed = lists.find(({ error }) => error);
  if (failed) return <Failed error={failed.error} retry={() => void failed.refetch()} />;
  if (lists.some(({ isPending }) => isPending)) return <Loading lines={5} />;
  const items = lists
    .flatMap(({ data }) => data?.items ?? [])
    .sort((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? 1 : -1));
  if (items.length === 0) return <Empty>{say('imports.none')}</Empty>;
  return (
    <section onKeyDown={walkRows} aria-label={say('imports.begun')}>
      <h2 className={styles.begun}>{say('imports.begun')}</h2>
      <table className={`stacked ${styles.list}`}>
        <Columns names={['file', 'kind', 'of', 'sent', 'state']} id={(name) => `imports.column-${name}`} />
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td className="cut">
                <Link data-row to="/import/$kind/$draft" params={{ kind: one.kind, draft: one.id }} title={one.name}>
                  {one.name || say('imports.earlier-version')}
                </Link>
              </td>
              <td className="second">{say(`imports.kind-${one.kind}`)}</td>
              <td className="second cut">
                {one.institution && <Written>{one.institution}</Written>} {one.academicYear}
              </td>
              <td className="second numeric">{one.sentAt && momentText(one.sentAt)}</td>
              <td>
                <ImportState of={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ImportState({ of: { state, outcome } }: { readonly of: ShownImport }) {
  const say = useSay();
  const [icon, tone] = STATES[state];
  return (
    <Tag icon={icon} tone={tone}>
      {say(`imports.state-${state}`)}
      {outcome && outcome.leftOut > 0 && (
        <span className="muted">{say('imports.left', { count: outcome.leftOut })}</span>
      )}
    </Tag>
  );
}
