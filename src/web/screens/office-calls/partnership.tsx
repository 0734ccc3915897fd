/** How the house stands to a host: a sign and a word. */
import { useSay } from '../../language.tsx';
import { Tag } from '../../parts/verdict.tsx';
import type { OfficeCall } from './office-calls-query.ts';

export function PartnershipTag({ is }: { readonly is: OfficeCall['partnership'] }) {
  const say = useSay();
  const isInForce = is === 'in-force';
  return (
    <Tag icon={isInForce ? 'check' : 'warning'} tone={isInForce ? 'ok' : 'warn'}>
      {say(`office-calls.partnership-${is}`)}
    </Tag>
  );
}
