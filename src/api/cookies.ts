/** The cookies of the browser: the session, and a sign-in on its way through the OpenID provider. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { environmentOf } from './environment.ts';

/** `maxAge` in seconds; without one it goes with the browser's session. */
function cookie(name: string, maxAge?: number) {
  /** `__Host-`: the browser takes it over https alone, for this host alone. Plain http is configured for a loopback address only. */
  const options = (c: Context) => {
    const secure = environmentOf(c).publicUrl.protocol === 'https:';
    return { ...(secure && { prefix: 'host' as const }), path: '/', secure, httpOnly: true, sameSite: 'Lax' } as const;
  };
  return {
    set: (c: Context, value: string): void => setCookie(c, name, value, { ...options(c), ...(maxAge && { maxAge }) }),
    read: (c: Context): string | null => getCookie(c, name, options(c).prefix) ?? null,
    clear: (c: Context): void => void deleteCookie(c, name, options(c)),
  };
}

/** How long it is good for the server decides. */
export const sessionCookie = cookie('concord_session');
export const openIdCookie = cookie('concord_openid', 600);
