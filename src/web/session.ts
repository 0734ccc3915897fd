/** Who is signed in, in which of the own roles, and leaving. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { type AnswerOf, answerOf, api, RefusedError } from './api.ts';
import { chooseLanguage } from './language-choice.ts';

export type Me = AnswerOf<typeof api.me.$get>;
export type Role = Me['roles'][number]['role'];

export const ME = ['me'];

/** Null: nobody is signed in. */
export async function readMe(): Promise<Me | null> {
  try {
    return await answerOf(api.me.$get());
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.status === 401) return null;
    throw error;
  }
}

export const useMe = () => useQuery({ queryKey: ME, queryFn: readMe, staleTime: 60_000 });

/** Whoever the frame is of: stays while a session that has ended is begun again over the page. */
export const SignedIn = createContext<Me | null>(null);

/** @throws Error outside of the frame. */
export function useSignedIn(): Me {
  const me = useContext(SignedIn);
  if (!me) throw new Error('a screen behind the sign-in stands outside of the frame');
  return me;
}

/** After signing in: the account's language is that of the pages. */
export function useEnter(): (user: Me) => void {
  const queries = useQueryClient();
  return (user) => {
    // What another account has read is nothing to this one.
    if (queries.getQueryData<Me | null>(ME)?.id !== user.id) queries.removeQueries();
    queries.setQueryData(ME, user);
    chooseLanguage(user.language);
  };
}

const KEY = 'concord-role';
const listeners = new Set<() => void>();
let kept: string | null = globalThis.localStorage?.getItem(KEY) ?? null;

/** In which role somebody with several works now. */
export function chooseRole(role: Role): void {
  kept = role;
  globalThis.localStorage?.setItem(KEY, role);
  for (const listener of listeners) listener();
}

/** The chosen role where the account has it, else the first that it has; everybody may look as a student at what is open. */
export function useRole(me: Me): Role {
  const chosen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept,
  );
  return me.roles.find(({ role }) => role === chosen)?.role ?? me.roles[0]?.role ?? 'student';
}
