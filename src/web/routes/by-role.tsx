/** One address with two screens: the offices' own, and the one for students and for whoever has not signed in. */
import type { RouteComponent } from '@tanstack/react-router';
import { type Me, useMe, useRole } from '../session.ts';

export function byRole(Office: RouteComponent, Others: RouteComponent): RouteComponent {
  const OfRole = ({ me }: { readonly me: Me }) => (useRole(me) === 'student' ? <Others /> : <Office />);
  return function ByRole() {
    const { data: me } = useMe();
    return me ? <OfRole me={me} /> : <Others />;
  };
}
