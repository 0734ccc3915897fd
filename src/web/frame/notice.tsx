/** One notice, with the way to what it speaks of where the reader's role has a place for that. */
import type { AnswerOf, api } from '../api.ts';
import { useSay } from '../language.tsx';
import { momentText } from '../parts/dates.ts';
import { type Role, useRole, useSignedIn } from '../session.ts';
import { PLACES } from './navigation.ts';

export type Notice = AnswerOf<typeof api.me.notices.$get>['items'][number];
type Subject = Notice['subject'];

/** The student's own cases have no id in their addresses. */
const OWN: Readonly<Partial<Record<Subject['kind'], string>>> = {
  document: '/papers',
  plan: '/plan',
  change: '/plan',
  recognition: '/results',
  appeal: '/home',
};
/** Of the offices: below which place a case of this kind lies. A paper is found in its list. */
const OFFICE: Readonly<Record<Subject['kind'], string>> = {
  application: '/applications',
  document: '/papers',
  plan: '/plans',
  change: '/changes',
  recognition: '/recognitions',
  appeal: '/appeals',
  call: '/calls',
};

/** Where the thing is looked at; null where the role has no such place. */
export function addressOf({ kind, id }: Subject, role: Role): string | null {
  const own = role === 'student' ? OWN[kind] : undefined;
  if (own) return own;
  const place = OFFICE[kind];
  // A change is judged from the queue.
  const of = kind === 'change' ? '/queue' : place;
  if (role !== 'student' && !PLACES[role].some(({ to }) => to === of)) return null;
  return kind === 'document' ? place : `${place}/${id}`;
}

export function NoticeText({ notice }: { readonly notice: Notice }) {
  const say = useSay();
  const role = useRole(useSignedIn());
  const address = addressOf(notice.subject, role);
  return (
    <>
      <b>{notice.title}</b>
      <p>{notice.text}</p>
      <span className="row small">
        <time className="muted grow" dateTime={notice.createdAt}>
          {momentText(notice.createdAt)}
        </time>
        {address !== null && (
          <a href={address} aria-label={say('frame.notice-open-what', { title: notice.title })}>
            {say('frame.notice-open')}
          </a>
        )}
      </span>
    </>
  );
}
