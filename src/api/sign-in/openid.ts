/** The OpenID provider, by openid-client: authorization code with PKCE, state and nonce. */
import * as client from 'openid-client';
import type { Vouched } from '../../app/index.ts';
import { failure, problem, type Result, reason, refuse, success } from '../../domain/index.ts';

export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret?: string | undefined;
  /** Of the callback route. */
  readonly redirectUri: string;
}

/** What is kept here between leaving for the provider and coming back. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OpenIdClient {
  /** Where to send the browser. `service-unavailable` when the provider cannot be reached. */
  readonly begin: () => Promise<Result<{ readonly url: string; readonly pending: Pending }>>;
  /** Whom the provider vouches for. `sign-in-refused` when it does not, or its answer is not to this question. */
  readonly finish: (callback: URL, pending: Pending) => Promise<Result<Vouched>>;
}

/** The provider is asked for its configuration at the first sign-in, so that a server starts without it. */
export function openIdClient(settings: OpenIdSettings): OpenIdClient {
  let discovered: client.Configuration | null = null;
  const configuration = async (): Promise<client.Configuration> => {
    discovered ??= await discover(settings);
    return discovered;
  };
  return {
    begin: () =>
      guarded(async () => {
        const pending = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: settings.redirectUri,
          scope: 'openid email profile',
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: 'S256',
        });
        return success({ url: url.href, pending });
      }),
    finish: (callback, { state, nonce, verifier }) =>
      guarded(async () => {
        const configured = await configuration();
        const tokens = await client.authorizationCodeGrant(configured, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) return failure(refusal());
        // Providers may keep address and name out of the ID token.
        const more =
          claims.email === undefined ? await client.fetchUserInfo(configured, tokens.access_token, claims.sub) : claims;
        return success({
          issuer: claims.iss,
          subject: claims.sub,
          email: claimText(more.email),
          emailVerified: more.email_verified === true,
          name: claimText(more.name),
        });
      }),
  };
}

function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<client.Configuration> {
  const url = new URL(issuer);
  // The configuration admits plain http for this machine alone.
  const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
  return client.discovery(url, clientId, clientSecret, authentication, { execute, timeout: 10 });
}

const claimText = (claim: unknown): string | null => (typeof claim === 'string' && claim !== '' ? claim : null);

async function guarded<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
      return failure(refusal(error.error));
    const isUnreachable =
      error instanceof client.ClientError
        ? ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(error.code ?? '')
        : error instanceof TypeError && error.message === 'fetch failed';
    if (isUnreachable) return refuse('service-unavailable', reason('api-provider-silent'));
    if (error instanceof client.ClientError) return failure(refusal());
    throw error;
  }
}

/** The provider's word for it is shown only where it is one of the plain words of the standard. */
const refusal = (word = '') =>
  problem(
    'sign-in-refused',
    /^[a-z_]{1,40}$/.test(word) ? reason('api-provider-refused-with', { word }) : reason('api-provider-refused'),
  );
