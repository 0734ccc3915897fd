/** The rest of a list: fetched as its end comes into sight, by a button all the same, and named on paper where it is left out. */
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useSay } from '../language.tsx';

export interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

/** How far below the last line in sight the next page is asked for. */
const AHEAD = '1500px';

export function More({ pages, shown }: { readonly pages: Pages; readonly shown: number }) {
  const say = useSay();
  const button = useRef<HTMLButtonElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  // Looked at anew after each page: a list that still ends in sight goes on. What failed waits for a hand.
  const goesOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!goesOn || !button.current) return;
    // Of several looks that are told at once, as when the page is busy, the last is what holds.
    const seen = new IntersectionObserver((looks) => looks.at(-1)?.isIntersecting && fetchNextPage(), {
      root: document.querySelector('#work'),
      rootMargin: `0px 0px ${AHEAD} 0px`,
    });
    seen.observe(button.current);
    return () => seen.disconnect();
  }, [goesOn, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <>
      <Button ref={button} mt="md" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {say('parts.more')}
      </Button>
      <p className="print-only">{say('parts.goes-on', { count: shown })}</p>
    </>
  );
}
