import { lookup } from "node:dns/promises";
import { type ClientRequest, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Delivery } from "../../effects/index.ts";
import { isPrivateAddress } from "./private-address.ts";

/** What may be reached, and for how long is waited. */
export interface Reach {
  /** Host names that may be private, and may be asked without TLS. */
  readonly allowedPrivate: ReadonlySet<string>;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  /** All addresses of a name; left out: the machine's own resolver. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it: an answer, or why there is none. `isSent`: the receiver may have read it all. */
type Answer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly text: string;
      readonly afterMs: number | null;
    }
  | { readonly kind: "none"; readonly reason: string; readonly isSent: boolean }
  | { readonly kind: "forbidden"; readonly reason: string };

const MOST_ANSWER_BYTES = 64 << 10;
const MOST_BODY_BYTES = 512 << 10;

/**
 * Posts JSON once. The name is resolved once, each of its addresses is looked at, and the connection
 * goes to one that was: a name that is answered otherwise the next time leads nowhere else. Redirects are not followed.
 */
export async function post(posted: Posted, reach: Reach, signal: AbortSignal): Promise<Answer> {
  const url = URL.canParse(posted.url) ? new URL(posted.url) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    return { kind: "forbidden", reason: "it is no http or https address" };
  if (Buffer.byteLength(posted.body) > MOST_BODY_BYTES)
    return { kind: "forbidden", reason: "the message is larger than 512 KiB" };
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isAllowed = reach.allowedPrivate.has(host);
  if (url.protocol === "http:" && !isAllowed)
    return {
      kind: "forbidden",
      reason: "it is not https, and PLIMSOLL_ALLOW_PRIVATE does not name its host",
    };
  const whole = AbortSignal.any([signal, AbortSignal.timeout(reach.timeoutMs)]);
  try {
    const addresses = await unlessAborted(resolved(host, reach), whole);
    const address = isAllowed ? addresses[0] : addresses.find((one) => !isPrivateAddress(one));
    const isMixed = !isAllowed && addresses.some(isPrivateAddress);
    if (address === undefined || isMixed)
      return {
        kind: "forbidden",
        reason:
          addresses.length === 0
            ? "its name leads to no address"
            : "it leads to a private address, and PLIMSOLL_ALLOW_PRIVATE does not name its host",
      };
    return await exchange(url, address, posted, reach, whole);
  } catch (error) {
    return { kind: "none", reason: whyNot(error, reach.timeoutMs), isSent: false };
  }
}

async function resolved(host: string, { resolve }: Reach): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  if (resolve !== undefined) return resolve(host);
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

function exchange(
  url: URL,
  address: string,
  { headers, body }: Posted,
  { nowMs, timeoutMs }: Reach,
  signal: AbortSignal,
): Promise<Answer> {
  const family = isIP(address);
  const toAddress: LookupFunction = (_, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  let isSent = false;
  const request: ClientRequest = send(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Plimsoll",
      ...headers,
    },
    lookup: toAddress,
    agent: false,
    signal,
  });
  request.on("finish", () => {
    isSent = true;
  });
  request.on("error", (error) =>
    resolve({ kind: "none", reason: whyNot(error, timeoutMs), isSent }),
  );
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const status = response.statusCode ?? 0;
    const afterMs = retryAfterMs(response.headers["retry-after"], nowMs());
    const end = () =>
      resolve({ kind: "answer", status, text: Buffer.concat(chunks).toString(), afterMs });
    response.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_ANSWER_BYTES) response.destroy();
      else chunks.push(chunk);
    });
    // The status is what counts; an answer that breaks off afterwards is one all the same.
    response.on("close", end);
  });
  request.end(body);
  return promise;
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return Promise.race([work, promise]);
}

/** Never with an address or a name in it: what is posted to may be a secret. */
function whyNot(error: unknown, timeoutMs: number): string {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === "TimeoutError" || (error as Error).cause instanceof DOMException)
    return `no answer within ${timeoutMs / 1000} s`;
  return code === undefined ? "the connection failed" : `the connection failed (${code})`;
}

/** Seconds, or a date. @returns null where the header says neither; a day at most */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 86_400_000) : null;
}

const LATER = [408, 425, 429];

/** What an answer means to most receivers of posts; `inDoubt`: they cannot tell a repeat. */
export function deliveryOf(answer: Answer, { inDoubt }: { readonly inDoubt: boolean }): Delivery {
  if (answer.kind === "forbidden") return { kind: "refused", reason: answer.reason };
  if (answer.kind === "none")
    return answer.isSent && inDoubt
      ? { kind: "in-doubt", reason: answer.reason }
      : { kind: "failed", reason: answer.reason, afterMs: null };
  const { status, afterMs } = answer;
  if (status >= 200 && status < 300) return { kind: "delivered", receipt: String(status) };
  const reason = `it answered ${status}`;
  if (status === 410) return { kind: "gone", reason };
  if (status >= 300 && status < 400)
    return { kind: "refused", reason: `${reason}: redirects are not followed` };
  return status >= 500 || LATER.includes(status)
    ? { kind: "failed", reason, afterMs }
    : { kind: "refused", reason };
}
