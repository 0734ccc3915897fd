/** Which calls are there, what does each offer, and which wait? The office's table, with the columns of its own file. */
import { Button, Select, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts, walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { languageWritten } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { PlaceBoxes, PlacesLegend } from '../ranking/places.tsx';
import { CallFile } from './call-file.tsx';
import styles from './office-calls.module.css';
import { type OfficeCall, useOfficeCalls, useToday } from './office-calls-query.ts';
import { PartnershipTag } from './partnership.tsx';
import { appliedTo, type CallStage, stageOf } from './stage.ts';
import { Until } from './until.tsx';

/** What is looked at when nothing is chosen: calls with which something is still to be done. */
const GROUPS: Readonly<Record<string, readonly CallStage[]>> = {
  current: ['draft', 'open', 'to-decide'],
  draft: ['draft'],
  open: ['open'],
  'to-decide': ['to-decide'],
  past: ['awarded', 'over', 'closed'],
};

export function OfficeCallsScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const today = useToday();
  const mayWrite = useRole(useSignedIn()) === 'coordinator';
  const calls = useOfficeCalls();
  const [group, setGroup] = useState('current');
  const [country, setCountry] = useState<string | null>(null);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const all = calls.data ?? [];
  const items = all
    .filter((call) => GROUPS[group]?.includes(stageOf(call, today)))
    .filter((call) => country === null || call.country === country)
    .filter(({ university, city, specialty }) => `${university} ${city} ${specialty}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.deadline.localeCompare(b.deadline) || a.university.localeCompare(b.university));
  useBasis(say('office-calls.basis', { day: dayText(today) }), say('office-calls.basis-order'));
  useShortcuts({
    r: () => {
      const row = document.activeElement?.closest('tr[data-call]');
      const id = row?.getAttribute('data-call');
      if (id) void navigate({ to: '/calls/$id/ranking', params: { id } });
    },
  });
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.office-calls') }]} />
      <header className={styles.head}>
        <h1>{calls.data ? say('office-calls.count', { count: items.length }) : say('frame.office-calls')}</h1>
        <Select
          size="xs"
          aria-label={say('office-calls.which')}
          allowDeselect={false}
          value={group}
          data={Object.keys(GROUPS).map((value) => ({ value, label: say(`office-calls.which-${value}`) }))}
          onChange={(value) => setGroup(value ?? 'current')}
        />
        <Select
          size="xs"
          clearable
          aria-label={say('office-calls.country')}
          placeholder={say('office-calls.all-countries')}
          clearButtonProps={{ 'aria-label': say('office-calls.all-countries') }}
          value={country}
          data={[...new Set(all.map((one) => one.country))].filter(Boolean).sort()}
          onChange={setCountry}
        />
        <TextInput
          type="search"
          size="xs"
          aria-label={say('office-calls.find')}
          placeholder={say('office-calls.find')}
          leftSection={<Icon name="search" />}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <span className="grow" />
        <PlacesLegend />
        {mayWrite && (
          <Button component={Link} to="/calls/new" leftSection={<Icon name="plus" />}>
            {say('office-calls.new')}
          </Button>
        )}
      </header>
      {mayWrite && <CallFile />}
      {calls.error && <Failed error={calls.error} retry={() => void calls.refetch()} />}
      {calls.isPending && <Loading lines={9} />}
      {calls.data && items.length === 0 && <Empty>{say('office-calls.none')}</Empty>}
      {items.length > 0 && <CallsTable calls={items} />}
    </div>
  );
}

const COLUMNS = ['university', 'specialty', 'tuition', 'places', 'applied', 'agreement', 'until'] as const;

function CallsTable({ calls }: { readonly calls: readonly OfficeCall[] }) {
  const say = useSay();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the links in it
    <div onKeyDown={walkRows}>
      <table className={`stacked ${styles.table}`}>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className={name === 'applied' ? 'right' : undefined}>
                {say(`office-calls.column-${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CallRow({ call }: { readonly call: OfficeCall }) {
  const say = useSay();
  const { id, university, city, country, specialty, requirements, tuitionPayment, costs, catalogueLinks, seats } = call;
  const applied = appliedTo(call);
  const [catalogue] = catalogueLinks;
  return (
    <tr data-call={id}>
      <td>
        <Link to="/calls/$id" params={{ id }} data-row className={styles.name}>
          <Said>{university}</Said>
        </Link>
        <span className={`small muted ${styles.line}`}>
          <Said>{[city, country].filter(Boolean).join(', ')}</Said>
          {catalogue && (
            <a href={catalogue} target="_blank" rel="noreferrer">
              {say('office-calls.catalogue')}
            </a>
          )}
        </span>
      </td>
      <Two first={specialty} second={requirements} />
      <Two first={tuitionPayment} second={costs} />
      <td>
        <PlaceBoxes seats={seats} />
      </td>
      <td className="numeric right">
        {applied === null ? null : (
          <Link
            to="/applications"
            search={{ call: id }}
            aria-label={say('office-calls.applied-to', { count: applied, host: university })}
          >
            {applied}
          </Link>
        )}
      </td>
      <td>
        <PartnershipTag is={call.partnership} />
      </td>
      <td>
        <Until call={call} />
      </td>
    </tr>
  );
}

/** In the office's own words. */
function Said({ children }: { readonly children: string }) {
  return (
    <span className="cut" lang={languageWritten(children)} title={children}>
      {children}
    </span>
  );
}

function Two({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <td>
      <span className={`small ${styles.line}`}>
        <Said>{first}</Said>
      </span>
      <span className={`small second ${styles.line}`}>
        <Said>{second}</Said>
      </span>
    </td>
  );
}
