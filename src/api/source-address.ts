import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** A sender can write what it likes into a header; more than this of it is never looked at. */
const MOST_HOPS = 20;

/**
 * The address that a request came from; "" where it did not come over a socket of Node's. What
 * X-Forwarded-For says is believed as far as trusted proxies wrote it: each appends whom it was
 * asked by, so that the list is read from its end.
 */
export function sourceAddress(
  c: Context,
  isTrustedProxy: (address: string) => boolean = () => false,
): string {
  if (!c.env?.incoming) return "";
  let address = plain(getConnInfo(c).remote.address ?? "");
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").slice(-MOST_HOPS);
  while (isTrustedProxy(address)) {
    const before = plain(forwarded.pop() ?? "");
    if (!/^[\d.]{7,15}$|^[\da-f:.]{2,45}$/i.test(before)) break;
    address = before;
  }
  return address;
}

/** Without the port that some proxies add, and IPv4 as such. */
const plain = (text: string): string =>
  text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/^::ffff:(?=[\d.]+$)/i, "");
