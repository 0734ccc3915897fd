/** Which competitions wait for the commission, which are decided? */
import { Link } from '@tanstack/react-router';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import { Written } from '../../parts/written.tsx';
import { type OfficeCall, useOfficeCalls } from '../office-calls/office-calls-query.ts';
import { DECIDED } from '../office-calls/stage.ts';
import { Until } from '../office-calls/until.tsx';
import { PlaceBoxes } from './places.tsx';

const count = (
  { applications }: OfficeCall,
  states: readonly (keyof NonNullable<OfficeCall['applications']>)[],
): number => states.reduce((sum, state) => sum + (applications?.[state] ?? 0), 0);

export function RankingsScreen() {
  const say = useSay();
  const calls = useOfficeCalls();
  const open = (call: OfficeCall): number => count(call, ['eligible']);
  const items = (calls.data ?? [])
    .filter((call) => count(call, ['submitted', 'eligible', ...DECIDED]) > 0)
    .toSorted((a, b) => Math.sign(open(b)) - Math.sign(open(a)) || a.deadline.localeCompare(b.deadline));
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.rankings') }]} />
      <h1>
        {calls.data
          ? say('ranking.to-decide', { count: items.filter((call) => open(call) > 0).length })
          : say('frame.rankings')}
      </h1>
      <p className="lead">{say('ranking.rankings-lead')}</p>
      {calls.error && <Failed error={calls.error} retry={() => void calls.refetch()} />}
      {calls.isPending && <Loading lines={8} />}
      {calls.data && items.length === 0 && <Empty>{say('ranking.no-competition')}</Empty>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
        <div onKeyDown={walkRows}>
          <table className="stacked">
            <Columns
              names={['host', 'places', 'to-check', 'open', 'decided', 'until']}
              id={(name) => `ranking.column-${name}`}
            />
            <tbody>
              {items.map((call) => (
                <tr key={call.id}>
                  <td>
                    <Link to="/calls/$id/ranking" params={{ id: call.id }} data-row>
                      <Written>{call.university}</Written>
                    </Link>
                  </td>
                  <td>
                    <PlaceBoxes seats={call.seats} />
                  </td>
                  <td className="numeric second">
                    {say('ranking.count-to-check', { count: count(call, ['submitted']) })}
                  </td>
                  <td>
                    {open(call) > 0 ? (
                      <Tag icon="half" tone="warn">
                        {say('ranking.count-open', { count: open(call) })}
                      </Tag>
                    ) : (
                      <Tag icon="done" tone="ok">
                        {say('ranking.all-decided')}
                      </Tag>
                    )}
                  </td>
                  <td className="numeric second">{say('ranking.count-decided', { count: count(call, DECIDED) })}</td>
                  <td>
                    <Until call={call} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
