/** A screen that could not be shown: most often a part of it is of a version that the server no longer has. */
import { Button } from '@mantine/core';
import { useSay } from '../language.tsx';
import { Empty } from '../parts/states.tsx';

export function Broken() {
  const say = useSay();
  return (
    <Empty action={<Button onClick={() => location.reload()}>{say('states.load-again')}</Button>}>
      {say('states.renewed')}
    </Empty>
  );
}
