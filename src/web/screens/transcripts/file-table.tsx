/** The files in groups by what each needs: whose it is, what differs, how it stands. */
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Tag, type Tone } from '../../parts/verdict.tsx';
import { FILES, type Need, needOf, type TranscriptFile } from './files-query.ts';
import styles from './transcripts.module.css';

const TAGS: Readonly<Record<Need, readonly [IconName, Tone]>> = {
  person: ['warning', 'bad'],
  ready: ['check', 'ok'],
  looked: ['pencil', 'warn'],
  second: ['flag', 'warn'],
  confirmed: ['done', 'home'],
  done: ['check', 'plain'],
  aside: ['lines', 'plain'],
};

interface TableProps {
  readonly groups: readonly { readonly need: Need; readonly files: readonly TranscriptFile[] }[];
  readonly isTogether: (need: Need) => boolean;
  /** Files that were unticked. */
  readonly left: ReadonlySet<string>;
  readonly setLeft: (left: ReadonlySet<string>) => void;
  readonly assign: (file: TranscriptFile) => void;
}

export function FileTable({ groups, isTogether, left, setLeft, assign }: TableProps) {
  const say = useSay();
  const toggle = (ids: readonly string[], isChosen: boolean): void => {
    const next = new Set(left);
    for (const id of ids) isChosen ? next.delete(id) : next.add(id);
    setLeft(next);
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{say('transcripts.choice')}</span>
          </th>
          {['file', 'student', 'host', 'rows', 'what', 'state'].map((column) => (
            <th key={column} scope="col">
              {say(`transcripts.${column}`)}
            </th>
          ))}
          <th scope="col">
            <span className="unseen">{say('transcripts.next')}</span>
          </th>
        </tr>
      </thead>
      {groups.map(({ need, files }) => (
        <tbody key={need}>
          <tr className={styles.group}>
            <td className={styles.box}>
              {isTogether(need) && (
                <Checkbox
                  aria-label={say('transcripts.all-of-group')}
                  checked={files.every(({ id }) => !left.has(id))}
                  indeterminate={files.some(({ id }) => left.has(id)) && files.some(({ id }) => !left.has(id))}
                  onChange={() =>
                    toggle(
                      files.map(({ id }) => id),
                      files.some(({ id }) => left.has(id)),
                    )
                  }
                />
              )}
            </td>
            <th scope="rowgroup" colSpan={7}>
              {say(`transcripts.group-${need}`)} <span className="muted">{files.length}</span>
            </th>
          </tr>
          {files.map((file) => (
            <FileRow
              key={file.id}
              file={file}
              assign={assign}
              chosen={isTogether(need) ? !left.has(file.id) : null}
              choose={(isChosen) => toggle([file.id], isChosen)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function FileRow({
  file,
  chosen,
  choose,
  assign,
}: Pick<TableProps, 'assign'> & {
  readonly file: TranscriptFile;
  /** Null: it cannot be chosen. */
  readonly chosen: boolean | null;
  readonly choose: (isChosen: boolean) => void;
}) {
  const say = useSay();
  const { name, about, rows, recognition } = file;
  const need = needOf(file);
  const [icon, tone] = TAGS[need];
  return (
    <tr>
      <td className={styles.box}>
        {chosen !== null && (
          <Checkbox
            tabIndex={-1}
            aria-label={say('transcripts.choose-file', { name })}
            checked={chosen}
            onChange={({ currentTarget: { checked } }) => choose(checked)}
          />
        )}
      </td>
      <td className="cut" title={name}>
        {recognition ? (
          <Link to="/recognitions/$id" params={{ id: recognition.id }} data-row className={styles.name}>
            {name}
          </Link>
        ) : (
          name
        )}
      </td>
      <td className="cut">
        {about?.student ? (
          <>
            <b className={styles.number}>{about.student.number}</b>{' '}
            <span className="small muted">{about.student.name}</span>
          </>
        ) : (
          <span className="muted">{say('transcripts.unknown-student')}</span>
        )}
      </td>
      <td className="cut" title={about?.host ?? undefined}>
        {about?.host}
      </td>
      <td className="numeric">{rows > 0 ? rows : ''}</td>
      <td className={`small second ${styles.what}`}>
        <What file={file} need={need} />
      </td>
      <td>
        <Tag icon={icon} tone={tone}>
          {say(`transcripts.group-${need}`)}
        </Tag>
      </td>
      <td className={styles.next}>
        <Next file={file} assign={assign} />
      </td>
    </tr>
  );
}

/** What a person has to do, or what was found out of whose it is. */
function What({ file, need }: { readonly file: TranscriptFile; readonly need: Need }) {
  const say = useSay();
  const told = [
    ...file.needs,
    ...file.problems.slice(0, 1),
    ...(need === 'person' && !file.recognition ? (file.proposal?.because ?? []) : []),
  ];
  if (told.length === 0)
    return say(need === 'looked' || need === 'second' ? 'transcripts.rows-answered' : 'transcripts.as-planned');
  const said = told.map((one) => sentenceOf(one)).join('; ');
  return <span title={said}>{said}</span>;
}

function Next({ file, assign }: { readonly file: TranscriptFile; readonly assign: (file: TranscriptFile) => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const aside = useMutation({
    mutationFn: () =>
      answerOf(
        api['transcript-files'][':id']['set-aside'].$post({
          param: { id: file.id },
          header: { 'if-match': `"${file.revision}"` },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: FILES }),
  });
  if (file.recognition)
    return (
      <Link to="/recognitions/$id" params={{ id: file.recognition.id }} tabIndex={-1}>
        {say(file.needs.length > 0 ? 'transcripts.decide' : 'transcripts.look')}
      </Link>
    );
  if (file.state !== 'open' && file.state !== 'unread') return null;
  return (
    <>
      {file.file !== null && (
        <Link to="/transcripts/$file" params={{ file: file.id }} tabIndex={-1} className="small">
          {say('transcripts.columns')}
        </Link>
      )}
      {file.state === 'open' && (
        <Button size="compact-xs" data-row onClick={() => assign(file)}>
          {say('transcripts.whose')}
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" loading={aside.isPending} onClick={() => aside.mutate()}>
        {say('transcripts.set-aside')}
      </Button>
    </>
  );
}
