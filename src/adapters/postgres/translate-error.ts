import { type ErrorCode, PlimsollError } from "../../core/errors/index.ts";

/** SQLSTATE classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [/^53100$/, "store.full", "The database's disk is full."],
  [/^(08|57P|53|25006|25P03)/, "store.unavailable", "The database does not serve at the moment."],
  [/^57014$/, "store.unavailable", "The database took too long to answer."],
  [
    /^(28|3D)/,
    "store.unavailable",
    "The database does not let Plimsoll in: wrong name, user or password.",
  ],
  [/^XX00[12]$/, "store.damaged", "The database reports damaged pages."],
];

/** What `pg` threw as the store's error; anything else is passed on as it is. */
export function translateError(cause: unknown): unknown {
  const { code, message } = cause as { code?: unknown; message?: string };
  const known = codes.find(([state]) => state.test(String(code)));
  if (known) return new PlimsollError(known[1], known[2], { cause });
  if (isConnectionLost(cause))
    return new PlimsollError("store.unavailable", "The database cannot be reached.", { cause });
  if (message === "Cannot use a pool after calling end on the pool")
    return new PlimsollError("store.unavailable", "The store is closed.", { cause });
  return cause;
}

/**
 * True when the answer to what was asked will never come, so that nobody can say from the error
 * alone whether it was done.
 */
export function isConnectionLost(error: unknown): boolean {
  const { code = "", message = "", severity } = error as Record<string, string>;
  return (
    severity === "FATAL" ||
    /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)|^ENOENT$/.test(code) ||
    /^(Connection terminated|Client has encountered|Query read timeout|timeout exc|Client was closed)/.test(
      message,
    )
  );
}
