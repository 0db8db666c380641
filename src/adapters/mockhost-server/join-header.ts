/** Of these a request has one at most; which of two would count, readers disagree on. */
const once = new Set(["content-length", "host", "transfer-encoding"]);

/** Of these the first counts, as it does with Node's own server. */
const first = new Set([
  "age",
  "authorization",
  "content-type",
  "etag",
  "expires",
  "from",
  "if-modified-since",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "referer",
  "retry-after",
  "server",
  "user-agent",
]);

/** Adds a header to those read so far; false: it must not be there a second time. */
export function joinHeader(headers: Record<string, string>, name: string, value: string): boolean {
  if (!Object.hasOwn(headers, name)) headers[name] = value;
  else if (once.has(name)) return false;
  else if (!first.has(name)) headers[name] += `${name === "cookie" ? "; " : ", "}${value}`;
  return true;
}
