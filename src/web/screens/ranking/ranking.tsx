/** Who gets the places? The applicants of a call by their weighted sums, ranked by the office, decided by the commission. */
import { Button, Select } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { RefusedError } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { typedAmount } from '../../parts/numbers.ts';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { LeftOut } from '../../parts/work.tsx';
import { Written } from '../../parts/written.tsx';
import { useRole, useSignedIn } from '../../session.ts';
import { useTitle } from '../calls/calls-query.ts';
import { type RankingLine, rankingLines, type TypedPoints, toCarryOut } from './lines.ts';
import { PlaceBoxes } from './places.tsx';
import styles from './ranking.module.css';
import { type Competition, useCompetition, useSteps } from './ranking-query.ts';
import { Legend, RankingTable } from './table.tsx';

export function RankingScreen() {
  const { id } = useParams({ from: '/inside/calls/$id/ranking' });
  const { data, error, refetch } = useCompetition(id);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return data ? <Ranking key={id} {...data} /> : <Loading lines={12} />;
}

function Ranking({ call, standing, applicants }: Competition) {
  const say = useSay();
  const titleOf = useTitle();
  const isCommission = useRole(useSignedIn()) === 'commission';
  const [typed, setTyped] = useState<TypedPoints>({});
  const steps = useSteps(call.id);
  const { ranking, rules, seats } = standing;
  const lines = rankingLines(standing, applicants);
  const waiting = toCarryOut(lines);
  const isTyped = Object.values(typed).some((points) =>
    Object.values(points).some((text) => typedAmount(text) !== null),
  );
  const eligible = applicants.filter(({ state }) => state === 'eligible');
  const mustRank = eligible.length > 0 && (isTyped || !standing.isCurrent);
  const make = () => steps.make.mutate({ typed, applicants: eligible }, { onSuccess: () => setTyped({}) });
  useShortcuts({ r: eligible.length > 0 && !steps.make.isPending && make });
  useBasis(
    ranking ? say('ranking.basis', { title: titleOf(rules.title), ...ranking.policy }) : titleOf(rules.title),
    say('ranking.basis-weights'),
    ranking && say('ranking.basis-exact'),
  );
  const grantsLeft = seats.grantPlaces - seats.grantsTaken;
  const award = ({ applicant: { id, revision, funding } }: RankingLine): void =>
    steps.award.mutate({
      id,
      revision,
      funding: funding === 'either' ? (grantsLeft > 0 ? 'grant' : 'own-expense') : funding,
    });
  return (
    <div className={styles.screen}>
      <Crumbs
        path={[
          isCommission
            ? { name: say('frame.rankings'), to: '/rankings' }
            : { name: say('frame.office-calls'), to: '/calls' },
          { name: call.university },
        ]}
      />
      <div className={styles.work}>
        <header className={styles.head}>
          <h1>
            <Written>{call.university}</Written>
          </h1>
          <span className="second">
            {ranking
              ? say('ranking.number', { number: ranking.number, day: dayText(ranking.date) })
              : say('ranking.never')}
          </span>
          {ranking && (
            <span className="small muted">
              {say('ranking.counts', { ranked: ranking.ranked.length, incomplete: ranking.incomplete.length })}
            </span>
          )}
          <span className="grow" />
          <Legend criteria={rules.criteria} />
        </header>
        {lines.length === 0 && (
          <Empty
            action={
              <Link to="/applications" search={{ call: call.id }}>
                {say('ranking.see-applications')}
              </Link>
            }
          >
            {say('ranking.nobody')}
          </Empty>
        )}
        {lines.length > 0 && (
          <RankingTable
            lines={lines}
            criteria={rules.criteria}
            places={seats.quantity}
            languages={call.languages}
            editing={
              isCommission
                ? {
                    typed,
                    type: (application, criterion, text) =>
                      setTyped((before) => ({
                        ...before,
                        [application]: { ...before[application], [criterion]: text },
                      })),
                  }
                : undefined
            }
            award={isCommission && waiting.length === 0 && !mustRank ? award : undefined}
          />
        )}
        <div className="signatures print-only">
          {(['chair', 'members', 'secretary'] as const).map((who) => (
            <span key={who}>{say(`ranking.sign-${who}`)}</span>
          ))}
        </div>
      </div>
      <aside className={styles.aside} aria-label={say('ranking.decision')}>
        <h2>{say('ranking.places', { count: seats.quantity, grants: seats.grantPlaces })}</h2>
        <PlaceBoxes seats={seats} size="large" />
        <Remarks lines={lines} isCommission={isCommission} mayPart={waiting.length === 0} />
        <Decide
          number={ranking?.number ?? null}
          lines={lines}
          waiting={waiting}
          mustRank={mustRank}
          isTyped={isTyped}
          make={make}
          steps={steps}
          isCommission={isCommission}
        />
        {ranking && <Protocol call={call.id} />}
      </aside>
    </div>
  );
}

