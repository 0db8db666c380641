import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import type { FieldError, Refusal } from "../engine/index.ts";

/** A problem document (RFC 9457) with the catalogue's status. */
export const refusal = (c: Context, refused: Omit<Refusal, "kind">) => {
  const { code, message, hint, problems } = refused;
  const errors = refused.errors?.map(({ path, detail }) => ({ pointer: pointerTo(path), detail }));
  return send(c, statusOf(code), { title: message, code, hint, errors, problems });
};

/** A JSON Pointer as a fragment (RFC 6901 §6): "#/from". */
const pointerTo = (path: FieldError["path"]): string =>
  ["#", ...path.map((part) => encodeURIComponent(escaped(String(part))))].join("/");
const escaped = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** The same where a status of HTTP's own says it better. */
export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  code: ErrorCode,
  title: string,
  hint: string,
) => send(c, status, { title, code, hint });

function send(c: Context, status: ContentfulStatusCode, about: Problem) {
  c.header("Content-Type", "application/problem+json");
  const { title, ...rest } = about;
  return c.body(JSON.stringify({ title, status, ...rest }), status);
}

interface Problem extends Pick<Refusal, "code" | "hint"> {
  readonly title: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[] | undefined;
  readonly problems?: Refusal["problems"] | undefined;
}

export const statusOf = (code: ErrorCode) => catalogue[code].status as ContentfulStatusCode;
