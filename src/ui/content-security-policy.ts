import { createHash } from "node:crypto";

/** What a page holds and may do; all else is forbidden. */
export interface Policy {
  readonly look: string;
  /** null: none, and no requests either. */
  readonly script: string | null;
  readonly images: "'self'" | "data:";
  readonly forms: "'self'" | "'none'";
}

/**
 * Style and script are named by hash, nothing comes from elsewhere. In a header, `; frame-ancestors
 * 'none'` belongs behind it, which a `meta` element may not say.
 */
export const contentSecurityPolicy = ({ look, script, images, forms }: Policy): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(look)}`,
    ...(script === null ? [] : [`script-src ${hashOf(script)}`, "connect-src 'self'"]),
    `img-src ${images}`,
    "base-uri 'none'",
    `form-action ${forms}`,
  ].join("; ");

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
