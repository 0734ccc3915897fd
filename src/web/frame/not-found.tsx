import { Link } from '@tanstack/react-router';
import { useSay } from '../language.tsx';
import { Empty } from '../parts/states.tsx';

/** What is absent and what is out of reach look alike. */
export function NotFound() {
  const say = useSay();
  return <Empty action={<Link to="/">{say('frame.to-start')}</Link>}>{say('frame.not-found')}</Empty>;
}
