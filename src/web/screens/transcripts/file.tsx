/** How was this transcript read? Its columns and what is unclear in them, the rows that come of it, and the scale of grades that name none. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed, Loading, Note } from '../../parts/states.tsx';
import { languageWritten, Written } from '../../parts/written.tsx';
import { ColumnTables } from '../imports/columns.tsx';
import draft from '../imports/draft.module.css';
import { WhichColumn } from '../imports/questions.tsx';
import { FILES, type TranscriptFile, useTranscriptFile } from './files-query.ts';

/** Of a long transcript the first rows tell whether it is read right. */
const MOST_ROWS = 100;

export function TranscriptFileScreen() {
  const { file } = useParams({ from: '/inside/transcripts/$file' });
  const { data, error, refetch } = useTranscriptFile(file);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={12} />;
  return <Shown file={data} />;
}

/** What is said from now on, of the file as it was seen; the rows are read anew at once. */
function useAnswer({ id, revision, said }: TranscriptFile) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (more: Partial<TranscriptFile['said']>) =>
      answerOf(
        api['transcript-files'][':id'].$put({
          param: { id },
          header: { 'if-match': `"${revision}"` },
          json: { ...said, ...more },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: FILES }),
  });
}

function Shown({ file }: { readonly file: TranscriptFile }) {
  const say = useSay();
  const answer = useAnswer(file);
  const { name, state } = file;
  useBasis(name, say('transcripts.file-remembers'));
  const isWaiting = state === 'open' || state === 'unread';
  return (
    <div className={draft.screen}>
      <Crumbs
        path={[
          { name: say('frame.transcripts'), to: '/transcripts' },
          { name, lang: languageWritten(name) },
        ]}
      />
      <header className={draft.top}>
        <div className={draft.title}>
          <h1 className="grow">
            <Written>{name}</Written>
          </h1>
          <Link to="/transcripts">{say('transcripts.file-back')}</Link>
        </div>
      </header>
      <div className={draft.work}>
        {answer.error && <Failed error={answer.error} />}
        {!isWaiting && <Settled file={file} />}
        {isWaiting && (
          <div className={draft.halves}>
            <div className={draft.half}>
              <Asked file={file} answer={answer.mutate} isSaving={answer.isPending} />
              <ColumnTables
                one={file}
                choose={(change) => answer.isPending || answer.mutate({ columns: change(file) })}
              />
            </div>
            <div className={draft.half}>
              <Rows file={file} />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

/** It waits no more: where it went. */
function Settled({ file: { state, recognition } }: { readonly file: TranscriptFile }) {
  const say = useSay();
  return (
    <Note kind={state === 'received' ? 'ok' : 'plain'} icon={state === 'received' ? 'check' : 'lines'}>
      <span role="status">{say(state === 'received' ? 'transcripts.file-received' : 'transcripts.group-aside')}</span>{' '}
      {recognition && (
        <Link to="/recognitions/$id" params={{ id: recognition.id }}>
          {say('transcripts.look')}
        </Link>
      )}
    </Note>
  );
}

interface AskedProps {
  readonly file: TranscriptFile;
  readonly answer: (more: Partial<TranscriptFile['said']>) => void;
  readonly isSaving: boolean;
}

/** What only a person can say: which of two columns is meant, and the scale of the grades. */
function Asked({ file, answer, isSaving }: AskedProps) {
  const say = useSay();
  const { reading, remembered, problems, needs, scales, said } = file;
  const tables = (reading?.tables ?? []).filter(({ questions }) => questions.length > 0);
  const asked = new Set(tables.flatMap(({ questions }) => questions.map(({ reason }) => sentenceOf(reason))));
  const told = [...problems.filter(({ severity }) => severity === 'error'), ...needs].flatMap((one) => {
    const sentence = sentenceOf(one);
    return !sentence || asked.has(sentence) ? [] : [sentence];
  });
  const proposed = said.scale === undefined ? scales : [];
  return (
    <>
      {remembered && <Note icon="bookmark">{say('imports.remembered', { day: remembered.chosenOn })}</Note>}
      {tables.length + told.length + proposed.length > 0 && (
        <Note kind="warn" icon="question">
          <h2>{say('transcripts.file-asks')}</h2>
          {tables.map((table) => (
            <WhichColumn
              key={`${table.sheet} ${table.page} ${table.header.join()}`}
              choose={(change) => answer({ columns: change(file) })}
              {...{ table, isSaving }}
            />
          ))}
          {proposed.length > 0 && (
            <div className={draft.which}>
              <p>{say('transcripts.file-scale')}</p>
              {proposed.map(({ scale, because }) => (
                <Button
                  key={scale}
                  size="compact-sm"
                  title={because.map((why) => sentenceOf(why)).join('; ')}
                  loading={isSaving}
                  onClick={() => answer({ scale })}
                >
                  {scale}
                </Button>
              ))}
            </div>
          )}
          <ul>
            {[...new Set(told)].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}

function Rows({ file: { transcript, rejected } }: { readonly file: TranscriptFile }) {
  const say = useSay();
  const rows = transcript?.rows ?? [];
  return (
    <section aria-label={say('transcripts.file-rows')}>
      <header className={draft.head}>
        <h2>{say('transcripts.file-rows')}</h2>
        <span className="small second">{say('transcripts.file-count', { count: rows.length, rejected })}</span>
      </header>
      {rows.length === 0 ? (
        <Empty>{say('transcripts.file-none')}</Empty>
      ) : (
        <table className="stacked">
          <Columns names={['code', 'title', 'credits', 'grade', 'completed_on']} id={(one) => `imports.field-${one}`} />
          <tbody>
            {rows.slice(0, MOST_ROWS).map(({ line, code, titles, credits, unit, grade, completedOn }) => (
              <tr key={line}>
                <td className="cut">{code}</td>
                <td>
                  <Written>{Object.values(titles)[0] ?? ''}</Written>
                </td>
                <td className="numeric">
                  {credits === null ? '' : `${credits}`} <span className="small second">{unit}</span>
                </td>
                <td>{grade}</td>
                <td className="small">{completedOn}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