/** Who is not ranked and what is missing, and who is equal to whom. */
function Remarks({
  lines,
  isCommission,
  mayPart,
}: {
  readonly lines: readonly RankingLine[];
  readonly isCommission: boolean;
  readonly mayPart: boolean;
}) {
  const say = useSay();
  const nameOf = ({ applicant: { about } }: RankingLine): string => about.student?.name ?? say('queue.unnamed');
  const incomplete = lines.filter(({ fate }) => fate === 'incomplete');
  const tied = lines.filter(({ fate, isDecided }) => fate === 'tied' && !isDecided);
  const parted = lines.filter(({ partedBy, isDecided }) => partedBy !== null && !isDecided);
  return (
    <>
      {incomplete.length > 0 && (
        <Note kind="warn" icon="warning">
          <b>{incomplete.map(nameOf).join(', ')}</b>{' '}
          {say(isCommission ? 'ranking.incomplete-give' : 'ranking.incomplete-wait', { count: incomplete.length })}
        </Note>
      )}
      {tied.length > 0 && (
        <Note kind="warn" icon="half">
          <b>{tied.map(nameOf).join(', ')}</b> {say(mayPart ? 'ranking.tied-part' : 'ranking.tied-later')}
        </Note>
      )}
      {parted.map((line) => (
        <Note key={line.applicant.id} icon="info">
          {say('ranking.parted', { name: nameOf(line) })} {say(`ranking.by-${line.partedBy}`)}
        </Note>
      ))}
    </>
  );
}

/** The one step that comes next, what follows from it, and who may. */
function Decide({
  number,
  lines,
  waiting,
  mustRank,
  isTyped,
  make,
  steps,
  isCommission,
}: {
  readonly number: number | null;
  readonly lines: readonly RankingLine[];
  readonly waiting: readonly RankingLine[];
  readonly mustRank: boolean;
  readonly isTyped: boolean;
  readonly make: () => void;
  readonly steps: ReturnType<typeof useSteps>;
  readonly isCommission: boolean;
}) {
  const say = useSay();
  const reasons = useStatedReasons('application-declined');
  const [chosen, setChosen] = useState<string | null>(null);
  const declined = waiting.filter(({ fate }) => fate === 'decline').length;
  const reason = chosen ?? reasons[0]?.value ?? null;
  const { carryOut } = steps;
  const left = carryOut.data?.items.filter(
    ({ application, problems }) => application === null && problems.every(({ code }) => code !== 'already-decided'),
  );
  const nameOf = (id: string): string =>
    lines.find(({ applicant }) => applicant.id === id)?.applicant.about.student?.name ?? id;
  const isOutdated = carryOut.error instanceof RefusedError && carryOut.error.refusal.status === 409;
  const error = [steps.make, carryOut, steps.award].find((one) => one.error)?.error;
  return (
    <>
      {error && <Failed error={error} />}
      {carryOut.data && (
        <Note kind="ok" icon="check">
          <span role="status">
            {say('ranking.carried-out', { count: carryOut.data.items.filter(({ application }) => application).length })}
          </span>
        </Note>
      )}
      {left && <LeftOut left={left} nameOf={nameOf} />}
      {(mustRank || isOutdated) && (
        <>
          <p className="small second">{say(number === null ? 'ranking.rank-what' : 'ranking.rank-again-why')}</p>
          <Button variant="filled" fullWidth loading={steps.make.isPending} onClick={make} rightSection={<kbd>R</kbd>}>
            {say(isTyped ? 'ranking.save-and-rank' : number === null ? 'ranking.rank' : 'ranking.rank-again')}
          </Button>
        </>
      )}
      {!mustRank && !isOutdated && waiting.length > 0 && number !== null && (
        <>
          <p className="small second">{say('ranking.carry-out-what', { count: waiting.length })}</p>
          {isCommission && declined > 0 && (
            <Select
              size="xs"
              label={say('ranking.decline-reason', { count: declined })}
              allowDeselect={false}
              value={reason}
              data={[...reasons]}
              onChange={setChosen}
            />
          )}
          {isCommission && (
            <Button
              variant="filled"
              fullWidth
              loading={carryOut.isPending}
              onClick={() => carryOut.mutate({ number, declineReason: declined > 0 ? reason : null })}
            >
              {say('ranking.carry-out', { count: waiting.length })}
            </Button>
          )}
          <p className={styles.final}>
            <Icon name="lock" size={14} />
            <span>{say(isCommission ? 'ranking.not-undone' : 'ranking.commission-decides')}</span>
          </p>
        </>
      )}
    </>
  );
}

function Protocol({ call }: { readonly call: string }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <Button
      component="a"
      href={`/api/v1/calls/${call}/ranking/protocol?language=${language}`}
      leftSection={<Icon name="printer" />}
    >
      {say('ranking.protocol')}
    </Button>
  );
}
