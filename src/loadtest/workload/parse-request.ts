import { complain, type Parse, quote, read } from "../../core/contract/index.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** What RFC 3986 lets stand in a path and its query, and the braces of names. */
const PATH = /^\/[\w.~!$&'()*+,;=:@%/?{}[\]-]*$/;

/** Whether a text can be asked for below the add-on's address as it stands. */
export const isPath = (text: string): boolean => PATH.test(text) && !text.startsWith("//");

const EXAMPLE =
  "Write the method and the path below the add-on's address, as in GET /items?page=2.";

/**
 * `POST /items/{item}`: a method, and path and query below the add-on's base URL, which may hold
 * `{name}`; a path alone is asked for with GET.
 */
export const parseRequest: Parse<{ readonly method: string; readonly path: string }> = (text) => {
  const [, method = "GET", path = ""] = /^\s*(?:([A-Za-z]+)\s+)?(\S+)\s*$/.exec(text) ?? [];
  if (!METHODS.includes(method))
    return complain(
      `${quote(text)} asks with ${method}, which is none of ${METHODS.join(", ")}.`,
      EXAMPLE,
    );
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(path))
    return complain(
      `${quote(text)} names a whole address; a test asks below the add-on's own only.`,
      EXAMPLE,
    );
  return PATH.test(path)
    ? read({ method, path })
    : complain(`${quote(text)} is not a request.`, EXAMPLE);
};
