/** The syllabus of a host course: handed in by the student, who got it from the host. */
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed } from '../../parts/states.tsx';
import { OWN, planOf } from './own-query.ts';
import styles from './student.module.css';

export const useSyllabi = (plan: string) =>
  useQuery({
    queryKey: [...OWN, 'syllabi', plan],
    queryFn: () => answerOf(planOf.syllabi.$get({ param: { id: plan } })),
  });

export function SyllabusOf({ plan, course }: { readonly plan: string; readonly course: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const { data } = useSyllabi(plan);
  const upload = useMutation({
    mutationFn: (file: File) =>
      answerOf(planOf.syllabi.$post({ param: { id: plan }, form: { file, course }, header: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: [...OWN, 'syllabi', plan] }),
  });
  const own = data?.items.filter((one) => one.course === course) ?? [];
  return (
    <span className={styles.syllabus}>
      {own.map(({ id, name }) => (
        <a key={id} className="small" href={`/api/v1/study-plans/${plan}/syllabi/${id}/file`}>
          <Icon name="page" size={13} /> {name}
        </a>
      ))}
      <FileButton accept="application/pdf,image/jpeg,image/png" onChange={(file) => file && upload.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            size="compact-xs"
            variant="subtle"
            loading={upload.isPending}
            leftSection={<Icon name="export" size={13} />}
            aria-label={`${say('student.syllabus')}: ${course}`}
          >
            {say('student.syllabus')}
          </Button>
        )}
      </FileButton>
      {upload.error && <Failed error={upload.error} />}
    </span>
  );
}
