import { PlimsollError } from "../../errors/index.ts";

const TIMEOUT_MS = 10_000;

export async function fetchText(url: string, limitBytes: number): Promise<string> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw unreachable(url, "it is not an http(s) address");
  const { username, password, host } = new URL(url);
  if (username || password) throw unreachable(host, "a password does not belong into an address");
  const answer = await get(url);
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

async function get(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
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
