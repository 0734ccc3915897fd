/** One notice, with the way to what it speaks of where the reader's role has a place for that. */
import type { AnswerOf, api } from '../api.ts';
import { useSay } from '../language.tsx';
import { momentText } from '../parts/dates.ts';
import { useRole, useSignedIn } from '../session.ts';
import { addressOf } from './notice-address.ts';

export type Notice = AnswerOf<typeof api.me.notices.$get>['items'][number];

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
