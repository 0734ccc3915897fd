/** Which files need me? Transcripts of many hosts are dropped, and everything without doubt is signed together. */
import { Button, Tabs } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { currentLanguage } from '../../language-choice.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts, walkRows } from '../../parts/keys.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { ActionBar, LeftOut, Shares } from '../../parts/work.tsx';
import { Assign } from './assign.tsx';
import { DropZone } from './drop.tsx';
import { FileTable } from './file-table.tsx';
import { FILES, NEEDS, type Need, needOf, type TranscriptFile, useTranscriptFiles } from './files-query.ts';
import styles from './transcripts.module.css';

/** The server takes so many in one request. */
const MOST = 100;
const TONES = {
  person: 'bad',
  ready: 'ok',
  looked: 'warn',
  second: 'warn',
  confirmed: 'home',
  done: 'plain',
  aside: 'plain',
} as const;
/** What is done with a group as a whole. */
const TOGETHER = { ready: 'bulk-confirmations', looked: 'bulk-signatures', confirmed: 'bulk-issues' } as const;
type Together = keyof typeof TOGETHER;
type Moved = AnswerOf<(typeof api.recognitions)['bulk-confirmations']['$post']>;

export function TranscriptsScreen() {
  const say = useSay();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useTranscriptFiles();
  const [shown, setShown] = useState<Need | 'all'>('all');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState<TranscriptFile | null>(null);
  const items = data?.items ?? [];
  const groups = NEEDS.map((need) => ({ need, files: items.filter((file) => needOf(file) === need) })).filter(
    ({ files }) => files.length > 0,
  );
  const chosenOf = (need: Together) =>
    (groups.find((one) => one.need === need)?.files ?? [])
      .flatMap(({ id, recognition }) =>
        left.has(id) || !recognition ? [] : [{ id: recognition.id, revision: recognition.revision }],
      )
      .slice(0, MOST);
  const move = useMutation({
    mutationFn: ({
      need,
      recognitions,
    }: {
      need: Together;
      recognitions: ReturnType<typeof chosenOf>;
    }): Promise<Moved> => answerOf(api.recognitions[TOGETHER[need]].$post({ json: { recognitions }, header: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: FILES }),
  });
  const next = (['ready', 'looked', 'confirmed'] as const).find((need) => chosenOf(need).length > 0);
  const chosen = next ? chosenOf(next) : [];
  const run = next && !move.isPending && (() => move.mutate({ need: next, recognitions: chosen }));
  useShortcuts({ 'ctrl+enter': run });
  useBasis(say('transcripts.basis'), say('transcripts.basis-same'));
  const signed = items.flatMap(({ recognition }) =>
    recognition && ['confirmed', 'issued', 'closed'].includes(recognition.state) ? [recognition.id] : [],
  );
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.transcripts') }]} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows in it have the focus, and it moves them */}
      <div className={styles.work} onKeyDown={walkRows}>
        <div className={styles.head}>
          <div className="grow">
            <h1>{say('frame.transcripts')}</h1>
            <p className="second">{say('transcripts.lead')}</p>
            <Shares
              shares={groups.map(({ need, files }) => ({
                key: need,
                count: files.length,
                tone: TONES[need],
                says: (
                  <>
                    <b>{files.length}</b> {say(`transcripts.share-${need}`)}
                  </>
                ),
              }))}
            />
          </div>
          <DropZone />
        </div>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {move.error && <Failed error={move.error} />}
        {move.data && <Moves moved={move.data} need={move.variables.need} files={items} />}
        {isPending && <Loading lines={9} />}
        {data && items.length === 0 && <Empty>{say('transcripts.none')}</Empty>}
        {groups.length > 0 && (
          <Tabs value={shown} onChange={(value) => setShown((value ?? 'all') as Need | 'all')} keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="all">{say('transcripts.all', { count: items.length })}</Tabs.Tab>
              {groups.map(({ need, files }) => (
                <Tabs.Tab key={need} value={need}>
                  {say(`transcripts.group-${need}`)} {files.length}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value={shown}>
              <FileTable
                groups={groups.filter(({ need }) => shown === 'all' || shown === need)}
                isTogether={(need) => need in TOGETHER}
                left={left}
                setLeft={setLeft}
                assign={setAssigning}
              />
            </Tabs.Panel>
          </Tabs>
        )}
      </div>
      {items.length > 0 && (
        <ActionBar
          says={
            <>
              <b>{say('transcripts.chosen', { count: chosen.length })}</b>
              <span>{say(next ? `transcripts.follows-${next}` : 'transcripts.follows-nothing')}</span>
            </>
          }
        >
          {signed.length > 0 && (
            <>
              <Button
                component="a"
                href={`/api/v1/recognitions/export?ids=${signed.join(',')}`}
                leftSection={<Icon name="export" />}
              >
                {say('transcripts.export')}
              </Button>
              <Button
                component="a"
                href={`/api/v1/recognitions/protocols?language=${currentLanguage()}&ids=${signed.join(',')}`}
                leftSection={<Icon name="printer" />}
              >
                {say('transcripts.protocols', { count: signed.length })}
              </Button>
            </>
          )}
          <Button variant="filled" disabled={!run} onClick={run || undefined} rightSection={<kbd>Ctrl ↵</kbd>}>
            {say(`transcripts.do-${next ?? 'ready'}`, { count: chosen.length })}
          </Button>
        </ActionBar>
      )}
      {assigning && <Assign file={assigning} close={() => setAssigning(null)} />}
    </div>
  );
}

/** How many were moved, and why each of the others was left. */
function Moves({
  moved,
  need,
  files,
}: {
  readonly moved: Moved;
  readonly need: Together;
  readonly files: readonly TranscriptFile[];
}) {
  const say = useSay();
  const done = moved.items.filter(({ recognition }) => recognition !== null);
  const left = moved.items.filter(({ recognition }) => recognition === null);
  const nameOf = (id: string): string => files.find(({ recognition }) => recognition?.id === id)?.name ?? id;
  return (
    <>
      {done.length > 0 && (
        <Note kind="ok" icon="check">
          <span role="status">{say(`transcripts.done-${need}`, { count: done.length })}</span>
        </Note>
      )}
      <LeftOut left={left} nameOf={nameOf} />
    </>
  );
}
