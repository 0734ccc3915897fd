/** Syllabuses that the student has handed in: each is looked at beside the plan, and read by the engine as the course's description when somebody asks for it. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { Code } from '../../parts/course.tsx';
import { FileView } from '../../parts/file-view.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed } from '../../parts/states.tsx';
import { Probability } from '../../parts/verdict.tsx';
import styles from './plans.module.css';

const planOf = api['study-plans'][':id'];
type Syllabus = AnswerOf<typeof planOf.syllabi.$get>['items'][number];

/** Of a plan, or of those of its host courses that are named. */
export function Syllabi({ plan, courses }: { readonly plan: string; readonly courses?: readonly string[] }) {
  const { data, error } = useQuery({
    queryKey: ['study-plans', 'syllabi', plan],
    queryFn: () => answerOf(planOf.syllabi.$get({ param: { id: plan } })),
  });
  if (error) return <Failed error={error} />;
  return <Listed items={(data?.items ?? []).filter(({ course }) => courses?.includes(course) ?? true)} />;
}

/** Of a course of a stored catalogue, out of every plan that the reader may see. */
export function CourseSyllabi({ catalogue, code }: { readonly catalogue: string; readonly code: string }) {
  const { data, error } = useQuery({
    queryKey: ['study-plans', 'syllabi', catalogue, code],
    queryFn: () =>
      answerOf(api['catalogue-versions'][':id'].courses[':code'].syllabi.$get({ param: { id: catalogue, code } })),
  });
  if (error) return <Failed error={error} />;
  return <Listed items={data?.items ?? []} />;
}

function Listed({ items }: { readonly items: readonly Syllabus[] }) {
  const say = useSay();
  if (items.length === 0) return null;
  return (
    <section className={`${styles.part} no-print`} aria-label={say('plans.syllabi')}>
      <h2>{say('plans.syllabi')}</h2>
      <ul>
        {items.map((one) => (
          <OneSyllabus key={one.id} syllabus={one} />
        ))}
      </ul>
    </section>
  );
}

function OneSyllabus({ syllabus: { id, studyPlan, course, name, mediaType } }: { readonly syllabus: Syllabus }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const address = `/api/v1/study-plans/${studyPlan}/syllabi/${id}/file`;
  const reading = useMutation({
    mutationFn: () => answerOf(planOf.syllabi[':syllabus'].reading.$get({ param: { id: studyPlan, syllabus: id } })),
  });
  return (
    <li className={styles.syllabus}>
      <div className="row wraps">
        <Code side="host">{course}</Code>
        <a href={address}>
          <Icon name="page" size={14} /> {name}
        </a>
        <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say(isOpen ? 'plans.syllabus-hide' : 'plans.syllabus-show')}
        </Button>
        <Button size="compact-xs" loading={reading.isPending} onClick={() => reading.mutate()}>
          {say('plans.syllabus-read')}
        </Button>
      </div>
      {isOpen && <FileView address={address} mediaType={mediaType} name={name} />}
      {reading.error && <Failed error={reading.error} />}
      {reading.data && <Reading {...reading.data} />}
    </li>
  );
}

/** The chance of each pair as the catalogue stands and with the text, and the text itself. */
function Reading({ text, pairs }: AnswerOf<(typeof planOf.syllabi)[':syllabus']['reading']['$get']>) {
  const say = useSay();
  const chance = (value: number | null) =>
    value === null ? <span className="second">{say('plans.syllabus-nothing')}</span> : <Probability value={value} />;
  return (
    <div role="status">
      <p className="small second">{say('plans.syllabus-what')}</p>
      <table className="stacked">
        <Columns
          names={['home-courses', 'syllabus-before', 'syllabus-after']}
          id={(column) => `plans.column-${column}`}
        />
        <tbody>
          {pairs.map(({ home, before, after }) => (
            <tr key={home}>
              <td>
                <Code side="home">{home}</Code>
              </td>
              <td>{chance(before)}</td>
              <td>{chance(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="small">
        <summary>{say('plans.syllabus-text')}</summary>
        <p className={`quoted ${styles.syllabusText}`}>{text}</p>
      </details>
    </div>
  );
}
