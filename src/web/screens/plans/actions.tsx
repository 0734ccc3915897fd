/** What follows once a plan is agreed: a change is proposed, or, its recognition closed, the plan is closed. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Failed } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';

const planOf = api['study-plans'][':id'];
type Standing = AnswerOf<typeof planOf.standing.$get>;

export function PlanActions({ standing: { plan, events } }: { readonly standing: Standing }) {
  const say = useSay();
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () =>
      answerOf(planOf.close.$post({ param: { id: plan.id }, header: { 'if-match': `"${plan.revision}"` }, json: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['study-plans'] }),
  });
  // Said by the server, so that no button stands where it would be refused.
  const mayClose = events.some(({ event, problems }) => event === 'close' && problems.length === 0);
  const mayPropose = plan.state === 'frozen';
  if (!mayClose && !mayPropose) return null;
  return (
    <>
      {close.error && <Failed error={close.error} />}
      <ActionBar says={mayClose ? <span>{say('plans.close-what')}</span> : null}>
        {mayPropose && (
          <Button component={Link} to={`/plans/${plan.id}/change`}>
            {say('plans.propose-change')}
          </Button>
        )}
        {mayClose && (
          <Button variant="filled" loading={close.isPending} onClick={() => close.mutate()}>
            {say('plans.close')}
          </Button>
        )}
      </ActionBar>
    </>
  );
}
