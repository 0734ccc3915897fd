/** The cookies of the browser: the session, and a sign-in on its way through the OpenID provider. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { environmentOf } from './environment.ts';

const [SESSION, OPENID] = ['concord_session', 'concord_openid'];
/** In seconds. */
const OPENID_AGE = 600;

const isSecure = (c: Context): boolean => environmentOf(c).publicUrl.protocol === 'https:';

/** `__Host-`: the browser takes it over https alone, for this host alone. Plain http is configured for a loopback address only. */
const options = (c: Context) =>
  ({
    ...(isSecure(c) && { prefix: 'host' as const }),
    path: '/',
    secure: isSecure(c),
    httpOnly: true,
    sameSite: 'Lax',
  }) as const;

const read = (c: Context, name: string): string | null =>
  (isSecure(c) ? getCookie(c, name, 'host') : getCookie(c, name)) ?? null;

/** It goes with the browser's session; how long it is good for the server decides. */
export const setSessionCookie = (c: Context, secret: string): void => setCookie(c, SESSION, secret, options(c));

export const readSessionCookie = (c: Context): string | null => read(c, SESSION);

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, SESSION, options(c));
}

export const setOpenIdCookie = (c: Context, state: string): void =>
  setCookie(c, OPENID, state, { ...options(c), maxAge: OPENID_AGE });

/** Answers it once. */
export function takeOpenIdCookie(c: Context): string | null {
  const state = read(c, OPENID);
  deleteCookie(c, OPENID, options(c));
  return state;
}
