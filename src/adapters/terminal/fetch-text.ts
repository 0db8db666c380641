import { PlimsollError } from "../../core/errors/index.ts";

const TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 5;

export async function fetchText(url: string, limitBytes: number): Promise<string> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw unreachable(url, "it is not an http(s) address");
  const { username, password, host } = new URL(url);
  if (username || password) throw unreachable(host, "a password does not belong into an address");
  const answer = await follow(url);
  if (!answer.ok) throw unreachable(url, `it answers with status ${answer.status}`);
  return readBody(answer, url, limitBytes);
}

/** Redirects are not followed: who is asked for its health and answers with a login page has none. */
export async function askStatus(url: string): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { signal, redirect: "manual" });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}

/**
 * Redirects stay on the server that was named, or go to its HTTPS: the server there must not
 * choose what else on this machine or behind its firewall is asked.
 */
async function follow(url: string): Promise<Response> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  let at = new URL(url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const answer = await get(at.href, deadline);
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null) return answer;
    await answer.body?.cancel();
    const next = URL.parse(location, at);
    if (next === null || !isSameServer(at, next))
      throw unreachable(
        url,
        `it redirects to another server, ${next?.origin ?? location}; if it is there, name that address`,
      );
    at = next;
  }
  throw unreachable(url, `it redirects more than ${MOST_REDIRECTS} times`);
}

const isSameServer = (from: URL, to: URL): boolean =>
  to.origin === from.origin ||
  (to.hostname === from.hostname &&
    from.protocol === "http:" &&
    to.protocol === "https:" &&
    from.port === "" &&
    to.port === "");

async function get(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, redirect: "manual" });
  } catch (error) {
    throw unreachable(url, reasonOf(error), error);
  }
}

async function readBody(answer: Response, url: string, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(url, reasonOf(error), error);
  }
  if (sizeBytes > limitBytes)
    throw unreachable(url, `its answer is larger than ${Math.round(limitBytes / 2 ** 20)} MiB`);
  return Buffer.concat(chunks).toString("utf8");
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no such host",
  ECONNRESET: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
};

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  return reasons[cause?.code ?? ""] ?? cause?.message ?? message;
}

const unreachable = (url: string, reason: string, cause?: unknown): PlimsollError =>
  new PlimsollError("address.unreachable", `${url}: ${reason}.`, { cause });
