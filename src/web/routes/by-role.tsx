/** One address with two screens: the offices' own, and the one for students and for whoever has not signed in. Each is loaded when it is shown. */
import type { RouteComponent } from '@tanstack/react-router';
import { type ComponentType, lazy } from 'react';
import { type Me, useMe, useRole } from '../session.ts';

interface Screens {
  readonly office: ComponentType;
  readonly others: ComponentType;
}
type Load = () => Promise<ComponentType>;
const lazily = (load: Load): ComponentType => lazy(async () => ({ default: await load() }));

export function byRole(office: Load, others: Load): RouteComponent {
  const screens = { office: lazily(office), others: lazily(others) };
  return () => <ByRole {...screens} />;
}

function ByRole({ office, others: Others }: Screens) {
  const { data: me } = useMe();
  return me ? <OfRole me={me} office={office} others={Others} /> : <Others />;
}

function OfRole({ me, office: Office, others: Others }: Screens & { readonly me: Me }) {
  return useRole(me) === 'student' ? <Others /> : <Office />;
}
