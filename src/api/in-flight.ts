/** How many costly requests one caller may have in progress: the next ones are told to wait, so that others still get their turn. */
export const MAX_IN_FLIGHT = 8;

export interface InFlight {
  /** Counts one more, or answers false when the caller has as many as may be. */
  readonly enter: (caller: string) => boolean;
  readonly leave: (caller: string) => void;
}

export function countInFlight(most = MAX_IN_FLIGHT): InFlight {
  const counts = new Map<string, number>();
  return {
    enter: (caller) => {
      const count = counts.get(caller) ?? 0;
      if (count >= most) return false;
      counts.set(caller, count + 1);
      return true;
    },
    leave: (caller) => {
      const count = counts.get(caller) ?? 0;
      if (count <= 1) counts.delete(caller);
      else counts.set(caller, count - 1);
    },
  };
}
