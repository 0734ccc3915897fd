import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useSay } from '../language.tsx';

interface Crumb {
  readonly name: string;
  readonly to?: string;
  /** Of a name that an institution wrote. */
  readonly lang?: string;
}

/** Where the screen stands, the last being itself; it is the title of the window too. */
export function Crumbs({ path }: { readonly path: readonly Crumb[] }) {
  const say = useSay();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => setPlace(document.getElementById('crumbs')), []);
  const name = path.at(-1)?.name ?? '';
  useEffect(() => {
    document.title = name ? `${name} · Concord` : 'Concord';
  }, [name]);
  if (!place) return null;
  return createPortal(
    <nav aria-label={say('frame.where')}>
      {path.slice(0, -1).map(({ name: crumb, to }) => (
        <span key={to ?? crumb}>
          {to ? <Link to={to}>{crumb}</Link> : crumb} <span aria-hidden>/</span>{' '}
        </span>
      ))}
      {path.length > 0 && <b lang={path.at(-1)?.lang}>{name}</b>}
    </nav>,
    place,
  );
}
