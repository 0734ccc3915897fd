/** The coordinator's part of a plan: it is sent to the host, and what the host answers is recorded. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed } from '../../parts/states.tsx';
import { ActionBar } from '../../parts/work.tsx';

const planOf = api['study-plans'][':id'];

export function HostSteps({
  plan: { id, revision, state },
  contentHash,
}: {
  readonly plan: { readonly id: string; readonly revision: number; readonly state: string };
  /** Of the version that was sent. */
  readonly contentHash: string;
}) {
  const say = useSay();
  const language = useLanguage();
  const queries = useQueryClient();
  const asked = { param: { id }, header: { 'if-match': `"${revision}"` } };
  const step = useMutation({
    mutationFn: async (event: 'send' | 'agrees' | 'comments'): Promise<unknown> =>
      event === 'send'
        ? answerOf(planOf['send-to-host'].$post({ ...asked, json: {} }))
        : answerOf(planOf['host-answer'].$post({ ...asked, json: { answer: event, contentHash } })),
    onSettled: () =>
      Promise.all(
        [['study-plans'], ['queue'], ['timeline']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
  if (state !== 'pre-approved' && state !== 'with-host') return null;
  return (
    <>
      {step.error && <Failed error={step.error} />}
      <ActionBar says={<span>{say(`plans.host-${state}`)}</span>}>
        <Button
          component="a"
          href={`/api/v1/study-plans/${id}/agreement?language=${language}`}
          leftSection={<Icon name="printer" />}
        >
          {say('plans.agreement')}
        </Button>
        {state === 'with-host' && (
          <Button loading={step.isPending} onClick={() => step.mutate('comments')}>
            {say('plans.host-comments')}
          </Button>
        )}
        <Button
          variant="filled"
          loading={step.isPending}
          onClick={() => step.mutate(state === 'with-host' ? 'agrees' : 'send')}
        >
          {say(state === 'with-host' ? 'plans.host-agrees' : 'plans.send-to-host')}
        </Button>
      </ActionBar>
    </>
  );
}
