import { hash } from "node:crypto";
import { parse } from "node:querystring";

/** The fixed `qsh` of context tokens, which a frame may send along with any request of its own. */
export const CONTEXT_QSH = "context-qsh";

/**
 * Query string hash: binds a token to one method, path and query, so that it cannot be used for another.
 * `url` is absolute or begins with its path; `baseUrl` is the address under which the receiver lives.
 * Source: "Creating a query string hash", Understanding JWT for Connect apps.
 */
export const qsh = (method: string, url: string, baseUrl = ""): string =>
  hash("sha256", canonicalRequest(method, url, baseUrl), "hex");

/** What is hashed: METHOD&path&query. */
export function canonicalRequest(method: string, url: string, baseUrl = ""): string {
  const { path, query } = split(url);
  return `${method.toUpperCase()}&${canonicalPath(path, baseUrl === "" ? "" : split(baseUrl).path)}&${canonicalQuery(query)}`;
}

function canonicalPath(path: string, basePath: string): string {
  let relative = path.startsWith(basePath) ? path.slice(basePath.length) : path;
  // An unescaped & would let a path pass for the beginning of a query. The others are those
  // that the parser of Node-based add-ons escapes before it hashes.
  if (/[&'"<>^`{|} ]/.test(relative)) relative = relative.replace(/[&'"<>^`{|} ]/g, percent);
  if (!relative.startsWith("/")) relative = `/${relative}`;
  return relative.length > 1 && relative.endsWith("/") ? relative.slice(0, -1) : relative;
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  const parameters = parse(query, "&", "=", { maxKeys: 0 });
  const parts: string[] = [];
  for (const key of Object.keys(parameters).sort()) {
    if (key === "jwt" || key === "__proto__") continue;
    const value = parameters[key] ?? "";
    const encoded =
      typeof value === "string" ? encode(value) : value.toSorted().map(encode).join(",");
    parts.push(`${encode(key)}=${encoded}`);
  }
  return parts.join("&");
}

/** Percent-encodes all but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  return /[!'()*]/.test(encoded) ? encoded.replace(/[!'()*]/g, percent) : encoded;
}

const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function split(url: string): { path: string; query: string } {
  const hashAt = url.indexOf("#");
  const whole = hashAt < 0 ? url : url.slice(0, hashAt);
  const queryAt = whole.indexOf("?");
  const address = queryAt < 0 ? whole : whole.slice(0, queryAt);
  const hostAt = address.startsWith("/") ? -1 : address.indexOf("://");
  const pathAt = hostAt < 0 ? 0 : address.indexOf("/", hostAt + 3);
  return {
    path: pathAt < 0 ? "" : address.slice(pathAt),
    query: queryAt < 0 ? "" : whole.slice(queryAt + 1),
  };
}
