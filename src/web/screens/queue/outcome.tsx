/** What became of the plans that were approved together: how many were, and why each of the others was left. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Failed, Note } from '../../parts/states.tsx';
import { LeftOut } from '../../parts/work.tsx';
import { type PlanEntry, QUEUE } from './queue-query.ts';

type Item = AnswerOf<(typeof api)['study-plans']['bulk-approvals']['$post']>['items'][number];

export function Outcome({ items, asked }: { readonly items: readonly Item[]; readonly asked: readonly PlanEntry[] }) {
  const say = useSay();
  const queries = useQueryClient();
  const approved = items.flatMap(({ plan }) => plan ?? []);
  const left = items.filter(({ plan }) => plan === null);
  const undo = useMutation({
    mutationFn: async () => {
      for (const { id, revision } of approved)
        await answerOf(
          api['study-plans'][':id'].undo.$post({ param: { id }, header: { 'if-match': `"${revision}"` }, json: {} }),
        );
    },
    onSettled: () => queries.invalidateQueries({ queryKey: QUEUE }),
  });
  if (undo.isSuccess) return <Note icon="info">{say('queue.taken-back', { count: approved.length })}</Note>;
  const nameOf = (id: string): string => asked.find((one) => one.id === id)?.about?.student?.name ?? id;
  return (
    <>
      {approved.length > 0 && (
        <Note kind="ok" icon="check">
          <span role="status">{say('queue.approved', { count: approved.length })}</span>{' '}
          <Button size="compact-xs" variant="subtle" loading={undo.isPending} onClick={() => undo.mutate()}>
            {say('queue.take-back')}
          </Button>
        </Note>
      )}
      {undo.error && <Failed error={undo.error} />}
      <LeftOut left={left} nameOf={nameOf}>
        <b>{say('queue.left', { count: left.length })}</b>
      </LeftOut>
    </>
  );
}
