import type { JsonColumn, RecordRow } from './columns.ts';

export interface InstituteRow extends RecordRow {
  code: string;
}

export interface UserRow {
  id: string;
  revision: number;
  salt: string;
  name: string;
  email: string;
  language: string;
  active: boolean;
  createdAt: string;
  updatedAt: string;
  erasedAt: string | null;
  /** Not part of the record; an account that nobody uses is erased in its time. */
  lastSignInAt: string | null;
}

export interface UserRoleRow {
  user: string;
  role: string;
  institute: string | null;
}

/** A local account's password. */
export interface CredentialRow {
  user: string;
  /** argon2id in its own text form, with salt and parameters. */
  hash: string;
  updatedAt: string;
}

export interface OneTimePasswordRow {
  user: string;
  secretHash: string;
  expiresAt: string;
  createdAt: string;
}

export interface SessionRow {
  /** SHA-256 of the secret in the cookie. */
  secretHash: string;
  user: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

export interface ApiTokenRow {
  id: string;
  user: string;
  name: string;
  secretHash: string;
  scopes: JsonColumn;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

/** A failed attempt to sign in, counted by account and by address, both hashed. */
export interface SignInAttemptRow {
  id: string;
  key: string;
  at: string;
}

/** Who somebody is at an OpenID provider. */
export interface IdentityRow {
  issuer: string;
  subject: string;
  user: string;
  createdAt: string;
}

/** A sign-in on its way through an OpenID provider. */
export interface OidcStateRow {
  stateHash: string;
  body: JsonColumn;
  expiresAt: string;
}
