/** The board that was open last in this window: a course that is chosen elsewhere goes onto it, with all that was set there. */
import { listOf, type StayAddress } from './stay-address.ts';

const STAY_KEY = 'concord-board';

export const rememberStay = (stay: StayAddress): void => sessionStorage.setItem(STAY_KEY, JSON.stringify(stay));

/** Whoever signs in next in this window has boards of their own. */
export const forgetStay = (): void => sessionStorage.removeItem(STAY_KEY);

function lastStay(): StayAddress {
  try {
    return (JSON.parse(sessionStorage.getItem(STAY_KEY) ?? '{}') ?? {}) as StayAddress;
  } catch {
    return {};
  }
}

/** A board with the pair pinned: the last one where it was of the same curriculum and host, another pin of the home course then going. */
export function stayWithPin(
  pair: { readonly curriculum: string; readonly home: string; readonly catalogue: string; readonly host: string },
  semester: number | null,
): StayAddress {
  const { curriculum, home, catalogue, host } = pair;
  const last = lastStay();
  const isSame = last.curriculum === curriculum && last.host === catalogue;
  const others = isSame ? listOf(last.pins).filter((pin) => !pin.startsWith(`${home}=`)) : [];
  const pins = [...others, `${home}=${host}`].join(';');
  if (isSame) return { ...last, pins };
  return { curriculum, host: catalogue, pins, ...(semester !== null && { semester: String(semester) }) };
}
