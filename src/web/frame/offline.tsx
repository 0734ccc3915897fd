/** No connection: said over the page, which keeps what was typed. */
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useSay } from '../language.tsx';
import { Note } from '../parts/states.tsx';

export function Offline() {
  const say = useSay();
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return (
    <div role="status">
      {!isOnline && (
        <Note kind="warn" icon="warning">
          {say('states.offline')}
        </Note>
      )}
    </div>
  );
}
