/** Papers beside what is asked of them: accepted with what is printed on them, or returned with a reason. */
import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { dayText } from '../../parts/dates.ts';
import { FileView } from '../../parts/file-view.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { walkRows } from '../../parts/keys.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed } from '../../parts/states.tsx';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { Due } from '../../parts/work.tsx';
import { useTitle } from '../calls/calls-query.ts';
import styles from './applications.module.css';
import { applicationOf, type HandedPaper, type OfficeApplication, type PaperAsked, useStep } from './office-query.ts';
import { PaperAnswer } from './paper-answer.tsx';
import { inOrderOfWork, isToCheck, nextToCheck } from './paper-order.ts';

const SIGNS: Readonly<Record<PaperAsked['status'], readonly [IconName, Tone]>> = {
  'to-check': ['half', 'warn'],
  missing: ['ring', 'plain'],
  returned: ['cross', 'bad'],
  'too-few': ['half', 'bad'],
  expired: ['clock', 'bad'],
  'expires-too-soon': ['clock', 'warn'],
  present: ['check', 'ok'],
  waived: ['check', 'plain'],
  'not-needed': ['check', 'plain'],
};

export function PaperDesk({
  application,
  checklist,
  documents,
  opened,
  mayCheck,
}: Pick<OfficeApplication, 'checklist' | 'documents'> & {
  readonly application: string;
  /** The type of the paper that was asked for by the address. */
  readonly opened: string | undefined;
  readonly mayCheck: boolean;
}) {
  const say = useSay();
  const titleOf = useTitle();
  const papers = inOrderOfWork(checklist.items.filter(({ required }) => required !== 'no'));
  const fileOf = ({ type }: PaperAsked): HandedPaper | undefined => documents.find((one) => one.type === type);
  const waits = (item: PaperAsked): boolean => isToCheck(fileOf(item)?.state);
  const [chosen, setChosen] = useState<string | null>(opened ?? null);
  const shown = papers.find(({ type }) => type === chosen) ?? nextToCheck(papers, waits, null) ?? papers[0];
  if (!shown) return <Empty>{say('applications.no-papers')}</Empty>;
  const ready = papers.filter(({ status }) => status === 'present' || status === 'waived').length;
  return (
    <section aria-label={say('applications.papers')}>
      <h2>
        {say('applications.papers')}{' '}
        <span className="small muted">{say('applications.papers-ready', { ready, all: papers.length })}</span>
      </h2>
      <div className={styles.desk}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the buttons in it */}
        <div onKeyDown={walkRows}>
          <ul className={styles.papers}>
            {papers.map((item) => (
              <li key={item.type}>
                <button
                  type="button"
                  data-row
                  aria-pressed={item.type === shown.type}
                  onClick={() => setChosen(item.type)}
                >
                  <span className="grow">{titleOf(item.title)}</span>
                  <StatusTag item={item} />
                </button>
              </li>
            ))}
          </ul>
        </div>
        <SideBySide
          key={shown.type}
          application={application}
          item={shown}
          paper={fileOf(shown)}
          mayCheck={mayCheck}
          next={() =>
            setChosen(
              nextToCheck(papers, (one) => one.type !== shown.type && waits(one), shown.type)?.type ?? shown.type,
            )
          }
        />
      </div>
    </section>
  );
}

function StatusTag({ item: { status } }: { readonly item: PaperAsked }) {
  const say = useSay();
  const [icon, tone] = SIGNS[status];
  return (
    <Tag icon={icon} tone={tone}>
      {say(`applications.paper-${status}`)}
    </Tag>
  );
}

function SideBySide({
  application,
  item,
  paper,
  mayCheck,
  next,
}: {
  readonly application: string;
  readonly item: PaperAsked;
  readonly paper: HandedPaper | undefined;
  readonly mayCheck: boolean;
  readonly next: () => void;
}) {
  const say = useSay();
  const titleOf = useTitle();
  const file = paper?.files.at(-1);
  return (
    <div className={styles.sides}>
      <div className={styles.sideAsked}>
        <h3>{say('applications.asked')}</h3>
        <p>
          <b>{titleOf(item.title)}</b>
        </p>
        <ul className={styles.says}>
          {item.explanation.map((one) => (
            <li key={sentenceOf(one)} className="second">
              {sentenceOf(one)}
            </li>
          ))}
        </ul>
        <p>
          <Due due={item.due} daysLeft={item.daysLeft} />
        </p>
        <p className="small second">{say(`applications.by-${item.providedBy}`)}</p>
        <p className="small muted">{item.source}</p>
      </div>
      <div className={styles.sideThere}>
        <h3>{say('applications.handed-in')}</h3>
        {!paper || !file ? (
          <p className="second">{say('applications.nothing-handed-in')}</p>
        ) : (
          <>
            <p>
              <a href={`/api/v1/documents/${paper.id}/files/${file.version}`} className={styles.file}>
                <Icon name="page" /> <span className="cut">{file.name}</span>
              </a>{' '}
              <span className="small muted">
                {say('applications.file-of', { version: file.version, day: dayText(file.uploadedOn) })}
              </span>
            </p>
            <FileView
              address={`/api/v1/documents/${paper.id}/files/${file.version}`}
              mediaType={file.mediaType}
              name={file.name}
            />
          </>
        )}
        {mayCheck && item.status !== 'present' && (
          <p>
            <BringPaper application={application} item={item} />
          </p>
        )}
        {paper && mayCheck && <PaperAnswer paper={paper} next={next} />}
        {!mayCheck && <p className="small muted">{say('applications.coordinator-checks')}</p>}
      </div>
    </div>
  );
}

/** A paper that the office itself brings, or the student has brought by hand. */
function BringPaper({ application, item }: { readonly application: string; readonly item: PaperAsked }) {
  const say = useSay();
  const bring = useStep((file: File) =>
    answerOf(
      applicationOf.documents[':type'].files.$post({
        param: { id: application, type: item.type },
        form: { file },
        header: {},
      }),
    ),
  );
  return (
    <>
      <FileButton accept="application/pdf,image/jpeg,image/png" onChange={(file) => file && bring.mutate(file)}>
        {(props) => (
          <Button {...props} size="xs" loading={bring.isPending} leftSection={<Icon name="import" />}>
            {say('applications.bring')}
          </Button>
        )}
      </FileButton>
      {bring.error && <Failed error={bring.error} />}
    </>
  );
}
