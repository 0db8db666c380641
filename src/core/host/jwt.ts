/**
 * JSON Web Tokens as Connect uses them. Words: the *claims* are what a token says, its *key* is
 * what it is signed with, a token is *read* (taken apart, not to be believed) and then *verified*.
 */
export interface JwtClaims {
  /** Who signed: the tenant's clientKey, or the add-on's key. */
  readonly iss: string;
  /** Epoch seconds. */
  readonly iat?: number;
  readonly exp: number;
  readonly nbf?: number;
  /** Atlassian account id of the person, where there is one. */
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  /** The request it is good for, or `context-qsh`. */
  readonly qsh?: string;
  /** What the page is about, as far as the host knows: `{ jira: { issue, project } }` and so on. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly [claim: string]: unknown;
}

/** A token taken apart. Nothing in it is to be believed before `verifyJwt`. */
export interface ReadJwt {
  readonly kind: "read";
  readonly header: { readonly alg: string; readonly kid: string | null };
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signedPart: string;
  /** Base64url. */
  readonly signature: string;
}

export interface RefusedJwt {
  readonly kind: "refused";
  readonly reason: JwtRefusal;
  /** A sentence for the sender's log; names no secret. */
  readonly message: string;
}

export type JwtRefusal =
  | "malformed"
  | "wrong-algorithm"
  | "wrong-signature"
  | "missing-claim"
  | "expired"
  | "not-yet-valid"
  | "wrong-issuer"
  | "wrong-audience"
  | "wrong-qsh";

export const refuseJwt = (reason: JwtRefusal, message: string): RefusedJwt => ({
  kind: "refused",
  reason,
  message,
});
