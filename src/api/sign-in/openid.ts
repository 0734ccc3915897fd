export interface OpenIdClient {
  readonly issuer: string;
}
